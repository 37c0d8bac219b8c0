//! Our clients against the mock: every operation, every documented status, every way to say who calls; retries, faults,
//! waits and lists.

mod auth;
mod documented;
mod faults;
mod iam;
mod quick_start;
mod retries;
mod state;
mod waiting;

use huaweicloud_core::{Config, ConfigBuilder, Token};
use mock::Mock;
use mock::auth::FIRST_TOKEN;
use mock::faults::Plan;

/// The services that we ship, and an IAM, on a clock that stands still.
async fn play() -> Mock {
    let mock = Mock::builder().specs(evidence::root().join("specs")).iam().held_clock();
    mock.start().await.unwrap_or_else(|err| panic!("{err}"))
}

/// The specimen, on a clock that stands still.
async fn play_the_specimen() -> Mock {
    let mock = Mock::builder().specs(evidence::root().join("tests/specimen/specs")).held_clock();
    mock.start().await.unwrap_or_else(|err| panic!("{err}"))
}

/// How a service of the mock is called; who calls is still to be said.
fn at(mock: &Mock, service: &str) -> ConfigBuilder {
    Config::builder().region("cn-north-4").endpoint(mock.url(service)).project_id(PROJECT)
}

/// How a service of the mock is called with a token that it knows.
fn with_token(mock: &Mock, service: &str) -> ConfigBuilder {
    at(mock, service).token(Token::new(FIRST_TOKEN).expect("a token"))
}

fn config(mock: &Mock, service: &str) -> Config {
    with_token(mock, service).build().expect("a configuration")
}

/// Makes the next requests of a service go wrong.
fn go_wrong(mock: &Mock, service: &str, times: u32, fault: &str) {
    let fault = fault.parse().unwrap_or_else(|err| panic!("{err}"));
    mock.faults(service).plan(Plan::once(fault).times(times)).expect("there is room");
}

/// The project that all of these tests act in.
const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
