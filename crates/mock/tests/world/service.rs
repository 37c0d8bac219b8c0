//! A service to try things on.

use std::path::Path;
use std::time::Duration;

use contract::{Address, Contract, Example, ExampleRole, FieldPath, Status, Type};
use http::{HeaderMap, StatusCode};
use mock::api::Checked;
use mock::world::World;
use mock::{Answer, Clock, Content, Trouble};
use serde_json::Value;

/// The services whose behaviour is known, with their folders.
pub(crate) const SERVICES: [(&str, &str); 4] =
    [("dcs", "specs/dcs"), ("drs", "specs/drs"), ("oms", "specs/oms"), ("beacon", "tests/specimen/specs/beacon")];

/// A service, its world, and the clock of it.
pub(crate) struct Played {
    pub(crate) service: spec::Service,
    pub(crate) world: World,
    pub(crate) clock: Clock,
    contracts: Vec<Contract>,
}

/// The service of that name.
pub(crate) fn load(name: &str) -> spec::Service {
    let (_, folder) = SERVICES.iter().find(|(other, _)| *other == name).expect("a service");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let loaded = spec::load(&root.join(folder), folder);
    assert_eq!(loaded.problems, [], "{name}");
    loaded.service.expect("a service without problems")
}

/// The service of that name, with a clock that stands still.
pub(crate) fn play(name: &str) -> Played {
    let service = load(name);
    let clock = Clock::held();
    let world = World::new(&service, clock.clone());
    Played { contracts: service.contracts(), world, clock, service }
}

/// A request with a body.
pub(crate) fn body(body: Value) -> Checked {
    Checked { body: Some(body), ..Checked::default() }
}

/// A request with arguments.
pub(crate) fn arguments(arguments: &[(&str, &str)]) -> Checked {
    let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Checked { arguments, ..Checked::default() }
}

impl Played {
    pub(crate) fn contract(&self, stem: &str) -> &Contract {
        let index = self.service.operations.iter().position(|operation| operation.stem == stem);
        &self.contracts[index.expect("an operation")]
    }

    /// The documented requests of an operation.
    pub(crate) fn requests(&self, stem: &str) -> Vec<&Example> {
        self.contract(stem).examples.iter().filter(|example| example.role == ExampleRole::Request).collect()
    }

    /// The documented success of an operation; the one of that name, if there is one.
    pub(crate) fn example(&self, stem: &str, name: Option<&str>) -> Answer {
        let contract = self.contract(stem);
        let is_success =
            |example: &&Example| matches!(example.role, ExampleRole::Response(Some(status)) if status.is_success());
        let examples: Vec<&Example> = contract.examples.iter().filter(is_success).collect();
        let named = examples.iter().find(|example| name.is_some() && example.name.as_deref() == name);
        let documented = named.or(examples.first());
        let status = match documented.map(|example| example.role) {
            Some(ExampleRole::Response(Some(Status::Code(code)))) => code,
            _ => self.success(stem),
        };
        let content = documented.and_then(|example| example.body.clone()).map_or(Content::Empty, Content::Json);
        let status = StatusCode::from_u16(status).expect("a status");
        Answer { status, headers: HeaderMap::new(), content }
    }

    fn success(&self, stem: &str) -> u16 {
        let codes = self.contract(stem).elements.iter().filter_map(|element| match &element.address {
            Address::Response(Status::Code(code), path) if path.is_root() && *code < 300 => Some(*code),
            _ => None,
        });
        codes.min().expect("a success")
    }

    /// What comes of a request.
    pub(crate) fn act(&self, stem: &str, request: &Checked) -> Result<Answer, Trouble> {
        self.world.act(stem, request, &self.example(stem, None)).expect("the behaviour of the operation is known")
    }

    /// The JSON that comes of a request.
    pub(crate) fn json(&self, stem: &str, request: &Checked) -> Value {
        match self.act(stem, request).expect("a success").content {
            Content::Json(body) => body,
            other => panic!("no JSON: {other:?}"),
        }
    }

    /// Whether an answer is of the documented form.
    pub(crate) fn misfits(&self, stem: &str, answer: &Answer) -> Vec<String> {
        let contract = self.contract(stem);
        let root = Address::Response(Status::Code(answer.status.as_u16()), FieldPath::root());
        let root_facts = &contract.get(&root).expect("a documented status").facts;
        match &answer.content {
            Content::Json(body) => contract::fit(contract, &root, body)
                .into_iter()
                .map(|misfit| format!("{}: {}", misfit.address, misfit.message))
                .collect(),
            Content::Empty if root_facts.ty().is_none_or(|ty| *ty == Type::Binary) => Vec::new(),
            other => vec![format!("{other:?} in place of JSON")],
        }
    }

    /// The status of a thing now.
    pub(crate) fn status(&self, thing: &str, id: &str) -> Option<String> {
        self.world.get(thing, id).expect("a kind of things").map(|thing| thing.status)
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}
