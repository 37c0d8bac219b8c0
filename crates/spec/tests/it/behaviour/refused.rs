//! What is refused.

use spec::SourceFile;

use super::{B, BEHAVIOUR, SHOW, told};
use crate::fixture::{LABEL, lamps, messages};

#[test]
fn each_message_says_what_is_wrong_and_what_to_do() {
    let wrong = [
        ("by: request jobs[].how", "by: request jobs[].who"),
        ("first: NEW", "first: NEWS"),
        ("      now: {to", "      soon: {to"),
        ("success: {result: ok}", "success: {result: fine, code: x}"),
        ("success: {result: ok}", "success: {}"),
        ("j-1: BUSY", "job-number-1: BUSY"),
        ("status: state", "status: stat"),
        ("{id: 'jobs[].id', ", "{id: 'jobs[].name', "),
        ("BUSY: {to: DONE,", "BUSY: {to: NEW,"),
        ("statuses: [NEW, BUSY, DONE]", "statuses: [NEW, BUSY, DONE, GONE]"),
    ];
    let told: Vec<String> = wrong.iter().map(|(from, to)| format!("{}\n", told(from, to))).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    error[path]: `request jobs[].who` is no part of the request
      --> specs/lamps/behaviour.yaml:20:9
      ::: specs/lamps/stop_jobs.yaml:5:5: this is what it is about
      = help: did you mean `request jobs[].how`?

    error[status]: `NEWS` is no status of `job`
      --> specs/lamps/behaviour.yaml:8:12
      = help: did you mean `NEW`?

    error[case]: `soon` is no documented value of `request jobs[].how`
      --> specs/lamps/behaviour.yaml:22:7
      ::: specs/lamps/stop_jobs.yaml:22:23: this is what it is about
      = help: the values are `now` and `later`

    error[answer]: `fine` is none of ok, failed
      --> specs/lamps/behaviour.yaml:28:17
      ::: specs/lamps/stop_jobs.yaml:42:25: this is what it is about
      = help: write what the answer may have there
    error[answer]: expected integer, but found a string
      --> specs/lamps/behaviour.yaml:28:31
      ::: specs/lamps/stop_jobs.yaml:43:25: this is what it is about
      = help: write what the answer may have there

    error[answer]: `result` is required, but left out
      --> specs/lamps/behaviour.yaml:28:7
      ::: specs/lamps/stop_jobs.yaml:42:25: this is what it is about
      = help: add it

    error[seed]: 12 characters, but at most 8 are allowed
      --> specs/lamps/behaviour.yaml:13:7
      ::: specs/lamps/list_jobs.yaml:23:25: `jobs[].id` of `ListJobs` shows it
      = help: write an id as the service makes them

    error[path]: the 200 answer of `ShowJob` has no `stat`
      --> specs/lamps/behaviour.yaml:33:29
      ::: specs/lamps/show_job.yaml:11:9: this is what it is about
      = help: did you mean `state`?

    error[lists]: the next page begins after `jobs[].id`, which is not known to be an id
      --> specs/lamps/behaviour.yaml:36:12
      ::: specs/lamps/paginators.yaml:1:1: it pages as is said here
      = help: show the id there, or page by another field

    error[move]: `BUSY` leads to `NEW`, and that back to `BUSY`: it would never rest
      --> specs/lamps/behaviour.yaml:11:7
      = help: let the last status of a way stay

    error[status]: `GONE` is none of NEW, BUSY, DONE
      --> specs/lamps/behaviour.yaml:37:38
      ::: specs/lamps/list_jobs.yaml:25:25: this is what it is about
      = help: name the field that has the status, or mend the statuses of `job`
    ");
}

/// What is wrong; what is replaced and by what; the code and the place, and words of the help.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const REFUSED: &[Row] = &[
    // Grammar.
    ("an unknown class", "  invalid:", "  invaild:", "unknown-keyword 2:3", "write `invalid`"),
    ("a code that is a number", "JOB.1", "111400005", "wrong-type 2:12", "quotes"),
    ("an empty code", "JOB.1", "''", "value 2:12", "1 to 1024"),
    ("an unknown section", "things:", "thing:", "unknown-keyword 4:1", "write `things`"),
    ("an unknown key", "    first:", "    frist:", "unknown-keyword 8:5", "write `first`"),
    (
        "a key at the wrong depth",
        "  stop_jobs:\n",
        "  seed: {}\n  stop_jobs:\n",
        "missing-keyword 17:3",
        "add `thing:`",
    ),
    (
        "nowhere documented",
        "    documented: {url: 'https://example.com/jobs.html'}\n",
        "",
        "missing-keyword 5:3",
        "documented",
    ),
    ("a reference to nothing", "{url: 'https://example.com/jobs.html'}", "{page: a.rst}", "documented 15:5", "url"),
    // Things.
    ("a name in capitals", "  job:\n", "  Job:\n", "name 5:3", "small letters"),
    ("no status", "[NEW, BUSY, DONE]", "[]", "status 7:15", "list every"),
    ("a status twice", "[NEW, BUSY, DONE]", "[NEW, BUSY, DONE, NEW]", "value 7:33", "keep one"),
    (
        "a status that nobody sees",
        "[NEW, BUSY, DONE]",
        "[NEW, BUSY, DONE, \"\\x07\"]",
        "value 7:33",
        "control characters",
    ),
    ("a move from nowhere", "      NEW: {to", "      OLD: {to", "status 10:7", "statuses are"),
    ("a move to nowhere", "{to: BUSY, after: 5s}", "{to: BUZY, after: 5s}", "status 10:17", "did you mean `BUSY`"),
    ("a move that takes no time", "after: 5s", "after: soon", "duration 10:30", "as in `5s`"),
    ("a status that moves to itself", "NEW: {to: BUSY", "NEW: {to: NEW", "move 10:7", "stay"),
    ("a seed in no status", "j-1: BUSY", "j-1: RUNNING", "status 13:12", "statuses are"),
    ("a seed without an id", "j-1: BUSY", "'': BUSY", "value 13:7", "1 to 1024"),
    ("a seed twice", "j-2: DONE", "j-1: DONE", "duplicate-key 14:7", "keep one"),
    // Operations.
    ("an unknown operation", "  show_job:\n", "  show_jbo:\n", "unknown-operation 30:3", "did you mean `show_job`"),
    (
        "an unknown thing",
        "  show_job:\n    thing: job",
        "  show_job:\n    thing: jbo",
        "thing 31:12",
        "did you mean `job`",
    ),
    (
        "nothing that it does",
        "    id: path job_id\n    shows: {id: id, status: state}\n",
        "",
        "behaviour 30:3",
        "`id` alone",
    ),
    ("two things that it does", "removes: true", "removes: true\n    to: DONE", "behaviour 38:3", "either"),
    ("nothing that becomes", "removes: true", "removes: false", "behaviour 38:3", "either"),
    (
        "what says nothing here",
        "    creates: id",
        "    creates: id\n    id: request name",
        "behaviour 45:5",
        "remove it",
    ),
    ("a case without what decides", "    by: request jobs[].how\n", "", "behaviour 20:5", "add `by:`"),
    (
        "what decides without a case",
        "removes: true",
        "removes: true\n    by: path job_id",
        "behaviour 42:5",
        "add `cases:`",
    ),
    ("a status beside the cases", "    cases:", "    to: DONE\n    cases:", "behaviour 21:5", "each of the `cases`"),
    ("a value without a case", "      later: {from: [NEW], to: BUSY}\n", "", "case 20:9", "each value"),
    ("a default that is no case", "    answer:\n", "    default: never\n    answer:\n", "case 24:14", "the cases are"),
    ("an empty list of statuses", "from: [NEW]", "from: []", "status 23:15", "leave `from` out"),
    ("from an unknown status", "from: [NEW]", "from: [OLD]", "status 23:22", "statuses are"),
    ("to an unknown status", "from: [NEW], to: BUSY", "from: [NEW], to: BUZY", "status 23:32", "did you mean `BUSY`"),
    ("nobody says which", "    id: path job_id\n    removes", "    removes", "behaviour 38:3", "path job_id"),
    (
        "a path that is not there",
        "id: request jobs[].id",
        "id: request job[].id",
        "path 19:9",
        "did you mean `request jobs[].id`",
    ),
    ("a path that is none", "id: path job_id\n    shows", "id: job_id\n    shows", "path 32:9", "path job_id"),
    ("a header", "id: path job_id\n    shows", "id: header X-Auth-Token\n    shows", "path 32:9", "it has"),
    ("a list in a list", "id: request jobs[].id", "id: request jobs[].parts[]", "path 19:9", "one list at most"),
    ("a value of a map", "id: request jobs[].id", "id: request tags{}", "path 19:9", "did you mean `request tags`"),
    (
        "an object in place of an id",
        "id: request jobs[].id",
        "id: request jobs[]",
        "path 19:9",
        "of type string or integer",
    ),
    ("a secret in place of an id", "id: request jobs[].id", "id: request secret", "path 19:9", "name another part"),
    ("another list", "id: request jobs[].id", "id: request force", "path 19:9", "of type string or integer"),
    (
        "several things that are shown",
        "    answer:\n",
        "    shows: {id: count}\n    answer:\n",
        "path 19:9",
        "under `answer`",
    ),
    // Answers.
    ("no list of results", "each: results[]", "each: count", "path 25:13", "jobs[]"),
    ("no such list", "each: results[]", "each: result[]", "path 25:13", "did you mean `results`"),
    ("an id beside the items", "id: results[].job", "id: count", "path 26:11", "results[].id"),
    ("a count that is a text", "count: count", "count: results[].code", "path 27:14", "in no list"),
    (
        "the id among the words",
        "success: {result: ok}",
        "success: {result: ok, job: x}",
        "answer 28:29",
        "leave it out",
    ),
    (
        "an unknown word",
        "failure: {result: failed}\n  show",
        "failure: {result: failed, reason: x}\n  show",
        "answer 29:33",
        "documented field",
    ),
    ("a failure of a case that does not fit", "code: 7", "code: seven", "answer 22:49", "may have there"),
    (
        "an answer of one thing",
        "removes: true",
        "removes: true\n    answer: {each: 'a[]', success: {}, failure: {}}",
        "behaviour 42:5",
        "write `shows`",
    ),
    (
        "a failure that nobody tells",
        "  delete_job:\n    thing: job\n    id: path job_id\n    removes: true",
        "  delete_job:\n    thing: job\n    id: path job_id\n    by: path job_id\n    default: x\n    cases: {x: {removes: true, failure: {}}}",
        "behaviour 43:32",
        "add `answer:`",
    ),
    (
        "an answer that is not there",
        "removes: true",
        "removes: true\n    shows: {id: id}",
        "no-answer 42:5",
        "example stands",
    ),
    // Lists, and what is shown.
    ("what nobody knows", "owner: 'jobs[].name'", "color: 'jobs[].name'", "shows 37:55", "`id`, `status` and `owner`"),
    ("an id that is in a list", "{id: 'jobs[].id'", "{id: 'jobs[].parts[]'", "path 37:17", "jobs[].id"),
    ("an id beside the list", "{id: 'jobs[].id'", "{id: 'others[]'", "path 37:17", "jobs[].id"),
    ("a secret field", "{id: 'jobs[].id'", "{id: 'jobs[].password'", "path 37:17", "field of type"),
    (
        "another list than is paged",
        "lists: jobs[]\n    shows: {id: 'jobs[].id', status: 'jobs[].status', owner: 'jobs[].name'}",
        "lists: others[]",
        "lists 36:12",
        "the same list",
    ),
    // Making.
    ("an id that is no field", "creates: id", "creates: ids", "path 44:14", "did you mean `id`"),
    ("what is kept twice", "keeps: {owner: request name}", "keeps: {id: request name}", "name 45:13", "another name"),
    (
        "a list that is kept",
        "keeps: {owner: request name}",
        "keeps: {owner: 'request all[]'}",
        "path 45:20",
        "in no list",
    ),
    (
        "a number that is shown as a text",
        "keeps: {owner: request name}",
        "keeps: {owner: request size}",
        "shows 37:62",
        "same type",
    ),
];

#[test]
fn what_leads_nowhere_is_refused_where_it_is_written() {
    let mut wrong = Vec::new();
    for (what, from, to, expected, help) in REFUSED {
        let told = told(from, to);
        let (code, place) = expected.split_once(' ').expect("a code and a place");
        let (head, at) = (format!("[{code}]: "), format!("\n  --> specs/lamps/{B}:{place}\n"));
        let helps = |problem: &str| problem.lines().any(|line| line.starts_with("  = help: ") && line.contains(help));
        let mut problems = told.split("\nerror").filter(|problem| problem.contains(&head) && problem.contains(&at));
        if !problems.any(|problem| helps(&format!("{problem}\n"))) {
            wrong.push(format!("{what}: expected {code} at {place} with {help:?}, but was told:\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_kind_that_is_described_wrong_is_not_told_once_more_of_its_operations() {
    let told = told("    first: NEW", "    frist: NEW");
    assert_eq!(told.matches("error[").count(), 1, "{told}");
}

#[test]
fn what_operations_lack_is_not_told_once_more_of_their_behaviour() {
    let mut files = lamps();
    files.push(SourceFile { name: "show_job.yaml".to_owned(), bytes: SHOW.replace("'200'", "'302'").into_bytes() });
    files.push(SourceFile { name: B.to_owned(), bytes: BEHAVIOUR.as_bytes().to_vec() });
    let told = messages(&spec::load_files(&files, LABEL));
    assert!(told.contains("no-success") && !told.contains(B), "{told}");
}
