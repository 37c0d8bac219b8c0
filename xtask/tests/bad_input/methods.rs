//! Waiters, paginators and kinds of things that name places of pages: each lies on a locked page.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const WAITER: &str = "lamps_dimmed:
  description: Waits until all lamps are dimmed.
  poll: DimLamps
  status: count
  success: [0]
  interval: {first: 1s, most: 10s}
  timeout: 5m
  documented: {edition: otc, page: otc/lamps/dim_lamps.rst, line: 5}
";

fn written(from: &str, to: &str) -> Scratch {
    let house = Scratch::new();
    house.write("specs/lamps/waiters.yaml", WAITER.replace(from, to));
    house
}

#[test]
fn a_line_that_the_page_has_and_a_link_are_fine() {
    let outcome = written("line: 5}", "line: 1}").run(&["generate"]);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
    let link = written("{edition: otc, page: otc/lamps/dim_lamps.rst, line: 5}", "{url: 'https://example.com'}");
    assert_eq!(link.run(&["generate"]).exit, Some(Exit::Ok as i32));
}

#[test]
fn a_line_beyond_the_page_is_told() {
    let house = written("line: 5}", "line: 5000}");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[documented]: line 5000 is beyond line 59 of `otc/lamps/dim_lamps.rst`, the last one that has a fact
     --> specs/lamps/waiters.yaml:1:1
      |
    1 | lamps_dimmed:
      | ^^^^^^^^^^^^
      |
      = help: name the page and the line of the table as the facts files do, or write `documented: {url: ...}`

    1 error; nothing was written
    ");
}

#[test]
fn a_page_that_nobody_locked_is_told() {
    let house = written("dim_lamps.rst", "dim_lamp.rst");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[documented]: `otc/lamps/dim_lamp.rst` is no locked page of the edition `otc`
     --> specs/lamps/waiters.yaml:1:1
      |
    1 | lamps_dimmed:
      | ^^^^^^^^^^^^
      |
      = help: name the page and the line of the table as the facts files do, or write `documented: {url: ...}`

    1 error; nothing was written
    ");
    let house = written("edition: otc", "edition: hwc");
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[documented]: `otc/lamps/dim_lamps.rst` is no locked page of the edition `hwc`
     --> specs/lamps/waiters.yaml:1:1
      |
    1 | lamps_dimmed:
      | ^^^^^^^^^^^^
      |
      = help: name the page and the line of the table as the facts files do, or write `documented: {url: ...}`

    1 error; nothing was written
    ");
}

#[test]
fn a_kind_of_things_names_a_locked_page_as_well() {
    let house = Scratch::new();
    let thing = "things:\n  lamp:\n    description: A lamp.\n    statuses: [lit]\n    first: lit\n";
    let documented = "    documented: {edition: otc, page: otc/lamps/dim_lamp.rst, line: 5}\n";
    house.write("specs/lamps/behaviour.yaml", format!("{thing}{documented}"));
    assert_snapshot!(house.refused(&["generate"], Exit::BadInput), @"
    error[documented]: `otc/lamps/dim_lamp.rst` is no locked page of the edition `otc`
     --> specs/lamps/behaviour.yaml:2:3
      |
    2 |   lamp:
      |   ^^^^
      |
      = help: name the page and the line of the table as the facts files do, or write `documented: {url: ...}`

    1 error; nothing was written
    ");
}
