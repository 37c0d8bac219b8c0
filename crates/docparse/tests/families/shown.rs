//! Requests and answers as pages show them: whole, cut into pieces, as a command, or in XML.

use contract::{Address, Aspect, Presence};
use docparse::Page;

use crate::page;

/// A page that shows a request to light a lamp.
fn with_example(example: &str) -> Page {
    page(&format!("Lamps\n=====\n\nURI\n---\n\nPOST /v1/lamps\n\nExample Request\n---------------\n\n{example}\n"))
}

/// Method, URL and body of each example, and the classes of the defects.
fn shown(page: &Page) -> Vec<String> {
    let contract = &page.contracts[0];
    let line = |example: &contract::Example| {
        let line = example.line.as_ref();
        line.map(|line| format!("{} {} ", line.method.as_deref().unwrap_or("-"), line.url)).unwrap_or_default()
    };
    let body = |example: &contract::Example| example.body.as_ref().map(ToString::to_string).unwrap_or_default();
    let examples = contract.examples.iter().map(|example| (line(example) + &body(example)).trim().to_owned());
    examples.chain(contract.defects.iter().map(|defect| defect.class.clone())).collect()
}

#[test]
fn json_may_be_cut_into_several_blocks() {
    let blocks = |parts: &[&str]| {
        let block = |part: &&str| format!(".. code-block::\n\n   {part}\n\n");
        with_example(&parts.iter().map(block).collect::<String>())
    };
    let cut = blocks(&["POST /v1/lamps", "Content-Type:application/json", "{", "\"lit\": true", "}"]);
    assert_eq!(shown(&cut), ["POST /v1/lamps {\"lit\":true}"]);
    // What never ends is not what the next block goes on with.
    let open = blocks(&["{\"lit\": [true", "{\"lit\": []}"]);
    assert_eq!(shown(&open), ["", "{\"lit\":[]}", "example-unparsable"]);
}

#[test]
fn a_url_may_go_on_in_the_next_line() {
    let url = "::\n\n   POST https://{Endpoint}/\n   /v1/lamps\n   ?lit=true\n\n   {\"lit\": true}";
    assert_eq!(shown(&with_example(url)), ["POST https://{Endpoint}/v1/lamps?lit=true {\"lit\":true}"]);
}

#[test]
fn a_command_shows_the_request_that_it_sends() {
    for (command, expected) in [
        (
            "curl -i -H \"X-Auth-Token:$token\" -X POST -d '{\"lit\": true}' https://tower.example/v1/lamps",
            "POST https://tower.example/v1/lamps {\"lit\":true}",
        ),
        (
            "curl \\\n     --request POST \\\n     --data '{\n       \"lit\": true\n     }' \\\n     'https://tower.example/v1/lamps'",
            "POST https://tower.example/v1/lamps {\"lit\":true}",
        ),
        ("curl -d @lamp.json https://tower.example/v1/lamps", "POST https://tower.example/v1/lamps"),
    ] {
        assert_eq!(shown(&with_example(&format!("::\n\n   {command}"))), [expected]);
    }
    let other = with_example("::\n\n   curl https://tower.example/v1/lamps");
    assert_eq!(shown(&other), ["GET https://tower.example/v1/lamps", "example-url"]);
}

#[test]
fn null_is_sent_where_the_words_ask_for_it() {
    let read = with_example(
        "::\n\n   {\"colour\": null}\n\nRequest Parameters\n------------------\n\n\
         ========= ====== ========================================\nParameter Type   Description\n\
         ========= ====== ========================================\ncolour    String Which. Set it to **null** in the request.\n\
         ========= ====== ========================================",
    );
    assert_eq!(shown(&read), ["{\"colour\":null}"]);
}

#[test]
fn an_example_in_which_nothing_is_recognised_is_told() {
    let told = |example: &str| {
        let page = with_example(&format!("::\n\n   {example}"));
        page.problems.iter().map(|problem| format!("{}:{}", problem.code, problem.at.line)).collect::<String>()
    };
    for unread in ["lamp-tool light --all", "\"lit\": true", "lit: true and more\n   colour"] {
        assert_eq!(told(unread), "example-unread:14", "{unread}");
    }
    for said in ["HTTP/1.1 204 No Content", "Status Code: 204", "<Lamp>\n     <Lit/>\n   </Lamp>", "None", "{}"] {
        assert_eq!(told(said), "", "{said}");
    }
}

#[test]
fn an_answer_may_begin_with_its_request() {
    let read = page(
        "Lamps\n=====\n\nURI\n---\n\nGET /v1/lamps\n\nExample Response\n----------------\n\n::\n\n   \
         GET https://tower.example/v1/lamps\n\n   {\"lit\": true}\n",
    );
    assert_eq!(shown(&read), ["{\"lit\":true}"]);
}

#[test]
fn a_body_in_xml_says_so_by_what_is_shown_of_it() {
    let read = page(
        "Clocks\n======\n\nRequest Syntax\n--------------\n\n::\n\n   PUT /?spring&limit=limit HTTP/1.1\n   Host: tower\n\n   \
         <Spring>\n     <Turns>value</Turns>\n   </Spring>\n\nResponse Syntax\n---------------\n\n::\n\n   HTTP/1.1 200 OK\n\n   \
         <Wound>yes</Wound>\n",
    );
    let contract = &read.contracts[0];
    let media_type = |address: &str| {
        let address: Address = address.parse().expect("an address");
        contract.get(&address).and_then(|element| element.facts.text(Aspect::MediaType))
    };
    assert_eq!(media_type("header Content-Type"), Some("application/xml"));
    assert_eq!(media_type("200 header Content-Type"), Some("application/xml"));
    let presence = |address: &str| contract.get(&address.parse().expect("an address")).map(|it| it.facts.presence());
    // Without its flag, the request is another; what has a value may be left out.
    assert_eq!(presence("query spring"), Some(Presence::Required));
    assert_eq!(presence("query limit"), Some(Presence::Unstated));
    let page = with_example("::\n\n   POST /v1/lamps\n\n   <html>\n   <b>No</b>\n   </html>");
    assert!(page.contracts[0].get(&"header Content-Type".parse().expect("an address")).is_none());
}
