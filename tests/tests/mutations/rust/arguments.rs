//! Faults in the arguments of an operation: the builder, the table, the method of the client, and what starts a request.

use super::Operator;
use super::edits::{Edit, doubled, dropped, each, hole, lines, rewrite, swap, swapped, without};
use super::records::TYPE;
use super::types::{MAP, SECRET, of_another, unwrapped, wrapped};

/// Every kind of fault in the arguments of an operation.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop argument", &["unread"], |text| dropped(text, |line| field(line).is_some())),
    ("add argument", &["unread"], |text| {
        swap(text, "    allowed: Vec<String>,", &["    added: Option<String>,\n    allowed: Vec<String>,"])
    }),
    ("rename argument", &["unread"], |text| fields(text, |name, ty| vec![format!("    {name}_x: Option<{ty}>,")])),
    ("swap arguments", &["unread"], |text| swapped(text, |line| field(line).is_some())),
    ("drop option of argument", &["unread"], |text| fields(text, |name, ty| vec![format!("    {name}: {ty},")])),
    ("change type of argument", TYPE, |text| {
        fields(text, |name, ty| {
            let unwrap = ["Vec<", "Box<", MAP, SECRET].iter().flat_map(|from| unwrapped(ty, from));
            let wrap = ["Vec<", "Box<", MAP, SECRET].iter().map(|with| wrapped(ty, with));
            let others = of_another(ty).into_iter().chain(unwrap).chain(wrap);
            others.map(|other| format!("    {name}: Option<{other}>,")).collect()
        })
    }),
    ("drop line of argument", &["unread"], |text| dropped(text, is_row)),
    ("double line of argument", &["unread"], |text| doubled(text, is_row)),
    ("add line of argument", &["unread"], |text| {
        lines(text, |line| if is_row(line) { vec![format!("{line}\n        added: query \"added\",")] } else { vec![] })
    }),
    ("swap lines of arguments", &["unread"], |text| swapped(text, is_row)),
    ("fill another table", &["unread"], |text| swap(text, " of OPERATION {", &[" of OTHER {", " {"])),
    ("move argument", &["unread", "parameter-place"], |text| {
        let places = ["path", "query", "header", "json", "form", "bytes", "cookie"];
        lines(text, |line| match hole(line, ": ", " \"").filter(|_| is_row(line)) {
            Some((lead, _, rest)) => places.iter().map(|place| format!("{lead}{place}{rest}")).collect(),
            None => vec![],
        })
    }),
    ("rename argument on the wire", &["unread", "missing", "undocumented"], |text| {
        lines(text, |line| match hole(line, "\"", "\"").filter(|_| is_row(line)) {
            Some((lead, name, rest)) => vec![format!("{lead}{name}_x{rest}"), format!("{lead}{rest}")],
            None => vec![],
        })
    }),
    ("rename argument in the table", &["unread"], |text| {
        lines(text, |line| if is_row(line) { vec![line.replacen(':', "_x:", 1)] } else { vec![] })
    }),
    ("change derive of request", &["unread"], |text| {
        swap(text, "#[derive(Clone, Debug)]", &["#[derive(Debug)]", "#[derive(Clone)]"])
            .into_iter()
            .chain(swap(text, "#[derive(Debug)]", &["#[derive(Clone, Debug)]"]))
            .collect()
    }),
    ("begin with an argument", &["unread"], |text| {
        lines(text, |line| each(line, ": None,", &[": Some(Default::default()),"]))
    }),
    ("begin without an argument", &["unread"], |text| dropped(text, |line| line.ends_with(": None,"))),
    ("begin with something allowed", &["unread"], |text| {
        swap(text, "allowed: Vec::new()", &["allowed: vec![String::new()]", "allowed: Vec::from([\"body\".into()])"])
    }),
    ("begin with other options", &["unread"], |text| {
        swap(text, "options: CallOptions::new()", &["options: CallOptions::default()", "options: Default::default()"])
    }),
    ("drop options", &["unread"], |text| dropped(text, |line| line == "    options: CallOptions,")),
    ("take no options", &["unread"], |text| {
        swap(text, "self.options = options;", &["", "let _ = options;", "self.options = CallOptions::new();"])
    }),
    ("drop the way to options", &["unread"], |text| without(text, "pub fn with_options(")),
    ("take options by another name", &["unread"], |text| swap(text, "fn with_options(", &["fn options(", "fn with("])),
    ("drop allowed", &["unread"], |text| dropped(text, |line| line.starts_with("    allowed: "))),
    ("allow nothing", &["unread"], |text| dropped(text, |line| line.contains("self.allowed.push("))),
    ("allow everything", &["unread"], |text| {
        swap(text, "self.allowed.push(path.into());", &["self.allowed.push(String::new());", "self.allowed.clear();"])
    }),
    ("drop the way to allow", &["unread"], |text| without(text, "pub fn allow_undocumented(")),
    ("allow by another name", &["unread"], |text| swap(text, "fn allow_undocumented(", &["fn allow(", "fn allowed("])),
    ("drop method of the client", &["unread"], |text| without(text, "impl Client {")),
    ("rename method of the client", &["unread"], |text| {
        lines(text, |line| match line.contains("(&self) -> ") {
            true => vec![line.replacen("(&self)", "_x(&self)", 1), line.replacen("(&self)", "(&mut self)", 1)],
            false => vec![],
        })
    }),
    ("make another builder", &["unread"], |text| {
        lines(text, |line| match line.contains("::new(self)") {
            true => vec![line.replacen("::new(", "X::new(", 1), line.replacen("::new(", "::default(", 1)],
            false => vec![],
        })
    }),
    ("answer another builder", &["unread"], |text| swap(text, "<'_> {", &["X<'_> {", " {"])),
    ("deprecate", &["deprecated", "unread"], |text| {
        lines(text, |line| match line.starts_with("    pub fn ") && line.contains("(&self) -> ") {
            true => vec![format!("    #[deprecated]\n{line}")],
            false => vec![],
        })
    }),
    ("drop states everywhere", &["states"], |text| {
        let is_states = |line: &str| line.contains("/// - Callable in") || line.contains("/// - Done when");
        let Some(first) = text.lines().position(is_states) else { return vec![] };
        let kept: Vec<String> = text.lines().filter(|line| !is_states(line)).map(str::to_owned).collect();
        vec![rewrite("states dropped", first, &kept)]
    }),
];

/// The field of a builder: its name, and the type in its option.
pub(crate) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, ty) = line.strip_prefix("    ")?.strip_suffix(">,")?.split_once(": Option<")?;
    (!name.contains(' ')).then_some((name, ty))
}

/// Whether a line is one of the table of arguments.
pub(crate) fn is_row(line: &str) -> bool {
    let places = [": path \"", ": query \"", ": header \"", ": json \"", ": form \"", ": bytes \""];
    line.starts_with("        ") && line.ends_with(',') && places.iter().any(|place| line.contains(place))
}

fn fields(text: &str, others: impl Fn(&str, &str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| field(line).map_or_else(Vec::new, |(name, ty)| others(name, ty)))
}
