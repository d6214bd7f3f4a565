//! The United Nations' status of one treaty as XML. The element names of its tables decide, not the name of the root; the
//! text of a cell is itself markup, escaped.

use quick_xml::Reader;

use super::cells::Cell;
use super::days;
use super::drafts::Drafts;
use super::footnotes::{without_notes, without_tags};
use super::input::{Input, Read, Unreadable};
use super::mtdsg::{self, conclusion, edition, reference};
use super::mtdsg_declarations::said as said_under;
use super::noticed::noticed;
use super::text::{self, Places};
use super::untc_entries::{Above, Entry, Part};
use super::xml::{self, Element};
use super::{untc, untc_statements};
use crate::model::draft::{DraftTreaty, Place, Reason};

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    beginning.contains("<Titlesect") || (beginning.contains("<Treaty") && beginning.contains("<ExternalData"))
}

/// The number of the treaty in the name of its file: `IV-11.en.xml`.
fn of_name(name: &str) -> Option<String> {
    let name = name.strip_suffix(".xml").or_else(|| name.strip_suffix(".XML")).unwrap_or(name);
    let without_language =
        name.rsplit_once('.').filter(|(_, language)| language.len() == 2).map_or(name, |(front, _)| front);
    reference(without_language)
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, xml::declared_encoding(input.bytes).as_deref())?;
    let code = input.about(of_name(input.name))?;
    let treaty = DraftTreaty::of(Place::START, code);
    let mut page = Page {
        drafts: Drafts::new(edition("XML", true)),
        treaty,
        number: None,
        table: mtdsg::Table::default(),
        row: Vec::new(),
        entries: Vec::new(),
        territories: Vec::new(),
        author: String::new(),
        said: Vec::new(),
    };
    let mut places = Places::of(&text);
    let mut reader = Reader::from_str(&text);
    xml::walk(&mut reader, &mut places, |element| page.element(&element))?;
    let Some(treaty) = page.number else {
        let why = "there is no table of participants in it";
        return Err(Unreadable::wrong_form(Place::START, why));
    };
    untc::territories(&mut page.drafts, treaty, &page.territories)?;
    untc_statements::take(&mut page.drafts, treaty, page.entries)?;
    Ok(page.drafts.done())
}

/// The table of territories.
const TERRITORIES: &str = "TerritorialApplications";

/// Parts of the file whose days are no acts, or are read with what stands around them.
const READ: [&str; 7] =
    ["Chapter", "Header", "Participants", "SpecialTables", "EndNotes", "ExternalData", "Declaration"];

/// Parts of the file in which participants speak, as below the table of the page.
const SAID: [(&str, Part); 3] = [
    ("Objections", Part::Objections),
    ("DeclarationsUnderArticle", Part::UnderArticle),
    ("Notifications", Part::Notifications),
];

struct Page {
    drafts: Drafts,
    treaty: DraftTreaty,
    /// The number of the treaty once its table has begun.
    number: Option<usize>,
    table: mtdsg::Table,
    /// The cells of the row that is being read.
    row: Vec<(Place, String)>,
    /// What participants say in other parts than that of declarations.
    entries: Vec<Entry>,
    /// The rows of the table of territories.
    territories: Vec<Vec<(Place, String)>>,
    /// Whose declaration is being read, and its paragraphs.
    author: String,
    said: Vec<String>,
}

impl Page {
    /// An element has ended.
    fn element(&mut self, element: &Element) -> Result<(), Unreadable> {
        let in_table = element.is_inside("Participants") || element.is_inside("SpecialTables");
        match element.name {
            "Titlesect" if !in_table => {
                self.treaty.title = Some(without_notes(element.text).0).filter(|title| !title.is_empty());
            }
            "Conclusion" if !in_table => {
                (self.treaty.opened_at, self.treaty.adopted_on) = conclusion(element.text);
            }
            "Labeltext" if element.is_inside("EIF") => {
                mtdsg::entry_into_force(&mut self.treaty, element.text);
            }
            "Labeltext" if element.is_inside("Registration") => {
                mtdsg::registration(&mut self.treaty, element.text);
            }
            "Entry" | "Column" | "Title" if in_table => {
                self.row.push((element.place, element.text.to_owned()));
            }
            "Row" | "TableHeader" if in_table => {
                let is_heading = element.is_inside("Thead") || element.name == "TableHeader";
                let row = std::mem::take(&mut self.row);
                return if is_heading { self.heading(&row) } else { self.row(element.place, &row) };
            }
            "Participant" if element.is_inside("Declaration") => {
                element.text.trim().clone_into(&mut self.author);
            }
            "Text" if element.is_inside("Declaration") => {
                self.said.extend(Some(element.text.trim().to_owned()).filter(|text| !text.is_empty()));
            }
            "Declaration" => return self.declaration(element.place),
            "Entry" | "Column" if element.is_inside(TERRITORIES) => {
                self.row.push((element.place, element.text.to_owned()));
            }
            "Row" if element.is_inside(TERRITORIES) => {
                let row = std::mem::take(&mut self.row);
                if !element.is_inside("Thead") {
                    self.territories.push(row);
                }
            }
            name if let Some((_, part)) = SAID.iter().find(|(known, _)| element.is_inside(known)) => {
                match name {
                    "Participant" => {
                        let name = (element.place, element.text.trim().to_owned());
                        self.entries.push(Entry::of(*part, name, &Above::default()));
                    }
                    "Text" if self.entries.last().is_some_and(|entry| entry.is_of(*part)) => {
                        let lines = element.text.lines().map(str::trim).filter(|line| !line.is_empty());
                        for line in lines {
                            if let Some(entry) = self.entries.last_mut() {
                                entry.add((element.place, without_tags(line).0), false);
                            }
                        }
                    }
                    _ => return self.elsewhere(element),
                }
            }
            _ if READ.iter().any(|part| element.is_inside(part)) => {}
            _ => return self.elsewhere(element),
        }
        Ok(())
    }

    /// A part of the page that is not read: each of its days is told.
    fn elsewhere(&mut self, element: &Element) -> Result<(), Unreadable> {
        let text = without_tags(element.text).0;
        for day in noticed(&text) {
            let why = format!("the day stands in '{}', which is not read", element.parent());
            self.drafts.lost(element.place, Reason::UnreadColumn, &day, why)?;
        }
        Ok(())
    }

    /// A text of one of the participants under the table; those that stand before it are of no treaty.
    fn declaration(&mut self, place: Place) -> Result<(), Unreadable> {
        let (author, said) = (std::mem::take(&mut self.author), std::mem::take(&mut self.said));
        let text = said.join("\n\n");
        let Some(treaty) = self.number else {
            let why = "a declaration stands before the table of participants";
            return self.drafts.lost(place, Reason::NotOfThisForm, &author, why);
        };
        let header = if text.is_empty() { author.as_str() } else { "Declaration" };
        said_under(&mut self.drafts, treaty, &Cell { place, header, text: &text }, &author)
    }

    fn heading(&mut self, row: &[(Place, String)]) -> Result<(), Unreadable> {
        if self.number.is_none() {
            self.number = Some(self.drafts.treaty(std::mem::take(&mut self.treaty))?);
        }
        self.table = mtdsg::Table::headed(row.iter().map(|cell| cell.1.as_str()));
        Ok(())
    }

    fn row(&mut self, place: Place, row: &[(Place, String)]) -> Result<(), Unreadable> {
        let Some(treaty) = self.number else {
            let why = "a row of participants stands before the heading of its table";
            return Err(Unreadable::wrong_form(place, why));
        };
        let Some(((_, name), cells)) = row.split_first() else {
            return Ok(());
        };
        if row.len() != self.table.width() {
            let shown = row.iter().map(|cell| cell.1.trim()).collect::<Vec<_>>().join(" | ");
            let dated = row.iter().filter(|cell| days::is_one(&cell.1)).count();
            return self.drafts.uneven(place, &shown, (row.len(), self.table.width()), dated);
        }
        let cells = cells.iter().map(|(place, cell)| (*place, cell.as_str()));
        self.table.row(&mut self.drafts, treaty, name, cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_in_the_name_of_the_file() {
        assert_eq!(of_name("IV-11.en.xml").as_deref(), Some("UN IV-11"));
        assert_eq!(of_name("xxvii-7-d.fr.xml").as_deref(), Some("UN XXVII-7-d"));
        assert_eq!(of_name("III-2-2a.en.xml").as_deref(), Some("UN III-2-2a"));
        assert_eq!(of_name("status.xml"), None);
    }
}
