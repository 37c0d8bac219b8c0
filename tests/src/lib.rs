//! Workspace-level evidence.
