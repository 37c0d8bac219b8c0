//! The URI against its variables, its rows and the URLs of examples.

use crate::support::{of, table};

#[test]
fn an_example_url_that_misses_the_uri_is_told() {
    let sends = |line: &str| {
        let rows = table(&["id|Yes|String|Its id."]);
        of(
            "PUT /v1/robots/{id}/arms",
            &format!("{rows}\nExample Request\n---------------\n\n.. code-block::\n\n   {line}\n"),
        )
    };
    for (line, message) in [
        ("PUT https://x.y/v1/robots/7", "the example URL lacks `/arms` of the URI"),
        ("PUT https://x.y/v1/robots/7/arms/2", "the example URL has `/2` more than the URI"),
        ("PUT https://x.y/v2/robots/7/arms", "the example URL has `v2` where the URI has `v1`"),
        ("PUT https://x.y/v1/lamps/7/arms", "the example URL has `lamps` where the URI has `robots`"),
        ("POST https://x.y/v1/robots/7/arms", "the example sends POST, but the URI says PUT"),
        ("PUT https://x.y/v1/robots/ 7/arms", "the example URL has a blank in its path"),
    ] {
        assert_eq!(sends(line), format!("example-url operation: {message} (high)"));
    }
    assert_eq!(sends("PUT https://{endpoint}/v1/robots/{id}/arms?deep=true"), "");
    assert_eq!(sends("PUT /v1/robots/7/arms -H 'Accept: text/plain'"), "", "options of a command follow");
}

#[test]
fn a_variable_that_nobody_describes_is_told_with_the_row_that_may_mean_it() {
    let row = |name: &str| of("GET /v1/robots/{robot_id}", &table(&[&format!("{name}|Yes|String|Its id.")]));
    assert_eq!(row("robot_id"), "");
    assert_eq!(
        row("robots_id"),
        "path-variable-undocumented path robot_id: the URI has the variable `robot_id`, but no row describes it; \
         is it the `robots_id` of the table? (high)"
    );
    let said =
        "path-variable-undocumented path robot_id: the URI has the variable `robot_id`, but no row describes it (high)";
    assert_eq!(of("GET /v1/robots/{robot_id}", ""), said);
    assert_eq!(of("GET /v1/robots/{robot_id}", "In it, robot_id is the id of the robot."), "");
}

#[test]
fn a_row_of_the_path_that_the_uri_lacks_or_that_may_be_left_out_is_told() {
    let path = |row: &str| {
        of(
            "GET /v1/robots/{id}",
            &format!(".. table:: **Table 1** Path Parameters\n\n{}", table(&["id|Yes|String|Its id.", row])),
        )
    };
    assert_eq!(
        path("zone|Yes|String|Its zone."),
        "path-parameter-unused path zone: `zone` is among the path parameters, but the URI has no such variable (high)"
    );
    assert!(!path("zone|Yes|String|Its zone.").contains("path id"), "the row of the variable is in its place");
    let optional = of("GET /v1/robots/{id}", &table(&["id|No|String|Its id."]));
    assert_eq!(
        optional,
        "path-parameter-optional path id: `id` is a part of the path, but the page says it may be left out (high)"
    );
}
