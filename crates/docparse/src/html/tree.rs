//! The tree of a page's elements, built from tags however badly they are nested.

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
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    /// The names that references use for it: `id`, `name`.
    pub(crate) labels: Vec<String>,
    pub(crate) href: Option<String>,
    pub(crate) class: String,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

#[derive(Debug)]
pub(crate) enum Node {
    Element(Box<Element>),
    Text(At, String),
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    pub(crate) at: At,
    pub(crate) attributes: Attributes,
    pub(crate) children: Vec<Node>,
}

impl Element {
    fn new(tag: Tag, at: At, attributes: Attributes) -> Self {
        Self { tag, at, attributes, children: Vec::new() }
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
}

impl Default for Builder {
    fn default() -> Self {
        Self { root: Element::new(Tag::Division, (1, 1), Attributes::default()), open: Vec::new() }
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

    pub(crate) fn text(&mut self, at: At, text: String) {
        self.add(Node::Text(at, text));
    }

    pub(crate) fn close(&mut self, tag: Tag) {
        let same = |open: Tag| open == tag || matches!((open, tag), (Tag::Heading(_), Tag::Heading(_)));
        let found = if tag == Tag::Table {
            self.find(same, |_| false)
        } else if tag.is_of_table() {
            self.find(same, |open| open == Tag::Table)
        } else {
            self.find(same, Tag::is_of_table)
        };
        if let Some(found) = found {
            self.close_to(found);
        }
    }

    /// The whole tree.
    pub(crate) fn finish(mut self) -> Element {
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
                    None => self.open.push(Element::new(Tag::Table, at, Attributes::default())),
                }
            }
            Tag::Cell | Tag::HeaderCell => match self.find(|open| open == Tag::Row, |open| open == Tag::Table) {
                Some(row) => self.close_to(row + 1),
                None => {
                    self.make_room(Tag::Row, at);
                    self.open.push(Element::new(Tag::Row, at, Attributes::default()));
                }
            },
            // Between rows there is no place for a table: the one that is open was not closed.
            Tag::Table => {
                if let Some(found) = self.find(Tag::is_of_table, |_| false)
                    && !self.open[found].tag.is_cell()
                {
                    self.close(Tag::Table);
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
        self.open.last_mut().unwrap_or(&mut self.root).children.push(node);
    }
}
