//! How long the line takes: reading a page, loading, generating, verifying; the whole; and how it grows.
//!
//! `cargo bench -p evidence` prints the table of BENCHMARKS.md. "progenitor alone" does in this process what
//! progenitor's own command line does: parse the YAML, generate, print the tokens, run rustfmt.

use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use xtask::Workspace;

/// progenitor, as its command line runs it on a bundle.
fn progenitor_alone(yaml: &str) -> String {
    let document: openapiv3::OpenAPI = serde_yaml::from_str(yaml).expect("the bundle is OpenAPI");
    let mut settings = progenitor::GenerationSettings::default();
    settings.with_interface(progenitor::InterfaceStyle::Builder);
    let tokens = progenitor::Generator::new(&settings).generate_tokens(&document).expect("progenitor takes the bundle");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is there");
    let mut input = rustfmt.stdin.take().expect("a pipe");
    let text = tokens.to_string();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output().expect("rustfmt ends");
    writer.join().expect("a thread").expect("rustfmt reads");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("Rust is UTF-8")
}

fn services(c: &mut Criterion) {
    let workspace = evidence::workspace();
    let mut group = c.benchmark_group("our services");
    if let Some(pages) = evidence::pages() {
        let service = evidence::load(&workspace, "drs");
        let (edition, page) = service.manifest.pages["batch_delete_jobs"].iter().next().expect("a page");
        let bytes = std::fs::read(pages.join(&page.path)).expect("the page is there");
        group.bench_function("read a page", |b| b.iter(|| docparse::read(black_box(&bytes), &page.path, edition)));
    }
    group.bench_function("load and bundle drs", |b| b.iter(|| evidence::load(&workspace, "drs").openapi_yaml()));
    let service = evidence::load(&workspace, "drs");
    group.bench_function("generate drs", |b| b.iter(|| codegen::generate(&service).expect("drs generates")));
    let rust = evidence::generated(&workspace, &service);
    group.bench_function("verify drs", |b| {
        b.iter(|| xtask::testimonies(&workspace, &service, &rust).map(|t| t.judge()))
    });
    let names = evidence::services();
    group.bench_function("the whole line on every service", |b| b.iter(|| xtask::generate_all(&workspace, &names)));
    let bundles: Vec<String> = names.iter().map(|name| evidence::load(&workspace, name).openapi_yaml()).collect();
    group.bench_function("progenitor alone on every service", |b| {
        b.iter(|| bundles.iter().map(|bundle| progenitor_alone(bundle).len()).sum::<usize>());
    });
    group.finish();
}

fn growth(c: &mut Criterion) {
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for operations in [50, 200, 1000] {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let workspace: Workspace = evidence::synthetic::write(folder.path(), operations);
        let only = ["synthetic".to_owned()];
        let service = evidence::load(&workspace, "synthetic");
        let bundle = service.openapi_yaml();
        let rust: Vec<(String, String)> = codegen::generate(&service)
            .expect("the synthetic service generates")
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect();
        let mut bench = |name: &str, work: &dyn Fn()| {
            group.bench_with_input(BenchmarkId::new(name, operations), &(), |b, ()| b.iter(work));
        };
        bench("load and bundle", &|| drop(evidence::load(&workspace, "synthetic").openapi_yaml()));
        bench("generate", &|| drop(codegen::generate(&service)));
        bench("verify", &|| drop(xtask::testimonies(&workspace, &service, &rust).map(|t| t.judge())));
        bench("the whole line", &|| drop(xtask::generate_all(&workspace, &only)));
        bench("progenitor alone", &|| drop(progenitor_alone(&bundle)));
    }
    group.finish();
}

criterion_group!(benches, services, growth);
criterion_main!(benches);
