//! The listings of the specimen: what is asked for page by page, and what comes of it.

use huaweicloud_core::page::{Items, PageError};

use crate::script::Script;

/// All items, and the error if one ended the listing.
async fn all<P, I, E>(mut items: Items<'_, P, I, E>) -> (Vec<I>, Option<PageError<E>>) {
    let mut found = Vec::new();
    loop {
        match items.next().await {
            Some(Ok(item)) => found.push(item),
            Some(Err(error)) => return (found, Some(error)),
            None => return (found, None),
        }
    }
}

#[tokio::test]
async fn by_offset_as_many_are_skipped_as_came_until_the_total_is_reached() {
    let script = Script::of(&[
        ("200 OK", r#"{"repairs":[{"repair_id":"a"},{"repair_id":"b"}],"total_count":3}"#),
        ("200 OK", r#"{"repairs":[{"repair_id":"c"}],"total_count":"3"}"#),
    ])
    .await;
    let request = script.client.list_repairs().site_id("97b0").limit(50);
    let (repairs, error) = all(script.client.list_repairs_pages(request).items()).await;
    assert!(error.is_none(), "{error:?}");
    let ids: Vec<&str> = repairs.iter().filter_map(|repair| repair.repair_id.as_deref()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(script.heard(), ["GET /v1/97b0/repairs?limit=50", "GET /v1/97b0/repairs?limit=50&offset=2"]);
}

#[tokio::test]
async fn by_offset_a_listing_begins_where_the_request_says() {
    let script = Script::of(&[
        ("200 OK", r#"{"repairs":[{"repair_id":"c"}]}"#),
        ("200 OK", r#"{"repairs":[null,{"repair_id":"d"}]}"#),
        ("200 OK", "{}"),
    ])
    .await;
    let request = script.client.list_repairs().site_id("97b0").offset(2);
    let (repairs, error) = all(script.client.list_repairs_pages(request).items()).await;
    assert_eq!((repairs.len(), error.is_none()), (2, true));
    let offsets = ["2", "3", "4"].map(|offset| format!("GET /v1/97b0/repairs?offset={offset}"));
    assert_eq!(script.heard(), offsets);
}

#[tokio::test]
async fn by_marker_of_the_last_item_the_answer_itself_may_be_the_list() {
    let script = Script::of(&[
        ("200 OK", r#"[{"lamp_id":"east"},{"lamp_id":"north"}]"#),
        ("200 OK", r#"[{"lamp_id":"south & west"}]"#),
        ("200 OK", "[]"),
    ])
    .await;
    let request = script.client.list_lamps().site_id("97b0").kinds(["fixed"]);
    let mut pages = script.client.list_lamps_pages(request);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("a page");
        assert_eq!(page.request_id(), Some("r-1"));
        sizes.push(page.len());
    }
    assert_eq!(sizes, [2, 1, 0]);
    let heard = ["", "&marker=north", "&marker=south%20%26%20west"];
    assert_eq!(script.heard(), heard.map(|marker| format!("GET /v1/97b0/lamps?kinds=fixed{marker}")));
}

#[tokio::test]
async fn by_marker_of_the_page_a_listing_ends_where_none_is_named() {
    let script = Script::of(&[
        ("200 OK", r#"{"charts":["a","b"],"page_info":{"next_marker":"m-2"}}"#),
        ("200 OK", r#"{"charts":["c"],"page_info":{}}"#),
    ])
    .await;
    let (charts, error) = all(script.client.list_charts_pages(script.client.list_charts()).items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(charts, ["a", "b", "c"]);
    assert_eq!(script.heard(), ["GET /v1/charts", "GET /v1/charts?marker=m-2"]);
}

#[tokio::test]
async fn a_server_that_names_the_same_marker_for_ever_is_stopped() {
    let script = Script::of(&[("200 OK", r#"{"charts":["a"],"page_info":{"next_marker":"m-2"}}"#)]).await;
    let (charts, error) = all(script.client.list_charts_pages(script.client.list_charts()).items()).await;
    assert_eq!(charts, ["a", "a"]);
    assert!(matches!(&error, Some(PageError::RepeatedMarker { marker, .. }) if marker == "m-2"), "{error:?}");
    assert_eq!(script.heard().len(), 2);
}

#[tokio::test]
async fn by_number_a_short_page_is_the_last_where_the_service_says_so() {
    let page = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!(r#"{{"name":"{name}"}}"#)).collect();
        format!(r#"{{"result":{{"keepers":[{}]}}}}"#, names.join(","))
    };
    let (first, second) = (page(&["Ada", "Bo"]), page(&["Cy"]));
    let script = Script::of(&[("200 OK", &first), ("200 OK", &second)]).await;
    let request = script.client.list_keepers().page_size(2);
    let (keepers, error) = all(script.client.list_keepers_pages(request).items()).await;
    assert_eq!((keepers.len(), error.is_none()), (3, true));
    assert_eq!(script.heard(), ["GET /v1/keepers?page_size=2", "GET /v1/keepers?page_no=2&page_size=2"]);
}

#[tokio::test]
async fn a_page_has_as_many_items_as_is_documented_unless_the_request_says_otherwise() {
    let ten = ["{}"; 10].join(",");
    let full = format!(r#"{{"result":{{"keepers":[{ten}]}}}}"#);
    let script = Script::of(&[("200 OK", &full), ("200 OK", r#"{"result":{"keepers":[{}]}}"#)]).await;
    let (keepers, error) = all(script.client.list_keepers_pages(script.client.list_keepers()).items()).await;
    assert_eq!((keepers.len(), error.is_none(), script.heard().len()), (11, true, 2));
}

#[tokio::test]
async fn an_error_on_the_way_keeps_what_came_before_it() {
    let script = Script::of(&[
        ("200 OK", r#"{"repairs":[{"repair_id":"a"}]}"#),
        ("404 Not Found", r#"{"error":{"code":404,"message":"gone"}}"#),
    ])
    .await;
    let request = script.client.list_repairs().site_id("97b0");
    let (repairs, error) = all(script.client.list_repairs_pages(request).items()).await;
    assert_eq!(repairs.len(), 1);
    assert!(matches!(&error, Some(PageError::Call(error)) if error.is_not_found()), "{error:?}");
}

#[tokio::test]
async fn nothing_is_asked_before_somebody_wants_it() {
    let script = Script::of(&[("200 OK", r#"{"charts":["a","b"],"page_info":{"next_marker":"m-2"}}"#)]).await;
    let mut charts = script.client.list_charts_pages(script.client.list_charts()).items();
    assert_eq!(script.heard().len(), 0);
    charts.next().await.expect("a chart").expect("no error");
    charts.next().await.expect("a chart").expect("no error");
    assert_eq!(script.heard().len(), 1);
}
