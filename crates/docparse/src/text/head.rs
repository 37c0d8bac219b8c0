//! What a site sets above the title of a page, and captions whose tables were lost on the way to text.

use crate::blocks::Line;
use crate::chinese;
use crate::sections::Section;
use crate::walk;

/// The title that the first line is, or ends in: `Help Center > Lamps > Lighting a Lamp` is one only where no title follows.
pub(super) fn title<'p>(lines: &[Line<'p>]) -> Option<Line<'p>> {
    let first = lines.first()?.trimmed();
    if is_of_site(first.text) {
        return None;
    }
    let trail: Vec<&str> = first.text.split('>').collect();
    if trail.len() < 3 || trail.iter().any(|step| step.trim().is_empty()) {
        return Some(first);
    }
    let mut below = lines[1..].iter().map(|line| line.text.trim()).filter(|text| !text.is_empty() && !is_of_site(text));
    let titled = below.next().is_some_and(|text| Section::of_heading(text).is_none());
    let last = first.text.rfind('>').map_or(0, |at| at + 1);
    if titled { None } else { first.part(last, first.text.len()).map(Line::trimmed) }
}

/// `Updated on 2024-03-30 GMT+08:00`, and what else the site sets on each of its pages.
fn is_of_site(text: &str) -> bool {
    ["Updated on ", "Updated at ", "更新时间"].iter().any(|lead| text.starts_with(lead))
        || matches!(text, "Share" | "分享" | "View PDF" | "查看PDF")
}

/// Whether a caption begins here whose table has become a row of paragraphs: the names of columns follow, and no pipe.
pub(super) fn is_lost_table(lines: &[Line<'_>]) -> bool {
    if lines.first().is_none_or(|first| walk::caption_number(first.text.trim()).is_none()) {
        return false;
    }
    let is_column = |text: &str| {
        let name = chinese::english(text).to_ascii_lowercase();
        matches!(
            name.as_str(),
            "parameter" | "name" | "field" | "mandatory" | "type" | "parameter type" | "description"
        )
    };
    let mut below = lines[1..].iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    below.next().is_some_and(is_column) && below.next().is_some_and(is_column)
}
