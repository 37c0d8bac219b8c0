//! Answers that are errors, and answers that nobody documents.

use huaweicloud_core::{BodyError, Error};
use specimen_beacon::types::{CreateKeeperFailure, LampOrder, LightLampsFailure, LightLampsRequest, Watch};

use crate::Talk;

async fn light(head: &str, body: &str) -> Error<LightLampsFailure> {
    let talk = Talk::answering(head, body).await;
    let body = LightLampsRequest::new().orders([LampOrder::new().lamp_id("north")]).watch(Watch::Dawn);
    talk.client.light_lamps().site_id("97b0").body(body).send().await.expect_err("no success")
}

#[tokio::test]
async fn each_error_has_its_own_type() {
    let error = light("400 Bad Request", r#"{"error_code":400,"error_msg":null}"#).await;
    let Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    let LightLampsFailure::BadRequest(trouble) = &**answer else { panic!("{answer:?}") };
    assert_eq!((trouble.error_code.as_deref(), trouble.error_msg.as_deref()), (Some("400"), None));
    assert_eq!(error.code().as_deref(), Some("400"));

    let error = light("409 Conflict", r#"{"error_code":"BCN.0409","busy_with":["j-1",2],"error_msg":"busy"}"#).await;
    let Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    let LightLampsFailure::Conflict(conflict) = &**answer else { panic!("{answer:?}") };
    assert_eq!(conflict.busy_with, Some(vec!["j-1".to_owned(), "2".to_owned()]));
    assert!(error.is_conflict());
    insta::assert_snapshot!(error, @"409 Conflict, BCN.0409: busy (request id r-1)");
}

#[tokio::test]
async fn an_error_that_nobody_describes_keeps_what_came_with_it() {
    let error = light("500 Internal Server Error", r#"{"errorCode":"E1","errorMsg":"oil"}"#).await;
    let Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    assert_eq!(**answer, LightLampsFailure::InternalServerError);
    assert_eq!((error.code().as_deref(), error.message().as_deref()), (Some("E1"), Some("oil")));
    assert_eq!(error.body().map(|body| body.len()), Some(35));

    let talk = Talk::answering("400 Bad Request", r#"{"code":"E2","message":"rope"}"#).await;
    let error = talk.client.ring_bell().site_id("97b0").send().await.expect_err("no success");
    assert!(matches!(error, Error::ErrorResponse(_)), "{error}");
    assert_eq!((error.code().as_deref(), error.message().as_deref()), (Some("E2"), Some("rope")));
}

#[tokio::test]
async fn an_error_may_be_a_list() {
    let talk = Talk::answering("400 Bad Request", r#"[{"error_code":"BCN.0001","field":null},null]"#).await;
    let keeper = specimen_beacon::types::KeeperOption::new().name("Ada").password("Dusk2026x");
    let request = specimen_beacon::types::CreateKeeperRequest::new().keeper(keeper);
    let error = talk.client.create_keeper().body(request).send().await.expect_err("no success");
    let Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    let CreateKeeperFailure::BadRequest(troubles) = &**answer else { panic!("{answer:?}") };
    assert_eq!(troubles.len(), 1);
    assert_eq!(troubles[0].error_code.as_deref(), Some("BCN.0001"));
}

#[tokio::test]
async fn a_page_of_a_gateway_in_place_of_a_documented_error_stays_readable() {
    let html = "<html><h1>Bad gateway</h1></html>";
    for (status, is_documented) in [("400 Bad Request", true), ("502 Bad Gateway", false), ("409 Conflict", true)] {
        let error = light(&format!("{status}\nContent-Type: text/html"), html).await;
        assert_eq!(matches!(error, Error::UnreadableBody { reason: BodyError::Json { .. }, .. }), is_documented);
        assert_eq!(matches!(error, Error::UnexpectedResponse(_)), !is_documented);
        assert_eq!(error.status().map(|status| status.to_string()).as_deref(), Some(status));
        assert_eq!(error.body().map(|body| &body[..]), Some(html.as_bytes()));
        assert_eq!(error.request_id(), Some("r-1"));
    }
}

#[tokio::test]
async fn an_error_without_a_body_is_one_of_its_type_with_nothing_in_it() {
    let error = light("400 Bad Request", "").await;
    let Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    assert_eq!(**answer, LightLampsFailure::BadRequest(Default::default()));
    insta::assert_snapshot!(error, @"400 Bad Request with no body (request id r-1)");
}

#[tokio::test]
async fn a_success_that_none_of_several_types_is_documented_for_is_unexpected() {
    let error = light("201 Created", r#"{"job_id":"j-1","code":"no error","message":"none"}"#).await;
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
    assert_eq!((error.code(), error.status().map(|status| status.as_u16())), (None, Some(201)));
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_its_place_and_kept() {
    let body = r#"{"lamps":[{"lamp_number":7},{"lamp_number":{"a":1}}]}"#;
    let error = light("200 OK", body).await;
    let Error::UnreadableBody { reason: BodyError::Json { path, .. }, .. } = &error else { panic!("{error}") };
    assert_eq!(path, "lamps[1].lamp_number");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body().map(|kept| &kept[..]), Some(body.as_bytes()));
    assert_eq!(error.request_id(), Some("r-1"));
    assert!(error.to_string().contains("lamps[1].lamp_number"), "{error}");
}
