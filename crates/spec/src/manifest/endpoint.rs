//! Where a cloud has a service: the base URL, the regions, and those with a base URL of their own.

use document::diagnostics::Diagnostics;
use document::node::{At, Content, Field, Node};
use document::suggest::nearest;

use super::{Cloud, Endpoint};

/// Reads what the tables say of a cloud; `None` if it does not have the service.
pub(super) fn read(node: &Node, cloud: Cloud, diagnostics: &mut Diagnostics) -> Option<Endpoint> {
    let of_table = |table: &str| node.get(table).and_then(|clouds| clouds.field(cloud.as_str()));
    let (regions, exceptions) = (of_table("regions"), of_table("exceptions"));
    let Some(url) = of_table("endpoints") else {
        for (field, what) in [(regions, "a region"), (exceptions, "exceptions")] {
            let Some(field) = field else { continue };
            let problem = diagnostics.error("region", field.key_at, format!("`{cloud}` has {what}, but no endpoint"));
            diagnostics.push(problem.help("add it to [endpoints], or remove it here"));
        }
        return None;
    };
    let text = url.value.text()?;
    if text.replace("{region}", "").contains(['{', '}']) {
        let message = format!("`{text}` has another variable than `{{region}}`");
        let problem = diagnostics.error("endpoint", url.value.at, message);
        diagnostics.push(problem.help("`{region}` is the only variable of an endpoint"));
    }
    base_url(text, url.value.at, diagnostics);
    match (text.contains("{region}"), regions) {
        (true, None) => {
            let message = format!("`{cloud}` has `{{region}}` in its endpoint, but no default");
            let problem = diagnostics.error("region", url.key_at, message);
            diagnostics.push(problem.help(format!("add `{cloud} = \"...\"` to [regions]")));
        }
        (false, Some(regions)) => {
            let message = format!("`{cloud}` has a region, but no `{{region}}` in its endpoint");
            let problem = diagnostics.error("region", regions.key_at, message);
            diagnostics.push(problem.help("remove it, or put `{region}` into the URL"));
        }
        _ => {}
    }
    let named = regions.map(|field| self::regions(field, diagnostics)).unwrap_or_default();
    // One region alone is the default of a table that is not known.
    let is_table = regions.is_some_and(|field| field.value.list().is_some());
    let known = if is_table { named.as_slice() } else { &[] };
    Some(Endpoint {
        url: text.to_owned(),
        region: named.first().filter(|_| text.contains("{region}")).cloned(),
        exceptions: exceptions
            .map(|field| self::exceptions(field, (cloud, text), known, diagnostics))
            .unwrap_or_default(),
        regions: known.to_vec(),
        at: diagnostics.place(url.key_at),
    })
}

/// The regions that a cloud is said to have: one, or a list of them.
fn regions(field: &Field, diagnostics: &mut Diagnostics) -> Vec<String> {
    let items = match &field.value.content {
        Content::Text(_) => std::slice::from_ref(&field.value),
        Content::List(items) if !items.is_empty() => items,
        content => {
            let found =
                if matches!(content, Content::List(_)) { "an empty list".to_owned() } else { field.value.kind() };
            let message = format!("expected a region or a list of regions, but found {found}");
            let problem = diagnostics.error("wrong-type", field.value.at, message);
            diagnostics.push(problem.help("write `\"eu-de\"`, or `[\"eu-de\", \"eu-nl\"]` with the default first"));
            return Vec::new();
        }
    };
    let mut regions: Vec<(&str, At)> = Vec::with_capacity(items.len());
    for item in items {
        let Some(region) = item.text() else {
            let message = format!("expected the id of a region, but found {}", item.kind());
            let problem = diagnostics.error("wrong-type", item.at, message);
            diagnostics.push(problem.help("put it in quotes"));
            continue;
        };
        if !is_region_id(region) {
            let message = format!("`{}` is no id of a region", region.escape_debug());
            let problem = diagnostics.error("region", item.at, message);
            diagnostics.push(problem.help("use lower-case letters, digits and inner `-`, as in `eu-de`"));
        }
        if let Some((_, first)) = regions.iter().find(|(other, _)| *other == region) {
            let first = diagnostics.place(*first);
            let problem = diagnostics.error("region", item.at, format!("`{region}` is in the list twice"));
            diagnostics.push(problem.related(first, "the first one is here").help("remove one of them"));
            continue;
        }
        regions.push((region, item.at));
    }
    regions.into_iter().map(|(region, _)| region.to_owned()).collect()
}

/// The regions with a base URL of their own, each of which the table must have.
fn exceptions(
    field: &Field,
    (cloud, template): (Cloud, &str),
    known: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    let mut exceptions = Vec::new();
    for (region, exception) in field.value.entries() {
        let Some(url) = exception.value.text() else { continue };
        if !known.iter().any(|known| known == region) {
            let message = format!("`{}` is no region that [regions] lists for `{cloud}`", region.escape_debug());
            let problem = diagnostics.error("region", exception.key_at, message);
            let help = match nearest(region, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it there, in a list with all others, or remove it here".to_owned(),
            };
            diagnostics.push(problem.help(help));
        }
        if url.contains(['{', '}']) {
            let message = format!("`{url}` has a variable, but is for one region");
            let problem = diagnostics.error("endpoint", exception.value.at, message);
            diagnostics.push(problem.help(format!("write `{region}` in its place")));
        }
        base_url(url, exception.value.at, diagnostics);
        if template.replace("{region}", region) == url {
            let message = format!("`{url}` is no exception: [endpoints] says the same");
            let problem = diagnostics.error("endpoint", exception.value.at, message);
            diagnostics.push(problem.help("remove it"));
        }
        exceptions.push((region.to_owned(), url.to_owned()));
    }
    exceptions
}

fn base_url(url: &str, at: At, diagnostics: &mut Diagnostics) {
    let host = url.strip_prefix("https://").unwrap_or_default();
    // A query or a user would end up in every request.
    let is_more = host.contains(['?', '#', '@', '\\']) || host.contains(char::is_whitespace);
    if is_more || host.is_empty() || host.starts_with(['/', ':']) || host.ends_with('/') {
        let problem = diagnostics.error("endpoint", at, format!("`{url}` is no base URL"));
        diagnostics.push(problem.help(
            "write `https://` and a host, without `?`, `#` and `@`, and without the `/` at the end: paths begin with it",
        ));
    }
}

/// The rule that the runtime holds callers to: a label of a host name.
fn is_region_id(region: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&region.len()) && region.chars().all(inner) && !region.starts_with('-') && !region.ends_with('-')
}
