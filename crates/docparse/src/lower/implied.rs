//! What follows from a page without a row of its own.

use contract::{Address, Aspect, Basis, ParameterIn, Presence, Value};

use super::Lowering;

impl Lowering<'_, '_> {
    /// What only the URI names: variables and query parameters without a row.
    pub(super) fn uri(&mut self) {
        let line = self.endpoint.line;
        for name in self.variables.clone() {
            let address = Address::Parameter(ParameterIn::Path, name.clone());
            if !self.index.contains_key(address.as_key().as_ref()) {
                self.element(address, line);
            }
        }
        for (name, value) in &self.endpoint.query {
            let address = Address::Parameter(ParameterIn::Query, name.clone());
            let is_flag = self.endpoint.flags.contains(name);
            let element = self.element(address.clone(), line);
            if is_flag && element.facts.is_empty() {
                self.set(&address, line, Aspect::Presence, Value::Presence(Presence::Required), Basis::Column);
            } else if let Some(value) = value.as_ref().filter(|_| element.facts.is_empty()) {
                self.set(&address, line, Aspect::Presence, Value::Presence(Presence::Required), Basis::Column);
                self.set(&address, line, Aspect::Values, Value::List(vec![value.clone()]), Basis::Column);
            }
        }
    }

    /// The value of Content-Type is the media type of the body, not a default of a parameter.
    pub(super) fn content_type(&mut self) {
        let address = Address::Parameter(ParameterIn::Header, "Content-Type".into());
        let Some(&index) = self.index.get(address.as_key().as_ref()) else { return };
        let element = &mut self.contract.elements[index];
        let given = element.facts.remove(Aspect::Default);
        let media = element.words.as_deref().and_then(|words| {
            words
                .split(|c: char| c.is_whitespace() || ",;\"'()".contains(c))
                .find(|word| word.starts_with("application/"))
        });
        let Some(media) = media.map(|media| media.trim_end_matches('.').to_owned()) else { return };
        let (at, basis) = given.map_or((element.at.clone(), Basis::Prose), |fact| (fact.at, fact.basis));
        element.facts.remove(Aspect::Values);
        element.facts.set(Aspect::MediaType, Value::Text(media), at, basis);
    }
}
