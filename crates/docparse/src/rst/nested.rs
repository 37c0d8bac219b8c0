//! Tables in the cells of tables: each is set behind the table that it is in, and the cell refers to it.

use bumpalo::Bump;

use super::{Report, blocks, grid, simple};
use crate::blocks::{Block, Cell, Line, Table};

/// Sets every table in a cell behind the table that it is in.
pub(super) fn hoist<'p>(found: Vec<Block<'p>>, room: &'p Bump, report: &mut Report) -> Vec<Block<'p>> {
    let mut out = Vec::with_capacity(found.len());
    for block in found {
        match block {
            Block::Table(table) => self::table(table, room, report, &mut out),
            Block::Item(inside) => out.push(Block::Item(hoist(inside, room, report))),
            Block::Note(inside) => out.push(Block::Note(hoist(inside, room, report))),
            other => out.push(other),
        }
    }
    out
}

fn table<'p>(mut table: Table<'p>, room: &'p Bump, report: &mut Report, out: &mut Vec<Block<'p>>) {
    let mut known: Vec<u32> = Vec::new();
    let mut nested = Vec::new();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let Some(border) = cell.lines.iter().position(|line| is_border(line.text.trim_start())) else { continue };
        for inside in tables(blocks(&cell.lines, report)) {
            let label: &'p str = room.alloc_str(&format!("table in the cell in line {}", inside.line));
            refer(cell, border, label, room);
            // A cell that spans rows has its table in each of them.
            if !known.contains(&inside.line) {
                known.push(inside.line);
                nested.extend([Block::Label(label), Block::Table(inside)]);
            }
        }
    }
    out.push(Block::Table(table));
    // Cells get narrower from table to table, so this ends.
    out.extend(hoist(nested, room, report));
}

fn is_border(text: &str) -> bool {
    grid::is_border(text) || simple::is_border(text)
}

fn tables(blocks: Vec<Block<'_>>) -> Vec<Table<'_>> {
    let mut tables = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Item(inside) | Block::Note(inside) => tables.extend(self::tables(inside)),
            _ => {}
        }
    }
    tables
}

/// Adds a reference to the words before the table.
fn refer<'p>(cell: &mut Cell<'p>, border: usize, label: &str, room: &'p Bump) {
    let (before, after) = cell.lines.split_at_mut(border);
    match before.iter_mut().rfind(|line| !line.is_blank()) {
        Some(words) => words.text = room.alloc_str(&format!("{} :ref:`<{label}>`", words.text)),
        None => {
            let Some(first) = after.first().copied() else { return };
            let text = room.alloc_str(&format!(":ref:`<{label}>`"));
            cell.lines.splice(..0, [Line { text, ..first }, Line { text: "", ..first }]);
        }
    }
}
