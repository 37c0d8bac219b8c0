//! The methods that set a field or an argument.

use crate::prelude::Prelude;
use crate::rust_type::RustType;

/// A method that sets `name`. Lists and maps are taken from whatever gives their elements one by one.
pub(crate) fn setter(name: &str, ty: &RustType, docs: &str, prelude: &Prelude) -> String {
    let into = |ty: &RustType| format!("impl {}<{}>", prelude.name("convert", "Into"), ty.text(prelude));
    let iterator = prelude.name("iter", "IntoIterator");
    let pairs = |values: &RustType| {
        let argument = format!("values: impl {iterator}<Item = ({}, {})>", into(&RustType::Text), into(values));
        (argument, "values.into_iter().map(|(key, value)| (key.into(), value.into())).collect()".to_owned())
    };
    let (argument, value) = match ty {
        RustType::List(items) => {
            let into_it = format!("{}::into", prelude.name("convert", "Into"));
            let argument = format!("values: impl {iterator}<Item = {}>", into(items));
            (argument, format!("values.into_iter().map({into_it}).collect()"))
        }
        RustType::Map(values) => pairs(values),
        RustType::Object => pairs(&RustType::Any),
        ty => (format!("value: {}", into(ty)), "value.into()".to_owned()),
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
