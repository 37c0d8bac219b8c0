//! Loads the service of a folder and prints its problems, or its contracts: `cargo run -p spec --example load -- specs/drs`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(dir) = std::env::args().nth(1) else {
        eprintln!("usage: load <folder of a service>");
        return ExitCode::FAILURE;
    };
    let loaded = spec::load(Path::new(&dir), &dir);
    for problem in &loaded.problems {
        eprintln!("{problem}\n");
    }
    match loaded.service {
        Some(service) => {
            println!("{}", service.openapi_yaml());
            service.contracts().iter().for_each(|contract| println!("{contract}"));
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}
