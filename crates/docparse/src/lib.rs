//! Reads a vendor's documentation page into contracts
