//! The vendor's words for types.

use contract::Type;

use crate::chinese;
use crate::inline::Inline;

/// A type as a cell gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeCell {
    pub(crate) ty: Type,
    /// The length in `String(64)`.
    pub(crate) max_length: Option<u64>,
    /// The format in `UUID`.
    pub(crate) format: Option<&'static str>,
}

/// Reads a type cell; `None` where it says nothing.
pub(crate) fn read(cell: &Inline<'_>) -> Option<TypeCell> {
    let mut text = cell.text.as_str();
    // A sentence that follows tells where to read on.
    if text.contains(['.', ',']) {
        if let Some((before, _)) = text.split_once(". ") {
            text = before;
        }
        if let Some((before, _)) = text.split_once(". For").or_else(|| text.split_once(", see ")) {
            text = before;
        }
    }
    let text = chinese::ty(text.trim().trim_end_matches(['.', ',', ':', '。']).trim());
    let text = text.as_ref();
    if matches!(text, "" | "-" | "--" | "N/A" | "None" | "/") {
        return None;
    }
    let referenced = cell.refs.first().and_then(|found| cell.text.get(found.at.clone()));
    let grammar = Grammar { referenced };
    let mut read = TypeCell { ty: Type::Any, max_length: None, format: None };
    read.ty = grammar.read(text, 0).unwrap_or_else(|| Type::Unknown(text.chars().take(80).collect()));
    let lower = text.to_ascii_lowercase();
    if read.ty == Type::String {
        read.max_length = sized(&lower, "string").or_else(|| sized(&lower, "varchar"));
        read.format = (lower == "uuid").then_some("uuid");
    }
    Some(read)
}

struct Grammar<'c> {
    /// The words of the cell's reference: what is a reference is a type of the page's own, whatever it is called.
    referenced: Option<&'c str>,
}

impl Grammar<'_> {
    fn read(&self, text: &str, depth: usize) -> Option<Type> {
        let text = text.trim();
        if depth > 8 || text.is_empty() {
            return None;
        }
        if self.referenced == Some(text) && !matches!(text, "object" | "objects") {
            let is_name = |text: &str| !text.contains([' ', '<', '[']) && !text.eq_ignore_ascii_case("array");
            // A reference may hold the whole type: `Array of objects`.
            let whole = (!is_name(text)).then(|| Grammar { referenced: None }.read(text, depth + 1)).flatten();
            let whole = whole.filter(|ty| matches!(ty, Type::Array(_) | Type::Map(_)));
            return Some(whole.unwrap_or_else(|| Type::Object(name(text))));
        }
        let lower = text.to_ascii_lowercase();
        // A word may have been written twice: `IntegerInteger`.
        let once = lower.get(..lower.len() / 2).filter(|half| lower.get(lower.len() / 2..) == Some(half));
        if let Some(ty) = scalar(&lower).or_else(|| scalar(once?)) {
            return Some(ty);
        }
        // Within a container, a bare word can only be the name of a type.
        let inner =
            |inner: &str| self.read(inner, depth + 1).or_else(|| name(inner).map(|name| Type::Object(Some(name))));
        // Brackets: Array<X>, List<X>, Array[X], List (X), [X], X[], Map<K,V>.
        for (open, close) in [('<', '>'), ('[', ']'), ('(', ')')] {
            let Some((head, rest)) = text.split_once(open) else { continue };
            let rest = rest.trim_end();
            let rest = ["objects", "object"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).trim_end();
            let Some(inside) = rest.strip_suffix(close) else { continue };
            match head.trim().to_ascii_lowercase().as_str() {
                "array" | "list" | "arraylist" | "set" | "array of" | "list of" => {
                    return Some(Type::array(inner(inside)?));
                }
                "" if open == '[' => return Some(Type::array(inner(inside)?)),
                // One name in a dictionary is that of the object it is: `Dict<quotas>`.
                "dict"
                    if open != '[' && split_top(inside).is_none() && matches!(inner(inside), Some(Type::Object(_))) =>
                {
                    return inner(inside);
                }
                "map" | "hashmap" | "dict" | "map of" if open != '[' => {
                    let value = split_top(inside).map_or(inside, |(_, value)| value);
                    return Some(Type::map(value_of(inner(value)?)));
                }
                "array of map" | "list of map" => {
                    let value = split_top(inside).map_or(inside, |(_, value)| value);
                    return Some(Type::array(Type::map(value_of(inner(value)?))));
                }
                _ if open == '[' && inside.trim().is_empty() => return Some(Type::array(inner(head)?)),
                _ => {}
            }
        }
        for lead in ["array of ", "arrays of ", "list of ", "lists of ", "a list of ", "an array of ", "set of "] {
            if lower.starts_with(lead) {
                return Some(Type::array(inner(&text[lead.len()..])?));
            }
        }
        for lead in ["map of ", "dict of "] {
            if lower.starts_with(lead) {
                return Some(Type::map(inner(&text[lead.len()..])?));
            }
        }
        for tail in [" structure array", " object array", " objects array", " data structure list", " array", " list"] {
            if lower.ends_with(tail) {
                let item = &text[..text.len() - tail.len()];
                return Some(Type::array(inner(item).unwrap_or_else(|| Type::Object(name(item)))));
            }
        }
        for tail in [
            " objects",
            " object",
            " data structures",
            " data structure",
            " structure",
            " struct",
            " objs",
            "objects",
            "object",
        ] {
            let Some(at) = lower.len().checked_sub(tail.len()).filter(|_| lower.ends_with(tail)) else { continue };
            let of = text[..at].trim_end();
            if self.referenced == Some(of) {
                return Some(Type::Object(name(of)));
            }
            if tail.starts_with(' ') {
                // `Map<String,String> objects` and `Array of REF objects` say the shape before the word.
                if of.contains(['<', '(']) {
                    return inner(of);
                }
                return (of.split(' ').count() <= 3).then(|| Type::Object(name(of)));
            }
        }
        plural(&lower).and_then(scalar).or_else(|| is_type_name(text).then(|| Type::Object(Some(text.to_owned()))))
    }
}

/// What a map holds: `Object` is there what it is in Java, any value.
fn value_of(ty: Type) -> Type {
    if ty == Type::Object(None) { Type::Any } else { ty }
}

/// The scalar, or container of anything, that a word means; the word in lower case.
fn scalar(word: &str) -> Option<Type> {
    Some(match word {
        "string" | "str" | "sting" | "strings" | "date" | "datetime" | "date time" | "date-time" | "uuid" | "char"
        | "text" | "enum" | "varchar" | "ip" | "enum string" => Type::String,
        "integer" | "int" | "interger" | "integers" | "short" | "integer array element" => Type::Integer(None),
        "int32" | "integer(int32)" => Type::int(32),
        "int64" | "long" | "long integer" | "longs" | "bigint" | "integer(int64)" | "long int" => Type::int(64),
        "float" => Type::Number(Some(32)),
        "double" => Type::Number(Some(64)),
        "number" | "decimal" | "numeric" | "bigdecimal" => Type::Number(None),
        "boolean" | "bool" | "booleans" => Type::Boolean,
        "object"
        | "objects"
        | "dict"
        | "dictionary"
        | "dictionary data structure"
        | "data structure"
        | "json"
        | "json object"
        | "jsonobject"
        | "struct"
        | "structure"
        | "json structure"
        | "jsonb"
        | "dictionary structure"
        | "dicts"
        | "container"
        | "xml"
        | "reference"
        | "json data structure" => Type::Object(None),
        "array"
        | "list"
        | "list data structure"
        | "jsonarray"
        | "json array"
        | "array structure"
        | "arrays"
        | "list structure"
        | "array data structure"
        | "list object" => Type::array(Type::Any),
        "array_reference" | "array reference" => Type::array(Type::Object(None)),
        "map"
        | "maps"
        | "hashmap"
        | "key-value pair"
        | "key-value pairs"
        | "json key-value pair"
        | "json key-value pairs" => Type::map(Type::Any),
        "anytype" | "any" | "any type" | "null" => Type::Any,
        "file" | "binary" | "byte" | "bytes" | "stream" => Type::Binary,
        _ if sized(word, "string").is_some() || sized(word, "varchar").is_some() => Type::String,
        _ if sized(word, "int").is_some() || sized(word, "integer").is_some() => Type::Integer(None),
        _ => return None,
    })
}

/// The number in `string(64)`.
fn sized(word: &str, of: &str) -> Option<u64> {
    word.strip_prefix(of)?.trim_start().strip_prefix('(')?.strip_suffix(')')?.trim().parse().ok()
}

/// `policy_param`, `MetaData`: words that no prose has.
fn is_type_name(text: &str) -> bool {
    let humps = text.bytes().zip(text.bytes().skip(1)).any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && (humps || text.contains('_'))
}

fn plural(word: &str) -> Option<&str> {
    word.strip_suffix('s')
}

/// `K,V` at the first comma outside brackets.
fn split_top(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}

/// The name of a type, unless it only points (`Table 3`) or could not be told from the type's own punctuation.
fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    plain.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Line;

    fn shown(text: &str) -> String {
        read(&Inline::rst(&[Line { number: 1, column: 1, text }])).map_or("-".into(), |cell| cell.ty.to_string())
    }

    #[test]
    fn the_words_of_the_vendor_are_a_small_grammar() {
        for (text, expected) in [
            ("String", "string"),
            ("string(255)", "string"),
            ("Long", "int64"),
            ("Double", "double"),
            ("Array of strings", "array<string>"),
            ("Array of :ref:`Job <x__job>` objects", "array<object(Job)>"),
            (":ref:`Job <x__job>` object", "object(Job)"),
            (":ref:`Job <x__job>`\\ objects", "object(Job)"),
            ("Array of StopResult objects", "array<object(StopResult)>"),
            ("Array of arrays of :ref:`Job <j>` objects", "array<array<object(Job)>>"),
            ("Map<String,String>", "map<string>"),
            ("Map<String,Object>", "map<any>"),
            ("Map<String, Array<:ref:`Job <j>`>>", "map<array<object(Job)>>"),
            ("Map<String,Array of :ref:`Job <j>` objects>", "map<array<object(Job)>>"),
            ("Array of Map<String,String> objects", "array<map<string>>"),
            ("list<dict>", "array<object>"),
            ("Dict<quotas>", "object(quotas)"),
            ("Dict<String,String>", "map<string>"),
            ("List <dict>", "array<object>"),
            ("List<tag>", "array<object(tag)>"),
            ("Array[String]", "array<string>"),
            ("Tags structure array", "array<object(Tags)>"),
            ("Dictionary data structure. For lamps, see :ref:`Table 3 <t>`.", "object"),
            (":ref:`Table 3 <t>` object", "object"),
            ("Array", "array<any>"),
            ("IntegerInteger", "integer"),
            ("REFERENCE", "object"),
            ("JSON key-value pair", "map<any>"),
            ("Array of :ref:`objects <t>`", "array<object>"),
            (":ref:`Array of objects <t>`", "array<object>"),
            (":ref:`Array of Job objects <t>`", "array<object(Job)>"),
            (":ref:`List<Job> <t>`", "array<object(Job)>"),
            (":ref:`array <t>`", "array<any>"),
            (":ref:`Map<String,Job> <t>`", "map<object(Job)>"),
            ("user object", "object(user)"),
            ("MIME type of the body in the request", "unknown(MIME type of the body in the request)"),
            ("-", "-"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
