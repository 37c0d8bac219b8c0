//! What an operation's `send` makes of the response: one arm for each status.

use contract::Status;

use crate::reader::Reader;

/// An arm of the match over the status.
#[derive(Debug)]
pub(crate) struct Arm {
    pub(crate) status: Status,
    /// The token of the status.
    pub(crate) at: usize,
    pub(crate) decoded: Decoded,
}

/// What is made of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// JSON of the type that the signature names.
    Json,
    /// Nothing.
    Empty,
    /// Bytes as they come.
    Stream,
}

impl Arm {
    /// Reads the arms and the end of the match.
    pub(crate) fn read_all(reader: &mut Reader<'_, '_>, response: &str) -> Option<Vec<Self>> {
        reader.expect(&format!("match {response}.status().as_u16() {{"))?;
        let mut arms: Vec<Self> = Vec::new();
        let mut complete = false;
        while !reader.next_is("}") {
            if complete {
                return reader.fail("}");
            }
            if reader.eat("_ =>") {
                complete = true;
                let at = reader.at();
                let unexpected = format!("Err(Error::UnexpectedResponse({response}))");
                if !reader.braced_eat(&unexpected) {
                    let decoded = error(reader, response)?;
                    arms.push(Self { status: Status::Default, at, decoded });
                }
            } else {
                let at = reader.at();
                let status = status(reader)?;
                reader.expect("=>")?;
                let decoded = if status.is_success() { success(reader, response)? } else { error(reader, response)? };
                if arms.iter().any(|arm| arm.status == status) {
                    return reader.fail_at(at, "a status that has no arm yet");
                }
                arms.push(Self { status, at, decoded });
            }
            reader.eat(",");
        }
        if !complete {
            return reader.fail("_ =>");
        }
        reader.expect("}")?;
        Some(arms)
    }
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

fn success(reader: &mut Reader<'_, '_>, response: &str) -> Option<Decoded> {
    reader.braced(|reader| {
        if reader.eat(&format!("Ok(ResponseValue::empty({response}))")) {
            return Some(Decoded::Empty);
        }
        if reader.eat(&format!("Ok(ResponseValue::stream({response}))")) {
            return Some(Decoded::Stream);
        }
        reader.expect(&format!("ResponseValue::from_response({response}).await"))?;
        Some(Decoded::Json)
    })
}

fn error(reader: &mut Reader<'_, '_>, response: &str) -> Option<Decoded> {
    reader.braced(|reader| {
        if reader.eat(&format!("Err(Error::ErrorResponse(ResponseValue::empty({response})))")) {
            return Some(Decoded::Empty);
        }
        if reader.eat(&format!("Err(Error::ErrorResponse(ResponseValue::stream({response})))")) {
            return Some(Decoded::Stream);
        }
        reader.expect(&format!("Err(Error::ErrorResponse(ResponseValue::from_response({response}).await?))"))?;
        Some(Decoded::Json)
    })
}
