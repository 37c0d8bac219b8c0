//! What the files below the home folder say, and who is asked with it.

use std::path::Path;

use super::*;

/// A home folder with these files below `.huaweicloud`.
fn home(files: &[(&str, &str)]) -> (tempfile::TempDir, Environment) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join(".huaweicloud");
    std::fs::create_dir(&folder).expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.join(Path::new(name)), text).expect("a file");
    }
    let environment = Environment::empty().with_home(home.path());
    (home, environment)
}

#[test]
fn what_is_missing_may_be_in_a_profile_too() {
    let message = refusal(Config::builder());
    assert!(message.contains("`region` in the file of profiles") && message.contains(".profile("), "{message}");
}

#[test]
fn an_endpoint_of_iam_that_is_no_base_url_is_refused_without_being_repeated() {
    let message = refusal(builder().region("eu-de").iam_endpoint("https://u:secret@example.com"));
    assert!(message.starts_with("`.iam_endpoint(…)` has a user name") && !message.contains("secret"), "{message}");
}

#[test]
fn the_files_of_the_home_folder_are_read() {
    let (_home, environment) = home(&[
        ("credentials", "[basic]\nregion = eu-nl\ncloud = otc\nak = AKEXAMPLE\nsk = secret\n"),
        ("regions.yaml", "DRS:\n  - id: eu-nl\n    endpoint: https://drs.example\n"),
    ]);
    let config = Config::builder().environment(environment).build().expect("a configuration");
    assert_eq!((config.cloud(), config.region()), (Some(Cloud::OpenTelekomCloud), Some("eu-nl")));
    assert_eq!(config.endpoint_for(&DRS).ok().as_deref(), Some("https://drs.example"));
}

#[test]
fn a_file_of_regions_that_is_broken_is_told_before_anything_is_sent() {
    let (_home, environment) = home(&[("regions.yaml", "DRS: {}\n")]);
    let message = refusal(builder().region("eu-de").environment(environment));
    assert!(message.contains("regions.yaml:1:6: "), "{message}");
}

#[test]
fn a_profile_that_is_named_must_be_there() {
    let (_home, environment) = home(&[("credentials", "[basic]\nregion = eu-de\n")]);
    let message = refusal(Config::builder().environment(environment).profile("staging"));
    assert!(message.contains("[staging]"), "{message}");
}

#[test]
fn a_profile_that_is_named_is_not_given_the_project_of_the_environment() {
    let (_home, environment) = home(&[(
        "credentials",
        "[staging]\nregion = eu-de\nproject_id = of-profile\nak = AKEXAMPLE\nsk = secret\n[bare]\nregion = eu-de\nak = \
         AKEXAMPLE\nsk = secret\n",
    )]);
    let environment = environment.with("OS_PROJECT_ID", "of-environment").with("OS_DOMAIN_ID", "domain");
    let project = |profile: &str| {
        let config = Config::builder().environment(environment.clone()).profile(profile).build();
        config.expect("a configuration").project_of(&key()).map(str::to_owned)
    };
    assert_eq!(project("staging").as_deref(), Some("of-profile"));
    // It may be of another account than the environment speaks of.
    assert_eq!(project("bare"), None);
}
