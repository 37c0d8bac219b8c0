//! Pages that nobody writes: each holds so much of one thing.

/// A name, and what makes a page that holds `n` of something.
pub(crate) type Shape = (&'static str, fn(usize) -> String);

const RST: &str = "Robots\n======\n\nURI\n---\n\nPOST /v1/{id}\n\nRequest\n-------\n\n";
const HTML: &str = "<h1>Robots</h1><h2>URI</h2><p>POST /v1/{id}</p><h2>Request</h2>";
const MARKDOWN: &str = "# Robots\n\n## URI\n\nPOST /v1/{id}\n\n## Request\n\n";
const TEXT: &str =
    "Robots\nURI\nPOST /v1/{id}\nRequest\n|\nParameter |\nMandatory |\nType |\nDescription |\n|---|---|---|---|\n";
const HEAD: &str = "<table><tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>";
const PIPES: &str = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n";
const BORDER: &str = "========= ========= ========== ===========\n";

/// A page of reStructuredText with something after the heading of its request.
fn rst(inside: &str) -> String {
    format!("{RST}{inside}")
}

/// A simple table with these rows.
fn simple(rows: &str) -> String {
    format!("{BORDER}Parameter Mandatory Type       Description\n{BORDER}{rows}{BORDER}\n")
}

/// A page of one row, whose description is this.
fn described(description: &str) -> String {
    rst(&simple(&format!("a         Yes       String     {description}\n")))
}

/// A page of one row, whose description goes on over these lines.
fn described_in_lines(lines: impl IntoIterator<Item = String>) -> String {
    let blank = " ".repeat(31);
    let lines: String = lines.into_iter().map(|line| format!("{blank}{line}\n\n")).collect();
    rst(&simple(&format!("a         Yes       String     Words.\n\n{lines}")))
}

/// A response of one table and one example.
fn example(rows: &str, json: &str) -> String {
    let table = simple(rows);
    let json = json.replace('\n', "\n   ");
    format!("{RST}Response\n--------\n\n{table}\nExample Response\n----------------\n\n.. code-block::\n\n   {json}\n")
}

/// `n` pieces of text, told apart by their number.
fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

/// Shapes of reStructuredText.
pub(crate) const OF_RST: &[Shape] = &[
    ("a cell of many words", |n| described(&"word. ".repeat(n))),
    ("a cell of one word", |n| described(&"w".repeat(n))),
    ("a cell of many lines", |n| described_in_lines((0..n).map(|_| "Words.".to_owned()))),
    ("a cell of bold words", |n| described(&"**a**, ".repeat(n))),
    ("a cell of bold sentences", |n| described(&"The value can be **a** or **b**. ".repeat(n))),
    ("a cell of quoted words", |n| described(&format!("The value can be {}x", "\"a\", ".repeat(n)))),
    ("a cell of codes", |n| described(&format!("The value can be {}. a_b: x", "a_b, ".repeat(n)))),
    ("a cell of defaults", |n| described(&"The default value is **a**. ".repeat(n))),
    ("a cell of different defaults", |n| described(&each(n, |i| format!("The default value is **a{i}**. ")))),
    ("a cell of labels", |n| described(&"Minimum: 1 Maximum: 2 ".repeat(n))),
    ("a cell of conditions", |n| described(&each(n, |i| format!("This parameter is mandatory when a{i} is set. ")))),
    ("a cell of forms", |n| described(&"yyyy-mm-ddThh:mm:ssZ. ".repeat(n))),
    ("a cell of uuids", |n| described(&"The value of **a** must be a UUID. UUID format. ".repeat(n))),
    ("a cell of ranges", |n| described(&"It contains 3 to 7 characters. The value ranges from 1 to 2. ".repeat(n))),
    ("a cell of lengths without an end", |n| described(&format!("maximum of {}", "1,".repeat(n)))),
    ("a pattern", |n| described(&format!("Regular expression: ^{}$", "(a|b{1,9})*".repeat(n)))),
    ("a pattern that grows", |n| described(&format!("Regular expression: ^{}$", "((a{99}){99}){99}".repeat(n)))),
    ("a pattern of brackets", |n| described(&format!("Regular expression: ^{}$", "(".repeat(n)))),
    ("a cell of stars", |n| described(&"*`**\\:x".repeat(n))),
    ("a cell of roles", |n| described(&":ref:`".repeat(n))),
    ("a cell of references", |n| described(&each(n, |i| format!(":ref:`T{i} <t{i}>` ")))),
    ("a cell of items", |n| described_in_lines((0..n).map(|i| format!("-  **a{i}**: what it means")))),
    ("a cell of plain items", |n| described_in_lines((0..n).map(|i| format!("-  {i}: what it means")))),
    ("a cell of nested items", |n| {
        described_in_lines((0..n).map(|i| format!("{}-  **a{i}**: what", "   ".repeat(i % 3))))
    }),
    ("a name", |n| rst(&simple(&format!("{}  Yes  String\n", "a".repeat(n))))),
    ("a type", |n| rst(&simple(&format!("a         Yes       {}", "Array of ".repeat(n))))),
    ("a type of lists", |n| rst(&simple(&format!("a         Yes       {}", "List<".repeat(n))))),
    ("a caption", |n| rst(&format!(".. table:: {}\n\n   == ==\n   a  b\n   == ==\n", "word ".repeat(n)))),
    ("columns of a simple table", |n| rst(&format!("{0}\n{1}\n{0}\n{1}\n{0}\n", "= ".repeat(n), "a ".repeat(n)))),
    ("columns of a grid", |n| {
        rst(&format!("+{0}\n|{1}\n+{2}\n|{1}\n+{0}\n", "--+".repeat(n), " a|".repeat(n), "==+".repeat(n)))
    }),
    ("short rows of wide simple tables", |n| rst(&format!("{0}\n{1}{0}\n", "= ".repeat(n), "a\n".repeat(n)))),
    ("short rows of wide grids", |n| rst(&format!("+{0}\n{1}+{0}\n", "--+".repeat(n), "|a\n+-x\n".repeat(n)))),
    ("cells that span rows", |n| {
        rst(&format!("+---+---+\n{}{}", "| a | b |\n".repeat(n), "| a +---+\n| a | b |\n".repeat(n)))
    }),
    ("rows", |n| rst(&simple(&each(n, |i| format!("a{i:<8} Yes       String     What it is.\n"))))),
    ("rows of one name", |n| rst(&simple(&"a         Yes       String     What it is.\n".repeat(n)))),
    ("rows of objects", |n| rst(&simple(&each(n, |i| format!("a{i:<8} Yes       T{i} object  What it is.\n"))))),
    ("rows of many references", |n| {
        let refs = each(30, |i| format!(":ref:`T <t{i}>` "));
        rst(&simple(&each(n, |i| format!("a{i:<8} Yes       Object     {refs}\n"))))
    }),
    ("rows of a URI", |n| {
        let rows = simple(&each(n, |i| format!("a{i:<8} Yes       String     What it is.\n")));
        format!("Robots\n======\n\nURI\n---\n\nPOST /v1/{}\n\n{rows}", each(n, |i| format!("{{a{i}}}/")))
    }),
    ("rows of status codes", |n| {
        let rows = each(n, |i| format!("{:<9} No\n", 100 + i % 500));
        format!("{RST}Status Codes\n------------\n\n{}", simple(&rows).replace("Parameter", "Code     "))
    }),
    ("tables", |n| rst(&each(n, |_| simple("a         Yes       String     What\n")))),
    ("tables of named objects", |n| {
        rst(&each(n, |i| {
            format!(
                ".. table:: **Table {i}** T{i}\n\n   == ====\n   a  Type\n   == ====\n   b  T object\n   == ====\n\n"
            )
        }))
    }),
    ("tables of one name", |n| {
        let table = ".. table:: **Table 1** thing_b\n\n   ========= =======\n   Parameter Type\n   ========= =======\n   b         Object\n   thing     Object\n   ========= =======\n\n";
        rst(&table.repeat(n))
    }),
    ("tables in a chain", |n| {
        rst(&each(n, |i| {
            let (rule, next) = ("   ========= ==========================\n", i + 1);
            format!(
                ".. _t{i}:\n\n.. table:: T{i}\n\n{rule}   Parameter Type\n{rule}   a         :ref:`T <t{next}>` object\n{rule}\n"
            )
        }))
    }),
    ("tables in a circle", |n| {
        rst(&each(n, |i| {
            let rule = "   ========= ==========================\n";
            let rows = each(4, |step| format!("   a         :ref:`T <t{}>` object\n", (i + step + 1) % n));
            format!(".. _t{i}:\n\n.. table:: T{i}\n\n{rule}   Parameter Type\n{rule}{rows}{rule}\n")
        }))
    }),
    ("a long label", |n| {
        let label = "x".repeat(n);
        described(&format!("{}{label}", ":ref:`a <y>` **b** ".repeat(n / 10)))
    }),
    ("operations", |n| {
        let uris = each(n, |i| format!("GET /v1/a{i}\n\n"));
        format!(
            "Robots\n======\n\nURI\n---\n\n{uris}\n{}",
            simple(&each(n, |i| format!("a{i:<8} Yes       String     What\n")))
        )
    }),
    ("variables", |n| format!("Robots\n======\n\nURI\n---\n\nGET /v1/{}\n\n", each(n, |i| format!("{{a{i}}}/")))),
    ("paragraphs", |n| rst(&"Words.\n\n".repeat(n))),
    ("headings", |n| rst(&"Words\n-----\n\n".repeat(n))),
    ("labels", |n| rst(&each(n, |i| format!(".. _a{i}:\n\n")))),
    ("blank lines", |n| rst(&"\n".repeat(n))),
    ("blank lines in a deep list", |n| {
        let deep = each(20, |depth| format!("{}-  x\n", "   ".repeat(depth)));
        rst(&format!("{deep}{}{}x\n", "\n".repeat(n), " ".repeat(60)))
    }),
    ("nested bullets", |n| rst(&each(n.min(1500), |depth| format!("{}-  x\n\n", "   ".repeat(depth))))),
    ("bullets in one line", |n| rst(&"- ".repeat(n))),
    ("nested notes", |n| rst(&each(n.min(1500), |depth| format!("{}.. note::\n\n", "   ".repeat(depth))))),
    ("nested literals", |n| rst(&each(n, |_| "a::\n\n   b::\n\n      c\n\n".to_owned()))),
    ("borders of simple tables", |n| rst(&"== ==\n".repeat(n))),
    ("borders of simple tables and rows", |n| rst(&"== ==\na\n".repeat(n))),
    ("borders of grids", |n| rst(&"+--+--+\n".repeat(n))),
    ("tabs", |n| described(&"\ta".repeat(n))),
    ("an example of many fields", |n| {
        example("b         Yes       String\n", &format!("{{{}\"b\": 1}}", each(n, |i| format!("\"a{i}\": 1,\n"))))
    }),
    ("an example of many wrong values", |n| {
        let rows = each(n, |i| format!("a{i:<8} Yes       String\n"));
        example(&rows, &format!("{{{}\"b\": 1}}", each(n, |i| format!("\"a{i}\": 1,\n"))))
    }),
    ("an example of many objects", |n| {
        let rows = each(n / 10, |i| format!("a{i:<8} Yes       String\n"));
        example(
            &format!("{rows}o         Yes       Array of objects\n"),
            &format!("{{\"o\": [{}{{}}]}}", "{\"a0\": []},".repeat(n)),
        )
    }),
    ("an example of deep lists", |n| example("a         Yes       Object\n", &"[".repeat(n))),
    ("an example of deep objects", |n| example("a         Yes       Object\n", &"{\"a\":".repeat(n))),
    ("an example of commas", |n| example("a         Yes       Object\n", &format!("[{}", ",".repeat(n)))),
    ("an example of words", |n| example("a         Yes       Object\n", &format!("[{}", "a ".repeat(n)))),
    ("an example of quotes", |n| example("a         Yes       Object\n", &format!("[{}", "\"a\n".repeat(n)))),
    ("an example of line breaks in a text", |n| {
        example("a         Yes       Object\n", &format!("[\"a{}", "\n".repeat(n)))
    }),
    ("an example of comments", |n| example("a         Yes       Object\n", &format!("[{}", "/* ".repeat(n)))),
    ("an example of one string", |n| {
        example("a         Yes       String\n", &format!("{{\"a\": \"{}\"}}", "\\u0041".repeat(n)))
    }),
    ("an example of numbers", |n| example("a         Yes       Integer\n", &format!("{{\"a\": {}}}", "9".repeat(n)))),
    ("examples", |n| {
        let one = ".. code-block::\n\n   {\"b\": 1}\n\n";
        format!("{}{}", example("a         Yes       Integer\n", "{}"), one.repeat(n))
    }),
    ("examples of URLs", |n| {
        let one = each(n, |i| format!(".. code-block::\n\n   GET https://a/b/{i}\n\n"));
        format!("{}\nExample Request\n---------------\n\n{one}", rst(&simple("a         Yes       Integer\n")))
    }),
];

/// Shapes of HTML.
pub(crate) const OF_HTML: &[Shape] = &[
    ("a cell of many words", |n| {
        format!("{HTML}{HEAD}<tr><td>a</td><td>Yes</td><td>String</td><td>{}", "word. ".repeat(n))
    }),
    ("a cell of many paragraphs", |n| format!("{HTML}{HEAD}<tr><td>a<td>Yes<td>String<td>{}", "<p>x".repeat(n))),
    ("a cell of nested lists", |n| format!("{HTML}{HEAD}<tr><td>a<td>Yes<td>String<td>{}", "<ul><li>x".repeat(n))),
    ("paragraphs in a deep list", |n| {
        format!("{HTML}{HEAD}<tr><td>a<td>Yes<td>String<td>{}{}", "<ul><li>".repeat(30), "<p>x".repeat(n))
    }),
    ("columns", |n| format!("{HTML}<table><tr>{}</tr><tr>{}", "<th>Name".repeat(n), "<td>x".repeat(n))),
    ("columns that span rows", |n| {
        format!("{HTML}<table><tr>{}</tr><tr>{}", "<th>Name".repeat(n), "<td rowspan=9999>x".repeat(n))
    }),
    ("spans", |n| format!("{HTML}{HEAD}{}", "<tr><td rowspan=65000 colspan=1000>x".repeat(n))),
    ("spans of columns", |n| format!("{HTML}{HEAD}<tr>{}", "<td colspan=1000>".repeat(n))),
    ("spans over empty rows", |n| format!("{HTML}{HEAD}<tr>{}{}", "<td rowspan=99999>x".repeat(32), "<tr>".repeat(n))),
    ("long cells that span rows", |n| {
        format!(
            "{HTML}{HEAD}<tr><td>a<td>Yes<td>String<td rowspan=99999>{}{}",
            "word. ".repeat(n),
            "<tr><td>b".repeat(n)
        )
    }),
    ("rows", |n| format!("{HTML}{HEAD}{}", each(n, |i| format!("<tr><td>a{i}<td>Yes<td>String<td>What")))),
    ("empty rows", |n| format!("{HTML}{HEAD}{}", "<tr>".repeat(n))),
    ("empty cells", |n| format!("{HTML}{HEAD}{}", "<td>".repeat(n))),
    ("tables", |n| format!("{HTML}{}", format!("{HEAD}<tr><td>a</table>").repeat(n))),
    ("tables in a cell", |n| {
        format!(
            "{HTML}{HEAD}<tr><td>a<td>Yes<td>Object<td>{}",
            format!("{HEAD}<tr><td>b<td>No<td>String</table>").repeat(n)
        )
    }),
    ("open tags", |n| format!("{HTML}{}", "<div><b><i>".repeat(n))),
    ("open tables", |n| format!("{HTML}{}", "<table><tr><td>".repeat(n))),
    ("open tables with words", |n| format!("{HTML}{}", "<table><tr><td>a<p>b".repeat(n))),
    ("open notes", |n| format!("{HTML}{}", "<div class=note><p>x".repeat(n))),
    ("closed tags", |n| format!("{HTML}{}", "</div></p></td></b>".repeat(n))),
    ("tags in one line", |n| format!("{HTML}{}", "<b>x</b> ".repeat(n))),
    ("anchors", |n| format!("{HTML}{}", "<a name=x href=#x>x</a> ".repeat(n))),
    ("a long anchor", |n| format!("{HTML}<p><a href=\"#{}\">{}", "x".repeat(n), "a<b>b</b>".repeat(n))),
    ("a long anchor of many cells", |n| {
        format!("{HTML}<a href=\"#{}\">{HEAD}<tr>{}", "x".repeat(n), "<td>a".repeat(n))
    }),
    ("attributes", |n| format!("{HTML}<p {}>x", each(n, |i| format!("a{i}=b ")))),
    ("half tags", |n| format!("{HTML}{}", "<a b='".repeat(n))),
    ("half comments", |n| format!("{HTML}{}", "<!--".repeat(n))),
    ("entities", |n| format!("{HTML}<p>{}", "&amp;&#10;&x".repeat(n))),
    ("stars", |n| format!("{HTML}<p>{}", "*`**\\".repeat(n))),
    ("breaks", |n| format!("{HTML}<p>{}", "<br>x".repeat(n))),
    ("code", |n| format!("{HTML}<pre>{}", "x\n".repeat(n))),
    ("code of many tags", |n| format!("{HTML}<pre>{}", "<span>x</span>\n".repeat(n))),
    ("headings", |n| format!("{HTML}{}", "<h2>Words".repeat(n))),
    ("nested headings", |n| format!("{HTML}{}", "<h2><div>Words".repeat(n))),
];

/// Shapes of Markdown.
pub(crate) const OF_MARKDOWN: &[Shape] = &[
    ("a cell of many words", |n| format!("{MARKDOWN}{PIPES}| a | Yes | String | {} |", "word. ".repeat(n))),
    ("columns", |n| format!("{MARKDOWN}|{}\n|{}\n|{}", "Name|".repeat(n), "---|".repeat(n), "x|".repeat(n))),
    ("rows", |n| format!("{MARKDOWN}{PIPES}{}", each(n, |i| format!("| a{i} | Yes | String | What |\n")))),
    ("rows without cells", |n| format!("{MARKDOWN}{PIPES}{}", "|\n".repeat(n))),
    ("tables", |n| format!("{MARKDOWN}{}", format!("{PIPES}| a | Yes | String | b |\n\n").repeat(n))),
    ("separators", |n| format!("{MARKDOWN}{}", "|---|---|\n".repeat(n))),
    ("quotes", |n| format!("{MARKDOWN}{}", "> ".repeat(n))),
    ("items", |n| format!("{MARKDOWN}{}", "- ".repeat(n))),
    ("nested items", |n| format!("{MARKDOWN}{}", each(n.min(1500), |depth| format!("{}- x\n", "  ".repeat(depth))))),
    ("stars", |n| format!("{MARKDOWN}{}", "**a *b ".repeat(n))),
    ("links", |n| format!("{MARKDOWN}{}", "[a](".repeat(n))),
    ("definitions of links", |n| format!("{MARKDOWN}{}", each(n, |i| format!("[a{i}]: b\n[a{i}]\n\n")))),
    ("ticks", |n| format!("{MARKDOWN}{}", "`` ` ".repeat(n))),
    ("growing ticks", |n| format!("{MARKDOWN}{}", each(n.min(1500), |i| format!("{}x", "`".repeat(i))))),
    ("tags", |n| format!("{MARKDOWN}{}", "<table>\n\n".repeat(n))),
    ("fences", |n| format!("{MARKDOWN}{}", "```\nx\n".repeat(n))),
];

/// Shapes of text that has lost its markup.
pub(crate) const OF_TEXT: &[Shape] = &[
    ("a cell of many words", |n| format!("{TEXT}|\na |\nYes |\nString |\n{} |\n", "word. ".repeat(n))),
    ("a cell of many lines", |n| format!("{TEXT}|\na |\nYes |\nString |\n{} |\n", "word.\n".repeat(n))),
    ("rows", |n| format!("{TEXT}{}", each(n, |i| format!("|\na{i} |\nYes |\nString |\nWhat |\n")))),
    ("rows in one line", |n| format!("{TEXT}{}", each(n, |i| format!("| a{i} | Yes | String | What |\n")))),
    ("rows that break off", |n| format!("{TEXT}{}", "|\na |\n".repeat(n))),
    ("columns", |n| {
        let head = each(n, |i| format!("Name{i} |\n"));
        format!("Robots\nURI\nPOST /v1/x\nRequest\n|\n{head}|{}\n|\n{}", "---|".repeat(n), "a |\n".repeat(n))
    }),
    ("pipes", |n| format!("{TEXT}{}", "|".repeat(n))),
    ("columns that no pipe begins", |n| {
        let cells = "a |\n".repeat(n);
        format!("Robots\nURI\nPOST /v1/x\nRequest\n|\nName |\n{}\n|\n{cells}", "---|".repeat(n))
    }),
    ("pipes in lines", |n| format!("{TEXT}{}", "|\n".repeat(n))),
    ("tables that never begin", |n| format!("Robots\nURI\nGET /v1/x\nRequest\n{}", "| a\n".repeat(n))),
    ("examples", |n| format!("{TEXT}Example Request\n{}", "{\n".repeat(n))),
    ("sections", |n| format!("{TEXT}{}", "Request\nResponse\n".repeat(n))),
    ("tables", |n| {
        format!(
            "Robots\nURI\nPOST /v1/x\nRequest\n{}",
            "|\nParameter |\nType |\n|---|---|\n|\na |\nArray of T objects |\n\n".repeat(n)
        )
    }),
    ("tables of types", |n| {
        let table = |i: usize| format!("|\nParameter |\nType |\n|---|---|\n|\na |\nArray of T{i} objects |\n\n");
        format!("Robots\nURI\nPOST /v1/x\nRequest\n{}", each(n, table))
    }),
];
