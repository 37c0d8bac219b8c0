//! What counts as a contradiction of a page, and what does not: each class once where it is, and once where it only looks
//! like it.

mod across;
mod examples;
mod rows;
mod statuses;
mod support;
mod uris;
mod values;

#[test]
fn every_class_is_found_by_its_name() {
    for class in docparse::Class::ALL {
        assert_eq!(docparse::Class::from_name(class.as_str()), Some(*class));
    }
}
