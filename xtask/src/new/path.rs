//! The path of a draft: OpenAPI wants a name of its own for each variable, and some URIs have one name twice.

/// A path in which each variable has a name of its own, as OpenAPI wants it: some URIs have one name twice.
pub(super) fn told_apart(path: &str) -> String {
    let mut apart = String::new();
    let mut rest = path;
    while let Some((before, name, after)) =
        rest.split_once('{').and_then(|(before, rest)| rest.split_once('}').map(|(name, after)| (before, name, after)))
    {
        let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}_{number}")));
        let mut names = names.map(|name| format!("{{{name}}}"));
        apart.push_str(before);
        apart.push_str(&names.find(|name| !apart.contains(name)).unwrap_or_default());
        rest = after;
    }
    apart + rest
}

/// The other names of a variable in such a path.
pub(super) fn again(path: &str, name: &str) -> Vec<String> {
    let names = (2..).map(|number| format!("{name}_{number}"));
    names.take_while(|name| path.contains(&format!("{{{name}}}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_is_twice_in_a_path_gets_a_second_name() {
        assert_eq!(told_apart("/v2/{a}/lamps/{a}/{b}#dim"), "/v2/{a}/lamps/{a_2}/{b}#dim");
        assert_eq!(again("/v2/{a}/lamps/{a_2}/{b}#dim", "a"), ["a_2"]);
        assert_eq!(told_apart("/v2/lamps"), "/v2/lamps");
    }
}
