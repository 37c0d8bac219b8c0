//! Tables that list the fields of an object and the object itself in one: what the rows are about is told by a column, by
//! words, or by an example.

use contract::{Edition, Fate};
use docparse::Page;

fn page(source: &str) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    docparse::read(source.as_bytes(), "page", &edition)
}

/// The addresses that the rows of the only operation state.
fn told(page: &Page) -> Vec<String> {
    let addresses = |fate: &Fate| match fate {
        Fate::Told(addresses) => addresses.iter().map(ToString::to_string).collect(),
        Fate::Header => Vec::new(),
        other => vec![format!("{other:?}")],
    };
    page.contracts[0].rows.iter().flat_map(|row| addresses(&row.fate)).collect()
}

/// What is known of the type at an address, and how surely.
fn ty(page: &Page, address: &str) -> String {
    let element = page.contracts[0].elements.iter().find(|element| element.address.to_string() == address).unwrap();
    let fact = element.facts.get(contract::Aspect::Type).unwrap();
    format!("{} {:?}", fact.value, fact.basis)
}

fn answered(table: &str, example: &str) -> Page {
    page(&format!(
        "Lamps\n=====\n\nURI\n---\n\nGET /v1/lamps\n\nResponse\n--------\n\n{table}\n\nExample Response\n----------------\n\n::\n\n{example}\n"
    ))
}

#[test]
fn inner_names_have_a_column_of_their_own() {
    let read = answered(
        "
+-----------+---------------+---------+-------------+
| Parameter | Sub-Parameter | Type    | Description |
+===========+===============+=========+=============+
| id        | N/A           | String  | Which one.  |
+-----------+---------------+---------+-------------+
| bulb      | watts         | Integer | How bright. |
+-----------+---------------+---------+-------------+
|           | maker         | String  | Who made it.|
+-----------+---------------+---------+-------------+",
        "   {}",
    );
    assert_eq!(told(&read), ["2XX id", "2XX bulb.watts", "2XX bulb.maker"]);
    assert_eq!(ty(&read, "2XX bulb"), "object Column");
    let names: Vec<&str> = read.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Parameter", "id", "bulb", "maker"]);
}

#[test]
fn words_name_the_element_that_holds_another() {
    let read = answered(
        "
======= ====== ==============================================
Element Type   Description
======= ====== ==============================================
Lamp    XML    All of it.
Bulb    XML    What shines. Parent: Lamp
Watts   String How bright. Ancestor: Lamp.Bulb
Id      String Which one. Ancestor: Lamp or Bulb
======= ====== ==============================================",
        "   <Lamp/>",
    );
    assert_eq!(told(&read), ["2XX Lamp", "2XX Lamp.Bulb", "2XX Lamp.Bulb.Watts", "2XX Id"]);
    assert_eq!(ty(&read, "2XX Lamp.Bulb"), "object Column");
}

#[test]
fn elements_that_name_each_other_as_parents_nest_once() {
    let read = answered(
        "
======= ====== ==============================================
Element Type   Description
======= ====== ==============================================
Lamp    XML    All of it. Parent: Bulb
Bulb    XML    What shines. Parent: Lamp
======= ====== ==============================================",
        "   <Lamp/>",
    );
    assert_eq!(told(&read), ["2XX Bulb.Lamp", "2XX Lamp.Bulb"]);
}

const FLAT: &str = "
========= ====== ===========
Parameter Type   Description
========= ====== ===========
lamps     Array  All of them.
id        String Which one.
links     Array  Where.
href      String The address.
total     Int    How many.
========= ====== ===========";

#[test]
fn an_example_shows_which_object_a_row_belongs_to() {
    let read = answered(FLAT, "   {\"lamps\": [{\"id\": \"1\", \"links\": [{\"href\": \"x\"}]}], \"total\": 1}");
    assert_eq!(
        told(&read),
        ["2XX lamps", "2XX lamps[].id", "2XX lamps[].links", "2XX lamps[].links[].href", "2XX total"]
    );
    assert_eq!(read.contracts[0].defects, []);
}

#[test]
fn a_name_that_an_example_shows_at_two_places_stays_where_the_table_has_it() {
    let read = answered(FLAT, "   {\"id\": \"7\", \"lamps\": [{\"id\": \"1\"}]}");
    assert_eq!(told(&read), ["2XX lamps", "2XX id", "2XX links", "2XX href", "2XX total"]);
}

#[test]
fn elements_nest_as_their_tags_do() {
    let read = answered(
        "
+---------+--------------+
| Element | Description  |
+=========+==============+
| Lamps   | All.         |
|         |              |
|         | Type: XML    |
+---------+--------------+
| Lamp    | One.         |
|         |              |
|         | Type: XML    |
+---------+--------------+
| Id      | Which one.   |
|         |              |
|         | Type: string |
+---------+--------------+",
        "   HTTP/1.1 200\n\n   <Lamps>\n     <Lamp>\n       <Id>1</Id>\n       <Lit/>\n     </Lamp>\n   </Lamps>",
    );
    assert_eq!(told(&read), ["200 Lamps", "200 Lamps.Lamp", "200 Lamps.Lamp.Id"]);
    assert_eq!(ty(&read, "200 Lamps.Lamp.Id"), "string Label");
}

#[test]
fn elements_nest_whichever_row_comes_first() {
    let read = answered(
        "
======= ======= ==================
Element Type    Description
======= ======= ==================
Silent  Boolean Whether it is so.
Remove  XML     What to take away.
Name    String  How it is called.
Clock   XML     One of them.
======= ======= ==================",
        "   <Remove>\n     <Silent>true</Silent>\n     <Clock>\n       <Name>Big</Name>\n     </Clock>\n   </Remove>",
    );
    assert_eq!(told(&read), ["2XX Remove.Silent", "2XX Remove", "2XX Remove.Clock.Name", "2XX Remove.Clock"]);
}

#[test]
fn a_caption_names_a_field_that_only_the_example_shows() {
    let read = page(
        "Lamps
=====

URI
---

PUT /v1/lamps

Request
-------

.. table:: **Table 1** **mode** parameter description

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   mode      Yes       String How.
   ========= ========= ====== ===========

.. table:: **Table 2** **lamp_plan** parameter description

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   from      No        String When.
   ========= ========= ====== ===========

Example Request
---------------

::

   {\"mode\": \"dim\", \"lamp_plan\": {\"from\": \"dusk\"}}
",
    );
    assert_eq!(told(&read), ["request mode", "request lamp_plan.from"]);
    assert_eq!(ty(&read, "request lamp_plan"), "object Example");
    assert_eq!(read.contracts[0].defects, []);
}
