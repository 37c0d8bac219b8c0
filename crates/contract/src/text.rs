//! The small text form of a contract: one line per element, made to be read and diffed.

use std::fmt;

use crate::{Address, Aspect, Contract, Element, Fact, Facts, Presence, Value};

/// No column is made wider for one long cell: all rows would be.
const WIDEST: usize = 100;

/// Lays rows of cells out in columns, two spaces apart; the last column is never padded.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .filter(|width| *width <= WIDEST)
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                line.push_str("  ");
            }
            line.push_str(cell);
            if column + 1 < row.len() {
                line.extend(std::iter::repeat_n(' ', widths[column].saturating_sub(cell.chars().count())));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

impl Facts {
    /// What is stated beside presence and type, in a short phrase: `one of a, b; default a; 1 to 64 characters`.
    pub fn rules(&self) -> String {
        let mut phrases = Vec::new();
        if self.flag(Aspect::Nullable) {
            phrases.push("may be null".to_owned());
        }
        for (aspect, lead) in [
            (Aspect::MediaType, ""),
            (Aspect::Values, "one of "),
            (Aspect::Default, "default "),
            (Aspect::Pattern, "matches "),
            (Aspect::Format, "format "),
            (Aspect::Condition, "when "),
            (Aspect::CallableIn, "callable in "),
            (Aspect::DoneWhen, "done when "),
            (Aspect::Clouds, "only in "),
        ] {
            if let Some(fact) = self.get(aspect) {
                let value = fact.value.to_string();
                // A condition that is a sentence says "when" or "if" itself.
                let sentence = aspect == Aspect::Condition && !value.starts_with(|c: char| c.is_ascii_lowercase());
                phrases.push(if sentence { value } else { format!("{lead}{value}") });
            }
        }
        for (least, most, unit) in [
            (Aspect::MinLength, Aspect::MaxLength, " characters"),
            (Aspect::Minimum, Aspect::Maximum, ""),
            (Aspect::MinItems, Aspect::MaxItems, " items"),
        ] {
            match (self.number(least), self.number(most)) {
                (Some(least), Some(most)) => phrases.push(format!("{least} to {most}{unit}")),
                (Some(least), None) => phrases.push(format!("at least {least}{unit}")),
                (None, Some(most)) => phrases.push(format!("at most {most}{unit}")),
                (None, None) => {}
            }
        }
        for aspect in [Aspect::Idempotent, Aspect::Deprecated, Aspect::Secret] {
            if self.flag(aspect) {
                phrases.push(aspect.to_string());
            }
        }
        phrases.join("; ")
    }
}

impl fmt::Display for Contract {
    /// The operation on the first line, then a table of its elements with the line of each.
    ///
    /// The alternate form (`{:#}`) is a tree for people: of a field, it writes only what leads there from the row above
    /// that holds it, indented, since whole paths leave no room for the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            let said = |aspect| operation.facts.get(aspect).map(|fact: &Fact| fact.value.to_string());
            let line: Vec<String> =
                [Aspect::Method, Aspect::Path, Aspect::OperationId].into_iter().filter_map(said).collect();
            writeln!(f, "{}", line.join(" "))?;
            let rules = operation.facts.rules();
            if !rules.is_empty() {
                writeln!(f, "{rules}")?;
            }
        }
        let mut rows = vec![["where", "name", "presence", "type", "line", "rules"].map(str::to_owned).to_vec()];
        let mut open: Vec<String> = Vec::new();
        for element in self.elements.iter().filter(|element| element.address != Address::Operation) {
            let address = element.address.to_string();
            let (place, name) = address.split_once(' ').unwrap_or((&address, ""));
            let below =
                |outer: &String| address.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[', '{']));
            open.truncate(open.iter().rposition(below).map_or(0, |last| last + 1));
            let shown = match open.last().filter(|_| f.alternate()) {
                Some(outer) => format!("{}{}", "  ".repeat(open.len()), &address[outer.len()..]),
                None => name.to_owned(),
            };
            rows.push(row(element, place, shown));
            open.push(address);
        }
        f.write_str(&table(&rows))
    }
}

fn row(element: &Element, place: &str, name: String) -> Vec<String> {
    let presence = match element.facts.presence() {
        Presence::Unstated => "-".to_owned(),
        stated => Value::Presence(stated).to_string(),
    };
    let ty = element.facts.ty().map_or_else(|| "-".to_owned(), ToString::to_string);
    vec![place.to_owned(), name, presence, ty, element.at.line.to_string(), element.facts.rules()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basis, Place, Witness};

    #[test]
    fn a_contract_prints_as_a_small_table() {
        let at = |line| Place::line("page", line);
        let mut contract = Contract::new(Witness::Spec, "page");
        let mut operation = Element::new(Address::Operation, at(3));
        operation.facts.set(Aspect::Method, Value::Text("POST".into()), at(3), Basis::Column);
        operation.facts.set(Aspect::Path, Value::Text("/v2/{id}/stop".into()), at(3), Basis::Column);
        let mut id = Element::new("path id".parse().unwrap(), at(9));
        id.facts.set(Aspect::Presence, Value::Presence(Presence::Required), at(9), Basis::Column);
        id.facts.set(Aspect::Type, Value::Type("string".parse().unwrap()), at(9), Basis::Column);
        id.facts.set(Aspect::MaxLength, Value::Number(64.into()), at(9), Basis::Label);
        contract.elements = vec![operation, id];
        for (address, line) in [("200", 20), ("200 jobs", 22), ("200 jobs[].id", 31), ("200 jobs_count", 24)] {
            contract.elements.push(Element::new(address.parse().unwrap(), at(line)));
        }
        assert_eq!(
            contract.to_string(),
            "POST /v2/{id}/stop\n\
             where  name        presence  type    line  rules\n\
             path   id          required  string  9     at most 64 characters\n\
             200                -         -       20\n\
             200    jobs        -         -       22\n\
             200    jobs[].id   -         -       31\n\
             200    jobs_count  -         -       24\n"
        );
        let tree = format!("{contract:#}");
        assert_eq!(
            tree.lines().skip(4).collect::<Vec<_>>(),
            [
                "200    jobs        -         -       22",
                "200      [].id     -         -       31",
                "200    jobs_count  -         -       24",
            ]
        );
    }

    #[test]
    fn a_condition_that_is_a_sentence_is_printed_as_it_is() {
        for (words, expected) in [("a is b", "when a is b"), ("Mandatory if a is b", "Mandatory if a is b")] {
            let mut facts = Facts::default();
            facts.set(Aspect::Condition, Value::Text(words.into()), Place::line("page", 1), Basis::Prose);
            assert_eq!(facts.rules(), expected);
        }
    }
}
