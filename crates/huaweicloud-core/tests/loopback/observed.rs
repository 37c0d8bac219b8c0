//! What was tolerated can be observed: one event for each kind of deviation, and none where nothing deviates.

use crate::capture::Capture;
use crate::client::{Client, Jobs};
use crate::server::{Server, answer};

/// The events of a call that is answered so.
async fn events(head: &str, body: &str) -> Vec<String> {
    let server = Server::start([answer(head, body)]).await;
    let client = Client::of(&server);
    let capture = Capture::start();
    client.delete(&Jobs::default()).await.expect("a success");
    // What obtains the credentials says so too.
    capture.events().into_iter().filter(|event| !event.contains("credentials were obtained")).collect()
}

#[tokio::test]
async fn an_answer_as_documented_makes_no_event() {
    assert_eq!(events("202 Accepted", r#"{"jobs":["j"],"count":1}"#).await, [""; 0]);
}

#[tokio::test]
async fn each_kind_of_deviation_is_one_event_with_operation_status_request_id_place_and_count() {
    let body = r#"{"jobs":[1,2],"count":"3","new":{"password":"hunter2"}}"#;
    let events = events("202 Accepted\nX-Request-Id: r-1", body).await;
    let common = "DEBUG operation=\"delete\" status=202 request_id=\"r-1\"";
    let expected = [
        "path=\"jobs[]\" count=2 message=the answer differs from its documentation: not text where text is documented",
        "path=\"count\" count=1 message=the answer differs from its documentation: not the documented kind of number",
        "path=\"new\" count=1 message=the answer differs from its documentation: a field that is not documented",
    ]
    .map(|event| format!("{common} {event}"));
    let mut events = events;
    for event in &mut events {
        // Fields of one event come in the order of its statement but for the message, which comes first.
        let (message, fields) = event.split_once(" operation=").expect("an operation");
        let (level, message) = message.split_once(' ').expect("a message");
        *event = format!("{level} operation={fields} {message}");
    }
    assert_eq!(events, expected);
}

#[tokio::test]
async fn a_success_of_a_status_that_is_not_documented_is_an_event() {
    let events = events("200 OK", "{}").await;
    assert!(events[0].contains("a status that is not documented"), "{events:?}");
}

#[test]
fn a_path_that_is_allowed_and_excuses_nothing_is_an_event() {
    use huaweicloud_core::check::Violations;

    let capture = Capture::start();
    Violations::new(&["body.jbos".to_owned()]).finish().expect("nothing is wrong");
    Violations::new(&[]).finish().expect("nothing is wrong");
    assert_eq!(capture.events(), ["DEBUG message=`allow_undocumented` excused nothing paths=[\"body.jbos\"]"]);
}

#[tokio::test]
async fn the_name_of_an_unknown_field_cannot_write_lines_into_a_log() {
    let events = events("202 Accepted", r#"{"x\n\u001b[31mFAKE":1}"#).await;
    assert!(!events[0].contains(char::is_control), "{events:?}");
}
