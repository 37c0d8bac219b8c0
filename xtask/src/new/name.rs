//! What a new operation is called, where nobody says so: after the title of its page, or else after its method and path.

use heck::ToUpperCamelCase as _;

/// Gerunds whose verb is not told by their letters alone.
const VERBS: [(&str, &str); 8] = [
    ("querying", "show"),
    ("obtaining", "show"),
    ("viewing", "show"),
    ("listing", "list"),
    ("setting", "set"),
    ("getting", "get"),
    ("putting", "put"),
    ("running", "run"),
];

/// Words of a title that say nothing in a name.
const FILLERS: [&str; 6] = ["a", "an", "the", "all", "of", "in"];

/// The longest that a name made of a title may be, in words: what is longer is a sentence.
const MOST_WORDS: usize = 8;

/// The name of a service, after the folder of its pages.
pub(crate) fn service(folder: &str) -> String {
    let folder = folder.rsplit('/').next().unwrap_or(folder);
    let fitting = folder.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let name: String = fitting.collect();
    let name = name.trim_matches('-');
    if name.starts_with(|c: char| c.is_ascii_lowercase()) { name.to_owned() } else { format!("service-{name}") }
}

/// The operationId of an operation: of the title of its page, if that is a short phrase in English.
pub(crate) fn operation_id(title: Option<&str>, method: &str, path: &str) -> String {
    title.and_then(of_title).unwrap_or_else(|| of_path(method, path))
}

fn of_title(title: &str) -> Option<String> {
    let before = title.split(['(', '（']).next().unwrap_or_default();
    if !before.is_ascii() {
        return None;
    }
    let words: Vec<&str> = before.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (first, rest) = words.split_first()?;
    let rest: Vec<&str> =
        rest.iter().copied().filter(|word| !FILLERS.contains(&word.to_lowercase().as_str())).collect();
    if rest.is_empty() || rest.len() >= MOST_WORDS {
        return None;
    }
    // `Enabling or Disabling a Lamp` does two things to it; of `Lamps and Lighting`, the second is none.
    let does =
        |at: usize| at > 0 && at + 1 < rest.len() && matches!(rest[at - 1].to_lowercase().as_str(), "or" | "and");
    let rest = rest.iter().enumerate().map(|(at, word)| if does(at) { verb(word) } else { word.to_lowercase() });
    let name = std::iter::once(verb(first)).chain(rest).collect::<Vec<_>>().join("-").to_upper_camel_case();
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}

/// The verb that a gerund is of: `Creating`, create; `Binding`, bind; `Modifying`, modify.
fn verb(word: &str) -> String {
    let word = word.to_lowercase();
    if let Some((_, verb)) = VERBS.iter().find(|(gerund, _)| *gerund == word) {
        return (*verb).to_owned();
    }
    let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 2) else { return word };
    let last: Vec<char> = stem.chars().rev().take(3).collect();
    let is_vowel = |c: &char| "aeiou".contains(*c);
    match last.as_slice() {
        // `stopping`, `swapping`; but `adding`, `calling`, `processing`.
        [a, b, c] if a == b && is_vowel(c) && !"sldz".contains(*a) => stem[..stem.len() - 1].to_owned(),
        // `creating`, `updating`, `changing`, `enabling`, `restoring`, `using`.
        [a, b, ..] if ends_in_silent_e(stem, *a, *b) => format!("{stem}e"),
        _ => stem.to_owned(),
    }
}

fn ends_in_silent_e(stem: &str, last: char, before: char) -> bool {
    const ENDINGS: [&str; 37] = [
        "at", "it", "et", "ut", "ur", "or", "ir", "ar", "uc", "bl", "cl", "dl", "gl", "tl", "iz", "eez", "is", "os",
        "ag", "um", "nam", "rib", "scal", "dul", "rad", "hid", "mak", "tak", "wak", "vok", "mot", "vot", "fin",
        "ermin", "ombin", "clon", "cach",
    ];
    const BARE: [&str; 13] = [
        "edit", "set", "reset", "monitor", "limit", "submit", "commit", "start", "clear", "boot", "audit", "get",
        "float",
    ];
    let ends = |end: &&str| stem.ends_with(*end);
    !BARE.contains(&stem)
        && (ENDINGS.iter().any(ends) || matches!((before, last), (_, 'g' | 'v' | 'c' | 's')) && !stem.ends_with("ss"))
}

/// The method and the literal parts of a path: `POST /v3/{project_id}/jobs/batch-pause-task`, `PostJobsBatchPauseTask`.
fn of_path(method: &str, path: &str) -> String {
    let is_version = |part: &str| {
        part.strip_prefix(['v', 'V']).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
    };
    let parts = path.split('/').filter(|part| !part.is_empty() && !is_version(part));
    let ends_in_variable = path.ends_with('}');
    let literal: Vec<&str> = parts.filter(|part| !part.contains('{')).collect();
    let one = if ends_in_variable { "-one" } else { "" };
    let name = format!("{}-{}{one}", method.to_lowercase(), literal.join("-"));
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "-").to_upper_camel_case()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_imperative_name() {
        for (title, name) in [
            ("Pausing Robots in Batches", "PauseRobotsBatches"),
            ("Creating a Robot", "CreateRobot"),
            ("Stopping a Lamp", "StopLamp"),
            ("Modifying the Name of a Lamp", "ModifyNameLamp"),
            ("Deleting Lamps (Discarded)", "DeleteLamps"),
            ("Adding Tags", "AddTags"),
            ("Querying Lamps", "ShowLamps"),
            ("Restarting a Robot", "RestartRobot"),
            ("Enabling a Lamp", "EnableLamp"),
            ("Enabling or Disabling a Lamp", "EnableOrDisableLamp"),
            ("Restarting or Deleting Robots in Batches", "RestartOrDeleteRobotsBatches"),
            ("Showing Lamps and Lighting", "ShowLampsAndLighting"),
            ("Renaming a Fleet", "RenameFleet"),
            ("Scaling a Tower", "ScaleTower"),
            ("Subscribing to a Lamp", "SubscribeToLamp"),
            ("Taking a Robot Offline", "TakeRobotOffline"),
            ("Uploading a Chart", "UploadChart"),
            ("Rebooting a Robot", "RebootRobot"),
            ("Tagging a Ship", "TagShip"),
        ] {
            assert_eq!(operation_id(Some(title), "GET", "/v1/x"), name, "{title}");
        }
    }

    #[test]
    fn without_a_usable_title_method_and_path_are_the_name() {
        assert_eq!(operation_id(None, "POST", "/v3/{project_id}/jobs/batch-pause"), "PostJobsBatchPause");
        assert_eq!(operation_id(Some("查询灯"), "GET", "/v1/{project_id}/lamps/{lamp_id}"), "GetLampsOne");
    }
}
