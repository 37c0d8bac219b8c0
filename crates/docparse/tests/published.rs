//! Pages as sites publish them, and as tools turn them into Markdown and text: what the site adds is no part of the page,
//! and what the tools have lost is found again where that is certain.

use contract::{Address, Aspect, Contract, Edition, ExampleRole, Fate};
use docparse::{Page, read};

fn page(source: &str) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    read(source.as_bytes(), "page", &edition)
}

fn operation(contract: &Contract) -> String {
    let element = contract.get(&Address::Operation).unwrap();
    let text = |aspect| element.facts.text(aspect).unwrap_or_default();
    format!("{} {}", text(Aspect::Method), text(Aspect::Path))
}

/// The operations of a page, and what its rows state.
fn told(page: &Page) -> Vec<String> {
    let fate = |fate: &Fate| match fate {
        Fate::Header => Vec::new(),
        Fate::Told(addresses) => addresses.iter().map(ToString::to_string).collect(),
        Fate::Aside(why) | Fate::Unread(why) => vec![format!("({why})")],
    };
    page.contracts.iter().map(operation).chain(page.rows.iter().flat_map(|row| fate(&row.fate))).collect()
}

/// The requests that the first operation shows: method and URL, and the body.
fn requests(page: &Page) -> Vec<(String, String)> {
    let examples = page.contracts.iter().take(1).flat_map(|contract| &contract.examples);
    let sent = examples.filter(|example| example.role == ExampleRole::Request);
    let line = |line: &contract::RequestLine| format!("{} {}", line.method.as_deref().unwrap_or("-"), line.url);
    let shown = |example: &contract::Example| {
        let body = example.body.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        (example.line.as_ref().map(line).unwrap_or_default(), body)
    };
    sent.map(shown).collect()
}

#[test]
fn the_sign_behind_a_heading_or_a_caption_is_none_of_its_words() {
    let sign = "<a class=\"headerlink\" href=\"#x\" title=\"Permalink\">¶</a>";
    let html = format!(
        "<h1>Lighting Lamps{sign}</h1><h2>URI{sign}</h2><p>POST /v1/{{tower}}/lamps</p>\
         <table><caption><strong>Table 1</strong> Parameters{sign}</caption><tr><th>Parameter</th><th>Type</th></tr>\
         <tr><td>tower</td><td>String</td></tr></table><h2>Request{sign}</h2>\
         <table><caption><strong>Table 2</strong> Parameters{sign}</caption><tr><th>Parameter</th><th>Type</th></tr>\
         <tr><td>lit</td><td>Boolean</td></tr></table>"
    );
    let text = "Lighting Lamps¶\nURI¶\nPOST /v1/{tower}/lamps\nTable 1 Parameters¶\n|\nParameter |\nType |\n|---|---|\n\
                |\ntower |\nString |\nRequest¶\nTable 2 Parameters¶\n|\nParameter |\nType |\n|---|---|\n|\nlit |\nBoolean |\n";
    for source in [&*html, text] {
        let page = page(source);
        assert_eq!(page.title.as_deref(), Some("Lighting Lamps"));
        assert_eq!(told(&page), ["POST /v1/{tower}/lamps", "path tower", "request lit"], "{source}");
    }
}

#[test]
fn headings_may_be_numbered_and_end_in_a_colon_of_either_width() {
    let table = "==== ======\nName Type\n==== ======\nlamp String\n==== ======\n";
    for heading in ["URI", "4.1.2 URI", "2. URI", "URI：", "URI:"] {
        let rst = format!("Lamps\n=====\n\n{heading}\n-----------------\n\nGET /v1/{{lamp}}\n\n{table}");
        assert_eq!(told(&page(&rst)), ["GET /v1/{lamp}", "path lamp"], "{heading}");
        let markdown =
            format!("# 4.1 Lamps\n\n## {heading}\n\nGET /v1/{{lamp}}\n\n|Name|Type|\n|--|--|\n|lamp|String|\n");
        assert_eq!(told(&page(&markdown)), ["GET /v1/{lamp}", "path lamp"], "{heading}");
        let html = format!("<h1>4.1 Lamps</h1><h2>{heading}</h2><p>GET /v1/{{lamp}}</p>");
        assert_eq!(told(&page(&html)), ["GET /v1/{lamp}"], "{heading}");
    }
}

#[test]
fn a_division_may_be_a_heading_by_its_class_and_a_heading_a_caption_by_its_words() {
    let html = "<h1>Lamps</h1><div class=\"section\"><div class=\"sectiontitle\">URI</div><p>PUT /v1/lamps</p></div>\
                <div class=\"section\"><div class=\"sectiontitle\">Request Parameters</div><table><tr><th>Name</th>\
                <th>Type</th></tr><tr><td>lit</td><td>Boolean</td></tr></table></div>";
    assert_eq!(told(&page(html)), ["PUT /v1/lamps", "request lit"]);
    let markdown = "# Lamps\n\n## URI\n\nPUT /v1/{tower}/lamps\n\n## Request Parameters\n\n##### Table 1 Path Parameters\n\n\
                    |Name|Type|\n|--|--|\n|tower|String|\n\n##### Table 2 Request body parameters\n\n|Name|Type|\n|--|--|\n\
                    |lit|Boolean|\n";
    assert_eq!(told(&page(markdown)), ["PUT /v1/{tower}/lamps", "path tower", "request lit"]);
}

#[test]
fn in_markdown_a_request_line_a_caption_and_a_status_begin_paragraphs_without_blank_lines() {
    let source = "# Lamps\n#### Function\nLights lamps.\n>NOTE:\n>This API has been deprecated.\n#### URI\n- URI format\n  \
                  POST /v1/{tower}/lamps\n- Parameter description\n  Table 1 Path parameters\n  |Name|Type|\n  |:---|:---|\n  \
                  |tower|String|\n\n#### Response Parameters\n**Status code: 202**\nAccepted\n**Status code: 400**\n\
                  Table 2 Response body parameters\n|Name|Type|\n|:---|:---|\n|code|String|\n";
    let page = page(source);
    assert_eq!(told(&page), ["POST /v1/{tower}/lamps", "path tower", "400 code"]);
    let operation = page.contracts[0].get(&Address::Operation).unwrap();
    assert_eq!(operation.facts.get(Aspect::Deprecated).map(|fact| fact.at.line), Some(5));
}

#[test]
fn in_markdown_path_method_and_status_may_stand_one_below_the_other() {
    let source =
        "# Lamps\n\n## URI\n\n- URI format\n  PATH: /v1/lamps\n  Method: GET\n\n## Status Codes\n\n- Normal\n  200\n";
    let page = page(source);
    assert_eq!(told(&page), ["GET /v1/lamps"]);
    assert!(page.contracts[0].get(&"200".parse().unwrap()).is_some());
}

#[test]
fn code_at_the_margin_does_not_end_the_item_that_its_fence_stands_in() {
    let source = "# Lamps\n\n## URI\n\nGET /v1/lamps\n\n## Example Responses\n\n-   Lit lamps\n    ```\n{\n\"lit\": 2\n}\n    ```\n\n\
                  -   ```\n    {\"lit\": 3}\n    ```\n\n## Status Codes\n\n|Status Code|Description|\n|--|--|\n|200|OK|\n";
    let page = page(source);
    assert_eq!(told(&page), ["GET /v1/lamps", "200"]);
    let bodies = page.contracts[0].examples.iter().map(|example| example.body.as_ref().unwrap().to_string());
    assert_eq!(bodies.collect::<Vec<_>>(), ["{\"lit\":2}", "{\"lit\":3}"]);
}

#[test]
fn where_a_reference_leads_nowhere_the_number_in_its_words_is_left() {
    let source = "# Lamps\n\n## URI\n\nPOST /v1/lamps\n\n## Request Parameters\n\n**Table 1**  Request parameters\n\n\
                  |Name|Type|Description|\n|--|--|--|\n\
                  |plan|[plan](#lamps__table31) object|A plan. For details, see [Table 2](#lamps__table31).|\n\n\
                  **Table 2**  Description of the **NightPlan** field\n\n|Name|Type|Description|\n|--|--|--|\n\
                  |hour|Integer|When to light.|\n";
    let page = page(source);
    assert_eq!(told(&page), ["POST /v1/lamps", "request plan", "request plan.hour"]);
    assert_eq!(page.problems, []);
}

#[test]
fn where_a_reference_leads_nowhere_its_words_may_be_a_caption_and_its_address_that_of_another_row() {
    let source = "# Lamps\n\n## URI\n\nPOST /v1/lamps\n\n## Request Parameters\n\n**Table 1**  Request parameters\n\n\
                  |Name|Type|Description|\n|--|--|--|\n|plan|Object|See [Parameters in the NightHours field](#li7).|\n\
                  |plans|Map<String,Object>|Plans by name.|\n\n**Table 2**  Parameters in the **NightHours** field\n\n\
                  |Name|Type|\n|--|--|\n|hour|Integer|\n\n## Response Parameters\n\n**Table 3**  Response parameters\n\n\
                  |Name|Type|\n|--|--|\n|applied|[Applied](#li7)|\n";
    assert_eq!(
        told(&page(source)),
        ["POST /v1/lamps", "request plan", "request plans", "request plan.hour", "2XX applied.hour", "2XX applied",]
    );
}

#[test]
fn rows_of_text_may_be_lines_and_may_begin_without_a_pipe() {
    let lines = "Lamps\nURI\nGET /v1/{tower}/lamps\nParameter | Type | Description |\n---|---|---|\ntower | String | Where. |\n\
                 lit | Boolean |\n|\nhour | Integer | From\nnoon. |\nRequest\nNone\n";
    let cells = "Lamps\nURI\nGET /v1/{tower}/lamps\nParameter |\nType |\nDescription |\n|---|---|---|\ntower |\nString |\n\
                 Where. |\nlit |\nBoolean |\n|\nhour |\nInteger |\nFrom\nnoon.\n|\nRequest\nNone\n";
    for source in [lines, cells] {
        let page = page(source);
        assert_eq!(told(&page), ["GET /v1/{tower}/lamps", "path tower", "query lit", "query hour"], "{source}");
        let hour = page.contracts[0].get(&"query hour".parse().unwrap()).unwrap();
        assert_eq!(hour.words.as_deref(), Some("From\nnoon."));
        assert_eq!(page.problems, []);
    }
}

#[test]
fn in_text_a_table_of_parameters_below_an_example_is_the_section_s() {
    let source = "Lamps\nURI\nGET /v1/lamps\nExample:\nGET https://{host}/v1/lamps?hour=3\n|\nParameter |\nType |\n|---|---|\n|\n\
                  hour |\nInteger |\nResponse\n- Example response\n{\n\"lit\": []\n}\n- Parameter description\n|\nParameter |\n\
                  Type |\n|---|---|\n|\nlit |\nArray of strings |\n";
    let page = page(source);
    assert_eq!(told(&page), ["GET /v1/lamps", "query hour", "2XX lit"]);
    assert_eq!(page.contracts[0].examples.len(), 2);
}

#[test]
fn in_text_the_example_tells_which_object_a_table_describes_where_order_would_guess() {
    let table = |rows: &str| format!("|\nParameter |\nType |\n|---|---|\n{rows}");
    let row = |name: &str, ty: &str| format!("|\n{name} |\n{ty} |\n");
    let source = |example: &str| {
        let tables = [
            row("x-request-id", "String"),
            row("lamps", "Array of Lamp objects") + &row("tower", "Tower object"),
            row("height", "Integer"),
            row("color", "String"),
        ];
        let tables: String = tables.iter().map(|rows| table(rows)).collect();
        format!(
            "Lamps\nURI\nGET /v1/lamps\nResponse Parameters\nStatus code: 200\n{tables}Example Responses\n{example}\n"
        )
    };
    let swapped = source("{\"lamps\": [{\"color\": \"red\"}], \"tower\": {\"height\": 3}}");
    let body = ["GET /v1/lamps", "200 header x-request-id", "200 lamps", "200 tower"];
    assert_eq!(told(&page(&swapped))[4..], ["200 tower.height", "200 lamps[].color"]);
    assert_eq!(told(&page(&swapped))[..4], body);
    let in_order = source("{\"lamps\": [], \"tower\": null}");
    assert_eq!(told(&page(&in_order))[4..], ["200 lamps[].height", "200 tower.color"]);
    let of_none = source("{\"lamps\": [{\"age\": 7}], \"tower\": {\"stairs\": 9}}");
    let unread = "(no row refers to the object that this table describes)";
    assert_eq!(told(&page(&of_none))[4..], [unread, unread]);
}

#[test]
fn a_type_may_be_no_more_than_the_number_of_a_table() {
    let source = "Lamps\nURI\nGET /v1/lamps\nResponse\n|\nParameter |\nType |\nDescription |\n|---|---|---|\n|\nplan |\nObject |\n\
                  Plan. For details, see Table 3. |\n|\ntower |\nTable 2 |\nTower. |\n|\nParameter |\nType |\n|---|---|\n|\n\
                  height |\nInteger |\n|\nParameter |\nType |\n|---|---|\n|\nhour |\nInteger |\n";
    assert_eq!(told(&page(source)), ["GET /v1/lamps", "2XX plan", "2XX tower", "2XX tower.height", "2XX plan.hour"]);
}

#[test]
fn a_request_may_be_shown_in_other_ways_than_a_line_above_its_body() {
    let page_of = |example: &str| {
        format!("# Lamps\n\n## URI\n\nPOST /v1/{{tower}}/lamps\n\n## Example Requests\n\n```\n{example}\n```\n")
    };
    for (example, line, body) in [
        ("https://{host}/v1/ a1/lamps\n\n{\"lit\": 2}", "- https://{host}/v1/ a1/lamps", "{\"lit\":2}"),
        ("POST\n\nhttps://{host}/v1/a1/lamps", "POST https://{host}/v1/a1/lamps", "-"),
        ("POST https://{host}/v1/a1/lamps { \"lit\": 2 }", "POST https://{host}/v1/a1/lamps", "{\"lit\":2}"),
        ("POST https://{host}/v1/a1/lamps {\n\"lit\": 2\n}", "POST https://{host}/v1/a1/lamps", "{\"lit\":2}"),
        ("POST https://{host}/v1/a1/lamps null", "POST https://{host}/v1/a1/lamps", "-"),
    ] {
        assert_eq!(requests(&page(&page_of(example))), [(line.to_owned(), body.to_owned())], "{example}");
        let example: String = example.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
        if example.starts_with("POST") {
            let text =
                format!("Lamps\nURI\nPOST /v1/{{tower}}/lamps\nExample Requests\n{example}Example Responses\nNone\n");
            assert_eq!(requests(&page(&text)), [(line.to_owned(), body.to_owned())], "{text}");
        }
    }
    let labelled = "Lamps\nURI\nPOST /v1/lamps\nExample\n- Example request\nPOST https://{host}/v1/lamps\nRequest Header:\n\
                    Content-Type: application/json\nRequest Body:\n{\n\"lit\": 2\n}\n- Example response\n{\n\"id\": 1\n}\n";
    let expected = ("POST https://{host}/v1/lamps".to_owned(), "{\"lit\":2}".to_owned());
    assert_eq!(requests(&page(labelled)), [expected]);
}

#[test]
fn of_two_request_lines_each_operation_has_its_own() {
    let source = "<h1>Lamps</h1><h4>URI</h4><p>GET /v2.1/{tower}/lamps</p><p>GET /v2/{tower}/lamps</p>\
                  <h4>Example Request</h4><pre>GET https://{host}/v2/a1/lamps\nGET https://{host}/v2.1/a1/lamps</pre>";
    let page = page(source);
    let url = |contract: &Contract| contract.examples[0].line.as_ref().unwrap().url.clone();
    let urls: Vec<_> = page.contracts.iter().map(url).collect();
    assert_eq!(urls, ["https://{host}/v2.1/a1/lamps", "https://{host}/v2/a1/lamps"]);
    assert!(page.contracts.iter().all(|contract| contract.defects.iter().all(|defect| defect.class != "example-url")));
}

#[test]
fn a_table_may_have_a_row_for_the_method_and_one_for_the_address() {
    let source = "<h1>Lamps</h1><h4>Prototype</h4><table><tr><th>Request Method</th><td>POST</td></tr>\
                  <tr><th>Request Address</th><td>/v1/{tower}/lamps/delete</td></tr></table><h4>Request Parameters</h4>\
                  <table><tr><th>Parameter</th><th>Type</th><th>Location</th></tr><tr><td>tower</td><td>String</td>\
                  <td>Path</td></tr><tr><td>[Array element]</td><td>Array of strings</td><td>Body</td></tr></table>";
    let page = page(source);
    let unread = "(values and explanations)";
    assert_eq!(told(&page), ["POST /v1/{tower}/lamps/delete", unread, "path tower", "request"]);
    let body = page.contracts[0].get(&"request".parse().unwrap()).unwrap();
    assert_eq!(body.facts.ty().map(ToString::to_string).as_deref(), Some("array<string>"));
}

#[test]
fn what_a_site_sets_above_a_page_is_not_its_title_and_a_lost_table_is_told() {
    let cells = "Table 1 Path Parameters\n\nParameter\n\nType\n\nDescription\n\ntower\n\nString\n\nWhere.\n";
    let head = "Help Center> Lamps> Listing Lamps\nUpdated on 2024-03-30 GMT+08:00\n\n";
    for title in ["Listing Lamps\n", ""] {
        let page =
            page(&format!("{head}{title}\nFunction\n\nLists lamps.\n\nURI\n\nGET /v1/{{tower}}/lamps\n\n{cells}"));
        assert_eq!(page.title.as_deref(), Some("Listing Lamps"));
        assert_eq!(told(&page), ["GET /v1/{tower}/lamps"]);
        let problems: Vec<_> = page.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(problems, ["caption-without-table"]);
    }
}
