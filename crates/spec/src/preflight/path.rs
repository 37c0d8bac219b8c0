//! A path template and the parameters that fill it.

use std::collections::{HashMap, HashSet};

use super::Subject;
use crate::bundle::{Operation, template};
use document::diagnostics::Diagnostics;
use document::node::{At, Node};
use document::suggest::nearest;

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Diagnostics) {
    for operation in subject.bundle.operations() {
        check_operation(subject, &operation, diagnostics);
    }
    let mut seen: HashMap<String, (&str, At)> = HashMap::new();
    let paths = subject.bundle.document.get("paths").into_iter().flat_map(Node::entries);
    for (path, field) in paths {
        let Some(names) = names(template(path)) else { continue };
        tell_word(path, field.key_at, diagnostics);
        let shape = names.iter().fold(path.to_owned(), |path, name| path.replacen(&format!("{{{name}}}"), "{}", 1));
        if let Some((other, first)) = seen.insert(shape, (path, field.key_at)) {
            let message =
                format!("`{path}` and `{other}` are one path: they differ only in the names of their parameters");
            let problem = diagnostics
                .error("same-path", field.key_at, message)
                .related(diagnostics.place(first), "the other one is here")
                .help("use the same names in both");
            diagnostics.push(problem);
        }
    }
}

/// Refuses a word behind `#` that is no word: it is part of a key that tools and people write.
fn tell_word(key: &str, at: At, diagnostics: &mut Diagnostics) {
    let Some((_, word)) = key.split_once('#') else { return };
    if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
        let problem = diagnostics.error("path", at, format!("`{word}` behind `#` tells no operation from another"));
        diagnostics.push(problem.help("write one word of letters, digits, `-`, `_` and `.`, as in `/action#dim`"));
    }
}

fn check_operation(subject: &Subject<'_>, operation: &Operation<'_>, diagnostics: &mut Diagnostics) {
    let (path, at) = operation.path;
    let Some(names) = names(path) else {
        let problem = diagnostics.error("path", at, format!("`{path}` is no path template"));
        return diagnostics.push(problem.help("write each parameter as `{name}`, and leave out `?`, `//` and `..`"));
    };
    let mut unique = HashSet::new();
    if let Some(twice) = names.iter().find(|name| !unique.insert(**name)) {
        let problem = diagnostics.error("path", at, format!("`{{{twice}}}` is twice in the path"));
        diagnostics.push(problem.help("give each its own name"));
    }
    let parameters = operation.field.value.items_of("parameters").iter();
    let parameters: Vec<&Node> = parameters.map(|parameter| subject.components.follow(parameter)).collect();
    if parameters.iter().any(|parameter| parameter.get("$ref").is_some() || diagnostics.is_damaged(parameter)) {
        return; // It has been told what is wrong with it, and it may be the one that is missing here.
    }
    let declared: Vec<(&str, &Node)> = parameters
        .into_iter()
        .filter(|parameter| parameter.text_of("in") == Some("path"))
        .filter_map(|parameter| Some((parameter.text_of("name")?, parameter)))
        .collect();
    for name in unique.iter().filter(|name| declared.iter().all(|(other, _)| other != *name)) {
        let problem = diagnostics.error("path-parameter", at, format!("`{{{name}}}` is in the path, but no parameter"));
        let help = match nearest(name, declared.iter().map(|(name, _)| *name)) {
            Some(meant) => format!("did you mean `{{{meant}}}`?"),
            None => format!("add `{{name: {name}, in: path, required: true, ...}}` to the parameters"),
        };
        diagnostics.push(problem.help(help));
    }
    for (name, parameter) in &declared {
        let at = parameter.get("name").map_or(parameter.at, |name| name.at);
        if !unique.contains(name) {
            let problem = diagnostics
                .error("path-parameter", at, format!("`{name}` is a path parameter, but not in the path `{path}`"))
                .related(diagnostics.place(operation.path.1), "the path is here")
                .help(format!("write `{{{name}}}` into the path, or remove the parameter"));
            diagnostics.push(problem);
        }
        if !parameter.flag("required") {
            let problem = diagnostics.error("path-parameter", at, format!("`{name}` is in the path, but not required"));
            diagnostics.push(problem.help("add `required: true`: a path has no gaps"));
        }
    }
}

/// The names in a template, in order; `None` where its braces do not match or it is more than a path.
fn names(path: &str) -> Option<Vec<&str>> {
    let mut segments = path.split('/');
    // A URL has no `.` and no `..`: another path would be asked for than is written.
    let is_more = path.contains(['?', '#', '\\']) || path.contains("//") || path.contains(char::is_whitespace);
    if is_more || segments.any(|segment| matches!(segment, "." | "..")) {
        return None;
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.is_empty() || name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_names_its_parameters() {
        assert_eq!(names("/v2/{project_id}/tasks/{task_id}:stop"), Some(vec!["project_id", "task_id"]));
        assert_eq!(names("/"), Some(vec![]));
    }

    #[test]
    fn a_broken_template_is_none() {
        for path in ["/{a", "/a}", "/{}", "/{{a}}", "/{a/b}", "/a?b=c", "/a//b", "/a b", "/a/../b", "/./a", "/a\\b"] {
            assert_eq!(names(path), None, "{path}");
        }
    }
}
