//! The tree of a page's elements, built from tags however badly they are nested.

use crate::report::Report;

/// Deeper than any page of the vendor's: beyond it elements stay flat, so that no page can exhaust the stack.
const DEEPEST: usize = 64;
/// What tables may add to that: their rows must not be lost below a thousand open tags.
const DEEPEST_IN_TABLES: usize = DEEPEST + 64;

/// Line and column, both from 1.
pub(crate) type At = (u32, u32);

/// The elements that the reader tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Table,
    Caption,
    /// `<thead>`.
    Head,
    /// `<tbody>`, `<tfoot>`.
    Body,
    Row,
    HeaderCell,
    Cell,
    Paragraph,
    Heading(u8),
    List,
    Item,
    Quote,
    Pre,
    Bold,
    Anchor,
    Break,
    /// Another element that takes lines of its own.
    Division,
    /// Another element within a line.
    Inline,
    /// What nobody reads on the page: scripts, styles.
    Silent,
    /// Has no content and says nothing.
    Void,
}

impl Tag {
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "table" => Self::Table,
            "caption" => Self::Caption,
            "thead" => Self::Head,
            "tbody" | "tfoot" => Self::Body,
            "tr" => Self::Row,
            "th" => Self::HeaderCell,
            "td" => Self::Cell,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ul" | "ol" | "dl" | "menu" => Self::List,
            "li" | "dt" | "dd" => Self::Item,
            "blockquote" => Self::Quote,
            "pre" => Self::Pre,
            "b" | "strong" => Self::Bold,
            "a" => Self::Anchor,
            "br" => Self::Break,
            "html" | "body" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside"
            | "figure" | "figcaption" | "details" | "summary" | "center" | "form" | "fieldset" => Self::Division,
            "head" | "script" | "style" | "template" | "noscript" | "svg" | "button" | "select" => Self::Silent,
            "img" | "hr" | "input" | "meta" | "link" | "col" | "wbr" | "area" | "base" | "embed" | "source" => {
                Self::Void
            }
            _ => Self::Inline,
        }
    }

    fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::HeaderCell)
    }

    fn is_of_table(self) -> bool {
        matches!(self, Self::Table | Self::Caption | Self::Head | Self::Body | Self::Row) || self.is_cell()
    }

    /// Whether it ends the paragraph or heading that is open where it begins.
    fn is_block(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Heading(_)
                | Self::List
                | Self::Item
                | Self::Quote
                | Self::Pre
                | Self::Division
                | Self::Table
        )
    }
}

/// The attributes that say something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attributes {
    /// The names that references use for it: `id`, `name`.
    pub(crate) labels: Vec<String>,
    pub(crate) href: Option<String>,
    pub(crate) class: String,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Attributes {
    /// Those of an element that has none.
    pub(crate) const NONE: Self = Self { labels: Vec::new(), href: None, class: String::new(), columns: 1, rows: 1 };
}

#[derive(Debug)]
pub(crate) enum Node {
    Element(Box<Element>),
    Text(At, Box<str>),
}

/// An element. A page of a megabyte may hold 200,000 of them, so it is small: most have no attributes.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    pub(crate) at: At,
    attributes: Option<Box<Attributes>>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    fn new(tag: Tag, at: At, attributes: Attributes) -> Self {
        let says = attributes != Attributes::NONE;
        Self { tag, at, attributes: says.then(|| Box::new(attributes)), children: Vec::new() }
    }

    pub(crate) fn attributes(&self) -> &Attributes {
        static NONE: Attributes = Attributes::NONE;
        self.attributes.as_deref().unwrap_or(&NONE)
    }

    pub(crate) fn paragraph(at: At, text: &str) -> Self {
        let children = vec![Node::Text(at, text.into())];
        Self { children, ..Self::new(Tag::Paragraph, at, Attributes::NONE) }
    }

    /// The elements right below it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(&**element),
            Node::Text(..) => None,
        })
    }
}

/// Builds the tree. Every tag finds a place: what is not closed ends with what holds it, what was never opened is
/// opened where a table needs it and else forgotten.
pub(crate) struct Builder {
    root: Element,
    open: Vec<Element>,
    /// What is wrong with the tags of tables.
    faults: Vec<(At, &'static str)>,
    /// Whether the page writes the ends of cells out.
    ends_cells: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            root: Element::new(Tag::Division, (1, 1), Attributes::NONE),
            open: Vec::new(),
            faults: Vec::new(),
            ends_cells: false,
        }
    }
}

impl Builder {
    pub(crate) fn open(&mut self, tag: Tag, at: At, attributes: Attributes) {
        self.make_room(tag, at);
        let element = Element::new(tag, at, attributes);
        let most = if tag.is_of_table() { DEEPEST_IN_TABLES } else { DEEPEST };
        if matches!(tag, Tag::Break | Tag::Void) || self.open.len() >= most {
            self.add(Node::Element(Box::new(element)));
        } else {
            self.open.push(element);
        }
    }

    pub(crate) fn text(&mut self, at: At, text: Box<str>) {
        self.add(Node::Text(at, text));
    }

    /// Takes note of what is wrong with a tag, where it stands in a table or is of one.
    pub(crate) fn fault(&mut self, at: At, what: &'static str) {
        if self.find(Tag::is_of_table, |_| false).is_some() {
            self.faults.push((at, what));
        }
    }

    pub(crate) fn close(&mut self, tag: Tag, at: At) {
        self.ends_cells |= tag.is_cell();
        let same = |open: Tag| open == tag || matches!((open, tag), (Tag::Heading(_), Tag::Heading(_)));
        let found = if tag == Tag::Table {
            self.find(same, |_| false)
        } else if tag.is_of_table() {
            self.find(same, |open| open == Tag::Table)
        } else {
            self.find(same, Tag::is_of_table)
        };
        match found {
            Some(found) => {
                // Who leaves the ends of cells out, leaves out all of them.
                let is_open = self.open[found + 1..].iter().any(|open| open.tag.is_cell());
                if tag == Tag::Table && is_open && self.ends_cells {
                    self.faults.push((at, "the table ends in the middle of a cell"));
                }
                self.close_to(found);
            }
            None if tag.is_of_table() && self.open.len() < DEEPEST => {
                self.faults.push((at, "nothing of this kind is open here"))
            }
            None => {}
        }
    }

    /// The whole tree; what was wrong with the tags of its tables is told.
    pub(crate) fn finish(mut self, report: &mut Report) -> Element {
        if let Some(table) = self.open.iter().find(|open| open.tag == Tag::Table) {
            self.faults.push((table.at, "the table is not closed"));
        }
        for ((line, column), what) in std::mem::take(&mut self.faults) {
            let help = "nest the tags of the table: `<table>`, `<tr>`, `<td>`, and the end of each";
            report.error("damaged-table", line, column, what.to_owned(), help);
        }
        self.close_to(0);
        self.root
    }

    /// Closes what cannot hold an element of that kind, and opens what must.
    fn make_room(&mut self, tag: Tag, at: At) {
        match tag {
            Tag::Row | Tag::Head | Tag::Body | Tag::Caption => {
                let holds = |open| open == Tag::Table || (tag == Tag::Row && matches!(open, Tag::Head | Tag::Body));
                match self.find(holds, |open| open == Tag::Table) {
                    Some(table) => self.close_to(table + 1),
                    None => {
                        self.faults.push((at, "no table is open here"));
                        self.open.push(Element::new(Tag::Table, at, Attributes::NONE));
                    }
                }
            }
            Tag::Cell | Tag::HeaderCell => match self.find(|open| open == Tag::Row, |open| open == Tag::Table) {
                Some(row) => self.close_to(row + 1),
                None => {
                    self.make_room(Tag::Row, at);
                    self.open.push(Element::new(Tag::Row, at, Attributes::NONE));
                }
            },
            // Between rows there is no place for a table: the one that is open was not closed.
            Tag::Table => {
                if let Some(found) = self.find(Tag::is_of_table, |_| false)
                    && !self.open[found].tag.is_cell()
                {
                    self.faults.push((at, "the table before this one is not closed"));
                    self.close(Tag::Table, at);
                }
            }
            Tag::Item => {
                if let Some(found) = self.find(|open| open == Tag::Item, |open| open == Tag::List || open.is_of_table())
                {
                    self.close_to(found);
                }
            }
            // The contents of a page are no part of its head.
            Tag::Division => {
                if let Some(found) = self.find(|open| open == Tag::Silent, |_| false) {
                    self.close_to(found);
                }
            }
            _ => {}
        }
        let of_line = |open| matches!(open, Tag::Paragraph | Tag::Heading(_));
        if tag.is_block()
            && let Some(found) = self.find(of_line, |open| open == Tag::Item || open.is_of_table())
        {
            self.close_to(found);
        }
    }

    /// The innermost open element that is wanted, unless something that bounds the search comes first.
    fn find(&self, wanted: impl Fn(Tag) -> bool, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, element) in self.open.iter().enumerate().rev() {
            if wanted(element.tag) {
                return Some(at);
            }
            if bound(element.tag) {
                return None;
            }
        }
        None
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(element) = self.open.pop()
        {
            self.add(Node::Element(Box::new(element)));
        }
    }

    fn add(&mut self, node: Node) {
        let children = &mut self.open.last_mut().unwrap_or(&mut self.root).children;
        if children.is_empty() {
            // Room for one: most have no more, and a list of lists has no other.
            children.reserve_exact(1);
        }
        children.push(node);
    }
}
