//! Recursive schemas end in a flat table: what leads back is stated once, with its type, and nothing below it.

use insta::assert_snapshot;

use crate::fixture::{edited, messages};

/// The contract of ShowLamp whose answer is a schema among these.
fn lowered(answer: &str, schemas: &str) -> String {
    let components = format!("components:\n  schemas:\n    {}\npaths:", schemas.replace('\n', "\n    "));
    let loaded = edited(&[("show_lamp.yaml", "schema: {}", answer), ("show_lamp.yaml", "paths:", &components)]);
    let service = loaded.service.as_ref().unwrap_or_else(|| panic!("{}", messages(&loaded)));
    let contract = service.contracts().swap_remove(1).to_string();
    let rows = contract.lines().filter(|line| line.starts_with("200"));
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

#[test]
fn a_field_of_its_own_type_is_stated_and_not_entered() {
    let book = "Book: {type: object, properties: {about: {$ref: '#/components/schemas/Book'}, title: {type: string}}}";
    assert_snapshot!(lowered("schema: {$ref: '#/components/schemas/Book'}", book), @"
    200 - object(Book) 30
    200 about optional object(Book) 7
    200 title optional string 7
    ");
}

#[test]
fn two_fields_of_one_type_are_both_entered() {
    let book = "Pair: {type: object, properties: {one: {$ref: '#/components/schemas/Book'}, two: {$ref: '#/components/schemas/Book'}}}\n\
                Book: {type: object, properties: {title: {type: string}}}";
    assert_snapshot!(lowered("schema: {$ref: '#/components/schemas/Pair'}", book), @"
    200 - object(Pair) 31
    200 one optional object(Book) 7
    200 one.title optional string 8
    200 two optional object(Book) 7
    200 two.title optional string 8
    ");
}

#[test]
fn rules_on_what_leads_back_are_stated() {
    let shelf = "Books: {type: array, maxItems: 9, items: {nullable: true, allOf: [{$ref: '#/components/schemas/Book'}]}}\n\
                 Book: {type: object, properties: {children: {$ref: '#/components/schemas/Books'}, \
                 index: {type: object, additionalProperties: {$ref: '#/components/schemas/Book'}}}}";
    // The list is no type of its own in Rust: it is gone through however often it is met.
    assert_snapshot!(lowered("schema: {$ref: '#/components/schemas/Books'}", shelf), @"
    200 - array<object(Book)> 31 at most 9 items
    200 [] - - 7 may be null
    200 [].children optional array<object(Book)> 8 at most 9 items
    200 [].children[] - - 7 may be null
    200 [].index optional map<object(Book)> 8
    ");
}

#[test]
fn a_longer_circle_ends_where_it_closes() {
    let circle = "Hen: {type: object, properties: {eggs: {type: array, items: {$ref: '#/components/schemas/Egg'}}}}\n\
                  Egg: {type: object, properties: {hen: {$ref: '#/components/schemas/Hen'}, shell: {type: object, properties: {of: {$ref: '#/components/schemas/Egg'}}}}}";
    assert_snapshot!(lowered("schema: {$ref: '#/components/schemas/Hen'}", circle), @"
    200 - object(Hen) 31
    200 eggs optional array<object(Egg)> 7
    200 eggs[].hen optional object(Hen) 8
    200 eggs[].shell optional object 8
    200 eggs[].shell.of optional object(Egg) 8
    ");
}

#[test]
fn another_name_of_a_type_is_that_type() {
    let book = "Book: {type: object, properties: {about: {$ref: '#/components/schemas/Subject'}}}\n\
                Subject: {description: A book., allOf: [{$ref: '#/components/schemas/Book'}]}";
    assert_snapshot!(lowered("schema: {$ref: '#/components/schemas/Book'}", book), @"
    200 - object(Book) 31
    200 about optional object(Book) 7
    ");
}
