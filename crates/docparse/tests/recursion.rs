//! Objects that hold themselves: what leads back is stated, and not entered again.

const HENS: &str = "\
Showing a Hen
=============

URI
---

POST /v1/{yard_id}/hens

.. table:: **Table 1** Path parameters

   ========= ========= ====== ==========
   Parameter Mandatory Type   Description
   ========= ========= ====== ==========
   yard_id   Yes       String Which yard.
   ========= ========= ====== ==========

Request Parameters
------------------

.. _hen:

.. table:: **Table 2** Request body parameters

   ========= ========= =================================== ===========
   Parameter Mandatory Type                                Description
   ========= ========= =================================== ===========
   eggs      No        Array of :ref:`Egg <egg>` objects   Her eggs.
   mother    No        :ref:`Hen <hen>` object             Her mother.
   ========= ========= =================================== ===========

.. _egg:

.. table:: **Table 3** Egg

   ========= ========= =================================== ===========
   Parameter Mandatory Type                                Description
   ========= ========= =================================== ===========
   size      Yes       Integer                             How large.
   hen       No        :ref:`Hen <hen>` object             Its hen.
   twins     No        Array of :ref:`Egg <egg>` objects   Its twins.
   ========= ========= =================================== ===========

Response Parameters
-------------------

**Status code: 200**

OK
";

#[test]
fn a_field_that_leads_back_is_stated_and_not_entered() {
    let page = docparse::read(HENS.as_bytes(), "page", &"otc".parse().unwrap());
    assert_eq!(page.problems, []);
    let contract = page.contracts[0].to_string();
    let body = contract.lines().filter(|line| line.starts_with("request"));
    let rows: Vec<String> = body.map(|row| row.split_whitespace().take(4).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        rows,
        [
            "request - object 24",
            "request eggs optional array<object(Egg)>",
            "request eggs[].size required integer",
            "request eggs[].hen optional object(Hen)",
            "request eggs[].twins optional array<object(Egg)>",
            "request mother optional object(Hen)",
        ]
    );
}
