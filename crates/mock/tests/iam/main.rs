//! What IAM issues, to whom, and that services let it in.

mod asking;
mod login;
mod projects;
mod temporary;
