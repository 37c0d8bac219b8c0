//! A record that has every kind of field, and documents of it.

use std::collections::BTreeMap;

use huaweicloud_core::{Extra, Secret};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Every kind of field, in lists, in maps and in itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Task {
    pub(crate) id: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) rate: Option<f64>,
    pub(crate) is_on: Option<bool>,
    pub(crate) status: Option<Status>,
    pub(crate) password: Option<Secret>,
    pub(crate) names: Option<Vec<String>>,
    pub(crate) flags: Option<Vec<bool>>,
    pub(crate) tokens: Option<Vec<Secret>>,
    pub(crate) grid: Option<Vec<Vec<i64>>>,
    pub(crate) tags: Option<BTreeMap<String, String>>,
    pub(crate) states: Option<BTreeMap<String, Status>>,
    pub(crate) series: Option<BTreeMap<String, Vec<f64>>>,
    pub(crate) parent: Option<Box<Task>>,
    pub(crate) children: Option<Vec<Task>>,
    pub(crate) by_name: Option<BTreeMap<String, Task>>,
    pub(crate) free: Option<Map<String, Value>>,
    pub(crate) any: Option<Value>,
    pub(crate) extra: Extra,
}

huaweicloud_core::record! {
    Task {
        id: "id",
        count: "count",
        rate: "rate",
        is_on: "isOn",
        status: "status",
        password: "password",
        names: "names",
        flags: "flags",
        tokens: "tokens",
        grid: "grid",
        tags: "tags",
        states: "states",
        series: "series",
        parent: "parent",
        children: "children",
        by_name: "by-name",
        free: "free",
        any: "any",
    }
}

huaweicloud_core::open_enum! {
    /// How it is doing.
    pub enum Status {
        Running = "RUNNING",
        Failed = "failed",
    }
}

/// What the documentation says a value is.
pub(crate) enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    Word,
    List(&'static Kind),
    Map(&'static Kind),
    Task,
    /// Any JSON, or any object: nothing to mutate.
    Free,
}

/// The documentation of [`Task`].
pub(crate) const FIELDS: [(&str, Kind); 18] = [
    ("id", Kind::Text),
    ("count", Kind::Integer),
    ("rate", Kind::Number),
    ("isOn", Kind::Boolean),
    ("status", Kind::Word),
    ("password", Kind::Text),
    ("names", Kind::List(&Kind::Text)),
    ("flags", Kind::List(&Kind::Boolean)),
    ("tokens", Kind::List(&Kind::Text)),
    ("grid", Kind::List(&Kind::List(&Kind::Integer))),
    ("tags", Kind::Map(&Kind::Text)),
    ("states", Kind::Map(&Kind::Word)),
    ("series", Kind::Map(&Kind::List(&Kind::Number))),
    ("parent", Kind::Task),
    ("children", Kind::List(&Kind::Task)),
    ("by-name", Kind::Map(&Kind::Task)),
    ("free", Kind::Free),
    ("any", Kind::Free),
];

/// Each field, at two depths.
pub(crate) fn rich() -> Value {
    let mut leaf = json!({
        "id": "a", "count": 3, "rate": 0.5, "isOn": true, "status": "RUNNING", "password": "p", "names": ["b", ""],
        "flags": [false], "tokens": ["t"], "grid": [[1, -2], []], "tags": {"k": "v"}, "states": {"k": "failed"},
        "series": {"k": [1.5]}, "free": {"x": [1]}, "any": 1,
    });
    let branch = leaf.clone();
    leaf["parent"] = branch.clone();
    leaf["children"] = json!([{}, branch]);
    leaf["by-name"] = json!({ "n": { "count": 1 } });
    leaf
}

/// Any document that is as documented.
pub(crate) fn document() -> impl Strategy<Value = Value> {
    task(2)
}

fn task(depth: u32) -> BoxedStrategy<Value> {
    let fields: Vec<_> = FIELDS.iter().map(|(_, kind)| proptest::option::of(value(kind, depth))).collect();
    fields
        .prop_map(|values| {
            let members = FIELDS.iter().zip(values).filter_map(|((name, _), value)| Some(((*name).to_owned(), value?)));
            Value::Object(members.collect())
        })
        .boxed()
}

fn value(kind: &'static Kind, depth: u32) -> BoxedStrategy<Value> {
    match kind {
        Kind::Text => any::<String>().prop_map(Value::from).boxed(),
        Kind::Integer => any::<i64>().prop_map(Value::from).boxed(),
        Kind::Number => (-1e9..1e9).prop_map(Value::from).boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Word => prop_oneof![Just(json!("RUNNING")), Just(json!("failed")), Just(json!("new"))].boxed(),
        Kind::List(kind) => vec(value(kind, depth), 0..3).prop_map(Value::from).boxed(),
        Kind::Map(kind) => {
            let map = btree_map(any::<String>(), value(kind, depth), 0..3);
            map.prop_map(|map| Value::Object(map.into_iter().collect())).boxed()
        }
        Kind::Task if depth == 0 => Just(json!({})).boxed(),
        Kind::Task => task(depth - 1),
        Kind::Free => any::<i32>().prop_map(|number| json!({ "x": [number, null] })).boxed(),
    }
}
