//! What the forms of the United Nations' status tables share: numbers, names with footnotes, titles with their place and
//! day, and rows of a participant.

use super::cells::{self, Cell, Dated, add};
use super::days::{self, Day, Forms};
use super::drafts::{Drafts, cut};
use super::footnotes::{Footnotes, without_notes, without_tags};
use super::heading::{Heading, Said};
use super::input::Unreadable;
use crate::model::draft::{Authority, DraftDay, DraftTreaty, Edition, Place, Reason};
use crate::model::{ClaimKind, Date};
use crate::names::fold;

/// Who keeps the treaties.
pub(super) const DEPOSITARY: &str = "Secretary-General of the United Nations";

/// The publication that all forms are copies of.
pub(super) fn edition(form: &str, shows_withdrawals: bool) -> Edition {
    let title = format!("Multilateral Treaties Deposited with the Secretary-General, status ({form})");
    Edition {
        shows_withdrawals,
        is_whole: true,
        scheme: Some("UN".to_owned()),
        ..Edition::of("United Nations Treaty Collection", Authority::Depositary, &title)
    }
}

/// The number of a treaty in our form, `UN XVIII-16`, from the ways in which files and addresses write it: `XVIII-16`,
/// `xxvii-7-d`, `18-16`, `27-7.a`, `IV-11a`, `XI-B-16-94`. Chapter 11 without a part is XI-A, the only one whose treaties
/// are tables.
pub(super) fn reference(text: &str) -> Option<String> {
    let text = text.trim();
    let (chapter, rest) = text.split_once('-')?;
    let is_number = !chapter.is_empty() && chapter.bytes().all(|byte| byte.is_ascii_digit());
    let chapter = if is_number { roman(chapter.parse().ok()?)? } else { chapter.to_uppercase() };
    if !(1..=30).any(|number| roman(number).as_deref() == Some(chapter.as_str())) {
        return None;
    }
    let mut parts: Vec<String> = rest.split(['-', '.']).map(str::to_owned).collect();
    if chapter == "XI" && parts.first()?.bytes().all(|byte| byte.is_ascii_digit()) {
        parts.insert(0, "A".to_owned());
    }
    // After a part of a chapter, which is a capital letter, come the number and smaller parts.
    let first_number =
        usize::from(parts.first()?.len() == 1 && parts[0].chars().all(|letter| letter.is_ascii_alphabetic()));
    if first_number == 1 {
        parts[0] = parts[0].to_uppercase();
    }
    let number = parts.get(first_number)?;
    if !number.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    // `IV-11a` is `IV-11-a`; the annexes of III-2 are numbered with their letter: `III-2-2a`.
    if parts.len() == first_number + 1
        && let Some(at) = number.find(|letter: char| letter.is_ascii_alphabetic())
    {
        let letter = parts[first_number].split_off(at);
        parts.push(letter);
    }
    for part in &mut parts[first_number..] {
        *part = part.to_lowercase();
    }
    let shape = |part: &String| {
        let digits = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
        part.len() <= 4
            && !part.is_empty()
            && digits.len() <= 1
            && digits.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    (parts.len() <= 4 && parts.iter().all(shape)).then(|| format!("UN {chapter}-{}", parts.join("-")))
}

fn roman(number: u32) -> Option<String> {
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let (tens, ones) = (usize::try_from(number / 10).ok()?, usize::try_from(number % 10).ok()?);
    (number > 0).then(|| Some(format!("{}{}", TENS.get(tens)?, ONES[ones]))).flatten()
}

/// The most bytes of a place and a day behind a title.
const LONGEST_CONCLUSION: usize = 400;

/// A title in an index: the title, then the place and the day after the last full stop that is followed by them.
pub(super) fn title(text: &str) -> (String, Option<String>, Option<Date>) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let near_the_end = text.len().saturating_sub(LONGEST_CONCLUSION);
    let cuts = text.match_indices(". ").filter(|(at, _)| *at >= near_the_end).filter_map(|(at, _)| {
        let (place, day) = conclusion(&text[at + 2..]);
        day.map(|day| (at, place, day))
    });
    let cut = cuts.last();
    match cut {
        Some((at, place, day)) => (text[..at].to_owned(), place, Some(day)),
        None => (text, None, None),
    }
}

/// `New York, 13 February 1946`, also without a place: where and when a text was concluded.
pub(super) fn conclusion(text: &str) -> (Option<String>, Option<Date>) {
    let (text, _) = without_tags(text);
    let (place, day) = match text.rsplit_once(", ") {
        Some((place, day)) => (Some(place.to_owned()), day.to_owned()),
        None => (None, text),
    };
    let found = |text: &str| match days::read(text, &Forms::default()) {
        Ok(Day::Known { day: DraftDay { date, .. }, doubtful: false }) => date,
        _ => None,
    };
    // A copy that lost the tags has the mark of a footnote behind the year: `18 December 19791`.
    let date = found(&day).or_else(|| {
        let year = day.rfind(' ')? + 1;
        (day.len() > year + 4).then(|| found(day.get(..year + 4)?)).flatten()
    });
    match date {
        Some(date) => (place, Some(date)),
        None => (None, None),
    }
}

/// The only day that a text names, such as the entry into force in `3 January 1976, in accordance with article 27.`; none
/// where it names several.
pub(super) fn only_day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', '\t', '\n', ',', ';']).filter(|word| !word.is_empty()).collect();
    let mut days = words.windows(3).filter_map(|three| conclusion(&three.join(" ")).1);
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}

/// What stands above a table of the entry into force: its day, or a remark where there is none or several.
pub(super) fn entry_into_force(treaty: &mut DraftTreaty, text: &str) {
    let (text, _) = without_tags(text);
    match only_day(&text) {
        Some(day) => treaty.in_force_on = Some(day),
        None if !text.is_empty() => add(&mut treaty.note, &format!("entry into force: {text}")),
        None => {}
    }
}

/// What stands above a table of the registration: the number is a name of the treaty.
pub(super) fn registration(treaty: &mut DraftTreaty, text: &str) {
    let (text, _) = without_tags(text);
    if let Some((_, number)) = text.rsplit_once("No. ") {
        treaty.names.push(format!("UNTS {}", number.trim()));
    }
    if !text.is_empty() {
        add(&mut treaty.note, &format!("registration: {text}"));
    }
}

/// A printed number of signatories or parties.
pub(super) fn printed(treaty: &mut DraftTreaty, claim: ClaimKind, number: &str) {
    let what = if claim == ClaimKind::PartyCount { "parties" } else { "signatories" };
    add(&mut treaty.note, &format!("{what} as published: {number}"));
    treaty.counts.extend(number.trim().parse().ok().map(|number| (claim, number)));
}

/// Whether a row only counts the others: its cells are numbers that no day has.
fn is_total(name: &str, cells: &[(Place, &str)]) -> bool {
    const CALLED: [&str; 6] = ["total", "totals", "totaux", "sum", "total number", "nombre total"];
    let name = fold(&without_notes(cut(name)).0);
    let is_number = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    CALLED.contains(&name.as_str()) && cells.iter().all(|(_, cell)| is_number(cell.trim()))
}

/// A table of participants: below each heading what they did.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The columns after the first one.
    headings: Vec<(Heading, String)>,
    /// What stands below the table of those whose names have marks.
    pub footnotes: Footnotes,
}

impl Table {
    /// A table with these headings, the first of which is that of the names.
    pub(super) fn headed<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let read = |raw: &str| (Heading::read(&without_notes(cut(raw)).0), raw.to_owned());
        Self { headings: cells.skip(1).map(read).collect(), footnotes: Footnotes::default() }
    }

    /// How many cells its rows have.
    pub(super) fn width(&self) -> usize {
        self.headings.len() + 1
    }

    /// One row: a participant and, below each heading, what it did.
    pub(super) fn row<'a>(
        &self,
        drafts: &mut Drafts,
        treaty: usize,
        raw_name: &str,
        cells: impl Iterator<Item = (Place, &'a str)>,
    ) -> Result<(), Unreadable> {
        let cells: Vec<(Place, &str)> = cells.collect();
        if is_total(raw_name, &cells) {
            return Ok(());
        }
        for ((heading, raw_header), (place, raw_cell)) in self.headings.iter().zip(cells) {
            let tagged = raw_cell.contains('<').then(|| without_tags(raw_cell));
            let said = match heading.cell(tagged.as_ref().map_or(raw_cell, |tagged| &tagged.0)) {
                Ok(None) => continue,
                Ok(Some(said)) => said,
                Err((reason, why)) => {
                    drafts.lost(place, reason, raw_cell, why)?;
                    continue;
                }
            };
            let Said { what, day, withdrawn, flag } = said;
            let Day::Known { day, .. } = day else {
                drafts.lost(place, Reason::UnreadableDate, raw_cell, "it gives no day")?;
                continue;
            };
            let cell = Cell { place, header: raw_header, text: raw_cell };
            let mut act = cell.act(raw_name, what, Dated { day, doubtful: false });
            (act.withdrawn, act.flag) = (withdrawn, flag);
            let marks = [without_notes(cut(raw_name)).1, tagged.and_then(|tagged| tagged.1)];
            let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(",");
            act.note = (!marks.is_empty()).then(|| self.footnotes.told(&marks));
            cells::take(drafts, treaty, act)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form_however_it_is_written() {
        for (written, ours) in [
            ("IV-4", "UN IV-4"),
            ("iv-4", "UN IV-4"),
            ("IV-11-b", "UN IV-11-b"),
            ("4-11-b", "UN IV-11-b"),
            ("27-7.a", "UN XXVII-7-a"),
            ("27-7-a", "UN XXVII-7-a"),
            ("xxvii-7-d", "UN XXVII-7-d"),
            ("IV-11a", "UN IV-11-a"),
            ("III-2-10", "UN III-2-10"),
            ("III-2-2a", "UN III-2-2a"),
            ("3-2-12b", "UN III-2-12b"),
            ("3-2.12b", "UN III-2-12b"),
            ("XI-A-16", "UN XI-A-16"),
            ("11-16", "UN XI-A-16"),
            ("XI-B-16-94", "UN XI-B-16-94"),
            ("XI-D-4", "UN XI-D-4"),
            ("1-5.a", "UN I-5-a"),
            ("XVIII-16", "UN XVIII-16"),
        ] {
            assert_eq!(reference(written).as_deref(), Some(ours), "{written}");
        }
        for bad in
            ["", "index", "IV", "4-", "31-1", "VX-1", "IV-x", "batch-2", "2023-11-24", "0-1", "IV-11-b-c-d-e"]
        {
            assert_eq!(reference(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_title_ends_where_its_place_and_day_begin() {
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(
            title("Charter of the United Nations (deposited in the archives).   San Francisco, 26 June 1945"),
            (
                "Charter of the United Nations (deposited in the archives)".to_owned(),
                Some("San Francisco".to_owned()),
                day("1945-06-26")
            )
        );
        assert_eq!(
            title("Declarations under Article 36, paragraph 2, of the Statute. 15 October 1946"),
            (
                "Declarations under Article 36, paragraph 2, of the Statute".to_owned(),
                None,
                day("1946-10-15")
            )
        );
        assert_eq!(
            title("International Coffee Agreement, 1994*. London"),
            ("International Coffee Agreement, 1994*. London".to_owned(), None, None)
        );
        assert_eq!(
            conclusion("New York, 13 February 1946<superscript>1</superscript>"),
            (Some("New York".to_owned()), day("1946-02-13"))
        );
        assert_eq!(
            conclusion("New York, 18 December 19791"),
            (Some("New York".to_owned()), day("1979-12-18"))
        );
        assert_eq!(only_day("3 January 1976, in accordance with article 27."), day("1976-01-03"));
        assert_eq!(only_day("23 March 1976, except article 41 on 28 March 1979"), None);
        assert_eq!(only_day(""), None);
    }
}
