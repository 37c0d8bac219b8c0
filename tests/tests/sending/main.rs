//! What the documentation forbids is refused before anything is sent, and nothing else is.

mod attempts;
mod audit;
mod wire;

use std::collections::BTreeSet;

use contract::{Address, Aspect, Contract, Value};
use evidence::document::contract;
use evidence::requests::{self, REQUESTS};

use crate::audit::{Audit, audit};

fn all(look: impl Fn(&requests::Request) -> Contract) -> Audit {
    let mut all = Audit::default();
    for request in REQUESTS {
        all += audit(request, &look(request));
    }
    all
}

fn documented(request: &requests::Request) -> Contract {
    contract(request.service, request.operation).clone()
}

/// The list is the generator's, and the specs are asked whether it forgot anything.
#[test]
fn every_request_is_here_with_every_argument() {
    let mut documented = Vec::new();
    for service in evidence::all_services() {
        for operation in evidence::load(&evidence::home(&service), &service).operations {
            let contract = contract(&service, &operation.stem);
            let arguments = contract.elements.iter().filter(|element| match &element.address {
                Address::Parameter(..) => !requests::is_of_the_runtime(element),
                Address::Request(path) => path.is_root(),
                _ => false,
            });
            let arguments: BTreeSet<Address> = arguments.map(|element| element.address.clone()).collect();
            documented.push((service.clone(), operation.stem, arguments));
        }
    }
    let listed = REQUESTS.iter().map(|request| {
        let arguments = request.arguments.iter().map(|name| name.parse().expect("an address")).collect();
        (request.service.to_owned(), request.operation.to_owned(), arguments)
    });
    assert_eq!(listed.collect::<Vec<_>>(), documented);
}

#[test]
fn every_rule_that_is_broken_is_told_and_every_limit_itself_is_kept() {
    let audit = all(documented);
    assert!(audit.disagreements.is_empty(), "{}", audit.disagreements.join("\n"));
    assert!(audit.refused > 150, "{}", audit.refused);
    let Audit { rules, refused, passed, allowed, .. } = audit;
    println!("{rules} documented rules broken in {refused} ways, each refused with its path and rule");
    println!("{passed} values at the limits passed; {allowed} refused ones passed once they were allowed by name");
}

/// The audit is worth something only if it sees a limit that is off by one.
#[test]
fn no_limit_can_be_off_by_one_unseen() {
    use Aspect::{MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum};
    let mut moved = 0;
    for request in REQUESTS {
        let documented = documented(request);
        for index in 0..documented.elements.len() {
            let element = &documented.elements[index];
            if !element.address.is_request() || requests::is_of_the_runtime(element) {
                continue;
            }
            for aspect in [MinLength, MaxLength, Minimum, Maximum, MinItems, MaxItems] {
                let Some(fact) = element.facts.get(aspect).cloned() else { continue };
                let Some(limit) = element.facts.number(aspect).and_then(serde_json::Number::as_f64) else { continue };
                for by in [-1.0, 1.0] {
                    // A limit that nothing can be below is none.
                    if limit + by < 0.0 && !matches!(aspect, Minimum | Maximum) {
                        continue;
                    }
                    let mut other = documented.clone();
                    let number = serde_json::Number::from_f64(limit + by).expect("a finite limit");
                    let facts = &mut other.elements[index].facts;
                    facts.set(aspect, Value::Number(number), fact.at.clone(), fact.basis);
                    let audit = audit(request, &other);
                    let place = &other.elements[index].address;
                    assert!(!audit.disagreements.is_empty(), "{}: {aspect} of {place}, by {by}", request.operation);
                    moved += 1;
                }
            }
        }
    }
    assert!(moved > 100, "{moved}");
    println!("{moved} limits that were off by one, each found");
}

#[test]
fn no_presence_and_no_value_can_differ_unseen() {
    let mut changed = 0;
    for request in REQUESTS {
        let documented = documented(request);
        for index in 0..documented.elements.len() {
            let element = &documented.elements[index];
            if !element.address.is_request() || requests::is_of_the_runtime(element) {
                continue;
            }
            let mut others = Vec::new();
            let may_be_left_out = requests::may_be_left_out(&element.address.to_string());
            if let Some(fact) = element.facts.get(Aspect::Presence).filter(|_| !may_be_left_out) {
                let turned = match element.facts.presence() {
                    contract::Presence::Required => contract::Presence::Optional,
                    _ => contract::Presence::Required,
                };
                others.push((Aspect::Presence, Value::Presence(turned), fact.clone()));
            }
            if let (Some(words), Some(fact)) = (element.facts.list(Aspect::Values), element.facts.get(Aspect::Values)) {
                others.push((Aspect::Values, Value::List(words[1..].to_vec()), fact.clone()));
                let more = words.iter().cloned().chain(["77".to_owned()]).collect();
                others.push((Aspect::Values, Value::List(more), fact.clone()));
            }
            for (aspect, value, fact) in others {
                let mut other = documented.clone();
                other.elements[index].facts.set(aspect, value, fact.at, fact.basis);
                let audit = audit(request, &other);
                let place = &other.elements[index].address;
                // What is required and what may be left out differ in a document only where it can be left out.
                assert!(!audit.disagreements.is_empty(), "{}: {aspect} of {place}", request.operation);
                changed += 1;
            }
        }
    }
    println!("{changed} presences and lists of values that differed, each found");
}

#[test]
fn a_request_tells_everything_that_is_wrong_with_it_at_once() {
    let request = requests::find("beacon", "light_lamps");
    let mut given = requests::Given::default();
    given.set("header X-Watch-Number", serde_json::json!(9));
    given.set("request", serde_json::json!({"orders": [{"level": 7}], "reason": "no", "password": "short"}));
    let refused = request.check(&given).expect_err("much is wrong");
    let told: Vec<String> = refused.violations().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    `site_id` is missing
    `X-Watch-Number` is 9, more than 4
    `body.orders[0].lamp_id` is missing
    `body.orders[0].level` is 7, not one of 0, 1, 2
    `body.watch` is missing
    `body.reason` has 2 characters, and at least 3 must be there
    `body.password` has 5 characters, and at least 8 must be there
    ");
    assert!(!refused.to_string().contains("short"), "a secret is in {refused}");
}

#[tokio::test]
async fn a_request_with_nothing_in_it_names_everything_that_it_needs_and_does_not_leave() {
    for request in REQUESTS {
        let documented = documented(request);
        let needed = request.arguments.iter().filter(|name| !requests::may_be_left_out(name)).filter(|name| {
            let address = name.parse().expect("an address");
            documented.get(&address).is_some_and(|element| element.facts.presence() == contract::Presence::Required)
        });
        let needed: Vec<String> = needed.map(|name| audit::argument(name).to_owned()).collect();
        let given = requests::Given::default();
        let told = match request.check(&given) {
            Ok(()) => Vec::new(),
            Err(refused) => refused.violations().iter().map(|violation| violation.path.clone()).collect(),
        };
        assert_eq!(told, needed, "{}", request.operation);
        if !needed.is_empty() {
            let error = request.send(&requests::NOWHERE, &given).await.expect_err("nobody listens there");
            assert!(error.is_invalid_request(), "{}: {error}", request.operation);
        }
    }
}

#[test]
fn nothing_lets_a_header_be_split() {
    let mut count = 0;
    for request in REQUESTS {
        for name in request.arguments.iter().filter(|name| name.starts_with("header ")) {
            let mut given = audit::valid(request, &documented(request)).1;
            if !given.get(name).is_some_and(serde_json::Value::is_string) {
                continue;
            }
            given.set(name, serde_json::json!("a\r\nX-Auth-Token: b"));
            given.allow(audit::argument(name));
            let refused = request.check(&given).expect_err("it would be two headers");
            assert!(refused.violations().iter().any(|violation| !violation.can_be_allowed), "{refused}");
            count += 1;
        }
    }
    assert!(count > 2, "{count}");
}

#[test]
fn nothing_lets_a_path_be_changed() {
    let mut count = 0;
    for request in REQUESTS {
        for name in request.arguments.iter().filter(|name| name.starts_with("path ")) {
            for escape in ["", ".", ".."] {
                let mut given = audit::valid(request, &documented(request)).1;
                if !given.get(name).is_some_and(serde_json::Value::is_string) {
                    continue;
                }
                given.set(name, serde_json::json!(escape));
                given.allow(&name["path ".len()..]);
                let refused = request.check(&given).expect_err("it would be another route");
                assert!(refused.violations().iter().any(|violation| !violation.can_be_allowed), "{refused}");
                count += 1;
            }
        }
    }
    println!("{count} values that would change a path, refused whatever is allowed");
}
