use proptest::prelude::*;
use serde_yaml::Value as Full;

use super::*;

/// The value as others see it: texts, lists and mappings.
fn plain(node: &Node) -> Full {
    match &node.value {
        Value::Nothing => Full::Null,
        Value::Text(text) => Full::String(text.clone()),
        Value::List(items) => Full::Sequence(items.iter().map(plain).collect()),
        Value::Map(fields) => {
            Full::Mapping(fields.iter().map(|(_, key, node)| (Full::String(key.clone()), plain(node))).collect())
        }
    }
}

/// Whether all scalars are texts. What else a whole reader makes of a plain one has several spellings.
fn is_of_texts(value: &Full) -> bool {
    match value {
        Full::Null | Full::String(_) => true,
        Full::Sequence(items) => items.iter().all(is_of_texts),
        Full::Mapping(fields) => fields.iter().all(|(key, value)| is_of_texts(key) && is_of_texts(value)),
        _ => false,
    }
}

fn fault(text: &str) -> String {
    let fault = read(text).expect_err("refused");
    format!("{}: {}", fault.at, fault.problem)
}

fn list(node: &Node) -> String {
    serde_yaml::to_string(&plain(node)).expect("a document")
}

#[test]
fn the_form_of_the_vendors_manual_is_read() {
    let node = read(
        "# Service names in any case\nECS:\n  - id: 'cn-north-9'\n    endpoints:\n      - 'https://a.example' # first\n      - \
         \"https://b.example\"\nDRS:\n- id: eu-de\n  endpoint: https://c.example:8443/x#y\n",
    )
    .expect("a document");
    assert_eq!(
        list(&node),
        "ECS:\n- id: cn-north-9\n  endpoints:\n  - https://a.example\n  - https://b.example\nDRS:\n- id: eu-de\n  endpoint: \
         https://c.example:8443/x#y\n"
    );
}

#[test]
fn a_list_in_brackets_is_read_on_one_line() {
    let node = read("a: [ 'x, y' , z ,\"]\", ]  # three\nb: []\n").expect("a document");
    assert_eq!(list(&node), "a:\n- x, y\n- z\n- ']'\nb: []\n");
}

#[test]
fn a_mapping_in_braces_is_read_on_one_line() {
    let node =
        read("a: [ {b: c, 'd': [https://e.example:8443/x, \"}\"]} , { f : {} }, ]  # two\n").expect("a document");
    assert_eq!(list(&node), "a:\n- b: c\n  d:\n  - https://e.example:8443/x\n  - '}'\n- f: {}\n");
    assert_eq!(list(&read("{a: [b], c: [[d]]}").expect("a document")), "a:\n- b\nc:\n- - d\n");
}

#[test]
fn windows_line_ends_a_byte_order_mark_and_a_beginning_are_tolerated() {
    let node = read("\u{feff}---\r\na: b\r\n\r\n").expect("a document");
    assert_eq!(list(&node), "a: b\n");
}

#[test]
fn an_empty_file_says_nothing() {
    for text in ["", "\n", "# nothing\n", "---\n"] {
        assert_eq!(read(text).map(|node| node.value), Ok(Value::Nothing), "{text:?}");
    }
}

#[test]
fn values_say_where_they_begin() {
    let Value::Map(fields) = read("a:\n  - é: [x, y]\n").expect("a document").value else { panic!("a mapping") };
    let Value::List(items) = &fields[0].2.value else { panic!("a list") };
    let Value::Map(inner) = &items[0].value else { panic!("a mapping") };
    let Value::List(texts) = &inner[0].2.value else { panic!("a list") };
    assert_eq!((inner[0].0.to_string(), texts[1].at.to_string()), ("2:5".to_owned(), "2:12".to_owned()));
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    for (text, expected) in [
        ("a: {b: c", "1:4: the mapping does not end"),
        ("a: {b}", "1:6: a `: ` is missing"),
        ("a: {b:c}", "1:8: a `: ` is missing"),
        ("a: {b: }", "1:8: a text is missing"),
        ("a: {, b: c}", "1:5: a text is missing"),
        ("a: {b: c d: e}", "1:11: a second `: `"),
        ("a: {b: 'c' d}", "1:12: a `,` or `}` is missing"),
        ("a: {b: c]", "1:9: a `,` or `}` is missing"),
        ("a: {b: c, b: d}", "1:11: `b` is there twice"),
        ("a: {[b]: c}", "1:5: a list cannot stand here"),
        ("a: [b: c]", "1:6: a second `: `"),
        ("{a: b}: c", "1:7: there is more behind the value"),
        ("a: &x b", "1:4: anchors"),
        ("a: *x", "1:4: anchors"),
        ("a: !!str b", "1:4: tags"),
        ("a: |\n  b", "1:4: texts of several lines"),
        ("a: [b,\n  c]", "1:4: the list does not end in this line"),
        ("a: [b c", "1:4: the list does not end"),
        ("a: ['b' c]", "1:9: a `,` or `]` is missing"),
        ("a: [, b]", "1:5: a text is missing"),
        ("a: b: c", "1:5: a second `: `"),
        ("a: 'b", "1:4: the text does not end"),
        ("a: 'b'#c", "1:7: there is more behind the value"),
        ("a: \"\\x41\"", "1:5: of the escapes"),
        ("a: b\n  c", "2:3: this line belongs to nothing"),
        ("a: b\na: c", "2:1: `a` is there twice"),
        ("  a: b\nc: d", "2:1: this line is indented like none before it"),
        ("a: b\n--- \nc: d", "2:1: "),
        ("a:\n\tb: c", "2:1: a tab"),
        ("a: b\tc", "1:5: a tab"),
        ("a: b\u{7}", "1:5: there is a control character"),
        ("a: b\n- c", "2:1: "),
        ("? a", "1:1: this cannot begin a value"),
        ("%YAML 1.2\n---\na: b", "1:1: directives"),
        ("a: @b", "1:4: put a text"),
        ("a: ~", "1:4: this stands for nothing"),
        ("[a]: b", "1:4: there is more behind the value"),
        ("a: - b", "1:4: this cannot begin"),
    ] {
        let fault = fault(text);
        assert!(fault.starts_with(expected), "{text:?}: {fault}");
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for open in ["- ", "[", "{a: "] {
        assert!(fault(&open.repeat(100_000)).ends_with("this is nested too deeply"));
    }
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "https://[a-z0-9.-]{1,12}(:[0-9]{2,4})?(/[a-z#]{0,4})?",
        "[a-zA-Z0-9._-]{1,8}",
        "[ a#:,'\"\\\\\\[\\]{}?&*!|>%@`~é\t\n-]{0,6}"
    ]
}

/// What files of regions could be made of, and far more.
fn model() -> impl Strategy<Value = Full> {
    let leaf = prop_oneof![9 => scalar().prop_map(Full::String), 1 => Just(Full::Null)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Full::Sequence),
            prop::collection::vec(scalar(), 0..4).prop_map(|texts| texts.into_iter().map(Full::String).collect()),
            prop::collection::vec((scalar(), inner), 1..4).prop_map(|fields| Full::Mapping(
                fields.into_iter().map(|(key, value)| (Full::String(key), value)).collect()
            )),
        ]
    })
}

/// Writes values in all styles that there are, as a list of choices says.
struct Writer {
    choices: std::iter::Cycle<std::vec::IntoIter<u8>>,
    text: String,
}

impl Writer {
    fn choose(&mut self, among: u8) -> u8 {
        self.choices.next().unwrap_or_default() % among
    }

    fn scalar(&mut self, text: &str) -> String {
        let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "#:/.-_".contains(c))
            && !text.ends_with(':');
        match self.choose(3) {
            0 if is_plain => text.to_owned(),
            1 if !text.contains(['\n', '\t']) => format!("'{}'", text.replace('\'', "''")),
            _ => {
                let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
                format!("\"{escaped}\"")
            }
        }
    }

    fn end_line(&mut self) {
        let end = ["\n", " # why\n", "\r\n", "\n\n", "\n   # why\n"];
        let choice = usize::from(self.choose(5));
        self.text.push_str(end[choice]);
    }

    /// What fits into brackets or braces.
    fn flow(&mut self, value: &Full) -> String {
        let end = if self.choose(2) == 0 { "" } else { " ," };
        match value {
            Full::Sequence(items) if !items.is_empty() => {
                let items: Vec<_> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}{end}]", items.join(" , "))
            }
            Full::Sequence(_) => "[ ]".to_owned(),
            Full::Mapping(fields) => {
                let fields = fields.iter().map(|(key, value)| (key.as_str().unwrap_or_default(), value));
                let fields: Vec<_> =
                    fields.map(|(key, value)| format!("{}: {}", self.scalar(key), self.flow(value))).collect();
                format!("{{ {}{end}}}", fields.join(", "))
            }
            text => self.scalar(text.as_str().unwrap_or_default()),
        }
    }

    /// What fits behind a key or a dash.
    fn inline(&mut self, value: &Full) -> Option<String> {
        match value {
            Full::Null => Some(String::new()),
            Full::String(text) => Some(format!(" {}", self.scalar(text))),
            Full::Sequence(items) if items.is_empty() => Some(" []".to_owned()),
            _ if has_no_null(value) && self.choose(2) == 0 => Some(format!(" {}", self.flow(value))),
            _ => None,
        }
    }

    /// Writes a value whose first line may already be indented.
    fn block(&mut self, value: &Full, indent: usize, is_indented: bool) {
        match self.inline(value) {
            None => self.lines(value, indent, is_indented),
            Some(text) => {
                let spaces = if is_indented { 0 } else { indent };
                self.text.push_str(&" ".repeat(spaces));
                self.text.push_str(text.trim_start_matches(' '));
                self.end_line();
            }
        }
    }

    /// Writes a list or a mapping, each item or field on a line of its own.
    fn lines(&mut self, value: &Full, indent: usize, mut is_indented: bool) {
        let mut begin = |writer: &mut Self| {
            let spaces = if std::mem::take(&mut is_indented) { 0 } else { indent };
            writer.text.push_str(&" ".repeat(spaces));
        };
        for item in value.as_sequence().into_iter().flatten() {
            begin(self);
            self.text.push('-');
            self.below(item, indent, true);
        }
        for (key, value) in value.as_mapping().into_iter().flatten() {
            begin(self);
            let key = self.scalar(key.as_str().unwrap_or_default());
            self.text.push_str(&key);
            self.text.push(':');
            self.below(value, indent, false);
        }
    }

    fn below(&mut self, value: &Full, indent: usize, is_item: bool) {
        let deeper = 1 + usize::from(self.choose(3));
        if let Some(text) = self.inline(value) {
            self.text.push_str(&text);
            self.end_line();
        } else if is_item && self.choose(2) == 0 {
            self.text.push_str(&" ".repeat(deeper));
            self.block(value, indent + 1 + deeper, true);
        } else {
            self.end_line();
            if !is_item && value.is_sequence() && self.choose(2) == 0 {
                self.lines(value, indent, false);
            } else {
                self.block(value, indent + deeper, false);
            }
        }
    }
}

/// Whether it can be written in brackets and braces, in which nothing cannot be written.
fn has_no_null(value: &Full) -> bool {
    match value {
        Full::Sequence(items) => items.iter().all(has_no_null),
        Full::Mapping(fields) => fields.values().all(has_no_null),
        value => value.is_string(),
    }
}

fn written(value: &Full, choices: Vec<u8>) -> String {
    let mut writer = Writer { choices: choices.into_iter().cycle(), text: String::new() };
    writer.block(value, 0, false);
    writer.text
}

/// Whatever this reader understands, a whole one understands the same.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    let Ok(ours) = read(text) else { return Ok(()) };
    let whole: Full = match serde_yaml::from_str(text) {
        Ok(whole) => whole,
        Err(error) => return Err(TestCaseError::fail(format!("{text:?} is no YAML: {error}"))),
    };
    if is_of_texts(&whole) {
        prop_assert_eq!(plain(&ours), whole, "{}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "(?s).{0,80}") {
        let _ = read(&text);
    }

    #[test]
    fn whatever_it_understands_a_whole_reader_understands_the_same(text in "[ab'\"#:,\\[\\]{}\\-?&*!|>%@` \\t\\n\\\\~.]{0,24}") {
        agrees(&text)?;
    }

    #[test]
    fn all_that_the_subset_can_say_is_read_back(value in model(), choices in prop::collection::vec(any::<u8>(), 1..40)) {
        let text = written(&value, choices);
        match read(&text) {
            Ok(node) => prop_assert_eq!(plain(&node), value, "{}", text),
            Err(fault) => return Err(TestCaseError::fail(format!("{text}: {fault:?}"))),
        }
        agrees(&text)?;
    }

    #[test]
    fn a_damaged_document_is_refused_or_read_as_a_whole_reader_does(
        value in model(),
        choices in prop::collection::vec(any::<u8>(), 1..40),
        place in any::<prop::sample::Index>(),
        damage in "[ab'\"#:,\\[\\]{}\\-?&*!| \\t\\n]{0,2}",
    ) {
        let mut characters: Vec<char> = written(&value, choices).chars().collect();
        if !characters.is_empty() {
            let place = place.index(characters.len());
            characters.splice(place..=place, damage.chars());
        }
        agrees(&characters.into_iter().collect::<String>())?;
    }
}
