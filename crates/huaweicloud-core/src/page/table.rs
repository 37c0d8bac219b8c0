//! The tables of generated paginators.

/// Gives a client the method that lists all pages of an operation: which argument says which page, and where an answer
/// has what.
///
/// The ways are those of the answer's fields; `lamps[]` leads to a list, `lamps[].id` to a field of its last item.
#[doc(hidden)]
#[macro_export]
macro_rules! paginator {
    (
        $(#[$doc:meta])*
        $client:ident::$method:ident($($request:ident)::+) -> $answer:ty, $item:ty, $error:ty {
            operation: $operation:literal,
            style: $style:ident($argument:ident $wire_name:literal $(, first $first:literal)?),
            limit: ($($limit:literal $(, default $default:literal)?)?),
            items: ($($items:tt)+),
            next: ($($next:tt)*),
            total: ($($total:tt)*),
            is_short_page_last: $is_short_page_last:literal,
        }
    ) => {
        impl $client {
            $(#[$doc])*
            pub fn $method<'a>(&self, request: $($request)::+<'a>) -> $crate::page::Pages<'a, $answer, $item, $error> {
                const DEFINITION: &$crate::page::Definition = &$crate::page::Definition {
                    operation: $operation,
                    style: $crate::page::Style::$style $({ first: $first })?,
                    is_short_page_last: $is_short_page_last,
                };
                let start = $crate::page::Start {
                    cursor: request.__argument($wire_name),
                    limit: $crate::paginator!(@limit request, $($limit $(, $default)?)?),
                };
                $crate::page::Pages::new(
                    DEFINITION,
                    start,
                    move |cursor| {
                        let request = ::std::clone::Clone::clone(&request);
                        let request = match cursor {
                            ::std::option::Option::Some(cursor) => {
                                request.$argument($crate::paginator!(@cursor $style, cursor))
                            }
                            ::std::option::Option::None => request,
                        };
                        request.send()
                    },
                    $crate::page::Parts {
                        count: |page| $crate::paginator!(@count page; $($items)+),
                        items: |page| $crate::paginator!(@items page; $($items)+).unwrap_or_default(),
                        next: $crate::paginator!(@next $($next)*),
                        total: $crate::paginator!(@total $($total)*),
                    },
                )
            }
        }
    };

    (@limit $request:ident,) => { ::std::option::Option::None };
    (@limit $request:ident, $limit:literal $(, $default:literal)?) => {
        $request.__argument($limit).and_then(|limit| limit.parse().ok())$(.or(::std::option::Option::Some($default)))?
    };

    (@cursor Marker, $cursor:ident) => { $cursor.into_marker() };
    (@cursor $style:ident, $cursor:ident) => { $cursor.into_number() };

    (@count $of:expr; []) => { $of.len() };
    (@count $of:expr; $field:ident []) => { $of.$field.as_ref().map_or(0, |list| list.len()) };
    (@count $of:expr; $field:ident . $($rest:tt)+) => {
        $of.$field.as_ref().map_or(0, |inner| $crate::paginator!(@count inner; $($rest)+))
    };

    (@items $of:expr; []) => { ::std::option::Option::Some($of) };
    (@items $of:expr; $field:ident []) => { $of.$field };
    (@items $of:expr; $field:ident . $($rest:tt)+) => {
        $of.$field.and_then(|inner| $crate::paginator!(@items inner; $($rest)+))
    };

    (@next) => { |_| ::std::option::Option::None };
    (@next $($path:tt)+) => {
        |page| $crate::paginator!(@field page; $($path)+).map(::std::string::ToString::to_string)
    };

    (@total) => { |_| ::std::option::Option::None };
    (@total $($path:tt)+) => { |page| $crate::paginator!(@field page; $($path)+).copied() };

    (@field $of:expr; [] . $($rest:tt)+) => {
        $of.last().and_then(|item| $crate::paginator!(@field item; $($rest)+))
    };
    (@field $of:expr; $field:ident) => { $of.$field.as_ref() };
    (@field $of:expr; $field:ident [] . $($rest:tt)+) => {
        $of.$field.as_ref().and_then(|list| list.last()).and_then(|item| $crate::paginator!(@field item; $($rest)+))
    };
    (@field $of:expr; $field:ident . $($rest:tt)+) => {
        $of.$field.as_ref().and_then(|inner| $crate::paginator!(@field inner; $($rest)+))
    };
}
