//! The names that the generator makes of the names of a document.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The words that Rust keeps for itself.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether Rust keeps the word for itself.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// The name of a field, a parameter or a method.
pub(super) fn snake(name: &str) -> String {
    sanitize(name, |name| name.to_snake_case())
}

/// The name of a type or a variant.
pub(super) fn pascal(name: &str) -> String {
    sanitize(name, |name| name.to_upper_camel_case())
}

/// As progenitor and typify do it: signs separate words, a digit gets a letter before it, keywords a `_` after them.
fn sanitize(name: &str, case: impl Fn(&str) -> String) -> String {
    let plain = name.replace('\'', "").replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-");
    let mut out = case(&plain);
    match out.chars().next() {
        None => out = case("x"),
        Some(c) if c.is_alphabetic() || c == '_' => {}
        Some(_) => out = format!("{}{out}", case("x")),
    }
    if is_keyword(&out) {
        out.push('_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_as_the_generator_makes_them() {
        let fields = ["jobId", "type", "@timestamp", "os-ext:zone", "3des", "Self"];
        assert_eq!(fields.map(snake), ["job_id", "type_", "timestamp", "os_ext_zone", "x3des", "self_"]);
        let variants = ["", "en-us", "SUCCESS", "1.0"];
        assert_eq!(variants.map(pascal), ["X", "EnUs", "Success", "X10"]);
    }
}
