//! Bodies in XML: nothing but what is shown of them tells that they are no JSON.

use contract::{Address, Aspect, Basis, ParameterIn, Value};

use super::Lowering;
use crate::blocks::Line;
use crate::examples::{is_head, request_line};
use crate::sections::Section;

const XML: &str = "application/xml";

impl Lowering<'_, '_> {
    /// States the media type of the bodies that are shown as XML.
    pub(super) fn markup(&mut self) {
        let walk = self.walk;
        for (spot, lines) in &walk.codes {
            let name = "Content-Type".to_owned();
            let address = match spot.section {
                Section::Uri | Section::RequestExample => Address::Parameter(ParameterIn::Header, name),
                Section::ResponseExample => Address::ResponseHeader(self.status(spot.answer), name),
                _ => continue,
            };
            if let Some(line) = markup(lines) {
                self.set(&address, line, Aspect::MediaType, Value::Text(XML.to_owned()), Basis::Example);
            }
        }
    }
}

/// The line in which XML begins, behind nothing but a request line or a status line and headers.
fn markup(lines: &[Line<'_>]) -> Option<u32> {
    let begins = |text: &str| {
        let name = text.trim_start().strip_prefix('<').filter(|name| !name.starts_with("html"));
        name.is_some_and(|name| name.starts_with("?xml") || name.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let first = lines.iter().position(|line| begins(line.text))?;
    let is_before = |line: &Line<'_>| is_head(line.text) || request_line(line.text).is_some();
    let last = lines.iter().rfind(|line| !line.is_blank())?;
    let closes = last.text.trim_end().ends_with('>') && lines[first..].iter().any(|line| line.text.contains("</"));
    (closes && lines[..first].iter().all(is_before)).then(|| lines[first].number)
}
