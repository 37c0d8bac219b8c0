//! What an operation's `send` makes of the response: one arm for each status.

use contract::Status;

use crate::reader::{Hole, Reader};
use crate::rust_type::{RustType, Shape};

/// The match over the status.
#[derive(Debug)]
pub(crate) struct Responses<'t> {
    /// The documented statuses.
    pub(crate) arms: Vec<Arm<'t>>,
    /// The arm for successes that are not documented; its status is that of all successes.
    pub(crate) undocumented: Option<Arm<'t>>,
    /// The arm for the successes that `default` takes, beside the one for everything else.
    pub(crate) default_success: Option<Arm<'t>>,
    /// The token of the arm for everything else.
    pub(crate) rest_at: usize,
}

/// An arm for a status.
#[derive(Debug)]
pub(crate) struct Arm<'t> {
    pub(crate) status: Status,
    /// The token of the status.
    pub(crate) at: usize,
    pub(crate) decoded: Decoded<'t>,
}

/// What is made of the body.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decoded<'t> {
    /// JSON of the type that the signature names.
    Json,
    /// Nothing.
    Empty,
    /// Bytes as they come.
    Stream,
    /// A variant of the enum that the signature names, with a body or without.
    Variant { of: &'t str, variant: Hole<'t>, has_body: bool },
}

impl Decoded<'_> {
    /// Whether it fits the type in the signature, as far as its name tells.
    pub(crate) fn fits(&self, ty: &RustType<'_>) -> bool {
        match self {
            Self::Empty => ty.shape == Shape::Unit,
            Self::Stream => ty.shape == Shape::Bytes,
            Self::Json => ty.is_json(),
            Self::Variant { of, .. } => ty.shape == Shape::Named(of),
        }
    }
}

impl<'t> Responses<'t> {
    /// Reads the arms and the end of the match.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect("match response.status().as_u16() {")?;
        let mut arms: Vec<Arm<'t>> = Vec::new();
        let mut undocumented = None;
        let rest_at = loop {
            let at = reader.at();
            if reader.eat("_ =>") {
                if !reader.braced_eat("Err(Error::UnexpectedResponse(response))") {
                    let decoded = error(reader)?;
                    arms.push(Arm { status: Status::Default, at, decoded });
                }
                break at;
            }
            if undocumented.is_some() {
                return reader.fail("_ =>");
            }
            let status = status(reader)?;
            reader.expect("=>")?;
            if let Some(decoded) = self::undocumented(reader).filter(|_| status == Status::Range(2)) {
                undocumented = Some(Arm { status, at, decoded });
            } else {
                let decoded = if status.is_success() { success(reader)? } else { error(reader)? };
                if arms.iter().any(|arm| takes(arm.status, status)) {
                    return reader.fail_at(at, "a status that no arm takes yet");
                }
                arms.push(Arm { status, at, decoded });
            }
            reader.eat(",");
        };
        reader.eat(",");
        reader.expect("}")?;
        Some(Self { arms, undocumented, default_success: None, rest_at })
    }

    /// Takes the arm for all successes for a part of `default`, unless it is one of the documented statuses.
    pub(crate) fn set_default_apart(&mut self, mut documented: impl Iterator<Item = Status>) {
        let position = |status| self.arms.iter().position(|arm| arm.status == status);
        if let (Some(_), Some(index)) = (position(Status::Default), position(Status::Range(2)))
            && documented.all(|status| status != Status::Range(2))
        {
            self.default_success = Some(self.arms.remove(index));
        }
    }
}

/// Whether an arm for a status leaves nothing to a later one for another.
fn takes(status: Status, other: Status) -> bool {
    status == other
        || matches!((status, other), (Status::Range(hundred), Status::Code(code)) if code / 100 == u16::from(hundred))
}

/// `202`, `400..=499`.
fn status(reader: &mut Reader<'_, '_>) -> Option<Status> {
    let at = reader.at();
    let (first, _) = reader.number()?;
    let status = if reader.eat("..=") {
        let (last, _) = reader.number()?;
        match (first, last) {
            (200, 299) => Status::Range(2),
            (400, 499) => Status::Range(4),
            (500, 599) => Status::Range(5),
            _ => return reader.fail_at(at, "a whole hundred of statuses"),
        }
    } else {
        match u16::try_from(first) {
            Ok(code @ (200..=299 | 400..=599)) => Status::Code(code),
            _ => return reader.fail_at(at, "a status of success or error"),
        }
    };
    Some(status)
}

/// Reads how a success that is not documented is decoded, if this is one.
fn undocumented<'t>(reader: &mut Reader<'_, 't>) -> Option<Decoded<'t>> {
    if reader.braced_eat("ResponseValue::from_response(response.undocumented())") {
        return Some(Decoded::Json);
    }
    if reader.braced_eat("Ok(ResponseValue::empty(response.undocumented()))") {
        return Some(Decoded::Empty);
    }
    reader.braced_eat("Ok(ResponseValue::stream(response.undocumented()))").then_some(Decoded::Stream)
}

fn success<'t>(reader: &mut Reader<'_, 't>) -> Option<Decoded<'t>> {
    reader.braced(|reader| {
        if reader.eat("Ok(ResponseValue::") {
            let decoded = bodyless(reader)?;
            reader.expect(")")?;
            return Some(decoded);
        }
        json(reader)
    })
}

fn error<'t>(reader: &mut Reader<'_, 't>) -> Option<Decoded<'t>> {
    reader.braced(|reader| {
        reader.expect("Err(Error::ErrorResponse(")?;
        let of = ["ResponseValue::empty", "ResponseValue::empty_variant", "ResponseValue::stream"];
        let decoded = if of.iter().any(|of| reader.next_is(of)) {
            reader.expect("ResponseValue::")?;
            bodyless(reader)?
        } else {
            let decoded = json(reader)?;
            reader.expect("?")?;
            decoded
        };
        reader.expect("))")?;
        Some(decoded)
    })
}

/// Reads what no JSON is decoded for, behind `ResponseValue::`.
fn bodyless<'t>(reader: &mut Reader<'_, 't>) -> Option<Decoded<'t>> {
    if reader.eat("empty_variant(") {
        let decoded = variant(reader, false)?;
        reader.expect(")")?;
        return Some(decoded);
    }
    let decoded = if reader.eat("stream(") {
        Decoded::Stream
    } else {
        reader.expect("empty(")?;
        Decoded::Empty
    };
    reader.expect("response)")?;
    Some(decoded)
}

/// Reads what JSON is decoded for.
fn json<'t>(reader: &mut Reader<'_, 't>) -> Option<Decoded<'t>> {
    let decoded = if reader.eat("ResponseValue::variant(") {
        variant(reader, true)?
    } else {
        reader.expect("ResponseValue::from_response(response")?;
        Decoded::Json
    };
    reader.expect(")")?;
    Some(decoded)
}

/// `response, types::SortBooksSuccess::Ok`
fn variant<'t>(reader: &mut Reader<'_, 't>, has_body: bool) -> Option<Decoded<'t>> {
    reader.expect("response, types::")?;
    let of = reader.word()?.text;
    reader.expect("::")?;
    Some(Decoded::Variant { of, variant: reader.word()?, has_body })
}
