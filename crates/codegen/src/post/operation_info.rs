//! What the runtime has to know of an operation before it can be called: one constant.

use serde_json::Value;
use spec::Cloud;

use crate::schema::array;
use crate::source::Operation;

/// The clouds that alone have an operation, where the document lists them.
pub(crate) fn clouds(value: &Value) -> Vec<Cloud> {
    let listed: Vec<&str> = array(&value["x-clouds"]).filter_map(Value::as_str).collect();
    Cloud::ALL.into_iter().filter(|cloud| listed.contains(&cloud.as_str())).collect()
}

/// The constant of an operation that sends a body of this media type, if any, and answers with bytes or with JSON.
pub(crate) fn source(operation: &Operation, value: &Value, sends: Option<&str>, answers_bytes: bool) -> String {
    let method = operation.method.to_uppercase();
    let mut calls = vec![format!("OperationInfo::new({:?}, {method:?}, {:?})", operation.stem, operation.path)];
    calls.extend(sends.map(|media_type| format!(".sending({media_type:?})")));
    calls.extend(answers_bytes.then(|| ".answering_bytes()".to_owned()));
    calls.extend((value["x-idempotent"] == true).then(|| ".idempotent()".to_owned()));
    let clouds: Vec<String> = clouds(value).into_iter().map(variant).collect();
    calls.extend((!clouds.is_empty()).then(|| format!(".only_in(&[{}])", clouds.join(", "))));
    format!("/// What the runtime has to know of the operation.\nconst OPERATION: OperationInfo{}", laid_out(&calls))
}

/// A chain of calls as rustfmt lays it out: on one line, or on the next one, or a line for each call.
fn laid_out(calls: &[String]) -> String {
    const WIDTH: usize = 100;
    const BEGINNING: usize = "const OPERATION: OperationInfo = ;".len();
    let line = calls.concat();
    if BEGINNING + line.len() <= WIDTH {
        format!(" = {line};\n")
    } else if "    ;".len() + line.len() <= WIDTH {
        format!(" =\n    {line};\n")
    } else {
        format!(" =\n    {};\n", calls.join("\n        "))
    }
}

fn variant(cloud: Cloud) -> String {
    let variant = match cloud {
        Cloud::HuaweiCloud => "HuaweiCloud",
        Cloud::OpenTelekomCloud => "OpenTelekomCloud",
    };
    format!("::progenitor_client::Cloud::{variant}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn constant(path: &str, value: &Value) -> String {
        let operation = Operation {
            id: "StopLamps".to_owned(),
            stem: "stop_lamps".to_owned(),
            method: "post".to_owned(),
            path: path.to_owned(),
            key: path.to_owned(),
            file: String::new(),
        };
        source(&operation, value, Some("application/octet-stream"), true)
    }

    #[test]
    fn what_is_said_stands_in_a_fixed_order_and_only_where_it_is_said() {
        let value = json!({ "x-idempotent": true, "x-clouds": ["huaweicloud"] });
        insta::assert_snapshot!(constant("/v1/lamps", &value), @r#"
        /// What the runtime has to know of the operation.
        const OPERATION: OperationInfo =
            OperationInfo::new("stop_lamps", "POST", "/v1/lamps")
                .sending("application/octet-stream")
                .answering_bytes()
                .idempotent()
                .only_in(&[::progenitor_client::Cloud::HuaweiCloud]);
        "#);
        insta::assert_snapshot!(constant("/v1", &json!({})), @r#"
        /// What the runtime has to know of the operation.
        const OPERATION: OperationInfo =
            OperationInfo::new("stop_lamps", "POST", "/v1")
                .sending("application/octet-stream")
                .answering_bytes();
        "#);
    }
}
