//! `cargo xtask docs scan` on pages of our own, and on the vendor's where they lie beside the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

const ROBOT: &str = "\
Waking a Robot
==============

URI
---

POST /v1/robots/{robot_id}/wake

.. table:: **Table 1** Path parameters

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   robot_id  Yes       String Which one.
   ========= ========= ====== ===========

Request Parameters
------------------

.. table:: **Table 2** Request body parameters

   +-----------+-----------+------------------------+-----------------------------------------+
   | Parameter | Mandatory | Type                   | Description                             |
   +===========+===========+========================+=========================================+
   | how       | No        | String                 | The value can be **soft** or **loud**.  |
   +-----------+-----------+------------------------+-----------------------------------------+
   | song      | No        | String                 | Default: whatever it heard last.        |
   +-----------+-----------+------------------------+-----------------------------------------+
   | limbs     | No        | Array of Limb objects  | What to move.                           |
   +-----------+-----------+------------------------+-----------------------------------------+
   | mood      | No        | Quite a strange thing. | How it feels.                           |
   +-----------+-----------+------------------------+-----------------------------------------+

Response Parameters
-------------------

**Status code: 200**

.. table:: **Table 3** Response body parameters

   ========= ======= ===========
   Parameter Type    Description
   ========= ======= ===========
   awake     Boolean Whether.
   ========= ======= ===========

Example Responses
-----------------

**Status code: 200**

.. code-block::

   {
     \"awake\": \"yes\"
   }

Status Codes
------------

=========== ===========
Status Code Description
=========== ===========
200         Awake.
404         Gone.
=========== ===========
";

const INDEX: &str = "\
Robots
======

========= ===========
Word      Meaning
========= ===========
robot     It works.
========= ===========
";

/// A folder of two services, and what a command says there.
fn scan(args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [("robots/wake.rst", ROBOT), ("words/index.rst", INDEX), ("words/LICENSE", "none")] {
        let path = folder.path().join("pages").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    run(folder.path(), args)
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output =
        command.args(["docs", "scan"]).args(args).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\\', "/");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The scan as JSON, without what differs from run to run.
fn json(folder: &Path, args: &[&str]) -> Value {
    let (exit, stdout, stderr) = run(folder, args);
    assert_eq!((exit, stderr.as_str()), (0, ""), "{stderr}");
    let mut json: Value = serde_json::from_str(&stdout).unwrap();
    let mut services = json["services"].as_object_mut().unwrap().values_mut();
    let fast = services.all(|counts| counts.as_object_mut().unwrap().remove("speed").is_some());
    assert!(fast && json["all"].as_object_mut().unwrap().remove("speed").is_some());
    json
}

#[test]
fn the_counts_for_programs_are_stable() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("robots")).unwrap();
    fs::write(folder.path().join("robots/wake.rst"), ROBOT).unwrap();
    assert_snapshot!(format!("{:#}", json(folder.path(), &["robots", "--format", "json"])["services"]["robots"]));
}

#[test]
fn people_see_each_service_and_all_in_a_line() {
    let (exit, stdout, stderr) = scan(&["pages"]);
    assert_eq!((exit, stderr.as_str()), (0, ""));
    let summary: Vec<&str> = stdout.lines().rev().take(4).collect();
    assert_snapshot!(summary.into_iter().rev().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_page_of_two_operations_is_explained_with_the_operation_that_a_row_is_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("hatches.rst");
    let text = ROBOT
        .replace("POST /v1/robots/{robot_id}/wake", "POST /v1/robots/{robot_id}/wake\n\nPOST /v2/robots/{robot}/wake")
        .replace(
            "   robot_id  Yes       String Which one.",
            "   robot_id  Yes       String Which one.\n   robot     Yes       String It.",
        );
    fs::write(&page, text).expect("a page");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["docs", "scan", "--explain"])
        .arg(&page)
        .env("NO_COLOR", "1")
        .output()
        .expect("it runs");
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    for line in [
        "  [1] POST /v1/robots/{robot_id}/wake",
        "  [2] POST /v2/robots/{robot}/wake",
        "[1] path robot_id: presence required",
        "[2] path robot: presence required",
        "  request how: presence optional",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
}

#[test]
fn one_page_is_explained_row_by_row() {
    let (exit, stdout, stderr) = scan(&["pages", "--explain", "robots/wake.rst"]);
    assert_eq!((exit, stderr.as_str()), (0, ""));
    assert_snapshot!(stdout);
}

#[test]
fn a_folder_without_pages_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (exit, stdout, stderr) = run(folder.path(), &["."]);
    assert_eq!((exit, stdout.as_str()), (2, ""));
    assert!(stderr.contains("no page lies below ."), "{stderr}");
}

#[test]
fn each_folder_without_pages_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("robots")).unwrap();
    fs::create_dir_all(folder.path().join("empty/inside")).unwrap();
    fs::write(folder.path().join("robots/wake.rst"), ROBOT).unwrap();
    let (exit, stdout, stderr) = run(folder.path(), &["robots", "empty"]);
    assert_eq!((exit, stdout.as_str()), (2, ""));
    assert!(stderr.contains("no page lies below empty"), "{stderr}");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (exit, stdout, stderr) = run(folder.path(), &["nowhere"]);
    assert_eq!((exit, stdout.as_str()), (5, ""));
    assert!(stderr.contains("`nowhere` cannot be listed") && stderr.contains("check the path"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_read_is_told_and_the_others_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wake.rst"), ROBOT).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("lost.rst")).unwrap();
    let (exit, stdout, stderr) = run(folder.path(), &[".", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((exit, &json["all"]["endpoint_pages"]), (5, &Value::from(1)), "{stderr}");
    assert!(stderr.contains("`./lost.rst` cannot be read"), "{stderr}");
    assert_eq!(json["problems"][0]["at"]["file"], "./lost.rst");
}

#[test]
fn a_page_that_is_no_text_is_told_and_the_others_are_counted() {
    for (name, bytes, code) in [
        ("zero.rst", &b"Robots\0"[..], "not-text"),
        ("latin.markdown", b"# Robots \xe9\n", "invalid-utf8"),
        ("empty.html", b" \n", "empty-page"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("wake.rst"), ROBOT).unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let (exit, stdout, stderr) = run(folder.path(), &[".", "--format", "json"]);
        let json: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!((exit, &json["all"]["endpoint_pages"]), (3, &Value::from(1)), "{name}: {stderr}");
        assert!(stderr.contains(&format!("error[{code}]")) && stderr.contains(name), "{stderr}");
        assert_eq!(json["problems"].as_array().map(Vec::len), Some(1), "{name}");
    }
}

#[test]
fn a_name_of_several_pages_is_told_with_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    for service in ["robots", "ships"] {
        fs::create_dir_all(folder.path().join(service)).unwrap();
        fs::write(folder.path().join(service).join("wake.rst"), ROBOT).unwrap();
    }
    let (exit, stdout, stderr) = run(folder.path(), &["robots", "ships", "--explain", "wake.rst"]);
    assert_eq!((exit, stdout.as_str()), (2, ""));
    assert!(stderr.contains("robots/wake.rst, ships/wake.rst"), "{stderr}");
}

/// Markup as it is met in each rendition, and how many rows it has.
const MARKUP: [(&str, &str, u64); 4] = [
    (
        "nested.rst",
        "\
Waking a Robot
==============

URI
---

POST /v1/robots

Request Parameters
------------------

+-----------+-----------------------+-------------------------+
| Parameter | How                   | Description             |
|           +-----------+-----------+                         |
|           | Mandatory | Type      |                         |
+===========+===========+===========+=========================+
| limb      | No        | Object    | What to move.           |
|           |           |           |                         |
|           |           |           | ========= ====== ====== |
|           |           |           | Parameter Type   Remark |
|           |           |           | ========= ====== ====== |
|           |           |           | left      String Hand.  |
|           |           |           | right     String Hand.  |
|           |           |           | ========= ====== ====== |
+-----------+-----------+-----------+-------------------------+
| mood      | No        | String    | As it is printed:       |
|           |           |           |                         |
|           |           |           | .. code-block::         |
|           |           |           |                         |
|           |           |           |    +------+-------+     |
|           |           |           |    | mood | happy |     |
|           |           |           |    +------+-------+     |
+-----------+-----------+-----------+-------------------------+

======== ===========
Word     Meaning
of it    and more
======== ===========
robot    It works.
======== ===========
",
        10,
    ),
    (
        "nested.html",
        "\
<!DOCTYPE html>
<html><head><title>x</title></head><body>
<!-- <table><tr><td>no</td></tr></table> -->
<h1>Waking a Robot</h1><h4>URI</h4><p>POST /v1/robots</p>
<h4>Request Parameters</h4>
<table><thead><tr><th rowspan=\"2\">Parameter</th><th colspan=\"2\">How</th><th rowspan=\"2\">Description</th></tr>
<tr><th>Mandatory</th><th>Type</th></tr></thead>
<tbody><tr><td rowspan=\"2\">limb</td><td>No</td><td>Object</td><td>What to move.
<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
<tr><td>left</td><td>String</td><td>Hand.<table><tr><td>a</td></tr></table></td></tr></table></td></tr>
<tr><td>No</td><td>Object</td><td>Again.</td></tr>
<tr><td>mood<td>No<td>String<td>How it feels.
<tr><td colspan=\"4\">Just words.</td></tr>
<tr></tr>
</table>
<table class=\"highlighttable\"><tr><td><pre>1</pre></td><td><pre>{}</pre></td></tr></table>
<table></table>
<table><tr><td>Word</td><td>Meaning</td></tr><tfoot><tr><td>robot</td><td>It works.</td></tr></tfoot></table>
</body></html>
",
        12,
    ),
    (
        "nested.md",
        "\
<a name=\"wake\"></a>
# Waking a Robot

## URI

POST /v1/robots

## Request Parameters

| Parameter | Mandatory | Type | Description |
|:--|---|:-:|---|
| mood | No | String | `a\\|b`<br>**happy** |
| song | No | String |

-   In a list:

    <table><thead align=\"left\"><tr><th><p>Parameter</p></th><th>Type</th><th>Description</th></tr>
    </thead>

    <tbody><tr><td>limb</td><td>Object</td>
    <td>What to move: <table><tr><td>left</td></tr></table></td></tr>
    </tbody>
    </table>

Name | Type | Description
--- | --- | ---
hour | Integer | When.

```
| Name | Type |
|---|---|
<table><tr><td>no</td></tr></table>
```
",
        8,
    ),
    (
        "nested.txt",
        "\
Waking a Robot
Function
It wakes.
URI
POST /v1/robots
Request Parameters
| Parameter | Mandatory | Type | Description |
|---|---|---|---|
|
mood |
No |
String |
How it feels: happy | sad |
| song | No | String | What it hums. |
Status Codes
See Status Codes.
",
        3,
    ),
];

#[test]
fn every_row_is_accounted_for_whatever_the_markup() {
    for (name, text, rows) in MARKUP {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let (exit, stdout, stderr) = run(folder.path(), &[".", "--format", "json"]);
        let json: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!((exit, json["all"]["endpoint_pages"].as_u64()), (0, Some(1)), "{name}: {stderr}");
        assert_eq!(json["all"]["rows"]["all"], rows, "{name}");
        assert_eq!((&json["all"]["rows"]["lost"], &json["all"]["ledger_gaps"]), (&0.into(), &0.into()), "{name}");
    }
}

/// The vendor's pages are not in the repository; where they lie beside it, the counts are those that the issue knows.
#[test]
fn the_vendors_pages_have_as_many_rows_as_is_known() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pages/otc");
    let known = [("distributed-cache-service", [130, 704, 3_933]), ("data-replication-service", [58, 223, 1_151])];
    let folders: Vec<PathBuf> = known.iter().map(|(service, _)| pages.join(service)).collect();
    if !folders.iter().all(|folder| folder.is_dir()) {
        return;
    }
    let mut args: Vec<&str> = folders.iter().map(|folder| folder.to_str().unwrap()).collect();
    args.extend(["--format", "json"]);
    let json = json(&pages, &args);
    for (service, numbers) in known {
        let counts = &json["services"][service];
        let found = [&counts["pages"], &counts["tables"]["all"], &counts["rows"]["all"]];
        assert_eq!(found.map(|number| number.as_u64().unwrap()), numbers, "{service}");
        assert_eq!((&counts["rows"]["lost"], &counts["ledger_gaps"]), (&Value::from(0), &Value::from(0)), "{service}");
    }
}
