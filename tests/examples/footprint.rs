//! What one client adds to a program: crates, time of a cold build, bytes of the stripped release binary.
//!
//! ```text
//! cargo run --release -p evidence --example footprint
//! ```
//!
//! It makes five programs below `target/footprint`, each with a call in its `main`, and builds each from nothing: the first two
//! three times in turn, of which the least counts. Wall time, so the machine has to have nothing else to do.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A program: its name, its dependencies, and what it does.
struct Program {
    name: &'static str,
    dependencies: String,
    main: &'static str,
}

const REQWEST: &str = r#"
    let client = reqwest::Client::new();
    let body = serde_json::json!({"jobs": [{"job_id": "a", "pause_mode": "target"}]});
    let answer = client.post("http://127.0.0.1:9/v3/p/jobs/batch-pause-task").json(&body).send().await;
    println!("{:?}", answer.map(|answer| answer.status()));
"#;

const CLIENT: &str = r#"
    let token = huaweicloud_core::Token::new("t").unwrap();
    let config = huaweicloud_core::Config::builder().endpoint("http://127.0.0.1:9").token(token).build().unwrap();
    let jobs = vec![huaweicloud_drs::types::PauseInfo::new().job_id("a").pause_mode("target")];
    let request = huaweicloud_drs::types::BatchStopJobsRequest::new().jobs(jobs);
    let client = huaweicloud_drs::Client::new(&config);
    let answer = client.batch_stop_jobs().project_id("p").body(request).send().await;
    println!("{:?}", answer.map(|answer| answer.count));
"#;

fn main() {
    let root = evidence::root();
    let crates = root.join("crates");
    let reqwest = |features: &str| {
        format!(
            "reqwest = {{ version = \"0.13\", default-features = false, features = [{features}] }}\nserde_json = \"1\"\n"
        )
    };
    let client = |features: &str| {
        format!(
            "huaweicloud-core = {{ path = {:?}, default-features = false }}\n\
             huaweicloud-drs = {{ path = {:?}, default-features = false, features = [{features}] }}\n",
            crates.join("huaweicloud-core"),
            crates.join("huaweicloud-drs")
        )
    };
    let programs = [
        Program { name: "reqwest", dependencies: reqwest("\"json\""), main: REQWEST },
        Program { name: "client", dependencies: client(""), main: CLIENT },
        Program { name: "reqwest-rustls", dependencies: reqwest("\"json\", \"rustls\""), main: REQWEST },
        Program { name: "client-rustls", dependencies: client("\"rustls\""), main: CLIENT },
        Program { name: "client-native-tls", dependencies: client("\"native-tls\""), main: CLIENT },
    ];
    println!("{:<18} {:>7} {:>12} {:>14}", "", "crates", "cold build", "stripped bytes");
    let folders = programs.each_ref().map(|program| root.join("target/footprint").join(program.name));
    let crates = [0, 1, 2, 3, 4].map(|index| write(&folders[index], &programs[index]));
    let mut cold = [Duration::MAX; 5];
    // A single run differs from the next by as much as what is measured.
    for index in [0, 1, 0, 1, 0, 1, 2, 3, 4] {
        let _ = std::fs::remove_dir_all(folders[index].join("target"));
        let begun = Instant::now();
        // The profile that `cargo build` has.
        build(&folders[index], &[]);
        cold[index] = cold[index].min(begun.elapsed());
    }
    for (((program, folder), crates), cold) in programs.iter().zip(&folders).zip(crates).zip(cold) {
        build(folder, &["--release"]);
        let binary = std::fs::metadata(folder.join("target/release").join(program.name)).expect("it is built");
        println!("{:<18} {crates:>7} {:>10.1} s {:>14}", program.name, cold.as_secs_f64(), binary.len());
        // Some hundred megabytes each.
        std::fs::remove_dir_all(folder.join("target")).expect("it is ours");
    }
}

/// Writes a program, and tells how many crates it is made of, itself included.
fn write(folder: &Path, program: &Program) -> usize {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder.join("src")).expect("folders can be made");
    let manifest = format!(
        "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[profile.release]\nstrip = true\n\n\
         # As they are compiled when they come from a registry.\n[profile.dev.package.\"*\"]\nincremental = false\n",
        program.name, program.dependencies
    );
    let main = format!("#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {{{}}}\n", program.main);
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("files can be written");
    std::fs::write(folder.join("src/main.rs"), main).expect("files can be written");
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(folder)
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    tree.lines().filter_map(|line| line.split(" (").next()).collect::<BTreeSet<_>>().len()
}

fn build(folder: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{} does not compile", folder.display());
}
