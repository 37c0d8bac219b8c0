//! What an operation is: one neutral model, and the alignment of several witnesses
