//! Where what a row states travels: where its table says, unless the row, its name or the path knows better.

use contract::{Address, FieldPath, ParameterIn, Type};

use super::{Lowering, rows};
use crate::blocks::Line;
use crate::params::Param;
use crate::sections::Section;
use crate::tables::{self, Role};
use crate::walk::Spot;

impl Lowering<'_, '_> {
    /// The parameter that a row states although its table is about something else.
    pub(super) fn outside(&self, table: usize, param: &Param<'_>) -> Option<ParameterIn> {
        match self.linked.tables[table].role {
            Role::Request | Role::Uri if param.place.is_some() => param.place,
            Role::Request if self.is_undescribed(table, param) => Some(ParameterIn::Path),
            Role::Request | Role::Uri
                if param.outer.is_empty()
                    && tables::is_header_name(&param.name)
                    && param.ty.as_ref().is_none_or(|ty| *ty == Type::String) =>
            {
                Some(ParameterIn::Header)
            }
            _ => None,
        }
    }

    /// Whether a row of a request without parts of its own is about a variable of the path that no other row describes, and
    /// that no example has in its body.
    fn is_undescribed(&self, table: usize, param: &Param<'_>) -> bool {
        let bare = param.name.trim_matches(['{', '}']);
        let may_be = param.outer.is_empty() && matches!(param.ty, None | Some(Type::String | Type::Integer(_)));
        if !may_be || !self.variables.iter().any(|variable| variable == bare) {
            return false;
        }
        let says_body = self.walk.tables[table].caption.text.to_ascii_lowercase().contains("body");
        let of_uri = |role: Role| matches!(role, Role::Uri | Role::Parameters(ParameterIn::Path));
        let is_it = |param: &Param<'_>| param.name.trim_matches(['{', '}']) == bare;
        let quoted = format!("\"{bare}\"");
        let is_sent = |(spot, lines): &(Spot, Vec<Line<'_>>)| {
            matches!(spot.section, Section::RequestExample | Section::Example)
                && lines.iter().any(|line| line.text.contains(&quoted))
        };
        !says_body
            && !self.linked.tables.iter().any(|other| of_uri(other.role) && other.params.iter().any(is_it))
            && !self.walk.codes.iter().any(is_sent)
    }

    /// Whether a row of the URI is about what stands before the path.
    pub(super) fn is_host(&self, name: &str) -> bool {
        let bare = name.trim_matches(['{', '}']);
        bare.eq_ignore_ascii_case("endpoint") && !self.variables.iter().any(|name| name == bare)
    }

    /// Whether a row among the fields of an answer is one of its headers.
    pub(super) fn is_response_header(param: &Param<'_>) -> bool {
        let named = param.name.to_ascii_lowercase().starts_with("x-") && tables::is_header_name(&param.name);
        param.place == Some(ParameterIn::Header)
            || param.place.is_none() && named && param.outer.is_empty() && param.ty == Some(Type::String)
    }

    /// Whether the URI names it in its query and not in its path.
    fn is_in_query(&self, name: &str) -> bool {
        !self.variables.iter().any(|known| known == name) && self.endpoint.query.iter().any(|(known, _)| known == name)
    }

    pub(super) fn address(&self, table: usize, param: &Param<'_>) -> Address {
        if let Some(place) = self.outside(table, param) {
            let bare = if place == ParameterIn::Path { param.name.trim_matches(['{', '}']) } else { &param.name };
            return Address::Parameter(place, bare.to_owned());
        }
        if self.linked.tables[table].role == Role::Response && Self::is_response_header(param) {
            return Address::ResponseHeader(self.status(self.walk.tables[table].spot.answer), param.name.clone());
        }
        let bare = param.name.trim_matches(['{', '}']);
        match self.linked.tables[table].role {
            // A table of the path's parameters may go on with those that the URI has behind its `?`.
            Role::Parameters(ParameterIn::Path) if self.is_in_query(bare) => {
                Address::Parameter(ParameterIn::Query, bare.to_owned())
            }
            Role::Parameters(place) => Address::Parameter(place, bare.to_owned()),
            Role::Uri if self.variables.iter().any(|name| name == bare) => {
                Address::Parameter(ParameterIn::Path, bare.to_owned())
            }
            Role::Uri => Address::Parameter(ParameterIn::Query, bare.to_owned()),
            Role::ResponseHeaders => {
                Address::ResponseHeader(self.status(self.walk.tables[table].spot.answer), param.name.clone())
            }
            _ => {
                let root = self.root(table);
                let path = rows::path_of(FieldPath::root(), param);
                root.with_path(path)
            }
        }
    }
}
