//! What to try with an argument: each of its rules broken, and each of its limits met exactly.

use contract::{Aspect, Contract, Facts, Presence, Type};
use evidence::position::{Kind, Position, Step};
use evidence::requests;
use evidence::schema::Schema;
use serde_json::{Value, json};

use crate::audit::Argument;

/// One thing to try at one place.
pub(crate) enum Try {
    /// This breaks a rule; the message says so in these words.
    Break { value: Option<Value>, at: Vec<Step>, says: String },
    /// This keeps every rule.
    Keep { value: Option<Value>, at: Vec<Step> },
}

/// Everything to try with an argument.
pub(crate) fn attempts(argument: &Argument<'_>, contract: &Contract) -> Vec<Try> {
    let mut attempts = Vec::new();
    let address = argument.name.parse().unwrap_or_else(|err| panic!("{}: {err}", argument.name));
    if requests::may_be_left_out(argument.name) {
        attempts.push(Try::Keep { value: None, at: Vec::new() });
    } else if let Some(element) = contract.get(&address) {
        attempts.push(presence(element.facts.presence(), Vec::new()));
    }
    for position in &argument.positions {
        let value = position.find(&argument.value).unwrap_or_else(|| panic!("{position} is there"));
        let at = &position.steps;
        let mut fresh = Attempts { at: at.clone(), is_path: argument.name.starts_with("path "), attempts: Vec::new() };
        fresh.value(&argument.schema, position, value);
        attempts.extend(fresh.attempts);
        let Some(members) = value.as_object().filter(|_| position.kind == Kind::Record) else { continue };
        let Some(Type::Object(name)) = argument.schema.ty(&position.documented) else { continue };
        let home = argument.schema.home(&position.documented, name.as_deref());
        for name in members.keys() {
            let Some(facts) = argument.schema.facts(&home.field(name)) else { continue };
            let at = at.iter().cloned().chain([Step::Field(name.clone())]).collect();
            attempts.push(presence(facts.presence(), at));
        }
    }
    attempts
}

fn presence(presence: Presence, at: Vec<Step>) -> Try {
    match presence {
        Presence::Required => Try::Break { value: None, at, says: "is missing".to_owned() },
        Presence::Optional | Presence::Unstated => Try::Keep { value: None, at },
    }
}

/// What to try at one place.
struct Attempts {
    at: Vec<Step>,
    is_path: bool,
    attempts: Vec<Try>,
}

impl Attempts {
    fn breaks(&mut self, value: Value, says: impl Into<String>) {
        // What would be another route is told as that, whatever else is the matter with it.
        let another_route = self.is_path && matches!(value.as_str(), Some("" | "." | ".."));
        let says = if another_route { "another route".to_owned() } else { says.into() };
        self.attempts.push(Try::Break { value: Some(value), at: self.at.clone(), says });
    }

    fn keeps(&mut self, value: Value) {
        self.attempts.push(Try::Keep { value: Some(value), at: self.at.clone() });
    }

    fn value(&mut self, schema: &Schema<'_>, position: &Position, value: &Value) {
        let Some(facts) = schema.facts(&position.documented) else { return };
        let number = |aspect| facts.number(aspect).and_then(serde_json::Number::as_f64);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a documented number of something")]
        let count = |aspect| number(aspect).map(|number| number as usize);
        match (position.kind, value) {
            (Kind::Text, Value::String(text)) => {
                let pattern = facts.text(Aspect::Pattern);
                self.lengths(text, pattern, count(Aspect::MinLength), count(Aspect::MaxLength));
                if let Some(pattern) = pattern {
                    self.pattern(pattern, count(Aspect::MinLength).unwrap_or(0));
                }
                if self.is_path {
                    ["", ".", ".."].into_iter().for_each(|escape| self.breaks(json!(escape), ""));
                }
            }
            (Kind::Word, _) => self.words(facts.list(Aspect::Values).unwrap_or_default()),
            (Kind::Integer, _) => self.integers(facts, number(Aspect::Minimum), number(Aspect::Maximum)),
            (Kind::Number, _) => {
                if let Some(least) = number(Aspect::Minimum) {
                    self.breaks(json!(least.next_down()), format!("less than {least}"));
                    self.keeps(json!(least));
                }
                if let Some(most) = number(Aspect::Maximum) {
                    self.breaks(json!(most.next_up()), format!("more than {most}"));
                    self.keeps(json!(most));
                }
            }
            (Kind::List, Value::Array(items)) => {
                self.items(items, count(Aspect::MinItems), count(Aspect::MaxItems));
            }
            _ => {}
        }
    }

    fn lengths(&mut self, text: &str, pattern: Option<&str>, least: Option<usize>, most: Option<usize>) {
        let of = |length: usize| text.chars().chain(std::iter::repeat('x')).take(length).collect::<String>();
        let fits = |text: &str| pattern.is_none_or(|pattern| matches(pattern, text));
        let units = |count: usize| format!("has {count} character{}", if count == 1 { "" } else { "s" });
        if let Some(shorter) = least.and_then(|least| least.checked_sub(1)) {
            self.breaks(json!(of(shorter)), format!("{}, and at least {}", units(shorter), shorter + 1));
        }
        if let Some(most) = most {
            self.breaks(json!(of(most + 1)), format!("{}, and at most {most}", units(most + 1)));
            // Characters count, not bytes.
            if pattern.is_none() {
                self.keeps(json!("é".repeat(most)));
            }
        }
        for limit in [least, most].into_iter().flatten() {
            if fits(&of(limit)) {
                self.keeps(json!(of(limit)));
            }
        }
    }

    /// A text that only the pattern refuses: where the length is wrong already, the pattern is not looked at.
    fn pattern(&mut self, pattern: &str, least: usize) {
        let tried = ["", " ", "!", "a\u{0}"].into_iter();
        let mut unfit =
            tried.map(|text| if least > text.chars().count() { text.repeat(least) } else { text.to_owned() });
        let unfit = unfit.find(|text| text.chars().count() >= least && !matches(pattern, text));
        let unfit = unfit.unwrap_or_else(|| panic!("nothing that is tried breaks `{pattern}`"));
        self.breaks(json!(unfit), format!("does not match `{pattern}`"));
    }

    fn words(&mut self, words: &[String]) {
        let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        self.breaks(json!("unheard-of"), format!("is \"unheard-of\", not one of {}", listed.join(", ")));
        words.iter().for_each(|word| self.keeps(json!(word)));
    }

    fn integers(&mut self, facts: &Facts, least: Option<f64>, most: Option<f64>) {
        if let Some(values) = facts.list(Aspect::Values) {
            self.breaks(json!(1_000_003), format!("is 1000003, not one of {}", values.join(", ")));
            let values = values.iter().filter_map(|value| value.parse::<i64>().ok());
            return values.for_each(|value| self.keeps(json!(value)));
        }
        let narrow = facts.ty().is_some_and(|ty| *ty.innermost() == Type::int(32));
        #[allow(clippy::cast_possible_truncation, reason = "the limits of whole numbers are whole")]
        let [least, most] = [
            least.map(|least| least as i64).or(narrow.then_some(i32::MIN.into())),
            most.map(|most| most as i64).or(narrow.then_some(i32::MAX.into())),
        ];
        if let Some(least) = least {
            self.breaks(json!(least - 1), format!("is {}, less than {least}", least - 1));
            self.keeps(json!(least));
        }
        if let Some(most) = most {
            self.breaks(json!(most + 1), format!("is {}, more than {most}", most + 1));
            self.keeps(json!(most));
        }
    }

    fn items(&mut self, items: &[Value], least: Option<usize>, most: Option<usize>) {
        let of = |count: usize| Value::from(items.iter().cycle().take(count).cloned().collect::<Vec<_>>());
        let units = |count: usize| format!("has {count} element{}", if count == 1 { "" } else { "s" });
        if let Some(fewer) = least.and_then(|least| least.checked_sub(1)) {
            self.breaks(of(fewer), format!("{}, and at least {}", units(fewer), fewer + 1));
        }
        if let Some(most) = most {
            self.breaks(of(most + 1), format!("{}, and at most {most}", units(most + 1)));
        }
        [least, most].into_iter().flatten().for_each(|limit| self.keeps(of(limit)));
    }
}

/// Whether a text has a match of a pattern of ECMA-262.
fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::new(pattern).unwrap_or_else(|err| panic!("{pattern}: {err}")).find(text).is_some()
}
