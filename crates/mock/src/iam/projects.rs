//! Which projects and domains there are.

use http::StatusCode;
use serde_json::{Value, json};

use super::Iam;
use super::asked::{Asked, Refused};
use super::directory::Named;
use crate::Answer;

/// The projects that are listed to whoever names none: regions of both clouds.
const LISTED: [&str; 4] = ["cn-north-4", "ap-southeast-3", "eu-de", "eu-nl"];

/// The project of a name, or some.
pub(super) fn projects(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let caller = iam.keyring.authenticate(asked.request, asked.body, asked.now)?;
    let domain = iam.domain_of(&caller);
    let projects: Vec<Value> = match asked.query("name")? {
        Some(name) => Named::project(&name).iter().map(|project| entry(project, &domain)).collect(),
        None => LISTED.iter().filter_map(|name| Named::project(name)).map(|project| entry(&project, &domain)).collect(),
    };
    Ok(list("projects", projects))
}

/// The domain of whoever asks.
pub(super) fn domains(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let caller = iam.keyring.authenticate(asked.request, asked.body, asked.now)?;
    let Named { id, name } = iam.domain_of(&caller);
    let domain = json!({ "id": id, "name": name, "description": "", "enabled": true, "links": {} });
    Ok(list("domains", vec![domain]))
}

fn entry(Named { id, name }: &Named, domain: &Named) -> Value {
    json!({
        "id": id,
        "name": name,
        "domain_id": domain.id,
        "parent_id": domain.id,
        "description": "",
        "is_domain": false,
        "enabled": true,
        "links": {},
    })
}

fn list(name: &str, entries: Vec<Value>) -> Answer {
    let json = json!({ name: entries, "links": { "self": null, "previous": null, "next": null } });
    Answer::json(StatusCode::OK, json)
}
