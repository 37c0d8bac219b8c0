//! Families of pages that differ in where they say method and path and in how a row finds the table of its object: each
//! is recognised, and every row of its tables has a place.

mod shown;
mod statuses;
mod uri;

use contract::{Contract, Edition, Fate};
use docparse::Page;

fn page(source: &str) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    docparse::read(source.as_bytes(), "page", &edition)
}

/// The operations of a page as `METHOD /path`.
fn operations(page: &Page) -> Vec<String> {
    let text = |contract: &Contract, aspect| {
        let operation = contract.get(&contract::Address::Operation)?;
        operation.facts.text(aspect).map(str::to_owned)
    };
    let shown = |contract: &Contract| {
        let (method, path) = (text(contract, contract::Aspect::Method), text(contract, contract::Aspect::Path));
        format!("{} {}", method.unwrap_or_default(), path.unwrap_or_default())
    };
    page.contracts.iter().map(shown).collect()
}

/// The addresses that the rows of the first operation state, and the reasons of those that state none.
fn told(page: &Page) -> Vec<String> {
    let rows = page.contracts.first().map(|contract| contract.rows.as_slice()).unwrap_or_default();
    let shown = |fate: &Fate| match fate {
        Fate::Header => Vec::new(),
        Fate::Told(addresses) => addresses.iter().map(ToString::to_string).collect(),
        Fate::Aside(why) => vec![format!("aside: {why}")],
        Fate::Unread(why) => vec![format!("unread: {why}")],
    };
    rows.iter().flat_map(|row| shown(&row.fate)).collect()
}

fn with_uri(uri: &str) -> Page {
    page(&format!("Lamps\n=====\n\nURI\n---\n\n{uri}\n"))
}

/// A page whose response is described by the tables given.
fn with_response(tables: &str) -> Page {
    page(&format!(
        "Lamps\n=====\n\nURI\n---\n\nGET /v1/lamps\n\nResponse Parameters\n-------------------\n\n{tables}\n"
    ))
}

#[test]
fn a_reference_may_stand_under_the_name() {
    let read = with_response(
        "
======================= ====== ===========
Parameter               Type   Description
======================= ====== ===========
:ref:`keeper <l__keep>` Object Who lights.
======================= ====== ===========

.. _l__keep:

.. table:: **Table 2** What is known

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   name      String How called.
   ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX keeper", "2XX keeper.name"]);
}

#[test]
fn a_list_of_whatever_with_a_table_is_one_of_objects() {
    let read = with_response(
        "
========= ===== ======================================
Parameter Type  Description
========= ===== ======================================
keepers   Array Who lights. See :ref:`Table 2 <l__t>`.
========= ===== ======================================

.. _l__t:

.. table:: **Table 2** What is known

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   name      String How called.
   ========= ====== ===========",
    );
    let keepers = read.contracts[0].get(&"2XX keepers".parse().unwrap()).unwrap();
    assert_eq!(keepers.facts.ty().unwrap().to_string(), "array<object>");
}

#[test]
fn a_type_may_be_a_sentence_with_a_reference() {
    let read = with_response(
        "
========= ================================================================== ===========
Parameter Type                                                               Description
========= ================================================================== ===========
keeper    Dictionary data structure. For details, see :ref:`Table 2 <l__t>`. Who lights.
bulbs     List data structure. For details, see :ref:`Table 2 <l__t>`.       What shines.
========= ================================================================== ===========

.. _l__t:

.. table:: **Table 2** What is known

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   name      String How called.
   ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX keeper", "2XX bulbs", "2XX keeper.name", "2XX bulbs[].name"]);
}

#[test]
fn a_body_may_be_a_list_without_a_name() {
    let read = with_response(
        "
========= ============================== ===========
Parameter Type                           Description
========= ============================== ===========
[items]   Array of :ref:`Lamp <l__lamp>` All of them.
========= ============================== ===========

.. _l__lamp:

.. table:: **Table 2** Lamp

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   id        String Which one.
   ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX", "2XX [].id"]);
}

const OBJECT: &str = "

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   key       String Which one.
   ========= ====== ===========
";

fn tagged(row: &str, caption: &str) -> Vec<String> {
    let first = "
============ ================ ===========
Parameter    Type             Description
============ ================ ===========
";
    told(&with_response(&format!(
        "{first}{row}
crews        Array of objects Who lights.
============ ================ ===========

.. table:: **Table 2** {caption}{OBJECT}"
    )))
}

#[test]
fn a_caption_names_the_field_by_its_last_word() {
    let tags = "tags         Array of objects All tags.";
    assert_eq!(tagged(tags, "**lamp_tag** field description"), ["2XX tags", "2XX crews", "2XX tags[].key"]);
    assert_eq!(tagged(tags, "TagOfLampResp"), ["2XX tags", "2XX crews", "2XX tags[].key"]);
    let unread = "unread: no row refers to the object that this table describes";
    assert_eq!(
        tagged("lamp_groups  Array of objects Some.", "**lamp_options** field"),
        ["2XX lamp_groups", "2XX crews", unread]
    );
}

#[test]
fn a_path_in_a_caption_ends_in_the_name_of_the_field() {
    let lamp = "lamp         Object           The lamp.";
    assert_eq!(tagged(lamp, "Data structure of the tower/lamp field"), ["2XX lamp", "2XX crews", "2XX lamp.key"]);
}

#[test]
fn the_fields_of_a_json_text_are_no_fields_of_the_body() {
    let aside = "aside: fields of a value that travels as text";
    let property = "property     String           More of it.";
    assert_eq!(tagged(property, "**property** field description"), ["2XX property", "2XX crews", aside]);
}

#[test]
fn each_status_has_its_own_copy_of_a_table() {
    let answer = |status: u16, reference: &str| {
        format!(
            "
**Status code: {status}**

========= ============================== ===========
Parameter Type                           Description
========= ============================== ===========
lamp      :ref:`Lamp <l__lamp>` object   The lamp.
========= ============================== ===========

{reference}

.. table:: **Table {status}** Lamp{OBJECT}"
        )
    };
    let read = with_response(&(answer(200, ".. _l__lamp:") + &answer(201, "")));
    assert_eq!(told(&read), ["200 lamp", "200 lamp.key", "201 lamp", "201 lamp.key"]);
}

#[test]
fn a_row_that_is_shifted_by_a_column_keeps_its_type() {
    let read = with_response(
        "
========= ==== ===========
Parameter Type Description
========= ==== ===========
lamp      No   Integer
========= ==== ===========",
    );
    let element = read.contracts[0].elements.iter().find(|element| element.address.to_string() == "2XX lamp").unwrap();
    assert_eq!(element.facts.ty().map(ToString::to_string).as_deref(), Some("integer"));
}

#[test]
fn a_body_without_a_name_is_what_its_type_says() {
    let read = with_response(
        "
========= ====== ===========
Parameter Type   Description
========= ====== ===========
``-``     String The log.
========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX"]);
    assert_eq!(read.contracts[0].elements[1].facts.ty().map(ToString::to_string).as_deref(), Some("string"));
}

#[test]
fn a_body_may_be_a_map_of_any_keys() {
    let read = with_response(
        "
================== ============================================ ===========
Parameter          Type                                         Description
================== ============================================ ===========
{User defined key} Map<String,Array of :ref:`Lamp <l__lamp>`>   By tower.
================== ============================================ ===========

.. _l__lamp:

.. table:: **Table 2** Lamp

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   id        String Which one.
   ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX", "2XX {}[].id"]);
    let ty = read.contracts[0].elements[1].facts.ty().map(ToString::to_string);
    assert_eq!(ty.as_deref(), Some("map<array<object(Lamp)>>"));
}

#[test]
fn the_items_of_a_body_have_many_names() {
    let read = with_response(
        "
================= =============================== ===========
Parameter         Type                            Description.
================= =============================== ===========
*[Array element]* Array of :ref:`objects <l__it>` All of them.
================= =============================== ===========

.. _l__it:

.. table:: **Table 2** *[Array element]* parameters

   ========= ====== ===========
   Parameter Type   Description
   ========= ====== ===========
   id        String Which one.
   ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX", "2XX [].id"]);
    assert_eq!(read.contracts[0].elements[1].words.as_deref(), Some("All of them."));
}

#[test]
fn a_column_of_parameters_may_say_how_items_travel() {
    let read = with_response(
        "
=============== ========= ====== ===========
Response Item   Parameter Type   Description
=============== ========= ====== ===========
X-Subject-Token header    String The token.
token           body      Object What it is for.
=============== ========= ====== ===========",
    );
    assert_eq!(told(&read), ["2XX header X-Subject-Token", "2XX token"]);
}

#[test]
fn the_host_is_no_parameter() {
    let read = with_uri(
        "GET /v1/lamps/{id}\n\n========= ========= ===========\nParameter Mandatory Description\n========= ========= ===========\nendpoint  Yes       Where.\nid        Yes       Which one.\n========= ========= ===========",
    );
    assert_eq!(told(&read), ["aside: the host, which is no parameter", "path id"]);
}

#[test]
fn an_operation_may_succeed_with_a_choice() {
    let read = page(
        "Lamps\n=====\n\nAPI Format\n----------\n\nGET /\n\nResponse\n--------\n\n========= ====== ===========\nParameter Type   Description\n========= ====== ===========\nversions  Array  All.\n========= ====== ===========\n\nStatus Codes\n------------\n\n-  Normal\n\n   300\n",
    );
    assert_eq!(operations(&read), ["GET /"]);
    assert_eq!(told(&read), ["300 versions"]);
}

#[test]
fn what_follows_a_label_alone_belongs_to_it() {
    let read = with_response(
        "-  Example:

.. code-block::

   {\"lamp\": 1}

-  Parameter description

.. table:: **Table 1** Response parameters

   ========= ======= ===========
   Parameter Type    Description
   ========= ======= ===========
   lamp      Integer The lamp.
   ========= ======= ===========",
    );
    assert_eq!(told(&read), ["2XX lamp"]);
    let examples: Vec<_> = read.contracts[0].examples.iter().map(|example| example.role).collect();
    assert_eq!(examples, [contract::ExampleRole::Response(None)]);
}

#[test]
fn a_paragraph_may_be_the_heading_of_an_example() {
    let read = with_response(
        "Example response

::

   {\"lamp\": 1}

========= ======= ===========
Parameter Type    Description
========= ======= ===========
lamp      Integer The lamp.
========= ======= ===========",
    );
    assert_eq!(told(&read), ["2XX lamp"]);
    assert_eq!(read.contracts[0].examples.len(), 1);
}

#[test]
fn items_within_an_item_tell_the_cases_of_one_body() {
    let table = |name: &str| {
        format!(
            "      ========= ========= ====== ===========\n      Parameter Mandatory Type   Description\n      ========= ========= ====== ===========\n      {name}      Yes       String A value.\n      ========= ========= ====== ===========\n"
        )
    };
    let read = page(&format!(
        "Lamps\n=====\n\nURI\n---\n\nPOST /v1/lamps\n\nRequest Parameters\n------------------\n\n-  Parameters in the request body\n\n   -  Lighting a lamp by its name (**method** is **name**)\n\n{}\n   -  Lighting a lamp by its tower (**method** is **tower**)\n\n{}",
        table("name"),
        table("town"),
    ));
    assert_eq!(told(&read), ["request name", "request town"]);
}

#[test]
fn an_answer_in_the_form_of_failures_is_none_of_the_success() {
    let read = with_response(
        "
========= ======= ===========
Parameter Type    Description
========= ======= ===========
lamp      Integer The lamp.
========= ======= ===========

-  Example response

   ::

      {\"lamp\": 1}

   or

   ::

      {\"error\": {\"error_code\": \"LAMP.7\", \"error_msg\": \"dark\"}}",
    );
    let examples: Vec<_> = read.contracts[0].examples.iter().map(|example| example.role).collect();
    let failure = contract::ExampleRole::Response(Some(contract::Status::Default));
    assert_eq!(examples, [contract::ExampleRole::Response(None), failure]);
    assert_eq!(read.contracts[0].defects, []);
}

#[test]
fn object_storage_shows_the_request_as_a_whole_and_its_parameters_are_of_the_query() {
    let read = page(
        "Lamp Parts\n==========\n\nRequest Syntax\n--------------\n\n::\n\n   PUT /Lamp?part=part HTTP/1.1\n   Host: lamps.example.com\n\nRequest Parameters\n------------------\n\n.. table:: **Table 1** Request parameters\n\n   +-----------+---------------+-----------+\n   | Parameter | Description   | Mandatory |\n   +===========+===============+===========+\n   | part      | Which one.    | Yes       |\n   |           |               |           |\n   |           | Type: integer |           |\n   +-----------+---------------+-----------+\n",
    );
    assert_eq!(operations(&read), ["PUT /Lamp"]);
    assert_eq!(told(&read), ["query part"]);
    let ty = read.contracts[0].elements[1].facts.get(contract::Aspect::Type).unwrap();
    assert_eq!((ty.value.to_string().as_str(), ty.basis), ("integer", contract::Basis::Label));
}

#[test]
fn an_answer_may_show_the_only_status() {
    let read = with_response("\nExample Response\n----------------\n\n::\n\n   HTTP/1.1 204 No Content\n");
    let addresses: Vec<String> = read.contracts[0].elements.iter().map(|element| element.address.to_string()).collect();
    assert_eq!(addresses, ["operation", "204"]);
}

#[test]
fn the_function_may_say_that_the_operation_is_deprecated() {
    let read = page(
        "Lamps (V1, Deprecated)\n======================\n\nFunction\n--------\n\nThis API has been deprecated. Use another.\n\nURI\n---\n\nGET /v1/lamps\n",
    );
    assert!(read.contracts[0].elements[0].facts.get(contract::Aspect::Deprecated).is_some());
}

#[test]
fn an_object_on_another_page_is_told_and_not_lost() {
    let read = with_response(
        "
========= ================================= ===========
Parameter Type                              Description
========= ================================= ===========
lamp      :ref:`Lamp <other__lamp>` object  The lamp.
========= ================================= ===========",
    );
    assert_eq!(read.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["object-elsewhere"]);
    assert!(read.references.iter().all(|reference| reference.resolution == docparse::Resolution::Reported));
}
