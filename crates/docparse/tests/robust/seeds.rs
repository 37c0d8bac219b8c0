//! The pages that all others are made from.

/// Our own pages, in every rendition.
pub(crate) fn ours() -> Vec<Vec<u8>> {
    [
        include_str!("../fixtures/list_doors.html"),
        include_str!("../fixtures/list_doors.md"),
        include_str!("../fixtures/list_doors.rst"),
        include_str!("../fixtures/list_doors.txt"),
        include_str!("../fixtures/list_doors.zh.html"),
        include_str!("../fixtures/list_doors.zh.md"),
        include_str!("../fixtures/list_robots.html"),
        include_str!("../fixtures/list_robots.md"),
        include_str!("../fixtures/list_robots.rst"),
        include_str!("../fixtures/list_robots.txt"),
        include_str!("../fixtures/move_lift.html"),
        include_str!("../fixtures/move_lift.md"),
        include_str!("../fixtures/move_lift.pipe.md"),
        include_str!("../fixtures/move_lift.rst"),
        include_str!("../fixtures/move_lift.txt"),
        include_str!("../fixtures/pause_robots.rst"),
        include_str!("../fixtures/pause_robots.txt"),
        include_str!("../fixtures/pause_robots_padded.txt"),
        include_str!("../fixtures/switch_lamps.html"),
        include_str!("../fixtures/switch_lamps.md"),
        include_str!("../fixtures/switch_lamps.rst"),
        include_str!("../fixtures/switch_lamps.txt"),
    ]
    .into_iter()
    .map(|page| page.as_bytes().to_vec())
    .collect()
}
