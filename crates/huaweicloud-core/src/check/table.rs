//! The tables of generated code.

/// Makes a struct a record, as [`record!`](crate::record) does, that requests hold: its rules are checked before it is
/// sent.
///
/// ```
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Job {
///     pub job_id: Option<String>,
///     pub tags: Option<Vec<String>>,
///     pub extra: huaweicloud_core::Extra,
/// }
///
/// huaweicloud_core::sent_record! {
///     Job {
///         job_id: "job_id" => required().min_length(1).max_length(64),
///         tags: "tags" => max_items(20).each(max_length(36)),
///     }
/// }
///
/// assert_eq!(serde_json::to_string(&Job::default().with_extra("new", 1))?, r#"{"new":1}"#);
/// let refused = huaweicloud_core::check::check(&Job::default()).expect_err("it has no id");
/// assert_eq!(refused.to_string(), "`job_id` is missing");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! sent_record {
    ($record:ident { $($field:ident: $name:literal $(=> $($rule:ident($($argument:tt)*)).+)?),* $(,)? }) => {
        $crate::sent_record!(@ $record [$($field $name { $($($rule($($argument)*)).+)? })*]);
        $crate::record!($record { $($field: $name),* });
    };
    (@ $record:ident [$($field:ident $name:literal { $($rules:tt)* })*]) => {
        impl $record {
            /// Adds a member that no page documents, such as an option that is newer than the documentation. Its value
            /// is any JSON, `null` too: `serde_json::Value::Null`.
            #[allow(dead_code, unreachable_pub, clippy::allow_attributes)]
            #[must_use]
            pub fn with_extra(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
                value: impl ::std::convert::Into<$crate::serde_json::Value>,
            ) -> Self {
                self.extra.insert(name, value);
                self
            }
        }

        impl $crate::check::Sent for $record {
            #[allow(unused_variables)]
            fn check(
                &self,
                _: &$crate::check::Rules,
                at: &$crate::json::At<'_, $crate::check::Violations>,
            ) {
                $($crate::check::check_member(
                    &self.$field,
                    &self.extra,
                    $name,
                    const { &$crate::rules!($($rules)*) },
                    &at.field($name),
                );)*
            }
        }
    };
}

/// Gives the request builder of an operation its check and its request: every argument, where it travels, its name and
/// its rules.
#[doc(hidden)]
#[macro_export]
macro_rules! arguments {
    ($builder:ident of $operation:ident {
        $($field:ident: $place:ident $name:literal $(=> $($rule:ident($($argument:tt)*)).+)?,)*
    }) => {
        $crate::arguments!(@ $builder $operation [$($field $place $name { $($($rule($($argument)*)).+)? })*]);
    };
    (@ $builder:ident $operation:ident [$($field:ident $place:ident $name:literal { $($rules:tt)* })*]) => {
        impl $builder<'_> {
            /// Holds every argument against the documentation, as [`send`](Self::send) does before it sends anything.
            ///
            /// # Errors
            ///
            /// Everything that is wrong, at once.
            pub fn check(&self) -> ::std::result::Result<(), $crate::InvalidRequest> {
                #[allow(unused_imports)]
                use $crate::check::{
                    check_field as bytes, check_field as form, check_field as json, check_header as header,
                    check_path as path, check_query as query,
                };
                let violations = $crate::check::Violations::new(&self.allowed);
                $($place(
                    &self.$field,
                    const { &$crate::rules!($($rules)*) },
                    &$crate::json::At::root($name, &violations),
                );)*
                violations.finish()
            }

            /// The request, once its arguments are found to be right.
            fn call(self) -> ::std::result::Result<$crate::Call, $crate::InvalidRequest> {
                self.check()?;
                #[allow(unused_mut)]
                let mut call = $crate::Call::new(self.client.context(), &$operation, self.options);
                $(call.$place($name, self.$field)?;)*
                ::std::result::Result::Ok(call)
            }

            /// The argument of that name as text, where it is one value: what a listing begins with.
            #[doc(hidden)]
            #[must_use]
            pub fn __argument(&self, name: &str) -> ::std::option::Option<::std::string::String> {
                match name {
                    $($name => $crate::check::argument_text(&self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }
        }
    };
}
