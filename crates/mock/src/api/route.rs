//! Paths to operations.

use http::Method;
use matchit::Router;

use super::operation::Operation;

/// A path template, `/v2/{project_id}/tasks/{task_id}:stop`, segment by segment.
#[derive(Clone, Debug)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
    names: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Argument,
}

impl Template {
    pub(super) fn parse(path: &str) -> Self {
        let mut names = Vec::new();
        let segments = path.split('/').map(|segment| pieces(segment, &mut names)).collect();
        Self { segments, names }
    }

    /// The names of its arguments, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The arguments of a path, as they came; `None` if the path is another one. No argument is empty.
    pub(super) fn arguments<'p>(&self, path: &'p str) -> Option<Vec<&'p str>> {
        let mut arguments = Vec::with_capacity(self.names.len());
        let mut segments = path.split('/');
        for pieces in &self.segments {
            capture(pieces, segments.next()?, &mut arguments)?;
        }
        segments.next().is_none().then_some(arguments)
    }

    /// Which segments of a path stand where the template has the argument of a name, as far as the words before it agree.
    pub(super) fn segment_of(&self, name: &str, path: &str) -> Option<usize> {
        let mut names = self.names.iter();
        for (index, (pieces, segment)) in self.segments.iter().zip(path.split('/')).enumerate() {
            if pieces.iter().any(|piece| *piece == Piece::Argument && names.next().is_some_and(|own| own == name)) {
                return Some(index);
            }
            capture(pieces, segment, &mut Vec::new())?;
        }
        None
    }

    /// The template as matchit has it, in which an argument is a whole segment.
    fn shape(&self) -> String {
        let segments = self.segments.iter().enumerate().map(|(index, pieces)| match pieces.as_slice() {
            [] => String::new(),
            [Piece::Literal(literal)] => literal.clone(),
            _ => format!("{{a{index}}}"),
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// What makes one template go before another: words before arguments, from left to right; then arguments with words
    /// around them before bare ones.
    fn rank(&self) -> (Vec<bool>, Vec<bool>) {
        let has_argument = |pieces: &Vec<Piece>| pieces.contains(&Piece::Argument);
        let is_bare = |pieces: &Vec<Piece>| matches!(pieces.as_slice(), [Piece::Argument]);
        (self.segments.iter().map(has_argument).collect(), self.segments.iter().map(is_bare).collect())
    }
}

fn pieces(segment: &str, names: &mut Vec<String>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, name, after)) =
        rest.split_once('{').and_then(|(before, rest)| rest.split_once('}').map(|(name, after)| (before, name, after)))
    {
        if !before.is_empty() {
            pieces.push(Piece::Literal(before.to_owned()));
        }
        pieces.push(Piece::Argument);
        names.push(name.to_owned());
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    pieces
}

/// Adds the arguments of one segment, each as short as the word after it allows, in one pass.
fn capture<'p>(pieces: &[Piece], segment: &'p str, arguments: &mut Vec<&'p str>) -> Option<()> {
    let mut rest = segment;
    let mut pieces = pieces;
    loop {
        match pieces {
            [] => return rest.is_empty().then_some(()),
            [Piece::Literal(literal), after @ ..] => {
                rest = rest.strip_prefix(literal.as_str())?;
                pieces = after;
            }
            [Piece::Argument, after @ ..] => {
                // It has at least its first character.
                let first = rest.chars().next()?.len_utf8();
                let end = match after {
                    [] => rest.len(),
                    [Piece::Literal(last)] => {
                        rest.strip_suffix(last.as_str()).map(str::len).filter(|end| *end >= first)?
                    }
                    [Piece::Literal(next), ..] => rest.get(first..)?.find(next.as_str())? + first,
                    [Piece::Argument, ..] => first,
                };
                let (argument, behind) = rest.split_at_checked(end)?;
                arguments.push(argument);
                rest = behind;
                pieces = after;
            }
        }
    }
}

/// The routes of a service: which of its operations has a path and a method.
#[derive(Debug)]
pub(super) struct Routes {
    /// By shape of template, the operations that have it.
    shapes: Router<Vec<usize>>,
    /// All operations, the one that goes before the others first.
    ranked: Vec<usize>,
}

/// What has a path.
pub(super) enum Found {
    Operation(usize),
    OtherMethods(Vec<Method>),
    Nothing,
}

impl Routes {
    /// # Errors
    ///
    /// The shape of a template cannot be routed.
    pub(super) fn new(operations: &[Operation]) -> Result<Self, String> {
        let mut ranked: Vec<usize> = (0..operations.len()).collect();
        ranked.sort_by_key(|index| operations[*index].template.rank());
        let mut by_shape: Vec<(String, Vec<usize>)> = Vec::new();
        for index in &ranked {
            let operation = &operations[*index];
            let shape = operation.template.shape();
            match by_shape.iter_mut().find(|(known, _)| *known == shape) {
                Some((_, group)) => group.push(*index),
                None => by_shape.push((shape, vec![*index])),
            }
        }
        let mut shapes = Router::new();
        for (shape, group) in by_shape {
            shapes.insert(&shape, group).map_err(|error| format!("`{shape}` cannot be routed: {error}"))?;
        }
        Ok(Self { shapes, ranked })
    }

    /// Which operation has a path and a method. If several have it, the one with more words in its template.
    pub(super) fn find(&self, operations: &[Operation], method: &Method, path: &str) -> Found {
        let has_method = |index: &usize| operations[*index].method == *method;
        let has_path = |index: &usize| operations[*index].template.arguments(path).is_some();
        // Of all shapes that a path has, matchit finds the one that goes before the others.
        let group = self.shapes.at(path).map(|found| found.value.as_slice()).unwrap_or_default();
        let all = || group.iter().chain(&self.ranked);
        if let Some(index) = all().filter(|index| has_method(index)).find(|index| has_path(index)) {
            return Found::Operation(*index);
        }
        let mut methods: Vec<Method> = Vec::new();
        for index in self.ranked.iter().filter(|index| has_path(index)) {
            let method = &operations[*index].method;
            if !methods.contains(method) {
                methods.push(method.clone());
            }
        }
        if methods.is_empty() { Found::Nothing } else { Found::OtherMethods(methods) }
    }

    /// The operations that have the method and the path of one, itself among them, in the order of the spec: only what a
    /// request says beside its path tells them apart.
    pub(super) fn beside<'o>(operations: &'o [Operation], one: &Operation) -> impl Iterator<Item = &'o Operation> {
        operations.iter().filter(|other| other.method == one.method && other.template.segments == one.template.segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments<'p>(template: &str, path: &'p str) -> Option<Vec<&'p str>> {
        Template::parse(template).arguments(path)
    }

    #[test]
    fn an_argument_is_what_stands_between_the_words() {
        assert_eq!(arguments("/v2/{p}/tasks/{t}:stop", "/v2/a/tasks/b:c:stop"), Some(vec!["a", "b:c"]));
        assert_eq!(arguments("/{a}-{b}.{c}", "/x-y-z.w"), Some(vec!["x", "y-z", "w"]));
        assert_eq!(arguments("/{a}{b}", "/xyz"), Some(vec!["x", "yz"]));
        assert_eq!(arguments("/", "/"), Some(vec![]));
    }

    #[test]
    fn no_argument_is_empty_and_every_slash_counts() {
        for path in ["/v2//jobs", "/v2/a/jobs/", "/v2/a", "v2/a/jobs", "/v2/a/b/jobs", "", "/", "*"] {
            assert_eq!(arguments("/v2/{p}/jobs", path), None, "{path}");
        }
        assert_eq!(arguments("/{t}:stop", "/:stop"), None);
        assert_eq!(arguments("/{a}-{b}", "/a-"), None);
    }
}
