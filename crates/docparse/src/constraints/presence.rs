//! When a field must be there, in words.

use contract::{Aspect, Basis, Presence, Value};

use super::sentences::sentences;
use super::{Reading, chinese as words};
use crate::chinese;
use crate::pattern::pattern;

// Words without which there is no condition: looked for all at once.
pattern!(
    MAY,
    "either |Either |one of |One of |when|if |If |unless|When|only|For |andatory for|equired for|ptional for"
);
pattern!(
    CONDITION,
    r"(?i)\b(?:mandatory|required|valid|invalid|available|optional|effective|(?:takes?|does not take) effect|must be (?:specified|set|configured|included)|(?:needs to|can|is) be (?:specified|set|configured)|(?:is |are )?(?:returned|displayed|included|supported|used|specified|configured)) (?:only (?:when|if|for|in)|when|if|unless)\b"
);
// "Supported if", "used when" explain how something works; only these words are about whether the field may be there.
pattern!(
    STRONG,
    r"(?i)\b(?:mandatory|required|valid|invalid|available|optional|effective|effect|must be \w+|can be (?:specified|set|configured)|needs to be \w+) (?:only )?(?:when|if|unless|for|in)\b|\bonly (?:when|if)\b"
);
pattern!(
    CONDITION_FIRST,
    r"(?i)^(?:if|when|for) [^.]*, (?:this (?:parameter|field)|the parameter|the field|it) (?:is|must be|cannot be|does not|can be left|needs to be) ?(?:mandatory|required|optional|valid|invalid|specified|set\b|configured|unavailable|not required|left blank|take effect|returned|not returned|blank)"
);
// One of several fields must be there: "Set either this parameter or **url**".
pattern!(
    EITHER,
    r"(?i)^(?:note: )?(?:either (?:of )?(?:this parameter|the parameter|\w+) or \w+ (?:must|needs to|should) be |set either this parameter or \w+|(?:either |at least |only )?one of (?:this parameter|\w+) and \w+ must )"
);
// "This parameter is mandatory for heavy lamps."
pattern!(
    MANDATORY_FOR,
    r"(?i)^(?:this|the) (?:parameter|field) is (?:only )?(?:mandatory|required|optional) (?:only )?for "
);
pattern!(
    PRESENCE,
    r"(?i)^\(?(?:(?:(?:this|the) (?:parameter|field) is )?(?P<yes>mandatory|required)|(?:(?:this|the) (?:parameter|field) is )?(?P<no>optional|not (?:mandatory|required)))\)?$"
);

impl Reading<'_> {
    /// The sentences that say when a field is mandatory or valid, in their own words; and whether it is, in any case.
    pub(super) fn conditions(&mut self, text: &str, line: u32) {
        let chinese = chinese::is(text);
        let may = chinese || MAY.is_match(text);
        for sentence in sentences(text).filter(|sentence| may && (chinese || MAY.is_match(sentence))) {
            let sentence = sentence.trim_start_matches(['-', ' ']);
            let told = CONDITION.find(sentence).filter(|_| STRONG.is_match(sentence));
            let first = CONDITION_FIRST.find(sentence);
            // What the server takes where nothing is said is no condition.
            let first =
                first.filter(|it| !(it.as_str().ends_with("is set") && sentence[it.end()..].starts_with(" to ")));
            if first.is_some()
                || MANDATORY_FOR.is_match(sentence)
                || EITHER.is_match(sentence)
                || told.is_some_and(|told| self.is_subject(&sentence[..told.start()]))
                || (chinese && words::CONDITION.is_match(sentence))
            {
                self.conditions.get_or_insert((Vec::new(), line)).0.push(sentence.to_owned());
            }
        }
        let optional = chinese || text.contains("ptional");
        if optional || text.contains("andatory") || text.contains("equired") {
            for sentence in sentences(text) {
                let told = PRESENCE.captures(sentence);
                let Some(found) = told.or_else(|| words::PRESENCE.captures(sentence).filter(|_| chinese)) else {
                    continue;
                };
                let presence = if found.name("yes").is_some() { Presence::Required } else { Presence::Optional };
                self.say(Aspect::Presence, Value::Presence(presence), line, Basis::Prose);
            }
        }
        if optional && text.contains("which is optional") {
            self.say(Aspect::Presence, Value::Presence(Presence::Optional), line, Basis::Prose);
        }
    }

    /// Whether what stands before *is mandatory when* is the field itself: a value or another thing may have its own
    /// conditions.
    fn is_subject(&self, lead: &str) -> bool {
        let lower = lead.to_ascii_lowercase();
        let own = ["this ", "the parameter", "the field", "parameter is"].iter().any(|word| lower.contains(word));
        let bare = lower.trim_matches(['(', ' ', '*']).trim_end_matches(" is");
        // "Its ID (mandatory if there is no name)"
        let aside = lead.ends_with('(') && ![" be ", " or ", " is ", ","].iter().any(|word| lead.contains(word));
        own || aside
            || matches!(bare, "" | "it" | "not" | "is" | "is not" | "it is not" | "only")
            || bare == self.name.to_ascii_lowercase()
    }
}
