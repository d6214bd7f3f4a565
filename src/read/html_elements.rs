//! The elements of a page that its lines and tables hang on.

/// What stands between these is for the browser, or for those who click.
pub(super) const UNREAD: [&str; 8] =
    ["script", "style", "title", "textarea", "template", "select", "noscript", "iframe"];

/// Elements that end the line before them and their own.
pub(super) const BREAKS: [&str; 20] = [
    "address",
    "blockquote",
    "br",
    "center",
    "dd",
    "dl",
    "dt",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "ul",
];

/// An element that tables and names of elements hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Row,
    Cell,
    Box,
}

impl Kind {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "table" => Some(Self::Table),
            "tr" => Some(Self::Row),
            "td" | "th" => Some(Self::Cell),
            "div" | "section" | "article" | "main" | "header" | "footer" | "nav" => Some(Self::Box),
            _ => None,
        }
    }
}

/// The name of an element in small letters.
pub(super) fn lower(name: &[u8]) -> String {
    // A name longer than any that is known here is none of them.
    const LONGEST: usize = 16;
    if name.len() > LONGEST { String::new() } else { String::from_utf8_lossy(name).to_ascii_lowercase() }
}
