//! A plain count of the table rows of a page. It shares no code with the reader and understands nothing, so that it can
//! show what the reader drops.
//!
//! A row is a row of any table, of those in the cells of others too, and those that name the columns included; lines of
//! borders are none, and what stands in literal blocks is no table.

mod html;
mod pipes;
mod rst;

use std::borrow::Cow;

/// A table, and how many rows it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The line in which it begins.
    pub(crate) line: u32,
    pub(crate) rows: usize,
}

/// The tables of a page that have rows, in the order in which they begin.
pub(crate) fn tables(bytes: &[u8]) -> Vec<Counted> {
    let mut text = std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n").into();
    }
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut tables = if html::is_page(&lines) { html::page(&lines) } else { marked(&lines, 1) };
    tables.retain(|table| table.rows > 0);
    tables.sort_by_key(|table| table.line);
    tables
}

/// The tables among lines of which the first has that number, and which are no HTML as a whole.
fn marked(lines: &[&str], first: u32) -> Vec<Counted> {
    let mut tables = Vec::new();
    let mut tags = html::Tags::default();
    let mut literal: Option<usize> = None;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (indent, text) = unlisted(line);
        let inside = literal.is_some_and(|depth| line.len() - line.trim_start().len() > depth);
        let marks = ["```", "~~~"].into_iter().find(|marks| text.starts_with(marks));
        let number = first + at as u32;
        at += 1;
        // A heading says that a table of tags was never closed.
        if tags.are_open() && !text.starts_with('#') {
            tags.line(line, number);
            continue;
        }
        tags.close();
        if text.is_empty() || inside {
            continue;
        }
        literal = None;
        if let Some(open) = fence {
            fence = fence.filter(|_| marks != Some(open));
        } else if marks.is_some() {
            fence = marks;
        } else if rst::begins_grid(at.checked_sub(2).map_or("", |above| lines[above]), &lines[at - 1..]) {
            let (rows, taken, inside) = rst::grid(&lines[at - 1..], number);
            tables.push(Counted { line: number, rows });
            tables.extend(inside);
            at += taken - 1;
        } else if rst::begins_simple(&lines[at - 1..]) {
            let (rows, taken) = rst::simple(indent, &lines[at - 1..]);
            tables.push(Counted { line: number, rows });
            at += taken - 1;
        } else if let Some((rows, taken)) = pipes::table(&lines[at - 1..]) {
            tables.push(Counted { line: number, rows });
            at += taken - 1;
        } else if html::begins_table(text) {
            tags.line(line, number);
        } else if rst::hides_what_is_below(text) {
            literal = Some(indent);
        }
    }
    tables.extend(tags.tables);
    tables
}

/// A line without its indentation and the markers of the lists and quotes that begin in it, and how wide these are.
fn unlisted(line: &str) -> (usize, &str) {
    let mut text = line.trim_start();
    loop {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = match digits {
            0 => text.strip_prefix(['-', '*', '+', '>']).or_else(|| text.strip_prefix("#.")),
            _ => text[digits..].strip_prefix(['.', ')']),
        };
        match rest.filter(|rest| rest.starts_with(' ')) {
            Some(rest) => text = rest.trim_start(),
            None => return (line.len() - text.len(), text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tables;

    /// How many rows each table of the page has, with its line.
    fn counted(page: &str) -> String {
        tables(page.as_bytes()).iter().map(|table| format!("{}:{} ", table.line, table.rows)).collect()
    }

    #[test]
    fn a_grid_has_a_row_between_any_two_borders() {
        let page = "\
+---+---+
| a | b |
+===+===+
| c | - |
|   |   |
|   | - |
+---+---+
| d | e |
|   +---+
|   | f |
+---+---+
";
        assert_eq!(counted(page), "1:4 ");
    }

    #[test]
    fn a_table_within_a_cell_has_rows_of_its_own() {
        let page = "\
+---+-----------+
| a | Words.    |
|   |           |
|   | +---+---+ |
|   | | b | c | |
|   | +---+---+ |
|   | | d | e | |
|   | +---+---+ |
+---+-----------+
| f | .. code:: |
|   |           |
|   |    +---+  |
|   |    | g |  |
|   |    +---+  |
+---+-----------+
| h | == ==     |
|   | i  j      |
|   | == ==     |
|   | k  l      |
|   | == ==     |
+---+-----------+
";
        assert_eq!(counted(page), "1:3 4:2 16:2 ");
    }

    #[test]
    fn a_simple_table_has_a_row_for_each_line_that_fills_its_first_column() {
        let page = "\
==== ====
Name Type
==== ====
a    one

     two
b    three
==== ====

==== ====
a    b
==== ====
";
        assert_eq!(counted(page), "1:3 10:1 ");
    }

    #[test]
    fn words_above_a_border_that_lies_deeper_are_no_row() {
        let page = "\
Lamps of a robot
   ==== ====
   Name Type
   ==== ====
   a    one
   ==== ====
";
        assert_eq!(counted(page), "2:2 ");
    }

    #[test]
    fn tables_stand_in_lists_and_directives_but_not_in_literal_blocks() {
        let page = "\
-  Robots

   .. table:: **Table 1** Robots

      ==== ====
      Name Type
      ==== ====
      a    b
      ==== ====

-  An example::

      ==== ====
      a    b
      ==== ====

   .. code-block::

      +---+
      | a |
      +---+

   +---+
   | a |
   +---+
";
        assert_eq!(counted(page), "5:2 23:1 ");
    }

    #[test]
    fn pipes_make_rows_of_whole_lines_or_of_one_line_for_each_cell() {
        let page = "\
| Name | Type |
| --- | :---: |
| a | `x\\|y` |
| b | c |

|
Name |
Type |
|---|---|
|
a |
b
c |
|
d |
e |
Words.

Name |
Type |
---|---|
f |
g,
h |
i |
j |
Words.
";
        assert_eq!(counted(page), "1:3 6:3 19:3 ");
    }

    #[test]
    fn a_pipe_alone_is_a_row_without_cells_where_rows_are_lines() {
        let page = "\
| Name | Type |
|---|---|
| a | x |
|
|
| b | y |
|

| Name | Type |
|---|---|
| c | z |
";
        assert_eq!(counted(page), "1:6 9:2 ");
    }

    #[test]
    fn a_row_without_a_first_pipe_goes_on_until_its_columns_are_full() {
        let page = "\
Name | Type | Words |
---|---|---|
a | x | One. |
b | y |
|
c | z | Goes
on. |
Words.

Name |
Type |
|---|---|
d |
x |
e |
y
or z |
Words.
";
        assert_eq!(counted(page), "1:4 10:3 ");
    }

    #[test]
    fn markdown_may_leave_the_outer_pipes_out() {
        let page = "\
# Robots

Name | Type
--- | ---
a | x
b | `y|z`

Not a | table

- In a list:

  | Name |
  | ---- |
  | c    |

> | Name | Type |
> |---|---|
> | d | x |
";
        assert_eq!(counted(page), "3:3 12:2 16:2 ");
    }

    #[test]
    fn html_has_the_rows_of_tables_in_tables_too() {
        let page = "\
<html><!-- <table><tr></tr></table> --><script>
\"<table><tr>\"
</script>
<table><thead><tr><th>a</th></tr><tr><th>b</th></tr></thead>
<tr><td>c <table>
<tr><td>d</td></tr></table></td><td>e</td></tr>
<tr><td>f</tr></table>
<TABLE class=\"x\"><TBODY>
<TR><TD rowspan=\"2\">g<TD>h
<TR><TD>i</TABLE>
<table class=\"highlighttable\"><tr><td><pre>1</pre></td><td><pre>x</pre></td></tr></table>
<table><td>j</td></table></html>
";
        assert_eq!(counted(page), "4:4 5:1 8:2 12:1 ");
    }

    #[test]
    fn markdown_has_tables_of_tags_among_its_own() {
        let page = "\
<a name=\"robots\"></a>
# Robots

| Name | Type |
|---|---|
| a | `<table>` |

Words with `<table>` in them.

-   In a list:

    <a name=\"x\"></a><table><thead><tr><th>b</th></tr></thead>

    <tbody><tr><td>c <table><tr><td>d</td></tr></table></td></tr>
    </tbody>
    </table>

```html
<table><tr><td>e</td></tr></table>
~~~
| f | g |
|---|---|
```

<table><tr><td>h
## Next

| i | j |
|---|---|
";
        assert_eq!(counted(page), "4:2 12:2 14:1 25:1 28:1 ");
    }

    #[test]
    fn a_table_that_breaks_off_keeps_its_rows() {
        for (page, rows) in [
            ("+---+\n| a |", "1:1 "),
            ("==== ====\na    b\n==== ====\nc    d", "1:2 "),
            ("| a |\n|---|\n| b", "1:2 "),
            ("<table><tr><td>a", "1:1 "),
            ("", ""),
            ("|", ""),
        ] {
            assert_eq!(counted(page), rows, "{page}");
        }
    }
}
