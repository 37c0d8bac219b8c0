//! What calls an operation: `dry_run`, and `send` with what it makes of the answer.

use contract::{Problem, Status};

use crate::operation_info::OperationInfo;
use crate::reader::{Hole, Reader};
use crate::response::{Arm, Decoded, Responses};
use crate::rust_type::{RustType, Shape};

/// Reads `dry_run` behind its name, and its type of an error.
pub(crate) fn dry_run<'t>(reader: &mut Reader<'_, 't>) -> Option<RustType<'t>> {
    reader.expect("(self) -> Result<SignedRequest, Error<")?;
    let error = RustType::read(reader)?;
    reader.expect(">> { Ok(self.call()?.dry_run().await?) }")?;
    Some(error)
}

/// What `send` does.
#[derive(Debug)]
pub(crate) struct Send<'t> {
    /// The token of the call, which is authenticated.
    pub(crate) call_at: usize,
    /// The lines of its documentation.
    docs: Vec<Hole<'t>>,
    pub(crate) responses: Responses<'t>,
    pub(crate) success: RustType<'t>,
    pub(crate) error: RustType<'t>,
}

impl<'t> Send<'t> {
    /// Reads `send` behind its name. What does not fit the template stops the reading; what fits it and contradicts
    /// something else is a problem.
    pub(crate) fn read(reader: &mut Reader<'_, 't>, docs: &[Hole<'t>], problems: &mut Vec<Problem>) -> Option<Self> {
        reader.expect("(self) -> Result<ResponseValue<")?;
        let success = RustType::read(reader)?;
        reader.expect(">, Error<")?;
        let error = RustType::read(reader)?;
        reader.expect(">> { fn answer(response: ::progenitor_client::Response) -> Result<ResponseValue<")?;
        of_signature(reader, &success)?;
        reader.expect(">, Error<")?;
        of_signature(reader, &error)?;
        reader.expect(">> {")?;
        let mut responses = Responses::read(reader)?;
        reader.expect("} answer(self.")?;
        let call_at = reader.at();
        reader.expect("call()?.send().await?) }")?;
        responses.set_default_apart(docs.iter().filter_map(listed));
        let send = Self { call_at, docs: docs.to_vec(), responses, success, error };
        send.agree_with_docs(reader, problems);
        send.agree(reader, problems);
        Some(send)
    }

    /// Checks that what the constant says of the operation is what is done with it.
    pub(crate) fn agree_with_info(
        &self,
        reader: &Reader<'_, 't>,
        info: &OperationInfo<'t>,
        problems: &mut Vec<Problem>,
    ) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let line = format!("Sends a `{}` request to `{}`.", info.method.0, info.path.0);
        if self.docs.first().is_none_or(|first| first.text != line) {
            let at = self.docs.first().map_or(self.call_at, |line| line.at);
            expect(at, &format!("the documentation `{line}`"));
        }
        let is_bytes = self.success.shape == Shape::Bytes;
        match info.answers_bytes {
            Some(at) if !is_bytes => expect(at, "no word of bytes, for the answer is none"),
            None if is_bytes => expect(info.operation_id.1, "`.answering_bytes()` behind this"),
            _ => {}
        }
    }

    /// Checks what the template cannot say: that the statements agree with one another.
    fn agree(&self, reader: &Reader<'_, 't>, problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let Responses { arms, undocumented, default_success, .. } = &self.responses;
        for arm in arms.iter().chain(default_success).chain(undocumented) {
            let ty = if arm.status.is_success() { &self.success } else { &self.error };
            if !arm.decoded.fits(ty) {
                expect(arm.at, "a status whose body is of the type in the signature");
            }
        }
        if arms.iter().all(|arm| arm.status.is_success()) && self.error.shape != Shape::Unit {
            expect(self.responses.rest_at, "an arm for the error in the signature above this one");
        }
        let missing = "200..=299 =>";
        match (self.successes(), undocumented, default_success) {
            (Successes::Open, None, _) | (Successes::OfDefault, _, None) => expect(self.responses.rest_at, missing),
            (Successes::Closed | Successes::OfDefault, Some(arm), _) => {
                expect(arm.at, "no arm for successes that are not documented");
            }
            _ => {}
        }
    }

    /// What has to become of a success that nobody documents.
    fn successes(&self) -> Successes {
        let arms = &self.responses.arms;
        let mut successes = arms.iter().filter(|arm| arm.status.is_success());
        let has = |status| arms.iter().any(|arm| arm.status == status);
        let is_several = |arm: &Arm<'_>| matches!(arm.decoded, Decoded::Variant { .. });
        if has(Status::Range(2)) {
            Successes::Closed
        } else if has(Status::Default) {
            Successes::OfDefault
        } else {
            match successes.next() {
                Some(arm) if !is_several(arm) => Successes::Open,
                _ => Successes::Closed,
            }
        }
    }

    /// Checks that the documentation lists the statuses that have an arm.
    fn agree_with_docs(&self, reader: &Reader<'_, '_>, problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let arms = &self.responses.arms;
        for line in self.docs.iter().skip(1).filter(|line| !line.text.is_empty()) {
            if !listed(line).is_some_and(|status| arms.iter().any(|arm| arm.status == status)) {
                expect(line.at, "a status that has an arm below");
            }
        }
        for arm in arms.iter().filter(|arm| !self.docs.iter().filter_map(listed).any(|status| status == arm.status)) {
            expect(arm.at, "a status that the documentation lists");
        }
    }
}

/// Reads a type again.
fn of_signature<'t>(reader: &mut Reader<'_, 't>, expected: &RustType<'t>) -> Option<()> {
    let at = reader.at();
    if RustType::read(reader)? == *expected {
        Some(())
    } else {
        reader.fail_at(at, "the type in the signature of `send`")
    }
}

/// What becomes of a success that nobody documents.
enum Successes {
    /// It is decoded as the one type that the documented ones have.
    Open,
    /// It is what `default` is.
    OfDefault,
    /// Nothing: there is none, or nobody knows its type.
    Closed,
}

/// The status that a line of the documentation lists.
fn listed(line: &Hole<'_>) -> Option<Status> {
    line.text.strip_prefix("- `")?.split_once("`: ")?.0.parse().ok()
}
