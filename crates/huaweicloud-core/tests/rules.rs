//! What the documentation forbids is refused: at every limit, with its path and its rule, and with everything at once.

#![cfg(feature = "patterns")]

use std::collections::BTreeMap;

use huaweicloud_core::check::{Rules, Sent, Violations, check_field};
use huaweicloud_core::json::At;
use huaweicloud_core::{Extra, InvalidRequest, Secret, check};
use proptest::prelude::*;

/// A request body that has every rule.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shelf {
    name: Option<String>,
    code: Option<String>,
    floor: Option<i64>,
    height: Option<f64>,
    port: Option<i64>,
    size: Option<i64>,
    order: Option<Order>,
    password: Option<Secret>,
    labels: Option<BTreeMap<String, String>>,
    grid: Option<Vec<Vec<i64>>>,
    above: Option<Box<Shelf>>,
    shelves: Option<Vec<Shelf>>,
    extra: Extra,
}

huaweicloud_core::sent_record! {
    Shelf {
        name: "name" => required().min_length(1).max_length(4),
        code: "code" => pattern("^(?=.*[0-9])[a-z0-9]+$"),
        floor: "floor" => minimum(-1).maximum(9),
        height: "height" => minimum_number(0.5).maximum_number(1.5),
        port: "port" => int32(),
        size: "size" => values(&[2, 4]),
        order: "order",
        password: "password" => min_length(8).pattern("[0-9]"),
        labels: "labels" => max_items(1).each(max_length(2)),
        grid: "grid" => min_items(1).each(max_items(2).each(minimum(0))),
        above: "above",
        shelves: "shelves" => max_items(2),
    }
}

huaweicloud_core::open_enum! {
    /// The order.
    pub enum Order {
        ByTitle = "by-title",
        ByAuthor = "by-author",
    }
}

/// One that is as documented, with a change.
fn shelf(change: impl FnOnce(&mut Shelf)) -> Shelf {
    let mut shelf = Shelf { name: Some("a".to_owned()), ..Shelf::default() };
    change(&mut shelf);
    shelf
}

/// What is wrong with a shelf, without the hint at the end.
#[track_caller]
fn refused(change: impl FnOnce(&mut Shelf)) -> String {
    let invalid = check(&shelf(change)).expect_err("refused");
    let all: Vec<String> = invalid.violations().iter().map(ToString::to_string).collect();
    all.join("; ")
}

#[track_caller]
fn accepted(change: impl FnOnce(&mut Shelf)) {
    assert_eq!(check(&shelf(change)), Ok(()));
}

#[test]
fn a_required_field_has_to_be_there() {
    assert_eq!(refused(|shelf| shelf.name = None), "`name` is missing");
}

#[test]
fn a_mandatory_text_is_not_empty_unless_its_limits_say_so() {
    let refused = |rules: &Rules| {
        let violations = Violations::new(&[]);
        check_field(&Some(String::new()), rules, &At::root("id", &violations));
        violations.finish().err().map(|invalid| invalid.violations()[0].to_string())
    };
    assert_eq!(refused(&Rules::NONE.required()).as_deref(), Some("`id` is empty, and it is mandatory"));
    assert_eq!(refused(&Rules::NONE), None);
    assert_eq!(refused(&Rules::NONE.required().min_length(0)), None);
}

#[test]
fn a_text_is_counted_in_characters() {
    assert_eq!(
        refused(|shelf| shelf.name = Some(String::new())),
        "`name` has 0 characters, and at least 1 must be there"
    );
    accepted(|shelf| shelf.name = Some("déjà".to_owned()));
    assert_eq!(
        refused(|shelf| shelf.name = Some("encore".to_owned())),
        "`name` has 6 characters, and at most 4 are allowed"
    );
}

#[test]
fn a_pattern_is_one_of_ecma_262() {
    accepted(|shelf| shelf.code = Some("a1".to_owned()));
    assert_eq!(refused(|shelf| shelf.code = Some("a".to_owned())), "`code` does not match `^(?=.*[0-9])[a-z0-9]+$`");
}

#[test]
fn numbers_keep_within_their_limits() {
    for floor in [-1, 9] {
        accepted(|shelf| shelf.floor = Some(floor));
    }
    assert_eq!(refused(|shelf| shelf.floor = Some(-2)), "`floor` is -2, less than -1");
    assert_eq!(refused(|shelf| shelf.floor = Some(10)), "`floor` is 10, more than 9");
    for height in [0.5, 1.5] {
        accepted(|shelf| shelf.height = Some(height));
    }
    assert_eq!(refused(|shelf| shelf.height = Some(0.4)), "`height` is 0.4, less than 0.5");
    assert_eq!(refused(|shelf| shelf.height = Some(1.6)), "`height` is 1.6, more than 1.5");
    assert_eq!(refused(|shelf| shelf.height = Some(f64::NAN)), "`height` is NaN, which JSON cannot write");
    for port in [i64::from(i32::MIN), i64::from(i32::MAX)] {
        accepted(|shelf| shelf.port = Some(port));
    }
    assert_eq!(refused(|shelf| shelf.port = Some(1 << 31)), "`port` is 2147483648, more than 2147483647");
    accepted(|shelf| shelf.size = Some(4));
    assert_eq!(refused(|shelf| shelf.size = Some(3)), "`size` is 3, not one of 2, 4");
}

#[test]
fn a_value_that_is_not_listed_is_refused_however_it_was_made() {
    accepted(|shelf| shelf.order = Some("by-title".into()));
    accepted(|shelf| shelf.order = Some(Order::Unrecognized("by-title".to_owned())));
    assert_eq!(
        refused(|shelf| shelf.order = Some("by-color".into())),
        "`order` is \"by-color\", not one of `by-title`, `by-author`"
    );
}

#[test]
fn lists_maps_and_what_is_in_them_have_rules_of_their_own() {
    assert_eq!(refused(|shelf| shelf.grid = Some(vec![])), "`grid` has 0 elements, and at least 1 must be there");
    assert_eq!(
        refused(|shelf| shelf.grid = Some(vec![vec![0], vec![1, 2, -3]])),
        "`grid[1]` has 3 elements, and at most 2 are allowed; `grid[1][2]` is -3, less than 0"
    );
    let labels = [("a", "x"), ("b", "long")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(
        refused(|shelf| shelf.labels = Some(labels.into())),
        "`labels` has 2 keys, and at most 1 are allowed; \
         `labels{\"b\"}` has 4 characters, and at most 2 are allowed"
    );
}

#[test]
fn records_are_checked_at_every_depth() {
    let inner = shelf(|shelf| {
        shelf.name = None;
        shelf.above = Some(Box::new(self::shelf(|shelf| shelf.floor = Some(99))));
    });
    assert_eq!(
        refused(|shelf| shelf.shelves = Some(vec![Shelf { name: Some("b".to_owned()), ..Shelf::default() }, inner])),
        "`shelves[1].name` is missing; `shelves[1].above.floor` is 99, more than 9"
    );
}

#[test]
fn a_secret_is_refused_without_being_shown() {
    let password = "hunter";
    let invalid = check(&shelf(|shelf| shelf.password = Some(password.into()))).expect_err("refused");
    assert_eq!(
        refused(|shelf| shelf.password = Some(password.into())),
        "`password` has 6 characters, and at least 8 must be there"
    );
    assert!(!format!("{invalid} {invalid:?}").contains(password));
    assert!(!format!("{:?}", shelf(|shelf| shelf.password = Some(password.into()))).contains(password));
}

#[test]
fn what_stands_in_extra_for_a_field_is_refused_unless_it_is_allowed_and_what_no_page_has_is_free() {
    let shelf = shelf(|shelf| {
        shelf.name = None;
        shelf.extra.insert("name", 7);
    });
    let invalid = check(&shelf).expect_err("refused");
    assert_eq!(invalid.violations()[0].to_string(), "`name` is given in `extra`, where its rules are not checked");
    assert_eq!(checked(Some(shelf.clone()), &Rules::NONE, &["body.name"]), Ok(()));
    assert_eq!(serde_json::to_value(&shelf).expect("JSON"), serde_json::json!({ "name": 7 }));
    accepted(|shelf| *shelf = shelf.clone().with_extra("new", 7).with_extra("none", serde_json::Value::Null));
}

#[test]
fn the_message_says_everything_and_how_to_get_past_it() {
    let shelf = shelf(|shelf| {
        shelf.name = None;
        shelf.floor = Some(99);
    });
    assert_eq!(
        check(&shelf).expect_err("refused").to_string(),
        "`name` is missing; `floor` is 99, more than 9 \
         (if the service takes it all the same, say `.allow_undocumented(\"floor\")`)"
    );
}

#[test]
fn the_message_lists_the_first_twenty_and_counts_the_others() {
    const EACH: Rules = Rules::NONE.minimum(0);
    let invalid = checked(Some(vec![-1; 50]), &Rules::NONE.each(&EACH), &[]).expect_err("refused");
    assert_eq!(invalid.violations().len(), 50);
    let message = invalid.to_string();
    assert!(message.contains("`body[19]` is -1, less than 0; and 30 more (if "), "{message}");
}

/// Checks a value that stands at `body`, when callers allow some paths.
fn checked<T: Sent>(value: Option<T>, rules: &Rules, allowed: &[&str]) -> Result<(), InvalidRequest> {
    let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
    let violations = Violations::new(&allowed);
    check_field(&value, rules, &At::root("body", &violations));
    violations.finish()
}

#[test]
fn callers_allow_a_place_or_every_place_of_its_kind_and_no_other() {
    const EACH: Rules = Rules::NONE.minimum(0);
    let rules = Rules::NONE.max_items(1).each(&EACH);
    let value = || Some(vec![-1, -2]);
    let left = |allowed: &[&str]| {
        let paths = checked(value(), &rules, allowed)
            .err()
            .map(|invalid| invalid.violations().iter().map(|violation| violation.path.clone()).collect::<Vec<_>>());
        paths.unwrap_or_default()
    };
    assert_eq!(left(&[]), ["body", "body[0]", "body[1]"]);
    assert_eq!(left(&["body"]), ["body[0]", "body[1]"]);
    assert_eq!(left(&["body[1]"]), ["body", "body[0]"]);
    assert_eq!(left(&["body[]"]), ["body"]);
    assert_eq!(left(&["body", "body[]"]), [""; 0]);
    assert_eq!(left(&["body[2]", "bod", "body.", "[]"]), ["body", "body[0]", "body[1]"]);
}

#[test]
fn what_is_missing_or_cannot_be_written_is_never_allowed() {
    let missing = checked(None::<i64>, &Rules::NONE.required(), &["body"]).expect_err("missing");
    assert!(!missing.violations()[0].can_be_allowed);
    checked(Some(f64::INFINITY), &Rules::NONE, &["body"]).expect_err("not JSON");
}

/// The one rule that a value breaks.
#[track_caller]
fn one<T: Sent>(value: T, rules: &Rules) -> String {
    let invalid = checked(Some(value), rules, &[]).expect_err("refused");
    let [violation] = invalid.violations() else { panic!("{invalid}") };
    assert!(violation.path == "body" && violation.can_be_allowed, "{invalid}");
    violation.rule.clone()
}

proptest! {
    #[test]
    fn lengths_are_held_at_their_limit_and_not_beyond(limit in 1_usize..100, character: char) {
        let text = |characters| character.to_string().repeat(characters);
        let (least, most) = (Rules::NONE.min_length(limit as u64), Rules::NONE.max_length(limit as u64));
        prop_assert!(checked(Some(text(limit)), &least, &[]).is_ok() && checked(Some(text(limit)), &most, &[]).is_ok());
        assert!(one(text(limit - 1), &least).ends_with(&format!("at least {limit} must be there")));
        assert!(one(text(limit + 1), &most).ends_with(&format!("at most {limit} are allowed")));
        prop_assert_eq!(one(Secret::from(text(limit + 1)), &most), one(text(limit + 1), &most));
    }

    #[test]
    fn counts_are_held_at_their_limit_and_not_beyond(limit in 1_usize..100) {
        let list = |elements| vec![0; elements];
        let map = |keys| (0..keys).map(|key| (key.to_string(), true)).collect::<BTreeMap<_, _>>();
        let (least, most) = (Rules::NONE.min_items(limit as u64), Rules::NONE.max_items(limit as u64));
        for rules in [&least, &most] {
            prop_assert!(checked(Some(list(limit)), rules, &[]).is_ok() && checked(Some(map(limit)), rules, &[]).is_ok());
        }
        prop_assert!(one(list(limit - 1), &least).contains("element") && one(map(limit - 1), &least).contains("key"));
        prop_assert!(one(list(limit + 1), &most).contains("element") && one(map(limit + 1), &most).contains("key"));
    }

    #[test]
    fn whole_numbers_are_held_at_their_limit_and_not_beyond(limit in i64::MIN + 1..i64::MAX) {
        let (least, most) = (Rules::NONE.minimum(limit), Rules::NONE.maximum(limit));
        prop_assert!(checked(Some(limit), &least, &[]).is_ok() && checked(Some(limit), &most, &[]).is_ok());
        prop_assert_eq!(one(limit - 1, &least), format!("is {}, less than {limit}", limit - 1));
        prop_assert_eq!(one(limit + 1, &most), format!("is {}, more than {limit}", limit + 1));
    }

    #[test]
    fn numbers_are_held_at_their_limit_and_not_beyond(limit in -1e15..1e15) {
        let (least, most) = (Rules::NONE.minimum_number(limit), Rules::NONE.maximum_number(limit));
        prop_assert!(checked(Some(limit), &least, &[]).is_ok() && checked(Some(limit), &most, &[]).is_ok());
        assert!(one(limit.next_down(), &least).ends_with(&format!("less than {limit}")));
        assert!(one(limit.next_up(), &most).ends_with(&format!("more than {limit}")));
    }
}

#[test]
fn a_negative_zero_is_zero() {
    assert_eq!(checked(Some(-0.0), &Rules::NONE.minimum_number(0.0), &[]), Ok(()));
}
