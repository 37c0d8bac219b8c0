//! A request, held against every documented rule.

use std::borrow::Cow;

use contract::Aspect;
use http::header::CONTENT_TYPE;

use super::found::Path;
use super::judge::Judge;
use super::operation::{Body, Operation, Parameter};
use super::read::{Read, Step, read};
use super::rule::{Kind, Rules};
use super::shown::{VALUE, Words};
use super::url::{decode, decode_form, pairs};
use super::{Checked, Request};
use crate::shown::Shown;
use crate::{Broken, Trouble};

pub(super) fn check(rules: &Rules, operation: &Operation, request: Request<'_>) -> Checked {
    let mut check = Check { operation, judge: Judge::new(rules), checked: Checked::default() };
    check.path(request.path);
    check.query(request.query);
    check.headers(request);
    match &operation.body {
        Some(body) => check.body(body, request),
        None if request.body.is_empty() => {}
        None => {
            let message = format_args!("is not documented: this operation takes no body");
            check.judge.findings.add(&BODY, None, &operation.at, message);
        }
    }
    let Check { judge, mut checked, .. } = check;
    (checked.broken, checked.more) = judge.findings.finish();
    checked
}

const BODY: Path<'_> = Path::Body("request");

struct Check<'a> {
    operation: &'a Operation,
    judge: Judge<'a>,
    checked: Checked,
}

impl Check<'_> {
    fn path(&mut self, path: &str) {
        let arguments = self.operation.template.arguments(path).unwrap_or_default();
        for (parameter, argument) in self.operation.path.iter().zip(arguments) {
            let path = Path::Parameter("path", &parameter.name);
            match decode(argument) {
                Ok(argument) if matches!(&*argument, "." | "..") => {
                    let message = "is a dot segment, which gateways take out of a path: it names nothing";
                    self.malformed(parameter, &path, message);
                }
                Ok(argument) => {
                    self.judge.word(parameter.rule, &argument, &path);
                    self.checked.arguments.push((parameter.name.clone(), argument.into_owned()));
                }
                Err(message) => self.malformed(parameter, &path, message),
            }
        }
    }

    fn query(&mut self, query: &str) {
        let operation = self.operation;
        if query.is_empty() && operation.query.is_empty() {
            return;
        }
        let mut given: Vec<(&Parameter, Vec<Cow<'_, str>>)> = Vec::with_capacity(operation.query.len());
        let mut malformed: Vec<&Parameter> = Vec::new();
        for (name, value) in pairs(query) {
            let name = match decode_form(name) {
                Ok(name) => name,
                Err(message) => {
                    let path = Path::Parameter("query", name);
                    self.judge.findings.add(&path, None, &operation.at, format_args!("{message}"));
                    continue;
                }
            };
            let Some(parameter) = operation.query.iter().find(|parameter| parameter.name == name) else {
                let known: Vec<&str> = operation.query.iter().map(|parameter| parameter.name.as_str()).collect();
                let path = Path::Parameter("query", &name);
                let findings = &mut self.judge.findings;
                if known.is_empty() {
                    let message = format_args!("is not documented: this operation takes no query");
                    findings.add(&path, None, &operation.at, message);
                } else {
                    let message = format_args!("is not documented; what is: {}", Words(&known));
                    findings.add(&path, None, &operation.at, message);
                }
                continue;
            };
            let value = match decode_form(value) {
                Ok(value) => value,
                Err(message) => {
                    self.malformed(parameter, &Path::Parameter("query", &parameter.name), message);
                    malformed.push(parameter);
                    continue;
                }
            };
            match given.iter_mut().find(|(known, _)| std::ptr::eq(*known, parameter)) {
                Some((_, values)) => values.push(value),
                None => given.push((parameter, vec![value])),
            }
        }
        let is_readable = |parameter: &&Parameter| !malformed.iter().any(|other| std::ptr::eq(*other, *parameter));
        for parameter in operation.query.iter().filter(is_readable) {
            let words = given.iter().find(|(known, _)| std::ptr::eq(*known, parameter));
            let words: Vec<&str> =
                words.map(|(_, words)| words.iter().map(AsRef::as_ref).collect()).unwrap_or_default();
            self.words("query", parameter, &words);
            let arguments = words.iter().map(|word| (parameter.name.clone(), (*word).to_owned()));
            self.checked.arguments.extend(arguments);
        }
    }

    fn headers(&mut self, request: Request<'_>) {
        for (header, parameter) in &self.operation.headers {
            let mut words = Vec::new();
            let mut is_utf8 = true;
            for value in request.headers.get_all(header) {
                match std::str::from_utf8(value.as_bytes()) {
                    Ok(word) => words.push(word),
                    Err(_) => is_utf8 = false,
                }
            }
            if is_utf8 {
                self.words("header", parameter, &words);
            } else {
                let path = Path::Parameter("header", &parameter.name);
                self.malformed(parameter, &path, "is no UTF-8, as every text is");
            }
        }
    }

    /// What a query or the headers give for one parameter.
    fn words(&mut self, place: &str, parameter: &Parameter, words: &[&str]) {
        let path = Path::Parameter(place, &parameter.name);
        let rule = self.judge.rules.rule(parameter.rule);
        match words {
            [] => {
                if let Some(at) = &parameter.required {
                    self.judge.findings.add(&path, Aspect::Presence, at, format_args!("is required, and missing"));
                }
            }
            _ if matches!(rule.kind, Kind::List { .. }) => self.judge.words(parameter.rule, words, &path),
            [word] => self.judge.word(parameter.rule, word, &path),
            _ => {
                let message = format_args!("is given {} times, and is no list", words.len());
                self.judge.findings.add(&path, Aspect::Type, &rule.at, message);
            }
        }
    }

    fn malformed(&mut self, parameter: &Parameter, path: &Path<'_>, message: &str) {
        let at = &self.judge.rules.rule(parameter.rule).at;
        self.judge.findings.add(path, Aspect::Type, at, format_args!("{message}"));
    }

    fn body(&mut self, body: &Body, request: Request<'_>) {
        // An empty file is one: that there is one, its media type says.
        let is_empty_file = !body.is_json(self.judge.rules) && request.headers.contains_key(CONTENT_TYPE);
        if request.body.is_empty() && !is_empty_file {
            if let Some(at) = &body.required {
                self.checked.unreadable = Some(Trouble::NoBody(Broken {
                    address: BODY.to_string(),
                    aspect: Some(Aspect::Presence),
                    message: format!("is required as `{}`, and missing", body.media_type),
                    at: at.clone(),
                }));
            }
            return;
        }
        self.media_type(body, request);
        if !body.is_json(self.judge.rules) {
            return;
        }
        match read(request.body) {
            Ok(Read { value, twice }) => {
                if !twice.is_empty() {
                    self.twice(&BODY, &twice);
                }
                self.judge.value(body.rule, &value, &BODY);
                self.checked.body = Some(value);
            }
            Err(error) => {
                let sent_as = request.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
                let sent_as = sent_as.map(|value| format!(" (it was sent as `{}`)", Shown(&value, VALUE)));
                self.checked.unreadable = Some(Trouble::NotJson(Broken {
                    address: BODY.to_string(),
                    aspect: Some(Aspect::MediaType),
                    message: format!("cannot be read as JSON: {error}{}", sent_as.unwrap_or_default()),
                    at: body.media_type_at.clone(),
                }));
            }
        }
    }

    fn media_type(&mut self, body: &Body, request: Request<'_>) {
        let path = Path::Parameter("header", "Content-Type");
        let (at, expected) = (&body.media_type_at, &body.media_type);
        let findings = &mut self.judge.findings;
        let mut values = request.headers.get_all(CONTENT_TYPE).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            let is_missing = !request.headers.contains_key(CONTENT_TYPE);
            let how_often = if is_missing { "is missing" } else { "is given more than once" };
            let aspect = if is_missing { Aspect::Presence } else { Aspect::MediaType };
            return findings.add(&path, aspect, at, format_args!("{how_often}, and is to be `{expected}`"));
        };
        let value = String::from_utf8_lossy(value.as_bytes());
        let mut parts = value.split(';').map(str::trim);
        if !parts.next().is_some_and(|given| given.eq_ignore_ascii_case(expected)) {
            let shown = Shown(&value, VALUE);
            return findings.add(&path, Aspect::MediaType, at, format_args!("is `{shown}`, and is to be `{expected}`"));
        }
        let charset = parts.find_map(|part| {
            let (name, charset) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| charset.trim().trim_matches('"'))
        });
        if let Some(charset) = charset.filter(|charset| !is_utf8(charset)) {
            let shown = Shown(charset, VALUE);
            let message = format_args!("says that the body is in `{shown}`, and it is to be in UTF-8");
            findings.add(&path, Aspect::MediaType, at, message);
        }
    }

    /// Tells of a name that is twice in one object, at the end of the way there, which is given from the inside out.
    fn twice(&mut self, path: &Path<'_>, way: &[Step]) {
        match way.split_last() {
            Some((Step::Field(name), inner)) => self.twice(&Path::Field(path, name), inner),
            Some((Step::Item(index), inner)) => self.twice(&Path::Item(path, *index), inner),
            None => {
                let message = format_args!("is given twice in one object");
                let at = self.operation.body.as_ref().map_or(&self.operation.at, |body| &body.media_type_at);
                self.judge.findings.add(path, None, at, message);
            }
        }
    }
}

fn is_utf8(charset: &str) -> bool {
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}
