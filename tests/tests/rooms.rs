//! The rooms of ARCHITECTURE.md depend on each other as it says, and on nothing else of ours.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each room may depend on, of ours; development dependencies aside.
const ARROWS: &[(&str, &[&str])] = &[
    ("contract", &[]),
    ("document", &["contract"]),
    ("docparse", &["contract", "document"]),
    ("spec", &["contract", "document"]),
    ("codegen", &["contract", "spec"]),
    ("surface", &["contract"]),
    ("fidelity", &["contract"]),
    ("mock", &["contract", "document", "spec"]),
    ("xtask", &["contract", "document", "docparse", "spec", "codegen", "surface", "fidelity"]),
    ("huaweicloud-core", &[]),
    ("huaweicloud-dcs", &["huaweicloud-core"]),
    ("huaweicloud-drs", &["huaweicloud-core"]),
    ("huaweicloud-oms", &["huaweicloud-core"]),
    ("specimen-beacon", &["huaweicloud-core"]),
    (
        "evidence",
        &[
            "contract",
            "docparse",
            "fidelity",
            "spec",
            "xtask",
            "huaweicloud-core",
            "huaweicloud-dcs",
            "huaweicloud-drs",
            "huaweicloud-oms",
            "specimen-beacon",
        ],
    ),
];

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(evidence::root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo knows this workspace");
    let ours: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let of = |package: &cargo_metadata::Package| {
        let normal = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        normal.map(|dependency| dependency.name.clone()).filter(|name| ours.contains(name)).collect()
    };
    metadata.packages.iter().map(|package| (package.name.to_string(), of(package))).collect()
}

#[test]
fn every_room_depends_only_on_what_the_architecture_allows() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let found = dependencies();
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), allowed.keys().copied().collect::<Vec<_>>());
    for (room, needs) in found {
        let beyond: Vec<&String> = needs.iter().filter(|need| !allowed[&*room].contains(&need.as_str())).collect();
        assert!(beyond.is_empty(), "`{room}` must not depend on {beyond:?}");
    }
}

#[test]
fn no_client_needs_the_generator_to_build() {
    let metadata = MetadataCommand::new()
        .manifest_path(evidence::root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo knows this workspace");
    for package in metadata.packages.iter().filter(|package| package.name.starts_with("huaweicloud-")) {
        let made = package.dependencies.iter().filter(|dependency| {
            dependency.kind != DependencyKind::Development && dependency.name.starts_with("progenitor")
        });
        assert_eq!(made.count(), 0, "`{}` depends on progenitor", package.name);
        assert!(
            package.targets.iter().all(|target| !target.is_custom_build()),
            "`{}` has a build script",
            package.name
        );
    }
}
