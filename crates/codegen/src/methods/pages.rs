//! The table of a paginator.

use contract::FieldPath;
use spec::{Paginator, Style};

use super::{Surroundings, documented, operation, path};
use crate::docs::Docs;
use crate::names::{self, type_name};
use crate::prose;
use crate::source::Source;

/// The source of a paginator.
pub(super) fn source(paginator: &Paginator, source: &Source<'_>, around: &impl Surroundings) -> Result<String, String> {
    let index = operation(source, &paginator.operation)?;
    let operation = &source.operations[index];
    let (success, error) = around.answers(index);
    let (items, item) = path(success.clone(), &paginator.items, around)?;
    let way = |to: Option<&FieldPath>| match to {
        Some(to) => path(success.clone(), to, around).map(|(text, _)| text),
        None => Ok(String::new()),
    };
    let (style, next) = match &paginator.style {
        Style::Offset => ("Offset", None),
        Style::Page(_) => ("Page", None),
        Style::Marker(next) => ("Marker", Some(next)),
    };
    let first = match paginator.style {
        Style::Page(first) => format!(", first {first}"),
        _ => String::new(),
    };
    let parameter = &paginator.parameter;
    let setter = around.setter(index, parameter).ok_or_else(|| format!("`{parameter}` has no setter"))?;
    let limit = match &paginator.limit {
        None => String::new(),
        Some((limit, None)) => format!("{limit:?}"),
        Some((limit, Some(default))) => format!("{limit:?}, default {default}"),
    };
    let (request, method) = (type_name(&operation.id), names::method(&operation.id));
    Ok(format!(
        "::progenitor_client::paginator! {{
{}    Client::{}(builder::{request}) -> {}, {}, {} {{
        operation: {:?},
        style: {style}({setter} {parameter:?}{first}),
        limit: ({limit}),
        items: ({items}),
        next: ({}),
        total: ({}),
        is_short_page_last: {},
    }}
}}
",
        docs(paginator, &method).text("///", 4),
        paginator.method(),
        around.text(success.clone()),
        around.text(item),
        around.text(error),
        paginator.operation,
        way(next)?,
        way(paginator.total.as_ref())?,
        paginator.short_page_is_last,
    ))
}

fn docs(paginator: &Paginator, method: &str) -> Docs {
    let mut docs = Docs(vec![
        format!("Lists the pages of [`{method}`](Self::{method}), from the one on that the request names."),
        "[`items`](::progenitor_client::page::Pages::items) has what is on them, one by one.".to_owned(),
    ]);
    docs.paragraph(paginator.description.as_deref().unwrap_or_default());
    let parameter = prose::code(&paginator.parameter);
    let mut facts = vec![match &paginator.style {
        Style::Offset => format!("Pages: by {parameter}, the number of items before"),
        Style::Page(first) => format!("Pages: by {parameter}, the number of the page, from {first}"),
        Style::Marker(next) => match next.0.strip_prefix(paginator.items.0.as_slice()) {
            Some(field) => {
                format!("Pages: by {parameter}, which is {} of the last item before", code(&FieldPath(field.to_vec())))
            }
            None => format!("Pages: by {parameter}, which is {} of the page before", code(next)),
        },
    }];
    if paginator.items.0.len() > 1 {
        facts.push(format!("Items: {}", code(&paginator.items)));
    }
    if let Some((limit, _)) = &paginator.limit {
        facts.push(format!("Items on a page: {}", prose::code(limit)));
    }
    if let Some(total) = &paginator.total {
        facts.push(format!("Items on all pages: {}", code(total)));
    }
    if paginator.short_page_is_last {
        facts.push("Only the last page has fewer items than were asked for".to_owned());
    }
    facts.extend(paginator.documented.as_ref().map(documented));
    docs.list(facts);
    docs
}

fn code(path: &FieldPath) -> String {
    prose::code(&path.to_string())
}
