//! Pages of any size, invented in the vendor's grammar, in each of its renditions.

use std::fmt::Write;

/// The forms that the vendor publishes its pages in.
#[derive(Clone, Copy)]
pub(crate) enum Rendition {
    Rst,
    Html,
    Markdown,
    Text,
}

impl Rendition {
    pub(crate) const ALL: [(&str, Self); 4] =
        [("rst", Self::Rst), ("html", Self::Html), ("markdown", Self::Markdown), ("text", Self::Text)];
}

/// One row: its cells, and what a bullet list at the end of the last one has.
struct Row {
    name: String,
    ty: Type,
    description: &'static [&'static str],
    values: &'static [&'static str],
}

enum Type {
    Scalar(&'static str),
    /// A list of the object with that number.
    List(usize),
}

/// The rows of a table of objects: the constraints that are frequent, as often as they are frequent.
const ROWS: [(&str, &str, &[&str], &[&str]); 10] = [
    ("name", "String", &["Painted on the door.", "It contains 3 to 64 characters."], &[]),
    ("mode", "String", &["How it shines.", "Enumeration values:"], &["steady", "blinking", "dark"]),
    ("reach", "Integer", &["How far it is seen.", "Minimum: **1**", "Maximum: **40**", "Default: **7**"], &[]),
    ("built_at", "String", &["When it was built, in the format of yyyy-MM-ddTHH:mm:ssZ."], &[]),
    ("keepers", "Array of strings", &["Who lives there.", "Array Length: **0 - 8**"], &[]),
    ("manned", "Boolean", &["Whether anybody lives there. The default value is **false**."], &[]),
    ("lighthouse_id", "String", &["ID of the lighthouse. The value must comply with the UUID."], &[]),
    ("colour", "String", &["What ships see. The value can be **red**, **green**, or **white**."], &[]),
    (
        "labels",
        "Map<String,String>",
        &["Whatever else is to be known. It is valid only when **manned** is **true**."],
        &[],
    ),
    ("remark", "String", &["A remark of those who were there, which is shown to those who come next."], &[]),
];

/// A page whose request and response hold so many objects, each with a table of its own.
pub(crate) fn page(objects: usize, rendition: Rendition) -> String {
    let mut page = Writer { text: String::new(), rendition, tables: 0 };
    page.title("Lighting Lighthouses");
    page.section("Function");
    page.paragraph("This API lights the lighthouses of a coast.");
    page.section("URI");
    page.paragraph("POST /v2/{coast_id}/lighthouses");
    let coast =
        [Row { name: "coast_id".into(), ty: Type::Scalar("String"), description: &["Which coast."], values: &[] }];
    page.table("Path Parameters", &coast);
    for (section, caption, start) in [
        ("Request Parameters", "Request body parameters", 0),
        ("Response Parameters", "Response body parameters", objects),
    ] {
        page.section(section);
        if section.starts_with("Response") {
            page.bold("Status code: 200");
        }
        let mut body = vec![row(&ROWS[0])];
        body.extend((start..start + objects).map(|object| Row {
            name: format!("lights_{object}"),
            ty: Type::List(object),
            description: &["The lighthouses of one bay.", "Array Length: **1 - 40**"],
            values: &[],
        }));
        page.table(caption, &body);
        for object in start..start + objects {
            page.label(object);
            page.table(&format!("Light{object}"), &ROWS.each_ref().map(row));
        }
    }
    page.section("Example Requests");
    page.code(&format!("POST https://example.com/v2/x1/lighthouses\n\n{}", example(objects)));
    page.section("Status Codes");
    page.paragraph("See Status Codes.");
    page.finish()
}

fn row(
    &(name, ty, description, values): &(&str, &'static str, &'static [&'static str], &'static [&'static str]),
) -> Row {
    Row { name: name.to_owned(), ty: Type::Scalar(ty), description, values }
}

fn example(objects: usize) -> String {
    let mut text = "{\n  \"name\": \"Needle\"".to_owned();
    for object in 0..objects {
        let _ = write!(
            text,
            ",\n  \"lights_{object}\": [\n    {{\n      \"name\": \"North {object}\",\n      \"mode\": \"steady\",\n      \
             \"reach\": 12,\n      \"keepers\": [\"Ann\", \"Bo\"],\n      \"manned\": true\n    }}\n  ]"
        );
    }
    text + "\n}"
}

struct Writer {
    text: String,
    rendition: Rendition,
    tables: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str, underline: &str, (html, marks): (&str, &str)) {
        match self.rendition {
            Rendition::Rst => self.line(&format!("{text}\n{}\n", underline.repeat(text.len()))),
            Rendition::Html => self.line(&format!("<{html}>{text}</{html}>")),
            Rendition::Markdown => self.line(&format!("{marks} {text}\n")),
            Rendition::Text => self.line(text),
        }
    }

    fn title(&mut self, text: &str) {
        if let Rendition::Html = self.rendition {
            self.line("<!DOCTYPE html>\n<html><body>");
        }
        self.heading(text, "=", ("h1", "#"));
    }

    fn section(&mut self, text: &str) {
        self.heading(text, "-", ("h4", "##"));
    }

    fn paragraph(&mut self, text: &str) {
        match self.rendition {
            Rendition::Rst | Rendition::Markdown => self.line(&format!("{text}\n")),
            Rendition::Html => self.line(&format!("<p>{text}</p>")),
            Rendition::Text => self.line(text),
        }
    }

    fn bold(&mut self, text: &str) {
        match self.rendition {
            Rendition::Rst | Rendition::Markdown => self.line(&format!("**{text}**\n")),
            Rendition::Html => self.line(&format!("<p><strong>{text}</strong></p>")),
            Rendition::Text => self.line(text),
        }
    }

    fn label(&mut self, object: usize) {
        match self.rendition {
            Rendition::Rst => self.line(&format!(".. _lights__light{object}:\n")),
            Rendition::Html => self.line(&format!("<a name=\"light{object}\"></a>")),
            Rendition::Markdown => self.line(&format!("<a name=\"light{object}\"></a>\n")),
            Rendition::Text => {}
        }
    }

    fn code(&mut self, code: &str) {
        match self.rendition {
            Rendition::Rst => {
                let indented: Vec<String> = code.lines().map(|line| format!("   {line}")).collect();
                self.line(&format!(".. code-block::\n\n{}\n", indented.join("\n")));
            }
            Rendition::Html => self.line(&format!("<pre>{code}</pre>")),
            Rendition::Markdown => self.line(&format!("```\n{code}\n```\n")),
            Rendition::Text => self.line(code),
        }
    }

    fn table(&mut self, caption: &str, rows: &[Row]) {
        self.tables += 1;
        let number = self.tables;
        let mut cells = vec![["Parameter", "Mandatory", "Type", "Description"].map(str::to_owned)];
        cells.extend(rows.iter().map(|row| {
            [row.name.clone(), "No".to_owned(), self.type_of(&row.ty), self.description(row.description, row.values)]
        }));
        match self.rendition {
            Rendition::Rst => {
                self.line(&format!(".. table:: **Table {number}** {caption}\n"));
                self.grid(&cells);
            }
            Rendition::Html => {
                self.line(&format!("<table><caption><strong>Table {number}</strong> {caption}</caption>"));
                for (index, row) in cells.iter().enumerate() {
                    let cell = if index == 0 { "th" } else { "td" };
                    let row: Vec<String> = row.iter().map(|words| format!("<{cell}>{words}</{cell}>")).collect();
                    self.line(&format!("<tr>{}</tr>", row.join("\n")));
                }
                self.line("</table>");
            }
            Rendition::Markdown => {
                self.line(&format!("**Table {number}** {caption}\n"));
                for (index, row) in cells.iter().enumerate() {
                    self.line(&format!("| {} |", row.join(" | ")));
                    if index == 0 {
                        self.line("| --- | --- | --- | --- |");
                    }
                }
                self.line("");
            }
            Rendition::Text => {
                for (index, row) in cells.iter().enumerate() {
                    self.line(&format!("|\n{} |", row.join(" |\n")));
                    if index == 0 {
                        self.line("|---|---|---|---|");
                    }
                }
            }
        }
    }

    fn type_of(&self, ty: &Type) -> String {
        match (ty, self.rendition) {
            (Type::Scalar(name), Rendition::Html) => name.replace('<', "&lt;").replace('>', "&gt;"),
            (Type::Scalar(name), _) => (*name).to_owned(),
            (Type::List(object), Rendition::Rst) => {
                format!("Array of :ref:`Light{object} <lights__light{object}>` objects")
            }
            (Type::List(object), Rendition::Html) => {
                format!("Array of <a href=\"#light{object}\">Light{object}</a> objects")
            }
            (Type::List(object), Rendition::Markdown) => format!("Array of [Light{object}](#light{object}) objects"),
            (Type::List(object), Rendition::Text) => format!("Array of Light{object} objects"),
        }
    }

    fn description(&self, parts: &[&str], values: &[&str]) -> String {
        match self.rendition {
            Rendition::Rst => {
                let values = values.iter().map(|value| format!("-  **{value}**"));
                parts.iter().map(|part| (*part).to_owned()).chain(values).collect::<Vec<_>>().join("\n\n")
            }
            Rendition::Html => {
                let parts = parts.iter().map(|part| {
                    let words = part.split("**").enumerate().map(|(index, words)| match index % 2 {
                        0 => words.to_owned(),
                        _ => format!("<strong>{words}</strong>"),
                    });
                    format!("<p>{}</p>", words.collect::<String>())
                });
                let items: String = values.iter().map(|value| format!("<li><strong>{value}</strong></li>")).collect();
                let list = if items.is_empty() { items } else { format!("<ul>{items}</ul>") };
                parts.collect::<String>() + &list
            }
            Rendition::Markdown => {
                let values = values.iter().map(|value| format!("- **{value}**"));
                parts.iter().map(|part| (*part).to_owned()).chain(values).collect::<Vec<_>>().join("<br>")
            }
            Rendition::Text => {
                let values = values.iter().map(|value| format!("- {value}"));
                let words = parts.iter().map(|part| part.replace("**", "")).chain(values);
                words.collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn grid(&mut self, rows: &[[String; 4]]) {
        let width = |column: usize| {
            let lines = rows.iter().flat_map(|row| row[column].lines());
            lines.map(str::len).max().unwrap_or(0)
        };
        let widths = [0, 1, 2, 3].map(width);
        let border = |sign: &str| {
            let parts: Vec<String> = widths.iter().map(|width| sign.repeat(width + 2)).collect();
            format!("   +{}+", parts.join("+"))
        };
        self.line(&border("-"));
        for (index, row) in rows.iter().enumerate() {
            let height = row.iter().map(|cell| cell.lines().count()).max().unwrap_or(1);
            for at in 0..height {
                let cells: Vec<String> = row
                    .iter()
                    .zip(widths)
                    .map(|(cell, width)| format!(" {:width$} ", cell.lines().nth(at).unwrap_or("")))
                    .collect();
                self.line(&format!("   |{}|", cells.join("|")));
            }
            self.line(&border(if index == 0 { "=" } else { "-" }));
        }
        self.line("");
    }

    fn finish(mut self) -> String {
        if let Rendition::Html = self.rendition {
            self.line("</body></html>");
        }
        self.text
    }
}
