//! The methods that set a field or an argument.

use crate::prelude::Prelude;
use crate::rust_type::RustType;

/// A method that sets `name`. Lists and maps are taken from whatever gives their elements one by one.
pub(crate) fn setter(name: &str, ty: &RustType, docs: &str, prelude: &Prelude) -> String {
    // Whole numbers are taken as they are: a literal of an `impl Into<i64>` is an `i32`, which large ids are not.
    let is_taken = |ty: &RustType| *ty == RustType::Other("i64".to_owned());
    let into = |ty: &RustType| match is_taken(ty) {
        true => ty.text(prelude),
        false => format!("impl {}<{}>", prelude.name("convert", "Into"), ty.text(prelude)),
    };
    let value = |ty: &RustType| if is_taken(ty) { "value" } else { "value.into()" };
    let iterator = prelude.name("iter", "IntoIterator");
    let pairs = |values: &RustType| {
        let argument = format!("values: impl {iterator}<Item = ({}, {})>", into(&RustType::Text), into(values));
        (argument, format!("values.into_iter().map(|(key, value)| (key.into(), {})).collect()", value(values)))
    };
    let (argument, value) = match ty {
        RustType::List(items) => {
            let into_it = format!(".map({}::into)", prelude.name("convert", "Into"));
            let argument = format!("values: impl {iterator}<Item = {}>", into(items));
            (argument, format!("values.into_iter(){}.collect()", if is_taken(items) { "" } else { &into_it }))
        }
        RustType::Map(values) => pairs(values),
        RustType::Object => pairs(&RustType::Any),
        ty => (format!("value: {}", into(ty)), value(ty).to_owned()),
    };
    format!(
        "
{docs}    pub fn {name}(mut self, {argument}) -> Self {{
        self.{name} = Some({value});
        self
    }}
"
    )
}
