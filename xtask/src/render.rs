//! Problems as rustc would show them: the message, the source line, what to do.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use contract::{Place, Problem, Severity};

use crate::{Exit, docs, io};

/// Longer source lines are not shown: they would bury the message.
const LONGEST_LINE: usize = 200;
/// Longer words and texts are shortened where a message quotes them, for the same reason.
const LONGEST_WORD: usize = 100;
const LONGEST_TEXT: usize = 1_000;

/// Prints every problem to standard error, the errors last, and tells how the run ends. Places are read below `root`.
pub(crate) fn report(problems: &[Problem], root: Option<&Path>) -> Exit {
    told(problems, root, "")
}

/// As [`report`] does for a command that was to write files, and says what became of them.
pub(crate) fn report_unwritten(problems: &[Problem], root: Option<&Path>) -> Exit {
    let is_half = problems.iter().any(|problem| problem.code == io::HALF);
    told(problems, root, if is_half { "; not all was written" } else { "; nothing was written" })
}

fn told(problems: &[Problem], root: Option<&Path>, outcome: &str) -> Exit {
    let root = root.unwrap_or(Path::new(""));
    let renderer = Renderer::styled();
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity);
    for problem in &sorted {
        anstream::eprintln!("{}\n", render(problem, root, &renderer));
    }
    let errors: Vec<_> = sorted.iter().filter(|problem| problem.severity == Severity::Error).collect();
    if !errors.is_empty() {
        let noun = if errors.len() == 1 { "error" } else { "errors" };
        anstream::eprintln!("{} {noun}{outcome}", errors.len());
    }
    errors.iter().map(|problem| exit(problem)).fold(Exit::Ok, Exit::and)
}

/// How a run ends for a problem.
fn exit(problem: &Problem) -> Exit {
    match problem.code {
        docs::LEDGER => Exit::Findings,
        "io" | io::HALF => Exit::Io,
        "unknown-service" | "no-workspace" | "no-pages" | "ambiguous-page" => Exit::Usage,
        _ => Exit::BadInput,
    }
}

/// One problem as text.
pub(crate) fn render(problem: &Problem, root: &Path, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let sources: Vec<Option<Source>> = std::iter::once(&problem.at)
        .chain(problem.related.iter().map(|(place, _)| place))
        .map(|place| Source::read(place, root))
        .collect();
    let mut group = level.primary_title(clip(&problem.message)).id(problem.code).element_at(
        &problem.at,
        &sources[0],
        AnnotationKind::Primary,
        None,
    );
    for ((place, why), source) in problem.related.iter().zip(&sources[1..]) {
        group = match source {
            Some(source) => group.element(source.snippet(place, AnnotationKind::Context, Some(why))),
            None => group.element(Level::NOTE.message(clip(&format!("{place}: {why}")))),
        };
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(clip(help)));
    }
    renderer.render(&[group])
}

/// The text as a sentence begins.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text, its longest words and itself shortened: an input can make anything as long as it likes.
fn clip(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(|word| shorten(word, LONGEST_WORD)).collect();
    shorten(&words.join(" "), LONGEST_TEXT)
}

/// The text without its middle, where it is too long.
fn shorten(text: &str, longest: usize) -> String {
    let count = text.chars().count();
    if count <= longest {
        return text.to_owned();
    }
    let (head, tail) = (longest / 2, longest / 4);
    text.chars().take(head).chain(['…']).chain(text.chars().skip(count - tail)).collect()
}

/// Puts the place of a problem below its title, with the source line where there is one.
trait ElementAt<'a> {
    fn element_at(
        self,
        place: &'a Place,
        source: &'a Option<Source>,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Group<'a>;
}

impl<'a> ElementAt<'a> for annotate_snippets::Title<'a> {
    fn element_at(
        self,
        place: &'a Place,
        source: &'a Option<Source>,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Group<'a> {
        match source {
            Some(source) => self.element(source.snippet(place, kind, label)),
            None => {
                let mut origin = Origin::path(&*place.file);
                if place.line > 0 {
                    origin = origin.line(place.line as usize);
                }
                if place.column > 0 {
                    origin = origin.char_column(place.column as usize);
                }
                self.element(origin)
            }
        }
    }
}

/// One line of a file, and the part of it that a problem is about.
struct Source {
    text: String,
    span: std::ops::Range<usize>,
}

impl Source {
    /// The line of a place, if the file is there and the line fit to be shown: not where it is long or binary.
    fn read(place: &Place, root: &Path) -> Option<Self> {
        let index = place.line.checked_sub(1)? as usize;
        // Specs lie below the root; pages lie wherever the command line says.
        let bytes = io::read(&root.join(&*place.file)).or_else(|_| io::read(Path::new(&*place.file))).ok()?;
        let line = bytes.split(|b| *b == b'\n').nth(index)?;
        let text = String::from_utf8_lossy(line).trim_end_matches('\r').to_owned();
        let fit = text.chars().count() <= LONGEST_LINE && text.chars().all(|c| c == '\t' || !c.is_control());
        fit.then(|| Self { span: span(&text, place.column), text })
    }

    fn snippet<'a>(
        &'a self,
        place: &'a Place,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(&self.text)
            .line_start(place.line as usize)
            .path(&*place.file)
            .annotation(kind.span(self.span.clone()).label(label))
    }
}

/// The word or blank at a column, in bytes; the whole line where no column is known.
fn span(line: &str, column: u32) -> std::ops::Range<usize> {
    let trimmed = line.len() - line.trim_start().len()..line.trim_end().len().max(line.len() - line.trim_start().len());
    let Some(skip) = column.checked_sub(1) else { return trimmed };
    let start = line.char_indices().nth(skip as usize).map_or(line.len(), |(index, _)| index);
    let rest = &line[start..];
    if let Some(blank) = rest.chars().next().filter(|c| c.is_whitespace()) {
        return start..start + blank.len_utf8();
    }
    let quoted = rest.starts_with(['"', '\'']);
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| if quoted { rest.starts_with(*c) } else { c.is_whitespace() || ":,{}[]()\"'".contains(*c) })
        .map_or(rest.len(), |(index, _)| if quoted { index + 1 } else { index });
    start..start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_shows_its_line_the_word_in_it_and_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.yaml"), "one: 1\n  requried: true\n").unwrap();
        let problem = Problem::error("unknown-key", Place::new("a.yaml", 2, 3), "`requried` is no keyword here")
            .related(Place::new("a.yaml", 1, 1), "below this")
            .help("did you mean `required`?");
        insta::assert_snapshot!(render(&problem, folder.path(), &Renderer::plain()), @"
        error[unknown-key]: `requried` is no keyword here
         --> a.yaml:2:3
          |
        2 |   requried: true
          |   ^^^^^^^^
          |
         ::: a.yaml:1:1
          |
        1 | one: 1
          | --- below this
          |
          = help: did you mean `required`?
        ");
    }

    #[test]
    fn a_place_without_a_source_is_still_named() {
        let problem = Problem::error("io", Place::new("gone.yaml", 3, 4), "it is gone");
        insta::assert_snapshot!(render(&problem, Path::new("nowhere"), &Renderer::plain()), @"
        error[io]: it is gone
        --> gone.yaml:3:4
        ");
    }

    #[test]
    fn neither_a_very_long_line_is_shown_nor_a_very_long_word() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(100_000);
        std::fs::write(folder.path().join("a.yaml"), &long).unwrap();
        let problem = Problem::error("long", Place::new("a.yaml", 1, 5), format!("`{long}` is too long"));
        insta::assert_snapshot!(render(&problem, folder.path(), &Renderer::plain()), @"
        error[long]: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxx` is too long
        --> a.yaml:1:5
        ");
    }
}
