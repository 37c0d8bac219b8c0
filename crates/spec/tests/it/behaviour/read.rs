//! What is read.

use std::time::Duration;

use spec::{Attribute, Behaviour, Choice, Does, Effect};

use super::{BEHAVIOUR, load};
use crate::fixture::messages;

fn read(behaviour: &str) -> Behaviour {
    let loaded = load(behaviour.as_bytes());
    assert_eq!(messages(&loaded), "");
    loaded.service.expect("a service").behaviour.expect("a behaviour")
}

#[test]
fn a_service_needs_none() {
    assert_eq!(crate::fixture::service().behaviour, None);
}

#[test]
fn codes_are_read_by_class() {
    let errors = read(BEHAVIOUR).errors;
    let told: Vec<String> = errors.iter().map(|error| format!("{} {} {}", error.class, error.code, error.at)).collect();
    assert_eq!(
        told,
        ["invalid JOB.1 specs/lamps/behaviour.yaml:2:12", "wrong_state JOB.2 specs/lamps/behaviour.yaml:3:16"]
    );
}

#[test]
fn a_kind_of_things_is_read_with_all_that_it_says() {
    let job = read(BEHAVIOUR).things.remove(0);
    assert_eq!((job.name.as_str(), job.first.as_str()), ("job", "NEW"));
    assert_eq!(job.statuses, ["NEW", "BUSY", "DONE"]);
    let moves: Vec<_> = job.moves.iter().map(|step| (step.from.as_str(), step.to.as_str(), step.after)).collect();
    assert_eq!(moves, [("NEW", "BUSY", Duration::from_secs(5)), ("BUSY", "DONE", Duration::from_secs(60))]);
    let seed: Vec<_> = job.seed.iter().map(|one| (one.id.as_str(), one.status.as_str())).collect();
    assert_eq!(seed, [("j-1", "BUSY"), ("j-2", "DONE")]);
}

#[test]
fn an_operation_is_read_with_what_it_does() {
    let acts = read(BEHAVIOUR).acts;
    let stems: Vec<&str> = acts.iter().map(|act| act.operation.as_str()).collect();
    assert_eq!(stems, ["stop_jobs", "show_job", "list_jobs", "delete_job", "make_job"]);
    let [stop, show, list, delete, make] = acts.as_slice() else { panic!("{acts:?}") };

    let Does::Change(stop) = &stop.does else { panic!("{stop:?}") };
    let Choice::By { field, cases, default } = &stop.choice else { panic!("{stop:?}") };
    assert_eq!((stop.id.to_string().as_str(), field.to_string().as_str()), ("request jobs[].id", "request jobs[].how"));
    assert_eq!(
        (cases[0].1.from.as_slice(), default),
        (&["NEW".to_owned(), "BUSY".to_owned()][..], &None),
        "x-callable-in"
    );
    assert_eq!(
        (cases[1].0.as_str(), &cases[1].1.from, &cases[1].1.to),
        ("later", &vec!["NEW".to_owned()], &Effect::To("BUSY".to_owned()))
    );
    let answer = stop.answer.as_ref().expect("an answer");
    assert_eq!(
        (answer.items.to_string().as_str(), &answer.missing, &answer.invalid),
        ("results[]", &answer.failure, &answer.failure),
        "what is missing or not said is a failure"
    );

    let Does::Show(show) = &show.does else { panic!("{show:?}") };
    assert_eq!((&show.shows[1].what, show.shows[1].path.to_string().as_str()), (&Attribute::Status, "state"));
    let Does::List(list) = &list.does else { panic!("{list:?}") };
    assert_eq!(
        (&list.shows[2].what, list.shows[2].path.to_string().as_str()),
        (&Attribute::Kept("owner".to_owned()), "name")
    );
    let Does::Change(delete) = &delete.does else { panic!("{delete:?}") };
    let Choice::Always(step) = &delete.choice else { panic!("{delete:?}") };
    assert_eq!((&step.to, step.from.len()), (&Effect::Removes, 3), "from all");
    let Does::Create(make) = &make.does else { panic!("{make:?}") };
    assert_eq!((make.id.to_string().as_str(), make.keeps.len()), ("id", 1));
}
