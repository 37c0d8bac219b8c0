//! Types may be called like anything that the macros, or Rust's prelude, have in scope.

#![allow(dead_code, clippy::allow_attributes, reason = "that they compile is what is tested")]

use huaweicloud_core::check;

/// A module of records, as generated code has them: it names everything of others by its whole path.
macro_rules! records {
    ($($name:ident)*) => {
        mod records {
            $(
                #[derive(Clone, Debug, Default, PartialEq)]
                pub(crate) struct $name {
                    pub(crate) key: ::std::option::Option<::std::string::String>,
                    pub(crate) default: ::std::option::Option<::std::boxed::Box<$name>>,
                    pub(crate) extra: ::huaweicloud_core::Extra,
                }

                ::huaweicloud_core::sent_record! {
                    $name {
                        key: "key" => required().max_length(3),
                        default: "default",
                    }
                }

                impl $name {
                    pub(crate) fn default(mut self, value: impl ::std::convert::Into<::std::boxed::Box<$name>>) -> Self {
                        self.default = ::std::option::Option::Some(value.into());
                        self
                    }
                }
            )*

            ::huaweicloud_core::open_enum! {
                /// A result.
                pub enum Outcome {
                    Ok = "ok",
                    Err = "err",
                    Some = "some",
                    None = "none",
                    Known = "known",
                }
            }
        }
    };
}

records! {
    Key Some None Ok Err Self_ Result Option String Vec Box Default Clone Copy Debug PartialEq From Into FromStr At Notes
    Extra Secret Record Receive Seed Sent Rules Violations Value Map Serialize Deserialize Serializer Infallible A D S
}

#[test]
fn a_record_of_any_name_is_a_record() {
    let read = |body| serde_json::from_str::<records::Key>(body).expect("a record");
    assert_eq!(read(r#"{"key": 1}"#).key.as_deref(), Some("1"));
    assert_eq!(serde_json::to_string(&read(r#"{"key":null}"#)).expect("JSON"), r#"{"key":null}"#);
    assert_eq!(check(&read("{}")).expect_err("refused").to_string(), "`key` is missing");
}

#[test]
fn an_enum_may_have_a_variant_called_err() {
    assert_eq!("err".parse(), Ok(records::Outcome::Err));
}
