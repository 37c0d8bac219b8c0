//! Enums that know the documented values and keep every other.

/// Declares an enum of text values that keeps a value it does not know as it came.
///
/// ```
/// huaweicloud_core::open_enum! {
///     /// How a task is doing.
///     pub enum Status {
///         Running = "RUNNING",
///         Failed = "failed",
///     }
/// }
///
/// let status = Status::from("PAUSED");
/// assert!(!status.is_documented());
/// assert_eq!(status.as_str(), "PAUSED");
/// assert_eq!(Status::KNOWN, ["RUNNING", "failed"]);
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident { $($(#[$of_variant:meta])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = ::std::concat!("`", $value, "`")]
                $(#[$of_variant])*
                $variant,
            )*
            /// A value that is not documented, as it came.
            Unrecognized(::std::string::String),
        }

        impl $name {
            /// The documented values.
            pub const KNOWN: &'static [&'static str] = &[$($value),*];

            /// The value as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unrecognized(value) => value,
                }
            }

            /// Whether it is one of the documented values.
            #[must_use]
            pub fn is_documented(&self) -> bool {
                !::std::matches!(self, Self::Unrecognized(_))
            }
        }

        const _: () = {
            #[inline]
            fn __known(value: &str) -> ::std::option::Option<$name> {
                match value {
                    $($value => ::std::option::Option::Some($name::$variant),)*
                    _ => ::std::option::Option::None,
                }
            }

            impl ::std::convert::From<&str> for $name {
                fn from(value: &str) -> Self {
                    __known(value).unwrap_or_else(|| Self::Unrecognized(value.to_owned()))
                }
            }

            impl ::std::convert::From<::std::string::String> for $name {
                fn from(value: ::std::string::String) -> Self {
                    __known(&value).unwrap_or(Self::Unrecognized(value))
                }
            }

            impl ::std::str::FromStr for $name {
                type Err = ::std::convert::Infallible;

                fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                    ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(value))
                }
            }

            impl ::std::fmt::Display for $name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl $crate::serde_core::Serialize for $name {
                fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            impl<'de> $crate::serde_core::Deserialize<'de> for $name {
                fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                    $crate::json::through_serde(deserializer)
                }
            }

            impl $crate::json::Receive for $name {
                #[inline]
                fn receive<'de, D: $crate::serde_core::Deserializer<'de>>(
                    deserializer: D,
                    at: &$crate::json::At<'_, $crate::json::Notes>,
                ) -> ::std::result::Result<::std::option::Option<Self>, D::Error> {
                    // A documented value needs no text of its own, so it is looked for before one is made.
                    $crate::json::receive_word(deserializer, at, __known, Self::Unrecognized)
                }
            }

            impl $crate::check::Sent for $name {
                fn check(&self, _: &$crate::check::Rules, at: &$crate::json::At<'_, $crate::check::Violations>) {
                    if __known(self.as_str()).is_none() {
                        $crate::check::refuse_value(at, self.as_str(), Self::KNOWN);
                    }
                }

                fn text(&self) -> ::std::option::Option<::std::borrow::Cow<'_, str>> {
                    ::std::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
                }
            }
        };
    };
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro is for enums that are exported")]
mod tests {
    use std::collections::BTreeMap;

    use crate::json::testing::read;

    crate::open_enum! {
        /// A version.
        pub enum Version {
            V1 = "1.0",
            V2 = "2-0",
        }
    }

    #[test]
    fn a_documented_value_is_its_variant_in_every_form() {
        assert_eq!(read::<Version>(r#""2-0""#), "V2");
        assert_eq!(read::<Version>("1.0"), "V1 (not text where text is documented)");
    }

    #[test]
    fn another_value_is_kept_and_comes_out_as_it_went_in() {
        let body = r#"["","V1","1.00","\u4f60"]"#;
        let versions: Vec<Version> = serde_json::from_str(body).expect("versions");
        assert!(versions.iter().all(|version| !version.is_documented()));
        assert_eq!(serde_json::to_string(&versions).expect("JSON"), r#"["","V1","1.00","你"]"#);
        assert_eq!(
            read::<Version>("7"),
            "Unrecognized(\"7\") (not text where text is documented, a value that is not documented)"
        );
        assert_eq!(
            read::<Version>("true"),
            "Unrecognized(\"true\") (not text where text is documented, a value that is not documented)"
        );
    }

    #[test]
    fn a_null_is_none_and_a_list_an_error() {
        assert_eq!(read::<BTreeMap<String, Version>>(r#"{"a": null}"#), "{} ({}: null where a value is documented)");
        assert_eq!(read::<Version>("[]"), "error: invalid type: sequence, expected text at line 1 column 2");
    }

    #[test]
    fn it_is_made_from_text_and_shown_as_text() {
        assert_eq!(Version::from("1.0"), Version::V1);
        assert_eq!(Version::from("1.0".to_owned()), Version::V1);
        assert_eq!("3".parse(), Ok(Version::Unrecognized("3".to_owned())));
        assert_eq!(Version::V2.to_string(), "2-0");
    }
}
