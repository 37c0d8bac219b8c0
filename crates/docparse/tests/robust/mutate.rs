//! Pages mixed from others by chance. A general fuzzer would take hours to find out that pages are made of lines, cells and
//! marks; this one knows, and so needs neither a nightly compiler nor to watch which code runs.

/// Pieces that mean something to one of the renditions.
const MARKS: [&str; 65] = [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "   ",
    "-  ",
    "|",
    "\n|\n",
    "|---|---|\n",
    "---|\n",
    "+",
    "+---+",
    "+===+",
    "== ==\n",
    "*",
    "**",
    "`",
    "``",
    "```\n",
    "\\",
    ":",
    "::",
    ":ref:`",
    "<label>`",
    ".. _label:\n\n",
    ".. table::\n\n",
    ".. note::\n\n   ",
    ".. code-block::\n\n   ",
    ".. list-table::\n",
    "<",
    ">",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td rowspan=999 colspan=99>",
    "</td>",
    "<th>",
    "<p>",
    "</p>",
    "<pre>",
    "<ul><li>",
    "<h2>",
    "<a href=\"#label\">",
    "<!--",
    "&#",
    "# ",
    "## URI\n\n",
    "URI\n---\n\n",
    "Request\n",
    "Response\n",
    "GET /v1/{a}\n",
    "**Status code: 400**\n\n",
    "{",
    "[",
    "\"",
    "]}",
    "Array of ",
    " object",
    "Value range: 1-",
    "\u{feff}",
    "\u{202e}\u{5d0}",
    "中",
    "\u{0}",
];

/// Mixes pages; the same seed mixes the same ones.
pub(crate) struct Mixer(u64);

impl Mixer {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a limit (SplitMix64).
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }

    /// A page made from some of the seeds.
    pub(crate) fn page(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut page = self.of(seeds);
        for _ in 0..=self.below(8) {
            page = self.changed(page, seeds);
        }
        page
    }

    fn of(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        seeds.get(self.below(seeds.len())).cloned().unwrap_or_default()
    }

    fn changed(&mut self, mut page: Vec<u8>, seeds: &[Vec<u8>]) -> Vec<u8> {
        let at = self.below(page.len() + 1);
        match self.below(12) {
            // A few bytes go, or change.
            0 => drop(page.drain(at..(at + 1 + self.below(40)).min(page.len()).max(at))),
            1 => page.iter_mut().skip(at).take(1 + self.below(4)).for_each(|byte| *byte ^= 1 << (at % 8)),
            // Marks come, once or many times.
            2..=4 => {
                let mark = MARKS[self.below(MARKS.len())];
                let count = if self.below(8) == 0 { self.below(300) } else { 1 };
                page.splice(at..at, mark.repeat(count).bytes());
            }
            // The page ends early, or begins late.
            5 if self.below(3) == 0 => page.truncate(at),
            5 => drop(page.drain(..at.min(self.below(page.len() + 1)))),
            // Lines go, come twice, change places, or are indented.
            6..=9 => {
                let mut lines: Vec<&[u8]> = page.split_inclusive(|byte| *byte == b'\n').collect();
                if lines.is_empty() {
                    return page;
                }
                let (first, other) = (self.below(lines.len()), self.below(lines.len()));
                let last = (first + 1 + self.below(12)).min(lines.len());
                match self.below(4) {
                    0 => drop(lines.drain(first..last)),
                    1 => {
                        let some = lines[first..last].to_vec();
                        let some = if self.below(8) == 0 { some.repeat(1 + self.below(40)) } else { some };
                        lines.splice(other..other, some);
                    }
                    2 => lines.swap(first, other),
                    _ => {
                        for at in (first..last).rev() {
                            lines.insert(at, b"   ");
                        }
                    }
                }
                return lines.concat();
            }
            // A piece of another page comes in.
            10 => {
                let other = self.of(seeds);
                let from = self.below(other.len() + 1);
                let to = (from + self.below(2_000)).min(other.len());
                page.splice(at..at, other[from..to].iter().copied());
            }
            _ => page.splice(at..at, [self.below(256) as u8]).for_each(drop),
        }
        page
    }
}
