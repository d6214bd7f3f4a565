//! A saved page of a web site: its tables, and all of its text in lines. A page is read as a stream of tokens, and what is
//! closed wrongly or never is closed as far as tables need it: nothing is built that could grow deeper than it may.

use std::borrow::Cow;
use std::rc::Rc;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::bytes;
use super::html_elements::{BREAKS, Kind, UNREAD, lower};
use super::input::{Input, Unreadable};
use super::table::{self, Line, STRUCK};
use super::text::{self, Places};
use crate::model::draft::{Place, Reason};

/// The most bytes of a page.
pub(super) const LARGEST: usize = 8 << 20;

/// How deep tables and boxes may stand in each other.
const DEEPEST: usize = 100;

/// The most cells of one row.
const WIDEST: usize = 500;

/// The most lines, rows and cells of a page.
const MOST_PIECES: usize = 400_000;

/// How the mark of a footnote is written in the text of lines and cells, as other forms of tables have it.
const MARK: (&str, &str) = ("<superscript>", "</superscript>");

/// What stands on a page, in its order.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub lines: Vec<Words>,
    pub tables: Vec<Table>,
}

/// A line of text.
#[derive(Debug)]
pub(super) struct Words {
    pub place: Place,
    /// Its words, with one blank between two of them, and the marks of footnotes in tags.
    pub text: String,
    /// The name of the innermost element around it that has one.
    pub id: Rc<str>,
    /// All of it is in italics.
    pub slanted: bool,
}

/// A table: its rows, those in its heading too.
#[derive(Debug)]
pub(super) struct Table {
    pub id: Rc<str>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: the words that stand in it and in no table inside of it.
#[derive(Debug)]
pub(super) struct Cell {
    pub place: Place,
    pub text: String,
}

impl Line for Vec<Cell> {
    fn cell(&self, number: usize) -> table::Cell<'_> {
        self.get(number)
            .map_or(table::Cell::BLANK, |cell| table::Cell { text: &cell.text, kind: table::Kind::Text })
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn place(&self, number: usize) -> Place {
        self.get(number).or(self.last()).map_or(Place::START, |cell| cell.place)
    }

    fn is_uneven(&self, width: usize) -> bool {
        self.len() != width
    }
}

/// The most bytes of an element's name that are kept: parts of a page are told by its end, and no real one is longer.
const LONGEST_ID: usize = 200;

/// The most bytes of a style that are looked at.
const LONGEST_STYLE: usize = 1_000;

/// As much of a page as is read at all, for a look at what it is.
pub(super) fn looked_at<'a>(input: &Input<'a>) -> Cow<'a, str> {
    bytes::looked_at(&input.bytes[..input.bytes.len().min(LARGEST)])
}

impl Page {
    /// Reads a page.
    pub(super) fn read(input: &Input) -> Result<Self, Unreadable> {
        if input.bytes.len() > LARGEST {
            let why = format!("the page has more than {} MiB", LARGEST >> 20);
            return Err(Unreadable::wrong_form(Place::START, why));
        }
        let text = text::decode(input, declared_encoding(input).as_deref())?;
        let mut builder = Builder::of(&text);
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            builder.event(&event, span.start).err()
        });
        emitter.naively_switch_states(true);
        let broken = Tokenizer::new_with_emitter(&*text, emitter).flatten().next();
        match broken {
            Some(why) => Err(why),
            None => builder.done(),
        }
    }

    /// The page as a text: all of its lines, then the tables that have a row like this, a row in a line with tabs between
    /// its cells; and where each line stands on the page.
    pub(super) fn into_text(self, has: impl Fn(&str) -> bool) -> (String, Vec<Place>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        let mut add = |line: &str, place: Place| {
            text.extend([line, "\n"]);
            places.push(place);
        };
        for line in &self.lines {
            add(&plain(&line.text), line.place);
        }
        for table in &self.tables {
            let row =
                |row: &Vec<Cell>| row.iter().map(|cell| plain(&cell.text)).collect::<Vec<_>>().join("\t");
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            if rows.iter().any(|row| has(row)) {
                let places = table.rows.iter().map(|row| row.first().map_or(Place::START, |cell| cell.place));
                rows.iter().zip(places).for_each(|(row, place)| add(row, place));
            }
        }
        (text, places)
    }

    /// The table of this name, as [`is_called`] has it.
    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| is_called(&table.id, name))
    }
}

/// Whether an element has this name: pages made of parts put the names of the parts in front of it.
pub(super) fn is_called(id: &str, name: &str) -> bool {
    id.strip_suffix(name).is_some_and(|front| front.is_empty() || front.ends_with('_'))
}

/// A text without the marks that quote cells.
fn plain(text: &str) -> String {
    text.replace('"', "'")
}

/// The encoding that a page declares: what calls itself ISO-8859-1 on the web is the code page of Windows.
fn declared_encoding(input: &Input) -> Option<String> {
    let beginning = input.beginning().to_ascii_lowercase();
    let (_, after) = beginning.split_once("charset=")?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let name = name.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter)).next()?;
    Some(if name.contains("8859-1") || name == "latin1" { "windows-1252" } else { name }.to_owned())
        .filter(|name| !name.is_empty())
}

#[derive(Debug)]
struct Open {
    kind: Kind,
    id: Rc<str>,
    /// The innermost table around what stands in it.
    table: Option<usize>,
    /// What stands in it stands in a cell of that table.
    in_cell: bool,
}

/// A tag that is being read.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    id: String,
    start: usize,
    is_id: bool,
    is_style: bool,
    /// Whether its style hides it.
    is_hidden: bool,
}

/// How many elements around a text strike it out, and whether its line says so already.
#[derive(Debug, Default)]
struct Struck {
    around: u32,
    is_said: bool,
}

struct Builder<'a> {
    page: Page,
    places: Places<'a>,
    open: Vec<Open>,
    tag: Tag,
    nameless: Rc<str>,
    /// The element whose text is not read, and how many of its name are open in it.
    unread: Option<(String, u32)>,
    line: String,
    /// Where the line begins.
    start: Option<usize>,
    italic: bool,
    slanted: bool,
    /// Where in the line the mark of a footnote began.
    mark: Option<usize>,
    struck: Struck,
    /// The page began, and has not ended.
    in_page: bool,
    pieces: usize,
}

impl<'a> Builder<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            page: Page::default(),
            places: Places::of(text),
            open: Vec::new(),
            tag: Tag::default(),
            nameless: Rc::from(""),
            unread: None,
            line: String::new(),
            start: None,
            italic: false,
            slanted: true,
            mark: None,
            struck: Struck::default(),
            in_page: false,
            pieces: 0,
        }
    }

    /// Error: the page, or a table, has not ended.
    fn done(mut self) -> Result<Page, Unreadable> {
        self.end_line()?;
        let in_table = self.open.iter().any(|open| open.kind == Kind::Table);
        // What has no table at all is another page than the one that was meant, whole or not.
        if in_table || (self.in_page && !self.page.tables.is_empty()) {
            let place = self.places.at(usize::MAX);
            let what = if in_table { "in a table" } else { "before its end" };
            let why = format!("the page is cut off: it stops {what}; save it again");
            return Err(Unreadable::because(Reason::Truncated, place, "", why));
        }
        Ok(self.page)
    }

    fn event(&mut self, event: &CallbackEvent, start: usize) -> Result<(), Unreadable> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: lower(name), start, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.is_id = name.eq_ignore_ascii_case(b"id");
                self.tag.is_style = name.eq_ignore_ascii_case(b"style");
            }
            CallbackEvent::AttributeValue { value } if self.tag.is_style => {
                let value = &value[..value.len().min(LONGEST_STYLE)];
                let style = String::from_utf8_lossy(value).to_lowercase().replace(' ', "");
                self.tag.is_hidden |= style.contains("display:none");
            }
            CallbackEvent::AttributeValue { value } if self.tag.is_id => {
                let value = &value[..value.len().min(LONGEST_ID)];
                self.tag.id = String::from_utf8_lossy(value).into_owned();
            }
            CallbackEvent::CloseStartTag { .. } => return self.begin(),
            CallbackEvent::EndTag { name } => return self.end(&lower(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value), start),
            _ => {}
        }
        Ok(())
    }

    /// One more line, row or cell.
    fn piece(&mut self, place: Place) -> Result<(), Unreadable> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES {
            let why = format!("the page has more than {MOST_PIECES} lines, rows and cells");
            return Err(Unreadable::wrong_form(place, why));
        }
        Ok(())
    }

    fn text(&mut self, text: &str, start: usize) {
        if self.unread.is_some() {
            return;
        }
        if !text.trim().is_empty() {
            self.start.get_or_insert(start);
            if self.struck.around > 0 && !self.struck.is_said {
                self.struck.is_said = true;
                self.line.push_str(STRUCK);
            }
            self.slanted &= self.italic || self.mark.is_some();
        }
        for letter in text.chars() {
            if !letter.is_whitespace() {
                self.line.push(letter);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) -> Result<(), Unreadable> {
        self.end_mark();
        self.struck.is_said = false;
        let start = self.start.take();
        let slanted = std::mem::replace(&mut self.slanted, true);
        let text = self.line.trim_end();
        let Some(start) = start.filter(|_| !text.is_empty()) else {
            self.line.clear();
            return Ok(());
        };
        let text = text.to_owned();
        self.line.clear();
        let place = self.places.at(start);
        self.piece(place)?;
        let around = self.open.last();
        let cell = around.filter(|open| open.in_cell).and_then(|open| self.page.tables.get_mut(open.table?));
        if let Some(cell) = cell.and_then(|table| table.rows.last_mut()?.last_mut()) {
            if !cell.text.is_empty() {
                cell.text.push(' ');
            }
            cell.text.push_str(&text);
        }
        let id = around.map_or_else(|| self.nameless.clone(), |open| open.id.clone());
        self.page.lines.push(Words { place, text, id, slanted });
        Ok(())
    }

    /// The mark of a footnote ends; one that is blank was none.
    fn end_mark(&mut self) {
        if let Some(at) = self.mark.take() {
            if self.line[at..].trim() == MARK.0 {
                self.line.truncate(at);
            } else {
                self.line.push_str(MARK.1);
            }
        }
    }

    /// A text that is hidden ends with its cell, closed or not.
    fn reveal(&mut self, name: &str) {
        if Kind::of(name).is_some() && self.unread.as_ref().is_some_and(|unread| unread.0 == "span") {
            self.unread = None;
        }
    }

    fn begin(&mut self) -> Result<(), Unreadable> {
        let tag = std::mem::take(&mut self.tag);
        self.reveal(&tag.name);
        if let Some((unread, inside)) = &mut self.unread {
            *inside += u32::from(*unread == tag.name);
            return Ok(());
        }
        match tag.name.as_str() {
            name if UNREAD.contains(&name) => self.unread = Some((tag.name, 0)),
            // What sorts a column stands beside its day once more. A row that is hidden is one of another sheet of the table.
            "span" if tag.is_hidden => self.unread = Some((tag.name, 0)),
            "i" | "em" => self.italic = true,
            "s" | "strike" | "del" => {
                self.struck = Struck { around: self.struck.around.saturating_add(1), is_said: false };
            }
            "html" => self.in_page = true,
            "sup" if self.mark.is_none() => {
                self.mark = Some(self.line.len());
                self.line.push_str(MARK.0);
            }
            name if BREAKS.contains(&name) => self.end_line()?,
            name => {
                if let Some(kind) = Kind::of(name) {
                    return self.open(kind, &tag);
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, kind: Kind, tag: &Tag) -> Result<(), Unreadable> {
        self.end_line()?;
        let place = self.places.at(tag.start);
        match kind {
            Kind::Row => self.close_inside(Kind::Table),
            Kind::Cell => {
                self.close_inside(Kind::Row);
                if self.open.last().is_some_and(|open| open.kind == Kind::Table) {
                    self.push(Kind::Row, "", place)?;
                }
            }
            Kind::Table | Kind::Box => {}
        }
        self.push(kind, &tag.id, place)
    }

    /// Closes what stands in the innermost element of a kind, so that its next row or cell can begin; of a row, only where
    /// no table has begun in it.
    fn close_inside(&mut self, kind: Kind) {
        let within = |open: &Open| open.kind == kind || open.kind == Kind::Table;
        if let Some(at) = self.open.iter().rposition(within) {
            self.open.truncate(at + 1);
        }
    }

    fn push(&mut self, kind: Kind, id: &str, place: Place) -> Result<(), Unreadable> {
        let around = self.open.last();
        let (mut table, mut in_cell) = around.map_or((None, false), |open| (open.table, open.in_cell));
        let id = if id.is_empty() {
            around.map_or_else(|| self.nameless.clone(), |open| open.id.clone())
        } else {
            Rc::from(id)
        };
        let outside = || Unreadable::wrong_form(place, "tables and boxes stand in each other too deeply");
        if self.open.len() >= DEEPEST {
            return Err(outside());
        }
        match kind {
            Kind::Box => {}
            Kind::Table => {
                self.piece(place)?;
                self.page.tables.push(Table { id: id.clone(), rows: Vec::new() });
                (table, in_cell) = (Some(self.page.tables.len() - 1), false);
            }
            Kind::Row | Kind::Cell => {
                // A row or a cell in no table is no more than a line.
                let Some(rows) =
                    table.and_then(|table| self.page.tables.get_mut(table)).map(|it| &mut it.rows)
                else {
                    return Ok(());
                };
                if kind == Kind::Row {
                    rows.push(Vec::new());
                } else if let Some(row) = rows.last_mut() {
                    if row.len() >= WIDEST {
                        let why =
                            format!("this row has more than {WIDEST} cells: it is no table of participants");
                        return Err(Unreadable::wrong_form(place, why));
                    }
                    row.push(Cell { place, text: String::new() });
                    in_cell = true;
                }
                self.piece(place)?;
            }
        }
        self.open.push(Open { kind, id, table, in_cell });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        self.reveal(name);
        if let Some((unread, inside)) = &mut self.unread {
            match (unread == name, *inside) {
                (true, 0) => self.unread = None,
                (true, _) => *inside -= 1,
                (false, _) => {}
            }
            return Ok(());
        }
        match name {
            "i" | "em" => self.italic = false,
            "s" | "strike" | "del" => self.struck.around = self.struck.around.saturating_sub(1),
            "html" => self.in_page = false,
            "sup" => self.end_mark(),
            name if BREAKS.contains(&name) => self.end_line()?,
            name => {
                if let Some(kind) = Kind::of(name) {
                    self.end_line()?;
                    self.close(kind);
                }
            }
        }
        Ok(())
    }

    /// Closes the innermost element of a kind: one inside of the innermost table, or that table.
    fn close(&mut self, kind: Kind) {
        let at = self.open.iter().rposition(|open| {
            open.kind == kind || open.kind == Kind::Table || (kind == Kind::Box && open.kind == Kind::Cell)
        });
        if let Some(at) = at.filter(|at| self.open[*at].kind == kind) {
            self.open.truncate(at);
        }
    }
}
