//! The status page of a treaty of the United Nations, however it was kept: what stands above its table, the table, the
//! table of territories, what participants say below, and the notes.

use super::cells::{self, Cell, add};
use super::days::{self, Forms};
use super::drafts::Drafts;
use super::footnotes::{Footnotes, without_tags};
use super::input::{Input, Read, Unreadable};
use super::mtdsg::{self, conclusion, edition, reference};
use super::untc_entries::Entry;
use super::untc_lines::{Words, is_part};
use super::untc_statements;
use crate::model::draft::{DraftTreaty, Place, Reason, What};
use crate::model::{ActKind, ClaimKind};

/// The headings of the table of territories.
pub(super) const TERRITORIES: [&str; 3] =
    ["Participant", "Date of receipt of the notification", "Territories"];

/// Territories with a comma or an `and` in their name, as the page lists them.
const OF_SEVERAL_WORDS: [&str; 10] = [
    "Akrotiri and Dhekelia",
    "Bonaire, Sint Eustatius and Saba",
    "Saint Helena, Ascension and Tristan da Cunha",
    "Falkland Islands (Malvinas) and Dependencies",
    "Pitcairn, Henderson, Ducie and Oeno Islands",
    "South Georgia and South Sandwich Islands",
    "South Georgia and the South Sandwich Islands",
    "St. Helena and Dependencies",
    "Saint Helena and Dependencies",
    "Turks and Caicos Islands",
];

/// A status page, taken apart.
#[derive(Debug, Default)]
pub(super) struct StatusPage {
    /// The number of the treaty, where the page gives it.
    pub code: Option<String>,
    /// `STATUS AS AT : 03-02-2026 10:16:18 EDT`.
    pub as_at: Option<Words>,
    /// `2. c Amendment to Article I of the Convention`.
    pub title: String,
    pub conclusion: String,
    /// The label too: `Not yet in force`.
    pub in_force: (String, String),
    pub registration: String,
    /// `Signatories : 88. Parties : 182`.
    pub counted: String,
    /// The remark of the depositary above the table.
    pub note: String,
    /// The rows of the table, that of the headings first.
    pub rows: Vec<Vec<Words>>,
    /// The rows of the table of territories, that of the headings first.
    pub territories: Vec<Vec<Words>>,
    /// What other tables without days are called.
    pub others: Vec<String>,
    /// Days in tables that are not read.
    pub unread: Vec<Words>,
    /// What participants say.
    pub said: Vec<Entry>,
    pub footnotes: Footnotes,
}

/// The drafts of a page.
pub(super) fn drafts(page: StatusPage, input: &Input, form: &str) -> Read {
    let named = reference(input.name.rsplit_once('.').map_or(input.name, |(front, _)| front));
    let code = input.about(page.code.clone().or(named))?;
    let Some((heading, rows)) = page.rows.split_first() else {
        return Err(Unreadable::wrong_form(Place::START, "there is no table of participants in it"));
    };
    if let [(place, _)] = heading.as_slice() {
        let why = "the heading of its table has one cell: where each cell stands on a line of its own, rows cannot be told apart; copy the table with its tabs, or save the page";
        return Err(Unreadable::wrong_form(*place, why));
    }
    let mut drafts = Drafts::new(edition(form, true));
    for (place, day) in &page.unread {
        let why = "the day stands in a table that is not read";
        drafts.lost(*place, Reason::NotOfThisForm, day, why)?;
    }
    if let Some((place, text)) = &page.as_at {
        let day =
            text.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
        let cell = Cell { place: *place, header: "STATUS AS AT", text: day.unwrap_or_default() };
        let day = cell.whole_day(&mut drafts, &Forms::default())?;
        drafts.edition().status_as_at = day;
    }
    let treaty = drafts.treaty(header(&page, code))?;
    let mut table = mtdsg::Table::headed(heading.iter().map(|cell| cell.1.as_str()));
    table.footnotes = page.footnotes;
    for row in rows {
        let Some(((place, name), cells)) = row.split_first() else { continue };
        if row.len() != table.width() {
            let shown = row.iter().map(|cell| cell.1.as_str()).collect::<Vec<_>>().join(" | ");
            let dated = row.iter().filter(|cell| days::is_one(&cell.1)).count();
            drafts.uneven(*place, &shown, (row.len(), table.width()), dated)?;
            continue;
        }
        table.row(&mut drafts, treaty, name, cells.iter().map(|(place, cell)| (*place, cell.as_str())))?;
    }
    territories(&mut drafts, treaty, page.territories.get(1..).unwrap_or_default())?;
    untc_statements::take(&mut drafts, treaty, page.said)?;
    Ok(drafts.done())
}

/// What stands above the table.
fn header(page: &StatusPage, code: String) -> DraftTreaty {
    let (title, _) = without_tags(&page.title);
    let (opened_at, adopted_on) = conclusion(&page.conclusion);
    let title = without_number(&title).to_owned();
    let mut treaty = DraftTreaty {
        place: Place::START,
        named: code.clone(),
        code: Some(code),
        title: Some(title).filter(|title| !title.is_empty()),
        depositary: Some(mtdsg::DEPOSITARY.to_owned()),
        opened_at,
        adopted_on,
        ..DraftTreaty::default()
    };
    let (label, in_force) = &page.in_force;
    if ["not yet", "pas encore"].iter().any(|words| label.to_lowercase().starts_with(words)) {
        add(&mut treaty.note, &format!("not yet in force: {}", without_tags(in_force).0));
    } else {
        mtdsg::entry_into_force(&mut treaty, in_force);
    }
    mtdsg::registration(&mut treaty, &page.registration);
    let (counted, _) = without_tags(&page.counted);
    for (word, claim) in [
        ("Signatories", ClaimKind::SignatureCount),
        ("Signataires", ClaimKind::SignatureCount),
        ("Parties", ClaimKind::PartyCount),
    ] {
        let number = counted.split_once(word).map(|(_, rest)| rest.trim_start_matches([' ', ':']));
        let digits = number.map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next());
        if let Some(number) = digits.flatten().filter(|digits| !digits.is_empty()) {
            mtdsg::printed(&mut treaty, claim, number);
        }
    }
    add(&mut treaty.note, &without_tags(&page.note).0);
    for other in &page.others {
        add(&mut treaty.note, &format!("a table without days, which is not read: {}", without_tags(other).0));
    }
    treaty
}

/// A title without its number in the chapter: `2. c `.
fn without_number(title: &str) -> &str {
    let rest = title.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let Some(rest) = rest.strip_prefix('.').filter(|_| rest.len() < title.len()) else { return title };
    let rest = rest.trim_start();
    match rest.split_once(' ') {
        Some((part, title)) if is_part(part) => title.trim_start(),
        _ => rest,
    }
}

/// The table of territories: whoever is named in no row is that of the row before.
pub(super) fn territories(drafts: &mut Drafts, treaty: usize, rows: &[Vec<Words>]) -> Result<(), Unreadable> {
    let what = What::Act(ActKind::TerritorialExtension);
    let mut name = "";
    for row in rows {
        let [(_, named), (place, day), (_, listed)] = row.as_slice() else {
            if let Some((place, _)) = row.first() {
                let shown = row.iter().map(|cell| cell.1.as_str()).collect::<Vec<_>>().join(" | ");
                let dated = row.iter().filter(|cell| days::is_one(&cell.1)).count();
                drafts.uneven(*place, &shown, (row.len(), TERRITORIES.len()), dated)?;
            }
            continue;
        };
        if !named.is_empty() {
            name = named;
        }
        let (listed, _) = without_tags(listed);
        let cell = Cell { place: *place, header: TERRITORIES[2], text: day };
        let Some(dated) = cell.day(drafts, &Forms::default())? else { continue };
        let territories = list(&listed);
        if territories.is_empty() {
            drafts.lost(
                *place,
                Reason::UnknownName,
                day,
                "no territory is named in this row, or too many are",
            )?;
        }
        for territory in territories {
            let mut act = Cell { text: &listed, ..cell }.act(name, what, dated);
            act.territory = Some(territory);
            cells::take(drafts, treaty, act)?;
        }
    }
    Ok(())
}

/// The territories of a list: `Belize, Bermuda, St. Helena and Dependencies and Tuvalu`. None of an endless one.
fn list(text: &str) -> Vec<String> {
    const COMMA: char = '\u{1}';
    const AND: char = '\u{2}';
    const LONGEST: usize = 10_000;
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut text = text.trim_end_matches('.').to_owned();
    for name in OF_SEVERAL_WORDS {
        let kept = name.replace(", ", &COMMA.to_string()).replace(" and ", &AND.to_string());
        text = text.replace(name, &kept);
    }
    let parts = text.split(", ").flat_map(|part| part.split(" and "));
    let names = parts.map(|part| part.replace(COMMA, ", ").replace(AND, " and ").trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_territories_is_taken_apart_where_no_name_is() {
        assert_eq!(list("Macau"), ["Macau"]);
        assert_eq!(
            list(
                "Belize, Falkland Islands (Malvinas) and Dependencies, Saint Helena, Ascension and Tristan da Cunha, Pitcairn, Henderson, Ducie and Oeno Islands, Turks and Caicos Islands and Tuvalu"
            ),
            [
                "Belize",
                "Falkland Islands (Malvinas) and Dependencies",
                "Saint Helena, Ascension and Tristan da Cunha",
                "Pitcairn, Henderson, Ducie and Oeno Islands",
                "Turks and Caicos Islands",
                "Tuvalu"
            ]
        );
        assert!(list("").is_empty());
    }

    #[test]
    fn a_title_stands_behind_its_number() {
        assert_eq!(without_number("2. c Amendment to Article I"), "Amendment to Article I");
        assert_eq!(without_number("6. Convention on Maps"), "Convention on Maps");
        assert_eq!(without_number("Convention on Maps. Second"), "Convention on Maps. Second");
    }
}
