//! Time and memory grow as pages do. Allocations are counted instead of seconds: they are the same on every machine, and
//! whatever goes over a page again and again takes them.

use allocation_counter::{AllocationInfo, measure};

use crate::shapes::{OF_HTML, OF_MARKDOWN, OF_RST, OF_TEXT, Shape};
use crate::{check, seeds};

/// So many bytes may be in use at once for each byte of any shape: the smallest row has two bytes.
const MOST: f64 = 450.0;
/// What unfolded objects take however small the page.
const BASE: f64 = (2 << 20) as f64;

fn read(page: &str) -> AllocationInfo {
    measure(|| drop(std::hint::black_box(docparse::across(&check::read(page.as_bytes()).contracts))))
}

fn grows_with_the_page(shapes: &[Shape]) {
    check::warm_up(&seeds::ours());
    for (what, make) in shapes {
        let (none, one, four) = (make(0), make(200), make(800));
        // What is around the shape costs the same each time.
        let more = (four.len() - none.len()) as f64 / (one.len() - none.len()) as f64;
        // The first time, some pattern may be compiled that no seed needs.
        read(&one);
        let (little, much) = (read(&one), read(&four));
        let grown = |one: u64, four: u64| four as f64 / one as f64;
        let (in_all, calls) =
            (grown(little.bytes_total, much.bytes_total), grown(little.count_total, much.count_total));
        assert!(in_all < more * 1.4, "{what}: {more:.1} times as much takes {in_all:.1} times as many bytes");
        assert!(calls < more * 1.4, "{what}: {more:.1} times as much takes {calls:.1} times as many allocations");
        let (most, bytes) = (much.bytes_max as f64, four.len() as f64);
        assert!(most < BASE + MOST * bytes, "{what}: {bytes} bytes take {most} at once");
    }
}

#[test]
fn rst_costs_what_it_holds() {
    grows_with_the_page(OF_RST);
}

#[test]
fn html_costs_what_it_holds() {
    grows_with_the_page(OF_HTML);
}

#[test]
fn markdown_costs_what_it_holds() {
    grows_with_the_page(OF_MARKDOWN);
}

#[test]
fn text_costs_what_it_holds() {
    grows_with_the_page(OF_TEXT);
}

/// The pages that somebody is likely to have: what they take at once, for each of their bytes.
#[test]
fn likely_pages_take_a_small_multiple_of_their_size() {
    check::warm_up(&seeds::ours());
    let of = |shapes: &[Shape], what: &str, n: usize| {
        let make = shapes.iter().find(|(name, _)| *name == what).map(|(_, make)| *make);
        make.unwrap_or_else(|| panic!("there is no shape of {what}"))(n)
    };
    for (what, page, most) in [
        ("a megabyte in one cell", of(OF_RST, "a cell of many words", 170_000), 8),
        ("a megabyte in one cell of HTML", of(OF_HTML, "a cell of many words", 170_000), 16),
        ("a megabyte in one cell of Markdown", of(OF_MARKDOWN, "a cell of many words", 170_000), 20),
        ("a megabyte in one cell of text", of(OF_TEXT, "a cell of many words", 170_000), 8),
        ("a megabyte of one word", of(OF_RST, "a cell of one word", 1_000_000), 8),
        ("a pattern of a megabyte", of(OF_RST, "a pattern", 80_000), 8),
        ("ten thousand columns", of(OF_RST, "columns of a grid", 10_000), 30),
        ("ten thousand columns of a simple table", of(OF_RST, "columns of a simple table", 10_000), 60),
        ("ten thousand columns of HTML", of(OF_HTML, "columns", 10_000), 80),
        ("ten thousand columns of Markdown", of(OF_MARKDOWN, "columns", 10_000), 120),
        ("ten thousand columns of text", of(OF_TEXT, "columns", 10_000), 60),
        ("a hundred thousand rows", of(OF_RST, "rows", 100_000), 70),
        ("ten thousand rows of HTML", of(OF_HTML, "rows", 10_000), 90),
        ("bullets nested a thousand deep", of(OF_RST, "nested bullets", 1_000), 30),
        ("lists nested a thousand deep", of(OF_HTML, "a cell of nested lists", 1_000), 400),
        ("items nested a thousand deep", of(OF_MARKDOWN, "nested items", 1_000), 30),
        ("an example a thousand deep", of(OF_RST, "an example of deep objects", 1_000), 200),
    ] {
        read(&page[..page.len().min(1_000)].chars().collect::<String>());
        let memory = read(&page);
        let times = memory.bytes_max / page.len() as u64;
        assert!(times <= most, "{what}: {} bytes take {times} times as much", page.len());
    }
    for page in seeds::ours() {
        let times = measure(|| drop(check::read(&page))).bytes_max / page.len() as u64;
        assert!(times <= 60, "{} bytes take {times} times as much", page.len());
    }
}
