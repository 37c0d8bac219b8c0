//! What a client brings along.

use std::collections::BTreeSet;
use std::process::Command;

/// What a program with one client and no TLS may consist of, itself and the macros of its runtime included.
const MOST: usize = 84;

/// The crates that a client is made of on Linux, without TLS, itself included.
fn crates_of(client: &str) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--package", client, "--no-default-features"])
        .args(["--edges", "normal", "--prefix", "none", "--target", "x86_64-unknown-linux-gnu"])
        .current_dir(evidence::root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    tree.lines().filter_map(|line| line.split(" (").next()).map(|name| name.trim().to_owned()).collect()
}

#[test]
fn a_program_with_one_client_and_no_tls_stays_within_the_budget_of_crates() {
    for client in ["huaweicloud-dcs", "huaweicloud-drs", "huaweicloud-oms"] {
        let mut crates = crates_of(client);
        assert!(crates.iter().any(|name| name.starts_with("reqwest ")), "{crates:?}");
        crates.insert("the program".to_owned());
        crates.insert("tokio-macros".to_owned());
        assert!(crates.len() <= MOST, "{client} brings {}: {crates:#?}", crates.len());
    }
}

#[test]
fn no_client_brings_a_tls_implementation_that_was_not_asked_for() {
    for client in ["huaweicloud-dcs", "huaweicloud-drs", "huaweicloud-oms"] {
        let crates = crates_of(client);
        let tls =
            crates.iter().find(|name| ["rustls", "native-tls", "openssl", "ring"].iter().any(|tls| name.contains(tls)));
        assert_eq!(tls, None, "{client}");
    }
}
