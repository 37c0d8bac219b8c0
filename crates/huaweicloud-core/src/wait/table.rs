//! The tables of generated waiters.

/// Gives a client the method of a waiter: what it polls, where the status is, and what the statuses mean.
///
/// Times are in milliseconds, and statuses texts: of a whole number its digits. The way to the status is that of the answer's fields, `tasks[].status` through a list.
#[doc(hidden)]
#[macro_export]
macro_rules! waiter {
    (
        $(#[$doc:meta])*
        $client:ident::$method:ident($($request:ident)::+) -> $answer:ty, $error:ty {
            name: $name:literal,
            status: ($($status:tt)+),
            success: $success:expr,
            failure: $failure:expr,
            pending: $pending:expr,
            absent: $absent:ident $(($meaning:ident))?,
            interval: $first:literal to $most:literal,
            timeout: $timeout:literal,
        }
    ) => {
        impl $client {
            $(#[$doc])*
            pub fn $method<'a>(&self, request: $($request)::+<'a>) -> $crate::wait::Waiter<'a, $answer, $error> {
                const DEFINITION: &$crate::wait::Definition = &$crate::wait::Definition {
                    name: $name,
                    success: &$success,
                    failure: &$failure,
                    pending: &$pending,
                    absent: ::std::option::Option::$absent $(($crate::wait::Absent::$meaning))?,
                    first: ::std::time::Duration::from_millis($first),
                    most: ::std::time::Duration::from_millis($most),
                    timeout: ::std::time::Duration::from_millis($timeout),
                };
                $crate::wait::Waiter::new(
                    DEFINITION,
                    move || ::std::clone::Clone::clone(&request).send(),
                    |answer| $crate::waiter!(@statuses answer; $($status)+),
                )
            }
        }
    };

    (@statuses $of:expr; [] . $($rest:tt)+) => {
        $of.iter().flat_map(|item| $crate::waiter!(@statuses item; $($rest)+)).collect::<::std::vec::Vec<_>>()
    };
    (@statuses $of:expr; [] [] $($rest:tt)+) => {
        $of.iter().flat_map(|list| $crate::waiter!(@statuses list; [] $($rest)+)).collect::<::std::vec::Vec<_>>()
    };
    (@statuses $of:expr; $field:ident) => {
        ::std::vec![$of.$field.as_ref().map(::std::string::ToString::to_string)]
    };
    (@statuses $of:expr; $field:ident [] $($rest:tt)+) => {
        match &$of.$field {
            ::std::option::Option::Some(list) => $crate::waiter!(@statuses list; [] $($rest)+),
            ::std::option::Option::None => ::std::vec![::std::option::Option::None],
        }
    };
    (@statuses $of:expr; $field:ident . $($rest:tt)+) => {
        match &$of.$field {
            ::std::option::Option::Some(inner) => $crate::waiter!(@statuses inner; $($rest)+),
            ::std::option::Option::None => ::std::vec![::std::option::Option::None],
        }
    };
}
