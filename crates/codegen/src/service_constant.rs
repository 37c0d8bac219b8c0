//! `SERVICE`: what the runtime knows of the service, and where each cloud answers for it.

use spec::{Cloud, Endpoint};

use crate::source::Source;

/// The longest line, as in all of the workspace.
const WIDTH: usize = 120;

/// The constant with its documentation.
pub(crate) fn service_constant(source: &Source<'_>) -> String {
    let variant = |cloud: Cloud| match cloud {
        Cloud::HuaweiCloud => "HuaweiCloud",
        Cloud::OpenTelekomCloud => "OpenTelekomCloud",
    };
    let rows = |row: &dyn Fn(&str, &Endpoint) -> String| -> String {
        source.endpoints.iter().map(|(cloud, endpoint)| row(variant(*cloud), endpoint)).collect()
    };
    let endpoints =
        rows(&|cloud, endpoint| format!("        (::progenitor_client::Cloud::{cloud}, {:?}),\n", endpoint.url));
    let regions = rows(&|cloud, endpoint| match endpoint.regions.as_slice() {
        [] => String::new(),
        regions => format!("    (::progenitor_client::Cloud::{cloud}, &[\n{}    ]),\n", wrapped(regions, "        ")),
    });
    let exceptions = rows(&|cloud, endpoint| {
        let row = |(region, url): &(String, String)| {
            format!("    (::progenitor_client::Cloud::{cloud}, {region:?}, {url:?}),\n")
        };
        endpoint.exceptions.iter().map(row).collect()
    });
    let table = |method: &str, rows: String| match rows.as_str() {
        "" => rows,
        rows => format!("\n.{method}(&[\n{rows}])"),
    };
    format!(
        r#"/// The service this crate calls, and where each cloud answers for it.
pub const SERVICE: ::progenitor_client::Service = ::progenitor_client::Service::new(
    {name:?},
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    &[
{endpoints}    ],
){regions}{exceptions};
"#,
        name = source.name,
        regions = table("with_regions", regions),
        exceptions = table("with_exceptions", exceptions),
    )
}

/// The texts with commas, in lines as long as they may be.
fn wrapped(texts: &[String], indent: &str) -> String {
    let mut lines = String::new();
    let mut line = indent.to_owned();
    for text in texts {
        let item = format!("{text:?},");
        if line.len() + item.len() + 1 > WIDTH {
            lines.push_str(&format!("{}\n", line.trim_end()));
            line = indent.to_owned();
        }
        line.push_str(&item);
        line.push(' ');
    }
    lines + line.trim_end() + "\n"
}
