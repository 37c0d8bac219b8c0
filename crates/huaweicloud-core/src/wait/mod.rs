//! Waiting until something is done that a call has only started.
//!
//! Many operations of these APIs *deliver* a stop, a pause or a deletion, and answer at once; it is done when the status
//! of the task says so. A [`Waiter`] asks for the status until it is one that ends the wait.
//!
//! Client crates have a method for each documented one, such as
//! `client.wait_for_lamp_lit(client.show_lamp().lamp_id("north")).wait().await`. By hand, one is made of a
//! [`Definition`], of what asks, and of where the answer has the status:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! use std::time::Duration;
//!
//! use huaweicloud_core::wait::{Definition, Waiter};
//! use huaweicloud_core::{Error, ResponseValue};
//!
//! const LAMP_LIT: Definition = Definition {
//!     name: "lamp_lit",
//!     success: &["lit"],
//!     failure: &["broken"],
//!     pending: &["warming_up"],
//!     absent: None,
//!     first: Duration::from_millis(1),
//!     most: Duration::from_millis(10),
//!     timeout: Duration::from_secs(60),
//! };
//!
//! // In place of a call: what its answers would be.
//! let mut answers = ["warming_up", "warming_up", "lit"].into_iter();
//! let poll = move || {
//!     let status = answers.next().unwrap_or_default().to_owned();
//!     let answer = ResponseValue::new(status, reqwest::StatusCode::OK, Default::default());
//!     async { Ok::<_, Error>(answer) }
//! };
//!
//! let lit = Waiter::new(&LAMP_LIT, poll, |status: &String| vec![Some(status.clone())]).wait().await;
//! assert_eq!(*lit.expect("it is lit in the end"), "lit");
//! # }
//! ```
//!
//! A waiter needs what the calls need as well: a Tokio runtime with its timer.

mod definition;
mod error;
mod progress;
mod run;
mod table;
mod waiter;

use std::future::Future;
use std::pin::Pin;

pub use definition::{Absent, Definition};
pub use error::{Summary, WaitError};
pub use progress::{Progress, ProgressStream, State};
pub use waiter::Waiter;

use crate::{Error, ResponseValue};

/// A call on its way.
pub(crate) type Call<'a, T, E> = Pin<Box<dyn Future<Output = Result<ResponseValue<T>, Error<E>>> + Send + 'a>>;
