//! What a draft makes of a page that a client cannot follow to the letter.

use std::collections::BTreeSet;

use xtask::Exit;

use crate::scratch::Scratch;
use crate::{draft, open_rules};

/// A page whose callers may leave out the token.
const FREE: &str = "Renaming a Fleet\n================\n\nURI\n---\n\nPUT /v1/fleets/name\n\nRequest Parameters\n\
                    ------------------\n\n.. table:: **Table 1** Request header parameters\n\n   \
                    ============ ========= ====== ===============\n   Parameter    Mandatory Type   Description\n   \
                    ============ ========= ====== ===============\n   X-Auth-Token No        String Says who calls.\n   \
                    ============ ========= ====== ===============\n\nStatus Codes\n------------\n\n\
                    =========== ===========\nStatus Code Description\n=========== ===========\n204         Renamed.\n\
                    =========== ===========\n";

/// A page of an operation that sends XML.
const XML: &str = "Winding a Clock\n===============\n\nRequest Syntax\n--------------\n\n::\n\n   PUT /?spring HTTP/1.1\n   \
                   Host: tower\n\n   <Spring>\n     <Turns>value</Turns>\n   </Spring>\n\nRequest Elements\n\
                   ----------------\n\n======= ====== =========\nElement Type   Mandatory\n======= ====== =========\n\
                   Turns   String Yes\n======= ====== =========\n";

#[test]
fn a_token_that_callers_may_leave_out_is_sent_and_the_page_has_a_quirk() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/fleets/rename.rst", FREE);
    draft(&scratch, "pages/otc/fleets/rename.rst", &[]);
    assert_eq!(open_rules(&scratch, "fleets"), BTreeSet::from(["unwritten".to_owned()]));
    let quirks = scratch.read("specs/fleets/quirks.yaml");
    assert!(quirks.contains("header X-Auth-Token") && quirks.contains("presence"), "{quirks}");
    assert!(scratch.path("specs/fleets/rename_fleet.yaml").is_file());
}

#[test]
fn bodies_in_xml_are_not_drafted_as_json() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/clocks/wind.rst", XML);
    let told = scratch.refused(&["new", "operation", "--page", "pages/otc/clocks/wind.rst"], Exit::BadInput);
    assert!(told.contains("xml-body") && told.contains("the bodies of this operation are XML"), "{told}");
    assert!(told.contains("for JSON and for bytes alone"), "{told}");
}
