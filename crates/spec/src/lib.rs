//! Reads hand-written OpenAPI files into one checked document per service
