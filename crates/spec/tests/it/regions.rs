//! The tables of regions: what is wrong with one, what the bundle makes of them, and what ours have.

use std::collections::BTreeMap;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;
use spec::{Cloud, Manifest};

use crate::fixture::{edited, messages, told};

/// The manifest with a table in the place of the default region of the fixture.
fn with(table: &'static str) -> [(&'static str, &'static str, &'static str); 1] {
    [("service.toml", "huaweicloud = \"north-1\"", table)]
}

fn servers(table: &'static str) -> Value {
    let loaded = edited(&with(table));
    assert_eq!(messages(&loaded), "");
    loaded.service.expect("a service").document["servers"].clone()
}

#[test]
fn one_region_is_a_default_and_no_table() {
    let servers = servers("huaweicloud = \"south-7\"");
    assert_eq!(
        servers[0]["variables"]["region"],
        serde_json::json!({"default": "south-7", "description": "The region of the project."})
    );
}

#[test]
fn a_table_is_the_values_of_the_variable_and_an_exception_is_a_server_of_its_own() {
    let servers = servers(
        "huaweicloud = [\"north-1\", \"south-7\", \"east-2\"]\n[exceptions.huaweicloud]\nsouth-7 = \"https://s7.example\"",
    );
    assert_eq!(
        servers,
        serde_json::json!([
            {
                "url": "https://lamps.{region}.example.com",
                "description": "Huawei Cloud",
                "variables": {"region": {
                    "default": "north-1", "enum": ["north-1", "east-2"], "description": "The region of the project.",
                }},
            },
            {"url": "https://s7.example", "description": "Huawei Cloud in south-7"},
            {"url": "https://lamps.example.org", "description": "Open Telekom Cloud"},
        ])
    );
}

#[test]
fn the_default_of_the_variable_is_one_of_its_values() {
    let servers = servers("huaweicloud = [\"a\", \"b\"]\n[exceptions.huaweicloud]\na = \"https://a.example\"");
    assert_eq!(servers[0]["variables"]["region"]["default"], "b");
}

#[test]
fn regions_that_are_none_or_there_twice_are_told() {
    assert_snapshot!(told(&with("huaweicloud = [\"north-1\", \"North_2\", \"north-1\", 3]")), @r#"
    error[region]: `North_2` is no id of a region
      --> specs/lamps/service.toml:11:27
      = help: use lower-case letters, digits and inner `-`, as in `eu-de`
    error[region]: `north-1` is in the list twice
      --> specs/lamps/service.toml:11:38
      ::: specs/lamps/service.toml:11:16: the first one is here
      = help: remove one of them
    error[wrong-type]: expected the id of a region, but found the number `3`
      --> specs/lamps/service.toml:11:49
      = help: put it in quotes
    "#);
    assert_snapshot!(told(&with("huaweicloud = []")), @r#"
    error[wrong-type]: expected a region or a list of regions, but found an empty list
      --> specs/lamps/service.toml:11:15
      = help: write `"eu-de"`, or `["eu-de", "eu-nl"]` with the default first
    "#);
    assert_snapshot!(told(&with("huaweicloud = \"-a\"")), @r#"
    error[region]: `-a` is no id of a region
      --> specs/lamps/service.toml:11:15
      = help: use lower-case letters, digits and inner `-`, as in `eu-de`
    "#);
}

#[test]
fn exceptions_of_unknown_regions_and_addresses_that_are_none_are_told() {
    let table = "huaweicloud = [\"north-1\", \"a\", \"b\"]\n[exceptions.huaweicloud]\nnorth-2 = \"https://x.example\"\na = \
                 \"http://{region}.example/\"\nb = \"https://lamps.b.example.com\"\n[exceptions.open-telecom-cloud]";
    assert_snapshot!(told(&with(table)), @r#"
    error[region]: `north-2` is no region that [regions] lists for `huaweicloud`
      --> specs/lamps/service.toml:13:1
      = help: did you mean `north-1`?
    error[endpoint]: `http://{region}.example/` has a variable, but is for one region
      --> specs/lamps/service.toml:14:5
      = help: write `a` in its place
    error[endpoint]: `http://{region}.example/` is no base URL
      --> specs/lamps/service.toml:14:5
      = help: write `https://` and a host, without `?`, `#` and `@`, and without the `/` at the end: paths begin with it
    error[endpoint]: `https://lamps.b.example.com` is no exception: [endpoints] says the same
      --> specs/lamps/service.toml:15:5
      = help: remove it
    error[unknown-keyword]: `open-telecom-cloud` is no keyword of a table of clouds; did you mean `open-telekom-cloud`?
      --> specs/lamps/service.toml:16:13
      = help: write `open-telekom-cloud`
    "#);
    assert_snapshot!(told(&with("huaweicloud = \"a\"\n[exceptions.huaweicloud]\na = \"https://x.example\"")), @r#"
    error[region]: `a` is no region that [regions] lists for `huaweicloud`
      --> specs/lamps/service.toml:13:1
      = help: add it there, in a list with all others, or remove it here
    "#);
}

#[test]
fn a_table_of_a_cloud_without_endpoint_is_told() {
    let edits = [
        ("service.toml", "open-telekom-cloud = \"https://lamps.example.org\"\n", ""),
        (
            "service.toml",
            "huaweicloud = \"north-1\"",
            "huaweicloud = \"a\"\n[exceptions.open-telekom-cloud]\nb = \"https://b\"",
        ),
    ];
    assert_snapshot!(told(&edits), @r#"
    error[region]: `open-telekom-cloud` has exceptions, but no endpoint
      --> specs/lamps/service.toml:11:13
      = help: add it to [endpoints], or remove it here
    "#);
}

/// Every region of a cloud, with its base URL.
fn table(manifest: &Manifest, cloud: Cloud) -> BTreeMap<String, String> {
    let Some(endpoint) = manifest.endpoints.get(&cloud) else { return BTreeMap::new() };
    let url = |region: &String| {
        let exception = endpoint.exceptions.iter().find(|(other, _)| other == region);
        exception.map_or_else(|| endpoint.url.replace("{region}", region), |(_, url)| url.clone())
    };
    endpoint.regions.iter().map(|region| (region.clone(), url(region))).collect()
}

/// The facts are beside the workspace where it is developed, and nowhere else.
#[test]
fn our_tables_are_those_of_the_official_sdks_and_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(facts) = std::fs::read_to_string(root.join("../shared/facts/regions.json")) else { return };
    let facts: Value = serde_json::from_str(&facts).expect("facts are JSON");
    let known = |table: &Value| -> BTreeMap<String, String> {
        let regions = table.as_object().into_iter().flatten();
        regions.map(|(region, urls)| (region.clone(), urls[0].as_str().unwrap_or_default().to_owned())).collect()
    };
    for (service, version) in [("dcs", "dcs.v2"), ("drs", "drs.v3"), ("oms", "oms.v2")] {
        let label = format!("specs/{service}");
        let loaded = spec::load(&root.join(&label), &label);
        let manifest = loaded.service.expect("a service without errors").manifest;
        assert_eq!(table(&manifest, Cloud::HuaweiCloud), known(&facts["huaweicloud"][version]), "{service}");
        let mut otc = table(&manifest, Cloud::OpenTelekomCloud);
        if let Some(swiss) = otc.remove("eu-ch2") {
            assert_eq!(swiss, format!("https://{service}.eu-ch2.sc.otc.t-systems.com"));
        }
        assert_eq!(otc, known(&facts["otc"][service]), "{service}");
    }
}
