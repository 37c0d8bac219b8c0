//! The vendor's own pages, where they are at hand: they stay outside the repository, so these tests pass over in silence
//! what is not there, with a note.

use std::path::{Path, PathBuf};

use contract::{Contract, Edition, Fate};
use docparse::{facts, read};

fn pages() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pages");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn contract(folder: &Path, page: &str) -> Contract {
    let edition: Edition = page.split('/').next().unwrap().parse().unwrap();
    let mut read = read(&std::fs::read(folder.join(page)).unwrap(), page, &edition);
    assert_eq!(read.problems, [], "{page}");
    assert_eq!(read.contracts.len(), 1, "{page}");
    assert!(!read.rows.iter().any(|row| matches!(row.fate, Fate::Unread(_))), "{page}");
    read.contracts.remove(0)
}

fn defects(contract: &Contract) -> String {
    contract.defects.iter().map(|d| format!("{} {} {}", d.at.line, d.class, d.address)).collect::<Vec<_>>().join("\n")
}

const STOP_OTC: &str =
    "otc/distributed-cache-service/apis_v2_recommended/data_migration/stopping_data_migration_tasks.rst";
const STOP_HWC: &str = "hwc/dcs/BatchStopMigrationTasks.txt";
const DELETE: &str = "otc/data-replication-service/api/public_api_management/stopping_or_deleting_tasks_in_batches.rst";
const PAUSE: &str = "otc/data-replication-service/api/public_api_management/pausing_tasks_in_batches.rst";
const STOP_TASK: &str = "hwc/oms/StopTask.txt";

#[test]
fn stopping_migration_tasks_says_the_same_in_both_editions() {
    let Some(folder) = pages() else { return };
    let (otc, hwc) = (contract(&folder, STOP_OTC), contract(&folder, STOP_HWC));
    insta::assert_snapshot!(otc, @r#"
    POST /v2/{project_id}/migration-task/batch-stop BatchStopMigrationTasks
    done when TERMINATED
    where    name                       presence  type                                    line  rules
    path     project_id                 required  string                                  23
    request                             -         object                                  31
    request  migration_tasks            required  array<string>                           34
    200                                 -         object                                  185
    200      migration_tasks            -         array<object(StopMigrationTaskResult)>  47
    200      migration_tasks[].result   -         string                                  57
    200      migration_tasks[].task_id  -         string                                  59
    400                                 -         object                                  191
    400      error_msg                  -         string                                  69
    400      error_code                 -         string                                  71
    400      error_ext_msg              -         string                                  73    may be null
    401                                 -         object                                  193
    401      error_msg                  -         string                                  83
    401      error_code                 -         string                                  85
    401      error_ext_msg              -         string                                  87    may be null
    403                                 -         object                                  195
    403      error_msg                  -         string                                  97
    403      error_code                 -         string                                  99
    403      error_ext_msg              -         string                                  101   may be null
    404                                 -         object                                  197
    404      error_msg                  -         string                                  111
    404      error_code                 -         string                                  113
    404      error_ext_msg              -         string                                  115   may be null
    500                                 -         object                                  199
    500      error_msg                  -         string                                  125
    500      error_code                 -         string                                  127
    500      error_ext_msg              -         string                                  129   may be null
    "#);
    let facts = |contract: &Contract| {
        let element = |e: &contract::Element| {
            let facts = e.facts.iter().filter(|(aspect, _)| *aspect != contract::Aspect::OperationId);
            (
                e.address.to_string(),
                facts.map(|(a, fact)| format!("{a} {} {:?}", fact.value, fact.basis)).collect::<Vec<_>>(),
            )
        };
        contract.elements.iter().map(element).collect::<Vec<_>>()
    };
    assert_eq!(facts(&otc), facts(&hwc));
    assert_eq!(otc.examples.len(), 3);
    assert_eq!(
        otc.examples.iter().map(|e| &e.body).collect::<Vec<_>>(),
        hwc.examples.iter().map(|e| &e.body).collect::<Vec<_>>()
    );
    insta::assert_snapshot!(defects(&otc), @r#"
    73 always-null 400 error_ext_msg
    87 always-null 401 error_ext_msg
    101 always-null 403 error_ext_msg
    115 always-null 404 error_ext_msg
    129 always-null 500 error_ext_msg
    "#);
    insta::assert_snapshot!(defects(&hwc), @r#"
    89 always-null 400 error_ext_msg
    107 always-null 401 error_ext_msg
    125 always-null 403 error_ext_msg
    143 always-null 404 error_ext_msg
    161 always-null 500 error_ext_msg
    "#);
}

#[test]
fn deleting_jobs_is_a_delete_with_a_body() {
    let Some(folder) = pages() else { return };
    let contract = contract(&folder, DELETE);
    insta::assert_snapshot!(contract, @r#"
    DELETE /v3/{project_id}/jobs/batch-jobs
    callable in CREATE_FAILED, RELEASE_RESOURCE_COMPLETE, RELEASE_CHILD_TRANSFER_COMPLETE
    where    name                  presence  type                          line  rules
    path     project_id            required  string                        29
    header   Content-Type          required  string                        40    application/json
    header   X-Auth-Token          required  string                        44
    header   X-Language            optional  string                        46    one of en-us, zh-cn; default en-us
    request                        -         object                        58
    request  jobs                  required  array<object(DeleteJobReq)>   61
    request  jobs[].delete_type    required  string                        71    one of terminate, force_terminate, delete
    request  jobs[].job_id         required  string                        79
    202                            -         object                        194
    202      results               -         array<object(DeleteJobResp)>  92
    202      results[].id          -         string                        104
    202      results[].status      -         string                        106   one of success, failed
    202      results[].error_code  optional  string                        111
    202      results[].error_msg   optional  string                        113
    202      count                 -         integer                       94
    400                            -         -                             195
    "#);
    insta::assert_snapshot!(defects(&contract), @r"195 status-without-body 400");
    assert_eq!(contract.examples.len(), 4);
    assert!(contract.examples.iter().all(|example| example.body.is_some()));
}

#[test]
fn pausing_jobs_shows_ids_that_break_its_own_rule() {
    let Some(folder) = pages() else { return };
    let contract = contract(&folder, PAUSE);
    insta::assert_snapshot!(contract, @r#"
    POST /v3/{project_id}/jobs/batch-pause-task
    callable in FULL_TRANSFER_STARTED, FULL_TRANSFER_FAILED, FULL_TRANSFER_COMPLETE, INCRE_TRANSFER_STARTED, INCRE_TRANSFER_FAILED
    where    name                  presence  type                         line  rules
    path     project_id            required  string                       29
    header   Content-Type          required  string                       40    application/json
    header   X-Auth-Token          required  string                       44
    header   X-Language            optional  string                       46    one of en-us, zh-cn; default en-us
    request                        -         object                       58
    request  jobs                  required  array<object(PauseInfo)>     61
    request  jobs[].job_id         required  string                       71    format uuid
    request  jobs[].pause_mode     required  string                       73    one of target, all
    200                            -         object                       153
    200      results               -         array<object(PauseJobResp)>  91
    200      results[].id          -         string                       103
    200      results[].status      -         string                       105
    200      results[].error_code  optional  string                       107
    200      results[].error_msg   optional  string                       109
    200      count                 -         integer                      93
    400                            -         -                            154
    "#);
    insta::assert_snapshot!(defects(&contract), @r#"
    125 example-out-of-range request jobs[].job_id
    154 status-without-body 400
    "#);
}

#[test]
fn stopping_a_task_has_an_example_that_misses_the_uri() {
    let Some(folder) = pages() else { return };
    let contract = contract(&folder, STOP_TASK);
    insta::assert_snapshot!(contract, @r#"
    POST /v2/{project_id}/tasks/{task_id}/stop
    callable in Migrating
    where   name          presence  type    line  rules
    path    project_id    required  string  18    1 to 1024 characters
    path    task_id       required  string  27    1 to 1024 characters
    header  X-Auth-Token  required  string  47    1 to 16384 characters
    400                   -         object  120
    400     error_msg     -         string  66
    400     error_code    -         string  73
    403                   -         object  125
    403     error_msg     -         string  89
    403     error_code    -         string  96
    200                   -         -       115
    "#);
    insta::assert_snapshot!(defects(&contract), @r"105 example-url operation");
}

#[test]
fn the_locked_facts_of_the_five_pages_read_back() {
    let Some(folder) = pages() else { return };
    for page in [STOP_OTC, STOP_HWC, DELETE, PAUSE, STOP_TASK] {
        let contract = contract(&folder, page);
        let text = facts::write(&contract, "stem", page);
        assert_eq!(facts::read(&text, "facts.yaml"), Ok(facts::without_prose(&contract)), "{page}");
    }
}

/// A plain count of table rows that shares no code with the reader: borders of grid tables and lines of simple ones.
fn plain_count(text: &str) -> (usize, usize) {
    let is_grid = |line: &str| {
        line.len() > 2 && line.starts_with('+') && line.ends_with('+') && line.chars().all(|c| "+-=".contains(c))
    };
    let is_simple =
        |line: &str| line.starts_with('=') && line.contains(' ') && line.chars().all(|c| c == '=' || c == ' ');
    let (mut tables, mut rows) = (0, 0);
    let mut lines = text.lines().map(|line| (line.len() - line.trim_start().len(), line.trim())).peekable();
    while let Some((indent, line)) = lines.next() {
        if is_grid(line) {
            tables += 1;
            while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with(['|', '+'])) {
                rows += usize::from(is_grid(line));
            }
        } else if is_simple(line) {
            tables += 1;
            let mut borders = 1;
            for (at, line) in lines.by_ref() {
                borders += usize::from(is_simple(line));
                rows += usize::from(!is_simple(line) && !line.is_empty() && at == indent);
                if borders == 3 {
                    break;
                }
            }
        }
    }
    (tables, rows)
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), pages);
        } else if entry.path().extension().is_some_and(|extension| extension == "rst") {
            pages.push(entry.path());
        }
    }
}

/// What is in the services that we generate from: pages, tables, rows.
const COUNTED: [(&str, (usize, usize, usize)); 2] =
    [("distributed-cache-service", (130, 704, 3_933)), ("data-replication-service", (58, 223, 1_151))];

#[test]
fn the_ledger_of_a_page_adds_up_against_a_plain_count() {
    let Some(folder) = pages() else { return };
    // A debug build would take ten seconds for all pages: it reads every tenth of the services that are not ours.
    let step = if cfg!(debug_assertions) { 10 } else { 1 };
    let mut found = 0;
    for service in std::fs::read_dir(folder.join("otc")).unwrap().flatten() {
        let name = service.file_name().to_string_lossy().into_owned();
        let known = COUNTED.iter().find(|(counted, _)| *counted == name).map(|(_, counts)| *counts);
        let mut files = Vec::new();
        collect(&service.path(), &mut files);
        files.sort();
        let mut counts = (0, 0, 0);
        for file in files.iter().step_by(if known.is_some() { 1 } else { step }) {
            let bytes = std::fs::read(file).unwrap();
            let page = read(&bytes, &file.to_string_lossy(), &"otc".parse().unwrap());
            let (tables, rows) = plain_count(&String::from_utf8_lossy(&bytes));
            assert_eq!(page.rows.len(), rows, "{}", file.display());
            assert_eq!(page.rows.last().map_or(0, |row| row.table as usize), tables, "{}", file.display());
            counts = (counts.0 + 1, counts.1 + tables, counts.2 + rows);
        }
        assert_eq!(counts, known.unwrap_or(counts), "{name}");
        found += usize::from(known.is_some());
    }
    assert_eq!(found, COUNTED.len());
}

#[test]
fn no_page_that_breaks_off_panics_the_reader() {
    let Some(folder) = pages() else { return };
    let mut files = Vec::new();
    collect(&folder.join("otc"), &mut files);
    files.sort();
    for file in files.iter().step_by(40) {
        let bytes = std::fs::read(file).unwrap();
        for cut in 1..8 {
            let page = read(&bytes[..bytes.len() * cut / 8], "page", &"otc".parse().unwrap());
            assert!(page.contracts.iter().all(|contract| contract.rows.len() == page.rows.len()));
        }
    }
}
