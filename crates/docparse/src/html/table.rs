//! Table elements to tables, and the blocks inside their cells to lines as the rest of the reader expects them.

use super::blocks::Writer;
use super::line::Style;
use super::tree::{At, Element, Node, Tag};
use crate::blocks::{Block, Cell, Line, Repeats, Row, Table, WIDEST};

/// A cell that goes on in rows below.
struct Carried<'p> {
    column: usize,
    rows: usize,
    cell: Cell<'p>,
}

impl<'p> Writer<'p, '_> {
    pub(super) fn table(&mut self, element: &Element) {
        if let Some(code) = listing(element) {
            return self.element(code, &Style::default());
        }
        self.tables += 1;
        let outer = std::mem::take(&mut self.out);
        let mut reading = Reading {
            table: Table { line: element.at.0, ..Table::default() },
            carried: Vec::new(),
            repeats: Repeats::default(),
        };
        for node in &element.children {
            self.part(node, false, &mut reading);
        }
        self.flush();
        if reading.repeats.exhausted {
            let (line, column) = element.at;
            let (message, help) = Repeats::TOLD;
            self.report.error("damaged-table", line, column, message.to_owned(), help);
        }
        let mut table = reading.table;
        // Where nothing marks the header, it is the first row.
        if table.header.is_none() && !table.rows.is_empty() {
            table.header = Some(table.rows.remove(0));
        }
        self.check(&table);
        self.tables -= 1;
        let before = std::mem::replace(&mut self.out, outer);
        self.out.extend(before);
        if table.header.is_some() {
            self.out.push(Block::Table(table));
        }
        if self.tables == 0 {
            self.out.append(&mut self.hoisted);
        }
    }

    /// A part of a table: a row, a group of rows, the caption, or what strayed between them.
    fn part(&mut self, node: &Node, head: bool, reading: &mut Reading<'p>) {
        let element = match node {
            Node::Element(element) => element,
            Node::Text(_, text) if text.trim().is_empty() => return,
            Node::Text(at, text) => return self.stray(*at, text),
        };
        self.labels(element);
        match element.tag {
            Tag::Head | Tag::Body => {
                for node in &element.children {
                    self.part(node, element.tag == Tag::Head, reading);
                }
            }
            Tag::Caption => reading.table.caption = self.line(element),
            Tag::Row => {
                let row = self.row(element, reading);
                let headers =
                    !element.children.is_empty() && element.elements().all(|cell| cell.tag == Tag::HeaderCell);
                let first = reading.table.rows.is_empty();
                match &mut reading.table.header {
                    // Some headers take two rows.
                    Some(header) if head && first => {
                        merge(header, &row);
                        reading.table.more_headers.push(row);
                    }
                    None if first && (head || headers) => reading.table.header = Some(row),
                    _ => reading.table.rows.push(row),
                }
            }
            _ => self.element(element, &Style::default()),
        }
    }

    fn row(&mut self, element: &Element, reading: &mut Reading<'p>) -> Row<'p> {
        let mut row = Row { line: element.at.0, cells: Vec::new() };
        let mut carried = std::mem::take(&mut reading.carried).into_iter().peekable();
        let mut carry = Vec::new();
        let mut resume = |row: &mut Row<'p>, carry: &mut Vec<Carried<'p>>, repeats: &mut Repeats| {
            while let Some(above) = carried.next_if(|above| above.column <= row.cells.len()) {
                row.cells.push(repeats.repeat(&above.cell));
                if above.rows > 1 {
                    carry.push(Carried { rows: above.rows - 1, ..above });
                }
            }
        };
        for inside in element.elements() {
            if !matches!(inside.tag, Tag::Cell | Tag::HeaderCell) {
                continue;
            }
            resume(&mut row, &mut carry, &mut reading.repeats);
            let cell = self.cell(inside);
            let column = row.cells.len();
            let columns = inside.attributes().columns.clamp(1, WIDEST);
            let rows = inside.attributes().rows.saturating_sub(1);
            reading.repeats.read(cell.lines.iter().map(|line| line.text.len()).sum());
            for column in (column..column + columns).filter(|column| rows > 0 && *column < WIDEST) {
                let cell = if column == row.cells.len() { cell.clone() } else { Cell::default() };
                carry.push(Carried { column, rows, cell });
            }
            row.cells.push(cell);
            row.cells.resize(column + columns, Cell::default());
        }
        resume(&mut row, &mut carry, &mut reading.repeats);
        reading.carried = carry;
        row
    }

    /// The contents of a cell; tables in it are set behind the table that it is in, and referred to.
    fn cell(&mut self, element: &Element) -> Cell<'p> {
        let blocks = self.inside(element);
        let mut cell = Cell::default();
        let mut tables = Vec::new();
        self.lay(blocks, 0, &mut cell, &mut tables);
        let mut refs = String::new();
        for table in tables {
            let label: &'p str = self.room.alloc_str(&format!("table {} in a cell", self.nested));
            self.nested += 1;
            refs.push_str(&format!(" :ref:`<{label}>`"));
            self.hoisted.extend([Block::Label(label), Block::Table(table)]);
        }
        let (number, column) = element.at;
        match cell.lines.last_mut() {
            _ if refs.is_empty() => {}
            Some(last) => last.text = self.room.alloc_str(&(last.text.to_owned() + &refs)),
            None => cell.lines.push(Line { number, column, text: self.room.alloc_str(&refs) }),
        }
        cell
    }

    /// Lays blocks out as reStructuredText.
    fn lay(&mut self, blocks: Vec<Block<'p>>, indent: usize, cell: &mut Cell<'p>, tables: &mut Vec<Table<'p>>) {
        for block in blocks {
            match block {
                Block::Paragraph(lines) => lines.into_iter().for_each(|line| self.put(line, indent, "", cell)),
                Block::Heading { line, .. } => self.put(line, indent, "", cell),
                Block::Item(mut inside) => {
                    let first = inside.iter_mut().find_map(|block| match block {
                        Block::Paragraph(lines) => lines.pop(),
                        _ => None,
                    });
                    if let Some(first) = first {
                        self.put(first, indent, "-  ", cell);
                    }
                    self.lay(inside, indent + 3, cell, tables);
                }
                Block::Note(inside) => {
                    let Some(first) = inside.iter().find_map(first_line) else { continue };
                    self.put(Line { text: ".. note::", ..first }, indent, "", cell);
                    self.lay(inside, indent + 3, cell, tables);
                }
                Block::Code(lines) => {
                    let Some(first) = lines.first().copied() else { continue };
                    self.put(Line { text: ".. code-block::", ..first }, indent, "", cell);
                    for line in lines.into_iter().filter(|line| !line.is_blank()) {
                        self.put(line, indent + 3, "", cell);
                    }
                }
                Block::Table(table) => tables.push(table),
                Block::Label(_) | Block::Field { .. } => {}
            }
        }
    }

    /// Adds a paragraph, a blank line before it.
    fn put(&mut self, line: Line<'p>, indent: usize, mark: &str, cell: &mut Cell<'p>) {
        if let Some(last) = cell.lines.last().copied() {
            cell.lines.push(Line { text: "", ..last });
        }
        let text = match (indent, mark) {
            (0, "") => line.text,
            _ => self.room.alloc_str(&format!("{:indent$}{mark}{}", "", line.text)),
        };
        cell.lines.push(Line { text, ..line });
    }

    /// Words between the rows of a table stand before it.
    fn stray(&mut self, at: At, text: &str) {
        let text = Element::paragraph(at, text);
        self.element(&text, &Style::default());
    }

    fn check(&mut self, table: &Table<'p>) {
        let columns = table.header.as_ref().map_or(0, |header| header.cells.len());
        if let Some(row) = table.rows.iter().find(|row| row.cells.len() != columns) {
            let message = format!("expected {columns} cells in this row, but found {}", row.cells.len());
            self.report.error("ragged-table", row.line, 1, message, "give each row one cell for each column");
        }
    }
}

struct Reading<'p> {
    table: Table<'p>,
    carried: Vec<Carried<'p>>,
    repeats: Repeats,
}

fn first_line<'p>(block: &Block<'p>) -> Option<Line<'p>> {
    match block {
        Block::Paragraph(lines) | Block::Code(lines) => lines.first().copied(),
        Block::Heading { line, .. } => Some(*line),
        Block::Item(inside) | Block::Note(inside) => inside.iter().find_map(first_line),
        _ => None,
    }
}

fn merge<'p>(header: &mut Row<'p>, more: &Row<'p>) {
    for (column, cell) in more.cells.iter().cloned().enumerate() {
        match header.cells.get_mut(column) {
            // What stands below the name of a group is the name of the column.
            Some(known) if !cell.is_empty() => *known = cell,
            Some(_) => {}
            None => header.cells.push(cell),
        }
    }
}

/// The code of a table that only sets line numbers beside it.
fn listing(element: &Element) -> Option<&Element> {
    let marked = element.attributes().class.split_whitespace().any(|word| word.starts_with("highlight"));
    let mut last = None;
    let mut waiting: Vec<&Element> = vec![element];
    while let Some(element) = waiting.pop().filter(|_| marked) {
        if element.tag == Tag::Pre {
            last = Some(element);
        }
        waiting.extend(element.elements().collect::<Vec<_>>().into_iter().rev());
    }
    last
}
