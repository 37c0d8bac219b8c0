//! Lists and labels that lost their lines, as renditions for people run them together.

use super::{Kind, MOST, Part, Phrase};
use crate::labels::Label;
use crate::lists;

/// A list that lost its lines: `as follows: - **0**: dim - **1**: lit`.
pub(super) fn flat_list<'p>(part: &Part<'p>) -> Option<Vec<Part<'p>>> {
    let text = part.inline.text.as_str();
    let at = text.find(": - ").filter(|_| part.kind == Kind::Paragraph)?;
    let item = |range| Part { line: part.line, kind: Kind::Item, inline: part.inline.slice(range) };
    let mut parts = vec![Part { line: part.line, kind: Kind::Paragraph, inline: part.inline.slice(0..at + 1) }];
    let mut start = at + 4;
    let ends = text[start..].match_indices(" - ").map(|(dash, _)| at + 4 + dash).chain(std::iter::once(text.len()));
    for end in ends {
        parts.push(item(start..end));
        start = (end + 3).min(text.len());
    }
    let told = |part: &Part<'_>| {
        let token = lists::token_at(&part.inline, 0);
        token.is_some_and(|token| part.inline.text[token.end..].starts_with(':'))
    };
    (parts.len() > 2 && parts.len() < MOST && parts[1..].iter().all(told)).then_some(parts)
}

/// The labels of one description in their order, as text has them that lost its lines: no colons tell them.
const ORDERS: [[(&str, Label); 4]; 2] = [
    [
        ("Definition ", Label::Definition),
        (" Constraints ", Label::Constraints),
        (" Range ", Label::Range),
        (" Default Value ", Label::Default),
    ],
    [
        ("参数解释 ", Label::Definition),
        (" 约束限制 ", Label::Constraints),
        (" 取值范围 ", Label::Range),
        (" 默认取值 ", Label::Default),
    ],
];

/// A description whose labels lost their lines, label by label.
pub(super) fn in_order<'p>(part: &Part<'p>) -> Option<Vec<Phrase<'p>>> {
    let text = part.inline.text.as_str();
    let order = ORDERS.iter().find(|order| text.starts_with(order[0].0))?;
    let mut found: Vec<(Label, usize, usize)> = Vec::new();
    for (word, label) in order {
        let after = found.last().map_or(0, |(_, _, end)| *end - 1);
        let at = after + text.get(after..)?.find(word)?;
        found.push((*label, at, at + word.len()));
    }
    let ends = found.iter().skip(1).map(|(_, at, _)| *at).chain(std::iter::once(text.len()));
    let phrase = |((label, _, start), end): (&(Label, usize, usize), usize)| Phrase {
        label: Some(*label),
        line: part.line,
        inline: part.inline.slice((*start).min(end)..end),
        ..Phrase::default()
    };
    Some(found.iter().zip(ends).map(phrase).collect())
}
