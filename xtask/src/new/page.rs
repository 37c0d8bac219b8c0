//! The page of a draft: which operation of it is meant, which edition it is of, and where it lies below the pages folder.

use std::path::{Component, Path, PathBuf};

use contract::{Aspect, Contract, Edition, Place, Problem};
use docparse::Page;

use super::name;
use super::schemas::type_name;
use crate::docs;
use crate::service::has_errors;

/// An operation of a page, to be drafted.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What the page says, words and all: they go no further than the choice of a name.
    pub(crate) contract: Contract,
    /// The title of the page.
    pub(crate) title: Option<String>,
    /// The edition that the page is of.
    pub(crate) edition: Edition,
    /// Where it lies below the pages folder.
    pub(crate) path: String,
}

impl Source {
    /// What the page states of the operation as a whole.
    pub(crate) fn told(&self, aspect: Aspect) -> &str {
        self.contract.operation().and_then(|operation| operation.facts.text(aspect)).unwrap_or_default()
    }

    /// Its name: the vendor's, or one that follows from its page.
    pub(crate) fn operation_id(&self) -> String {
        match self.told(Aspect::OperationId) {
            "" => name::operation_id(self.title.as_deref(), self.told(Aspect::Method), self.told(Aspect::Path)),
            told => type_name(told),
        }
    }

    /// The folder of its service, from the pages folder on.
    pub(crate) fn service_folder(&self) -> Option<&str> {
        service_folder(&self.path, &self.edition)
    }

    /// The folder below that of the edition, which the vendor names after the service.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.service_folder()?.strip_prefix(self.edition.as_str())?.strip_prefix('/')
    }

    /// Where the page is on the public web, as far as its place below the pages folder tells.
    pub(crate) fn url(&self) -> Option<String> {
        let (service, page) = self.path.strip_prefix("otc/")?.strip_suffix(".rst")?.split_once('/')?;
        Some(format!("https://docs.otc.t-systems.com/{service}/api-ref/{page}.html"))
    }
}

/// The folder that stands for a service in the path of one of its pages: the one below that of the edition, or the one
/// that the page itself is in.
pub(crate) fn service_folder<'p>(path: &'p str, edition: &Edition) -> Option<&'p str> {
    let below = path.strip_prefix(edition.as_str()).and_then(|rest| rest.strip_prefix('/'));
    match below {
        Some(below) => below.find('/').and_then(|end| path.get(..path.len() - below.len() + end)),
        None => path.rsplit_once('/').map(|(folder, _)| folder),
    }
}

/// The edition of a page: that of the option, or that of its folder, or that whose pages are written in this way.
pub(crate) fn edition(page: &Path, told: Option<Edition>) -> Edition {
    let by_folder = || Some(docs::edition(page)).filter(|edition| *edition != Edition::default());
    let by_rendition = || {
        let is_rst = page.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("rst"));
        if is_rst { "otc" } else { "hwc" }.parse().unwrap_or_default()
    };
    told.or_else(by_folder).unwrap_or_else(by_rendition)
}

/// Where a page lies below the pages folder: the given one, or the one that holds the folder of the edition, or the one
/// that holds the folder of the page.
pub(crate) fn below(page: &Path, pages: Option<&Path>, edition: &Edition) -> Result<String, Problem> {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let page_path = whole(page);
    let parts: Vec<&str> = page_path
        .components()
        .filter_map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    if let Some(pages) = pages {
        let rest: PathBuf = page_path.strip_prefix(whole(pages)).map(Path::to_owned).map_err(|_| {
            let at = Place::file(page.to_string_lossy());
            Problem::error("page-place", at, format!("the page does not lie below `{}`", pages.display()))
                .help("name the folder that holds the pages with `--pages DIR`")
        })?;
        return Ok(rest.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
    }
    let from = parts.iter().rposition(|part| *part == edition.as_str()).unwrap_or(parts.len().saturating_sub(2));
    Ok(parts[from..].join("/"))
}

/// The operation of a page that is meant: the only one, or the one that `--operation "POST /path"` names. Of a page that
/// could not be read whole nothing is drafted: it could not be locked either.
pub(crate) fn choose(page: Page, label: &str, which: Option<&str>) -> Result<Contract, Vec<Problem>> {
    let at = || Place::file(label);
    let mut problems = page.problems;
    if has_errors(&problems) {
        return Err(problems);
    }
    if page.contracts.is_empty() {
        problems.push(
            Problem::error("page-operation", at(), "the page documents no operation")
                .help("name an endpoint page: `cargo xtask docs read PAGE` shows what is read of it"),
        );
        return Err(problems);
    }
    let lines: Vec<String> = page.contracts.iter().map(Contract::line).collect();
    let listed = || lines.iter().map(|line| format!("--operation \"{line}\"")).collect::<Vec<_>>().join(", or ");
    let Some(which) = which else {
        let [_] = page.contracts.as_slice() else {
            let message = format!("the page documents {} operations", lines.len());
            return Err(vec![
                Problem::error("page-operations", at(), message).help(format!("say which one: {}", listed())),
            ]);
        };
        return page.contracts.into_iter().next().ok_or_else(Vec::new);
    };
    let wanted = which.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = lines.iter().position(|line| line.eq_ignore_ascii_case(&wanted));
    found.and_then(|index| page.contracts.into_iter().nth(index)).ok_or_else(|| {
        let problem = Problem::error("page-operation", at(), format!("the page does not document `{wanted}`"));
        vec![problem.help(format!("say {}", listed()))]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_lies_below_the_folder_that_holds_its_edition() {
        let edition: Edition = "otc".parse().expect("an edition");
        let place = below(Path::new("far/pages/otc/lamps/dim.rst"), None, &edition).expect("a place");
        assert_eq!(place, "otc/lamps/dim.rst");
        assert_eq!(below(Path::new("nowhere/at/all/dim.rst"), None, &edition).expect("a place"), "all/dim.rst");
        assert_eq!(below(Path::new("/dim.rst"), None, &edition).expect("a place"), "dim.rst");
    }

    #[test]
    fn a_folder_stands_for_a_service() {
        let edition: Edition = "otc".parse().expect("an edition");
        assert_eq!(service_folder("otc/lamps/v1/dim.rst", &edition), Some("otc/lamps"));
        assert_eq!(service_folder("lamps/dim.rst", &edition), Some("lamps"));
        assert_eq!(service_folder("otc/dim.rst", &edition), None);
        assert_eq!(service_folder("dim.rst", &edition), None);
    }

    #[test]
    fn the_edition_is_told_by_option_folder_or_rendition() {
        let of = |page: &str, told: Option<&str>| {
            let told = told.and_then(|told| told.parse().ok());
            edition(Path::new(page), told).to_string()
        };
        assert_eq!(of("pages/hwc/a.rst", None), "hwc");
        assert_eq!(of("pages/hwc/a.rst", Some("otc")), "otc");
        assert_eq!(of("a.rst", None), "otc");
        assert_eq!(of("a.html", None), "hwc");
    }
}
