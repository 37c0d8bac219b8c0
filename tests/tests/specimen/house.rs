//! The other operations.

use std::collections::BTreeMap;

use huaweicloud_core::{Cloud, Config, Error, Token};
use serde_json::json;
use specimen_beacon::builder::{CreateKeeper, DownloadChart};
use specimen_beacon::types::{CreateKeeperRequest, DeleteLampsRequest, KeeperOption, RingBellRequest, Sea};

use crate::Talk;

#[tokio::test]
async fn an_enum_and_a_number_travel_in_the_path_and_a_map_of_records_comes_back() {
    let body = r#"{"heligoland":{"wind":"7.5","gusts":[9,null,"10.5"]},"skagen":null,"lindesnes":{"sight":5}}"#;
    // A status that is not documented is a success all the same.
    let talk = Talk::answering("203 Non-Authoritative Information", body).await;
    let answer = talk.client.show_weather().sea(Sea::NorthSea).hour(23).send().await.expect("an answer");
    assert_eq!(talk.heard().await.line, "GET /v1/weather/north-sea/hours/23 HTTP/1.1");
    assert_eq!(answer.keys().collect::<Vec<_>>(), ["heligoland", "lindesnes"]);
    assert_eq!(answer["heligoland"].wind, Some(7.5));
    assert_eq!(answer["heligoland"].gusts, Some(vec![9.0, 10.5]));
    assert_eq!(answer["lindesnes"].sight.as_deref(), Some("5"));
}

#[tokio::test]
async fn a_map_of_lists_is_sent_and_its_values_are_checked() {
    let talk = Talk::answering("200 OK", r#"{"2026-11-03":"2","2026-11-04":null}"#).await;
    let request = talk.client.set_tides().site_id("97b0");
    let refused = request.clone().body([("2026-11-03", vec![5.5, 24.5]), ("2026-11-04", vec![])]).check();
    insta::assert_snapshot!(refused.expect_err("a day has 24 hours"), @r#"`body{"2026-11-03"}[1]` is 24.5, more than 24; `body{"2026-11-04"}` has 0 elements, and at least 1 must be there (if the service takes it all the same, say `.allow_undocumented("body{\"2026-11-03\"}[1]")`)"#);
    let answer = request.body([("2026-11-03", [5.5, 18.0])]).send().await.expect("an answer");
    let heard = talk.heard().await;
    assert_eq!(heard.line, "PUT /v1/97b0/tides HTTP/1.1");
    assert_eq!(heard.json(), json!({"2026-11-03": [5.5, 18.0]}));
    assert_eq!(*answer, BTreeMap::from([("2026-11-03".to_owned(), 2)]));
}

#[tokio::test]
async fn bytes_come_back_as_they_are() {
    let chart: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    let talk = Talk::answering("200 OK\nX-Chart-Scale: 5e4\nX-Chart-Is-Old: 1", &chart).await;
    let answer = talk.client.download_chart().site_id("97b0").chart_id(i64::MAX).send().await.expect("an answer");
    assert_eq!(answer.header(DownloadChart::X_CHART_SCALE), Ok(Some(50_000.0)));
    assert_eq!(answer.header(DownloadChart::X_CHART_IS_OLD), Ok(Some(true)));
    let mut stream = answer.into_inner();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.chunk().await.expect("all of it") {
        bytes.extend_from_slice(&chunk);
    }
    assert!(bytes == chart, "{} bytes", bytes.len());
    assert_eq!(talk.heard().await.line, "GET /v1/97b0/charts/9223372036854775807 HTTP/1.1");
}

#[tokio::test]
async fn an_error_in_place_of_bytes_is_typed() {
    let talk = Talk::answering("404 Not Found", r#"{"error":{"code":404,"message":"gone","title":"Not Found"}}"#).await;
    let error = talk.client.download_chart().site_id("97b0").chart_id(1).send().await.expect_err("it is lost");
    assert_eq!((error.code().as_deref(), error.message().as_deref()), (Some("404"), Some("gone")));
    let specimen_beacon::Error::ErrorResponse(lost) = &error else { panic!("{error}") };
    assert_eq!(lost.error.as_ref().and_then(|error| error.title.as_deref()), Some("Not Found"));
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let talk = Talk::answering("201 Created", r#"{"chart_id":"9007199254740993","size":4.0,"digest":12}"#).await;
    let chart = vec![0, 255, 13, 10];
    let answer = talk.client.upload_chart().site_id("97b0").chart_id(1).body(chart.clone()).send().await;
    let answer = answer.expect("an answer");
    assert_eq!(
        (answer.chart_id, answer.size, answer.digest.as_deref()),
        (Some(9_007_199_254_740_993), Some(4), Some("12"))
    );
    let heard = talk.heard().await;
    assert_eq!(heard.line, "PUT /v1/97b0/charts/1 HTTP/1.1");
    assert_eq!(heard.header("Content-Type"), Some("application/octet-stream"));
    assert_eq!(heard.body, chart);
}

#[tokio::test]
async fn an_optional_body_may_be_left_out_or_given() {
    let talk = Talk::answering("202 Accepted", "").await;
    talk.client.ring_bell().site_id("97b0").send().await.expect("it is rung");
    let heard = talk.heard().await;
    assert_eq!((heard.line.as_str(), &heard.body[..]), ("POST /v1/97b0/bell HTTP/1.1", &[][..]));
    assert_eq!((heard.header("Content-Type"), heard.header("Content-Length")), (None, Some("0")));

    let talk = Talk::answering("202 Accepted", "rung").await;
    let body = RingBellRequest::new().strokes(8).send("harbour");
    let answer = talk.client.ring_bell().site_id("97b0").body(body).send().await.expect("it is rung");
    assert_eq!(&answer.body()[..], b"rung", "nobody documents it, and it is kept");
    assert_eq!(talk.heard().await.json(), json!({"strokes": 8, "send": "harbour"}));
}

#[tokio::test]
async fn an_operation_that_a_cloud_does_not_have_is_not_called_there() {
    let config = Config::builder().cloud(Cloud::OpenTelekomCloud).endpoint("http://127.0.0.1:1");
    let config = config.token(Token::new("t").expect("a token")).build().expect("a configuration");
    let client = specimen_beacon::Client::new(&config);
    let error = client.ring_bell().site_id("97b0").send().await.expect_err("no bell there");
    assert!(matches!(&error, Error::Config(_)), "{error}");
    let shown = error.to_string();
    assert!(["ring_bell", "beacon", "Huawei Cloud"].iter().all(|word| shown.contains(word)), "{shown}");
}

#[tokio::test]
async fn a_body_that_nobody_documents_is_kept_beside_a_success_and_an_error() {
    // HTTP has no body after a 204; another success of the operation may have one.
    for (status, sent, kept) in [("204 No Content", "", ""), ("200 OK", "gone, both", "gone, both")] {
        let talk = Talk::answering(status, sent).await;
        let body = DeleteLampsRequest::new().lamp_ids(["north"]);
        let answer = talk.client.delete_lamps().site_id("97b0").body(body).send().await.expect("they are gone");
        assert_eq!(&answer.body()[..], kept.as_bytes(), "{status}");
    }
    let talk = Talk::answering("400 Bad Request", "the bell has no clapper").await;
    let error = talk.client.ring_bell().site_id("97b0").send().await.expect_err("it is not rung");
    let specimen_beacon::Error::ErrorResponse(answer) = &error else { panic!("{error}") };
    assert_eq!(&answer.body()[..], b"the bell has no clapper");
}

#[tokio::test]
async fn what_holds_itself_is_read_however_deep_it_is() {
    let deep = (0..40).fold(r#"{"name":"loft"}"#.to_owned(), |inner, step| match step % 4 {
        0 => format!(r#"{{"next":{inner}}}"#),
        1 => format!(r#"{{"branches":[{inner},null]}}"#),
        2 => format!(r#"{{"landing":{{"height":"2.5","stair":{inner}}}}}"#),
        _ => format!(r#"{{"doors":{{"east":{{"stair":{inner}}}}}}}"#),
    });
    let talk = Talk::answering("200 OK", format!(r#"{{"stair":{deep}}}"#)).await;
    let request = talk.client.show_stairs().tower_token("s/1").send_("harbour").door_key("s 2").default(true);
    let shown = format!("{request:?}");
    assert!(!shown.contains("s/1") && !shown.contains("s 2"), "{shown}");
    let answer = request.send().await.expect("an answer");
    let line = "GET /v1/towers/s%2F1/stairs?default=true&door_key=s%202&send=harbour HTTP/1.1";
    assert_eq!(talk.heard().await.line, line);
    let mut stair = answer.into_inner().stair.expect("it is there");
    let mut floors = 0;
    let name = loop {
        floors += 1;
        let next = stair.next.map(|next| *next).or_else(|| stair.branches.and_then(|stairs| stairs.into_iter().next()));
        let door = stair.doors.and_then(|mut doors| doors.remove("east"));
        let landing = stair.landing.map(|landing| *landing).or(door);
        let next = next.or_else(|| landing.and_then(|landing| landing.stair));
        match next {
            Some(next) => stair = next,
            None => break stair.name,
        }
    };
    assert_eq!((floors, name.as_deref()), (41, Some("loft")));
}

#[tokio::test]
async fn secrets_travel_and_do_not_show() {
    let body = r#"{"keeper_id":"7e1f","token":"s-1","recovery_tokens":["s-2",3],"credential":{"any":["s-4"]},"secret":{"s":"s-5"},"keys":{"oil":"s-6"},"hired_at":"1793731200123","note":"s-7"}"#;
    let talk = Talk::answering("201 Created\nX-Subject-Token: s-8", body).await;
    let keeper = KeeperOption::new().name("Ada").password("Dusk2026x").pin("0451").old_passwords(["Dawn2025x"]);
    let keeper = keeper.credential(
        [("any", json!(["c-1"]))]
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect::<serde_json::Map<_, _>>(),
    );
    let request = talk.client.create_keeper().body(CreateKeeperRequest::new().keeper(keeper.born_on("19600229")));
    let shown = format!("{request:?} {request:#?}");
    for secret in ["Dusk2026x", "0451", "Dawn2025x", "c-1"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
    let answer = request.send().await.expect("an answer");
    let sent = json!({"keeper": {"name": "Ada", "password": "Dusk2026x", "pin": "0451", "old_passwords": ["Dawn2025x"], "credential": {"any": ["c-1"]}, "born_on": "19600229"}});
    assert_eq!(talk.heard().await.json(), sent);

    let shown = format!("{answer:?} {:?}", *answer);
    assert!(!shown.contains("s-"), "{shown}");
    assert_eq!(
        answer.header(CreateKeeper::X_SUBJECT_TOKEN).expect("text").map(|token| token.into_exposed()).as_deref(),
        Some("s-8")
    );
    assert_eq!(answer.token.as_ref().map(|token| token.expose().as_str()), Some("s-1"));
    let tokens: Vec<&str> = answer.recovery_tokens.iter().flatten().map(|token| token.expose().as_str()).collect();
    assert_eq!(tokens, ["s-2", "3"]);
    assert_eq!(answer.credential.as_ref().map(|credential| credential.expose()["any"][0].as_str()), Some(Some("s-4")));
    assert_eq!(answer.secret.as_ref().map(|secret| &secret.expose()["s"]), Some(&json!("s-5")));
    assert_eq!(answer.hired_at, Some(1_793_731_200_123));
    assert_eq!(answer.extra.get("note"), Some(&json!("s-7")));
}
