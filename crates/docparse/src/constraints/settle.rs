//! What of all that a description says is certain.

use contract::{Aspect, Basis, Value};

use super::{Description, MOST, Reading, Said, limits};

impl Reading<'_> {
    /// Drops what a description says in two different ways with the same certainty, and what is less sure than
    /// something else it says.
    pub(super) fn settle(mut self) -> Option<Description> {
        if self.said.len() + self.conditions.as_ref().map_or(0, |(sentences, _)| sentences.len()) > MOST {
            return None;
        }
        if let Some((sentences, line)) = self.conditions.take() {
            let mut seen: Vec<String> = Vec::new();
            sentences.into_iter().for_each(|words| {
                if !seen.contains(&words) {
                    seen.push(words)
                }
            });
            self.say(Aspect::Condition, Value::Text(seen.join(". ")), line, Basis::Prose);
        }
        // No list has to have just so many items as a text has characters: `Minimum length: 36 Maximum length: 36`.
        if let [(Aspect::MinLength, least, line), (Aspect::MaxLength, most, _)] = self.lengths_of_list.as_slice()
            && least == most
        {
            let (number, line) = (least.clone(), *line);
            self.say_inner(Aspect::MinLength, Value::Number(number.clone()), line, Basis::Label);
            self.say_inner(Aspect::MaxLength, Value::Number(number), line, Basis::Label);
        }
        let mut said = self.said;
        said.retain(|fact| {
            let doubted = match fact.aspect {
                Aspect::Values => self.doubtful_values,
                Aspect::Default => self.doubtful_default || (self.no_default && self.case_before),
                aspect => self.doubtful && limits::are_in(aspect),
            };
            !doubted || fact.basis != Basis::Prose
        });
        let mut disputed: Vec<[Said; 2]> = Vec::new();
        let mut kept: Vec<Said> = Vec::new();
        for fact in &said {
            let rivals = || said.iter().filter(|other| other.aspect == fact.aspect && other.about == fact.about);
            let surest = rivals().map(|other| other.basis).min();
            if Some(fact.basis) != surest {
                continue;
            }
            let known = kept.iter().any(|other| other.aspect == fact.aspect && other.about == fact.about);
            let mut peers = rivals().filter(|other| Some(other.basis) == surest);
            match peers.find(|other| !agree(&other.value, &fact.value)) {
                None if !known => kept.push(fact.clone()),
                None => {}
                Some(other) if disputed.iter().all(|[one, _]| one.aspect != fact.aspect) => {
                    disputed.push([fact.clone(), other.clone()]);
                }
                Some(_) => {}
            }
        }
        Some(Description { said: kept, disputed })
    }
}

/// Whether two statements about one aspect say the same: lists of values have no order.
fn agree(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().all(|value| other.contains(value))
        }
        _ => one == other,
    }
}
