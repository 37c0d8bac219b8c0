//! The operations on lamps.

use huaweicloud_core::Deviation;
use serde_json::json;
use specimen_beacon::builder::{LightLamps, ListLamps, ShowLamp};
use specimen_beacon::types::{
    Crew, DeleteLampsRequest, Keeper, LampName, LampOrder, LampSpec, Language, LightLampsRequest, LightLampsSuccess,
    RenameLampsSuccess, Watch,
};

use crate::Talk;

/// The request of the documented example, written as callers write it.
fn everything() -> LightLampsRequest {
    let order = LampOrder::new()
        .lamp_id("north")
        .level(2)
        .after(LampOrder::new().lamp_id("south"))
        .then([LampOrder::new().lamp_id("west").then([] as [LampOrder; 0])]);
    let head = Keeper::new().name("Bo").crew(Crew::new().name("Cy"));
    LightLampsRequest::new()
        .orders([order])
        .watch(Watch::First)
        .reason("fog")
        .type_("fixed_light")
        .extra_([("paint", "red")])
        .new_(true)
        .os_ext_zone("skerries")
        .timestamp("2026-11-03T18:40:00+0100")
        .begins_on("2026-11-03")
        .colours(["white", "red"])
        .grid([vec![1, 0, 1], vec![2]])
        .levels([("upper", 2)])
        .crews([("a", Crew::new().name("Ada").size(3).head(head))])
        .options([("wick", json!([1, {"deep": null}]))])
        .memo(json!([null, true, 1.5, "x"]))
        .log_number(9_007_199_254_740_991)
        .offset(-30)
        .oil_grade(3)
        .height(12.5)
        .gain(0.5)
        .level(1)
        .password("Dusk2026x")
        .tokens(["t-1"])
        .safe_codes([("north", "0451")])
        .phrase("swordfish")
        .lamp(LampSpec::new().lens("first").focal_plane(41.5).built_on("1859-03-15").sectors([[10.5, 90.0]]))
}

#[tokio::test]
async fn a_request_with_every_kind_of_field_travels_as_its_page_shows_it() {
    let answer = "200 OK\nX-Watch: middle\nX-Lamps-Lit: 12\nX-Subject-Token: lamp-room";
    let talk = Talk::answering(answer, r#"{"job_id":"j-1","lit":"1","memo":null,"grid":[[1,"0"],null,[]]}"#).await;
    let request = talk.client.light_lamps().site_id("97b0/../x").x_language(Language::DeDe).x_watch_number(4);
    let request = request.x_keeper_token("keep-secret").body(everything());
    let shown = format!("{request:?}");
    let answer = request.send().await.expect("an answer");

    let heard = talk.heard().await;
    assert_eq!(heard.line, "POST /v1/97b0%2F..%2Fx/lamps/light HTTP/1.1");
    let headers = ["X-Language", "X-Watch-Number", "X-Keeper-Token", "X-Auth-Token", "Content-Type", "Api-Version"];
    let found = headers.map(|name| heard.header(name));
    let expected = ["de-de", "4", "keep-secret", "secret-token", "application/json"].map(Some);
    assert_eq!(found[..5], expected);
    assert_eq!(found[5], None);
    let documented = evidence::document::examples();
    let documented = documented.iter().find(|shown| (&*shown.operation, &*shown.role) == ("light_lamps", "request"));
    assert_eq!(heard.json(), documented.expect("the page shows one").value);
    for secret in ["Dusk2026x", "t-1", "0451", "swordfish", "keep-secret", "secret-token"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }

    assert_eq!(answer.header(LightLamps::X_WATCH), Ok(Some(Watch::Middle)));
    assert_eq!(answer.header(LightLamps::X_LAMPS_LIT), Ok(Some(12)));
    let token = answer.header(LightLamps::X_SUBJECT_TOKEN).expect("a token").expect("it is there");
    assert_eq!((token.expose().as_str(), format!("{token:?}").as_str()), ("lamp-room", "[secret]"));
    let LightLampsSuccess::Ok(lit) = answer.into_inner() else { panic!("it was a 200") };
    assert_eq!((lit.job_id.as_deref(), lit.lit), (Some("j-1"), Some(1)));
    assert_eq!(lit.grid, Some(vec![vec![1, 0], vec![]]));
    assert_eq!(lit.memo, Some(json!(null)));
}

/// The example cannot show it: the tools that read it know floats alone.
#[tokio::test]
async fn a_number_that_no_float_holds_travels_whole() {
    let talk = Talk::answering("200 OK", "{}").await;
    let body = everything().log_number(9_007_199_254_740_993);
    talk.client.light_lamps().site_id("97b0").body(body).send().await.expect("an answer");
    assert_eq!(talk.heard().await.json()["log_number"].as_i64(), Some(9_007_199_254_740_993));
}

#[tokio::test]
async fn each_success_has_its_own_type() {
    let talk = Talk::answering("202 Accepted\nX-Lamps-Lit: several", r#"{"job_id":7,"expected_at":1793731200}"#).await;
    let answer = talk.client.light_lamps().site_id("97b0").body(everything()).send().await.expect("an answer");
    answer.header(LightLamps::X_LAMPS_LIT).expect_err("`several` is no number");
    assert_eq!(answer.header(LightLamps::X_WATCH), Ok(None));
    let LightLampsSuccess::Accepted(accepted) = &*answer else { panic!("it was a 202") };
    assert_eq!((accepted.job_id.as_deref(), accepted.expected_at.as_deref()), (Some("7"), Some("1793731200")));
    assert_eq!(answer.tolerated().len(), 2);
}

#[tokio::test]
async fn queries_travel_under_their_names_and_an_answer_may_be_what_is_sent_as_well() {
    let body = r#"{"lamp":{"lens":"ninth","focal_plane":1e9,"sectors":[]},"state":{"state":"lit","level":9,"flashes":["3",4.0]}}"#;
    let talk = Talk::answering("200 OK\nX-Wind-Force: 11", body).await;
    let request = talk.client.show_lamp().site_id("97b0").lamp_id("a b").detail("full").since("2026-11-03T00:00:00Z");
    let request = request.depth(3).dark(false).min_height(0.5).type_("fixed").x_language("en-us");
    let answer = request.send().await.expect("an answer");
    assert_eq!(
        talk.heard().await.line,
        "GET /v1/97b0/lamps/a%20b?dark=false&depth=3&detail=full&min_height=0.5&since=2026-11-03T00%3A00%3A00Z&type=fixed HTTP/1.1"
    );
    assert_eq!(answer.header(ShowLamp::X_WIND_FORCE), Ok(Some(11)));
    // What is beyond every limit when it is sent is read without a word.
    let lamp = answer.lamp.as_ref().expect("it is there");
    assert_eq!((lamp.focal_plane, lamp.lens.as_ref().map(|lens| lens.is_documented())), (Some(1e9), Some(false)));
    huaweicloud_core::check(lamp).expect_err("it could not be sent again");
    let state = answer.state.as_ref().expect("it is there");
    assert_eq!((state.level, state.flashes.as_deref()), (Some(9), Some(&[3, 4][..])));
}

#[tokio::test]
async fn lists_travel_in_a_query_and_are_an_answer() {
    let body = r#"[{"lamp_id":"north","lamp_number":"7","tags":{"a":1,"b":null}},null,{"is_automatic":"true"}]"#;
    let talk = Talk::answering("200 OK\nX-Total-Count: 9007199254740993", body).await;
    let request = talk.client.list_lamps().site_id("97b0").kinds(["fixed", "occulting"]).numbers([1, 2]).limit(100);
    let answer = request.send().await.expect("an answer");
    let line = talk.heard().await.line;
    assert_eq!(line, "GET /v1/97b0/lamps?kinds=fixed&kinds=occulting&limit=100&numbers=1&numbers=2 HTTP/1.1");
    assert_eq!(answer.header(ListLamps::X_TOTAL_COUNT), Ok(Some(9_007_199_254_740_993)));
    assert_eq!(answer.len(), 2);
    assert_eq!((answer[0].lamp_number, answer[1].is_automatic), (Some(7), Some(true)));
    assert_eq!(answer[0].tags.as_ref().map(|tags| tags["a"].as_str()), Some("1"));
}

#[tokio::test]
async fn a_list_is_sent_and_an_answer_may_have_no_body_at_all() {
    let talk = Talk::answering("204 No Content", "").await;
    let names = [LampName::new().lamp_id("north").name("Old Tom"), LampName::new().lamp_id("south")];
    let answer = talk.client.rename_lamps().site_id("97b0").body(names).send().await.expect("an answer");
    assert_eq!(*answer, RenameLampsSuccess::NoContent);
    let heard = talk.heard().await;
    assert_eq!(heard.line, "PUT /v1/97b0/lamps HTTP/1.1");
    assert_eq!(heard.json(), json!([{"lamp_id": "north", "name": "Old Tom"}, {"lamp_id": "south"}]));

    let talk = Talk::answering("200 OK", r#"["Long Meg", 7]"#).await;
    let answer = talk.client.rename_lamps().site_id("97b0").body([LampName::new().lamp_id("north")]).send().await;
    let RenameLampsSuccess::Ok(names) = answer.expect("an answer").into_inner() else { panic!("it was a 200") };
    assert_eq!(names, ["Long Meg", "7"]);
}

#[tokio::test]
async fn a_delete_travels_with_its_body_and_another_success_is_one_too() {
    for (status, tolerated) in [("204 No Content", None), ("200 OK", Some(Deviation::UnlistedStatus))] {
        let talk = Talk::answering(status, "").await;
        let body = DeleteLampsRequest::new().lamp_ids(["north", "south"]).force(false);
        let answer = talk.client.delete_lamps().site_id("97b0").body(body).send().await.expect("a success");
        assert_eq!(answer.tolerated().first().map(|tolerated| tolerated.deviation), tolerated);
        let heard = talk.heard().await;
        assert_eq!(heard.line, "DELETE /v1/97b0/lamps HTTP/1.1");
        assert_eq!(heard.json(), json!({"lamp_ids": ["north", "south"], "force": false}));
    }
}
