//! service.toml, and the files beside it.

use insta::assert_snapshot;
use spec::{Cloud, SourceFile};

use crate::fixture::{LABEL, lamps, messages, service, told, told_with};

#[test]
fn a_manifest_names_endpoints_and_pages() {
    let manifest = service().manifest;
    assert_eq!(manifest.crate_name, "huaweicloud-lamps");
    assert_eq!(manifest.endpoints[&Cloud::HuaweiCloud].region.as_deref(), Some("north-1"));
    assert_eq!(manifest.endpoints[&Cloud::OpenTelekomCloud].region, None);
    let page = &manifest.pages["batch_switch_lamps"][&"otc".parse().expect("an edition")];
    assert_eq!(
        (page.path.as_str(), page.at.to_string().as_str()),
        ("otc/lamps/switching_lamps.rst", "specs/lamps/service.toml:14:1")
    );
}

#[test]
fn unknown_and_missing_keys_are_told() {
    let edits = [
        ("service.toml", "crate =", "crates ="),
        ("service.toml", "open-telekom-cloud =", "open-telecom-cloud ="),
        ("service.toml", "version = \"v1\"\n", ""),
    ];
    assert_snapshot!(told(&edits), @r"
    error[missing-keyword]: service.toml needs `version`
      --> specs/lamps/service.toml
      = help: add `version:`
    error[unknown-keyword]: `crates` is no keyword of service.toml; did you mean `crate`?
      --> specs/lamps/service.toml:3:1
      = help: write `crate`
    error[unknown-keyword]: `open-telecom-cloud` is no keyword of a table of clouds; did you mean `open-telekom-cloud`?
      --> specs/lamps/service.toml:7:1
      = help: write `open-telekom-cloud`
    ");
}

#[test]
fn endpoints_have_one_variable_and_its_default() {
    let edits = [
        ("service.toml", "https://lamps.{region}.example.com", "https://lamps.{zone}.example.com/"),
        ("service.toml", "https://lamps.example.org", "https://lamps.{region}.example.org"),
    ];
    assert_snapshot!(told(&edits), @r#"
    error[endpoint]: `https://lamps.{zone}.example.com/` has another variable than `{region}`
      --> specs/lamps/service.toml:7:15
      = help: `{region}` is the only variable of an endpoint
    error[endpoint]: `https://lamps.{zone}.example.com/` is no base URL
      --> specs/lamps/service.toml:7:15
      = help: write `https://` and a host, without `?`, `#` and `@`, and without the `/` at the end: paths begin with it
    error[region]: `open-telekom-cloud` has `{region}` in its endpoint, but no default
      --> specs/lamps/service.toml:8:1
      = help: add `open-telekom-cloud = "..."` to [regions]
    error[region]: `huaweicloud` has a region, but no `{region}` in its endpoint
      --> specs/lamps/service.toml:11:1
      = help: remove it, or put `{region}` into the URL
    "#);
}

#[test]
fn an_endpoint_is_a_host_and_nothing_that_every_request_would_have() {
    for url in
        ["http://a.example", "https://", "https:///a", "https://a.example?b", "https://u:p@a.example", "https://a b"]
    {
        let told = told(&[("service.toml", "https://lamps.example.org", url)]);
        assert!(told.contains(&format!("error[endpoint]: `{url}` is no base URL")), "{told}");
    }
    let edits = [
        ("service.toml", "huaweicloud = \"https://lamps.{region}.example.com\"\n", ""),
        ("service.toml", "open-telekom-cloud = \"https://lamps.example.org\"\n", ""),
    ];
    assert!(told(&edits).contains("error[endpoint]: no cloud has the service"), "{}", told(&edits));
}

#[test]
fn toml_that_is_none_is_told_with_its_line() {
    assert_snapshot!(told(&[("service.toml", "version = \"v1\"", "version = v1")]), @r"
    error[toml]: this is no TOML (string values must be quoted, expected literal string)
      --> specs/lamps/service.toml:2:11
      = help: check the quotes, the brackets and the `=` of this line
    ");
}

#[test]
fn pages_belong_to_operations() {
    let edits = [("service.toml", "[pages.batch_switch_lamps]\notc", "[pages.batch_switch_lamp]\nOTC")];
    assert_snapshot!(told(&edits), @"
    warning[page]: `batch_switch_lamp` is no operation of this service yet
      --> specs/lamps/service.toml:13:8
      = help: did you mean `batch_switch_lamps`?
    error[edition]: `OTC` is no edition: use lower-case letters, digits and `-`, as in `otc`
      --> specs/lamps/service.toml:14:1
    ");
}

#[test]
fn a_service_without_manifest_is_told() {
    let files: Vec<SourceFile> = lamps().into_iter().filter(|file| file.name != "service.toml").collect();
    assert_snapshot!(messages(&spec::load_files(&files, LABEL)), @r"
    error[no-manifest]: the service has no service.toml
      --> specs/lamps/service.toml
      = help: add one with title, version, description, crate and [endpoints]
    ");
}

#[test]
fn a_service_without_operations_is_told() {
    let files: Vec<SourceFile> = lamps().into_iter().filter(|file| file.name == "service.toml").collect();
    assert_snapshot!(messages(&spec::load_files(&files, LABEL)), @"
    error[no-operation]: the service has no operation
      --> specs/lamps
      = help: add one as <operation>.yaml
    warning[page]: `batch_switch_lamps` is no operation of this service yet
      --> specs/lamps/service.toml:13:8
      = help: write `batch_switch_lamps.yaml`, or remove the page
    ");
}

#[test]
fn a_file_that_nobody_reads_is_told() {
    assert_snapshot!(told_with("drop_lamp.yml", b""), @r"
    error[stray-file]: `drop_lamp.yml` is not read by anything
      --> specs/lamps/drop_lamp.yml
      = help: rename it to `drop_lamp.yaml`
    ");
    assert_snapshot!(told_with("notes.txt", b""), @r"
    error[stray-file]: `notes.txt` is not read by anything
      --> specs/lamps/notes.txt
      = help: a service has service.toml, common.yaml, quirks.yaml, waiters.yaml, paginators.yaml, behaviour.yaml, one <operation>.yaml per operation, and documented/
    ");
}

#[test]
fn files_of_others_are_left_to_them() {
    assert_eq!(told_with("quirks.yaml", b"\t"), "");
    assert_eq!(told_with("openapi.yaml", b"\t"), "");
}

#[test]
fn a_folder_is_read_as_its_files_are() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in lamps() {
        std::fs::write(folder.path().join(file.name), file.bytes).expect("a written file");
    }
    std::fs::create_dir(folder.path().join("documented")).expect("a folder");
    std::fs::write(folder.path().join(".lamp.swp"), "").expect("a written file");
    let loaded = spec::load(folder.path(), LABEL);
    assert_eq!(messages(&loaded), "");
    assert_eq!(loaded.service.map(|service| service.openapi_yaml()), Some(service().openapi_yaml()));

    std::fs::create_dir(folder.path().join("old")).expect("a folder");
    assert_snapshot!(messages(&spec::load(folder.path(), LABEL)), @r"
    error[stray-file]: `old/` is not read by anything
      --> specs/lamps/old/
      = help: a service has service.toml, common.yaml, quirks.yaml, waiters.yaml, paginators.yaml, behaviour.yaml, one <operation>.yaml per operation, and documented/
    ");
}

#[test]
fn a_crate_has_a_plain_name() {
    assert_snapshot!(told(&[("service.toml", "huaweicloud-lamps", "../lamps")]), @r"
    error[crate-name]: `../lamps` is no name of a crate
      --> specs/lamps/service.toml:4:9
      = help: use lower-case letters, digits and `-`, as in `huaweicloud-drs`
    ");
}
