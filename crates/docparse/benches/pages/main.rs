//! How fast pages are read, beside the fastest conceivable scan of the same bytes, which splits lines and cells and
//! understands nothing.

mod invented;

use std::fs;
use std::hint::black_box;
use std::path::Path;

use contract::Edition;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use invented::Rendition;

/// The allocator of xtask, which reads pages for people.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The vendor's pages, where they lie beside the workspace.
const LIBRARY: &str = "../../../shared/pages/otc";

fn read(page: &[u8]) -> usize {
    docparse::read(black_box(page), "page", &Edition::default()).contracts.len()
}

/// Splits lines and cells.
fn split(page: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(black_box(page)) else { return 0 };
    text.lines().map(|line| line.split('|').filter(|cell| !cell.trim().is_empty()).count()).sum()
}

fn both(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, page: &[u8]) {
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function(format!("{name}/read"), |bencher| bencher.iter(|| read(page)));
    group.bench_function(format!("{name}/split"), |bencher| bencher.iter(|| split(page)));
}

/// Pages of reStructuredText from a small one to one larger than any of the vendor's. The cost is linear where the bytes
/// per second are the same for all.
fn sizes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("size");
    for (name, objects) in [("small", 0), ("middle", 2), ("large", 20), ("very large", 200)] {
        let page = invented::page(objects, Rendition::Rst);
        both(&mut group, &format!("{name}, {} bytes", page.len()), page.as_bytes());
    }
    group.finish();
}

/// The same page of middle size in each rendition.
fn renditions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rendition");
    for (name, rendition) in Rendition::ALL {
        let page = invented::page(5, rendition);
        both(&mut group, &format!("{name}, {} bytes", page.len()), page.as_bytes());
    }
    group.finish();
}

/// All of the vendor's pages one after the other, on one core.
fn library(criterion: &mut Criterion) {
    let mut pages = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(LIBRARY), &mut pages);
    if pages.is_empty() {
        return;
    }
    let mut group = criterion.benchmark_group(format!("library, {} pages", pages.len()));
    group.sample_size(10);
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("read", |bencher| bencher.iter(|| pages.iter().map(|page| read(page)).sum::<usize>()));
    group.bench_function("split", |bencher| bencher.iter(|| pages.iter().map(|page| split(page)).sum::<usize>()));
    group.finish();
}

fn below(folder: &Path, pages: &mut Vec<Vec<u8>>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            below(&path, pages);
        } else if path.extension().is_some_and(|ending| ending == "rst") {
            pages.extend(fs::read(&path));
        }
    }
}

criterion_group!(benches, sizes, renditions, library);
criterion_main!(benches);
