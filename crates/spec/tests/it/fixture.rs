//! A small service of lamps, and edits to it.

use spec::{Loaded, Service, SourceFile};

/// How places name the folder.
pub(crate) const LABEL: &str = "specs/lamps";

/// The files of the service.
pub(crate) fn lamps() -> Vec<SourceFile> {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    vec![
        file("batch_switch_lamps.yaml", include_str!("../fixtures/lamps/batch_switch_lamps.yaml")),
        file("common.yaml", include_str!("../fixtures/lamps/common.yaml")),
        file("service.toml", include_str!("../fixtures/lamps/service.toml")),
        file("show_lamp.yaml", include_str!("../fixtures/lamps/show_lamp.yaml")),
    ]
}

/// The service with the first occurrence of a text replaced, for each `(file, from, to)`.
pub(crate) fn edited(edits: &[(&str, &str, &str)]) -> Loaded {
    let mut files = lamps();
    for (name, from, to) in edits {
        let file = files.iter_mut().find(|file| file.name == *name).expect("a file of the fixture");
        let text = String::from_utf8(file.bytes.clone()).expect("a text");
        assert!(text.contains(from), "{name} does not contain {from:?}");
        file.bytes = text.replacen(from, to, 1).into_bytes();
    }
    spec::load_files(&files, LABEL)
}

/// What is said about the service after such edits.
pub(crate) fn told(edits: &[(&str, &str, &str)]) -> String {
    messages(&edited(edits))
}

/// What is said about the service with that file in the place of the one of that name, or beside the others.
pub(crate) fn told_with(name: &str, bytes: &[u8]) -> String {
    let mut files = lamps();
    files.retain(|file| file.name != name);
    files.push(SourceFile { name: name.to_owned(), bytes: bytes.to_vec() });
    messages(&spec::load_files(&files, LABEL))
}

/// The problems as text.
pub(crate) fn messages(loaded: &Loaded) -> String {
    let errors = loaded.problems.iter().any(|problem| problem.severity == contract::Severity::Error);
    assert_eq!(loaded.service.is_none(), errors, "a service is there exactly if there is no error");
    loaded.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The service as it is.
pub(crate) fn service() -> Service {
    let loaded = edited(&[]);
    assert_eq!(messages(&loaded), "");
    loaded.service.expect("a service without errors")
}
