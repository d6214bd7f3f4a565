//! The headings and cells of the United Nations' status tables. A mark behind a day means what the heading of its own
//! column says, and nothing else; where that leaves several acts open, it is said so.

use super::days::{self, Day, Forms};
use super::footnotes::without_brackets;
use super::words::{self, Meaning, Unknown, of_mark};
use crate::model::ActKind;
use crate::model::draft::{Reason, What};

/// What the mark means for a heading in which no word is known; a definitive signature goes by its word alone.
fn usual(mark: &str) -> Option<Meaning> {
    let kind = of_mark(mark).filter(|kind| *kind != ActKind::DefinitiveSignature)?;
    Some(Meaning { what: What::Act(kind), flag: Some("the heading's own word is not known, its mark is") })
}

/// The heading of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    labels: Vec<Label>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    word: String,
    mark: Option<String>,
    /// The label stands also for cells without a mark, because a blank stands before it: `Signature ad referendum (s)`.
    also_unmarked: bool,
    /// What it means, or why that is not known.
    meaning: Result<Meaning, Unknown>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub what: What,
    pub day: Day,
    /// The day stands in brackets: withdrawn, denounced or superseded since.
    pub withdrawn: bool,
    pub flag: Option<String>,
}

impl Heading {
    /// Reads a heading: labels with a comma and a capital letter between them, each with its mark in parentheses.
    pub(super) fn read(heading: &str) -> Self {
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut labels = Vec::new();
        let mut rest = heading.as_str();
        loop {
            let end = rest
                .match_indices(", ")
                .find(|(at, _)| rest[at + 2..].starts_with(|letter: char| letter.is_uppercase()))
                .map(|found| found.0);
            labels.extend(Label::read(&rest[..end.unwrap_or(rest.len())]));
            match end {
                Some(end) => rest = &rest[end + 2..],
                None => break,
            }
        }
        let any_unmarked = labels.iter().any(|label| label.mark.is_none());
        for label in &mut labels {
            label.also_unmarked &= !any_unmarked;
        }
        Self { labels }
    }

    /// What a cell below it says; none for a blank one.
    ///
    /// Errors: why it is not taken in.
    pub(super) fn cell(&self, cell: &str) -> Result<Option<Said>, (Reason, String)> {
        let Cell { day, mark, withdrawn } = Cell::split(cell);
        let day = days::read(day, &Forms::default()).map_err(|why| (Reason::UnreadableDate, why))?;
        if day == Day::Blank && mark.is_empty() {
            return if withdrawn {
                Err((Reason::UnreadableDate, "there is no day between the brackets".to_owned()))
            } else {
                Ok(None)
            };
        }
        if day == Day::Blank {
            return Err((Reason::UnreadableDate, format!("'{}' is no day", cell.trim())));
        }
        let (what, flag) = self.meaning(mark)?;
        Ok(Some(Said { what, day, withdrawn, flag }))
    }

    /// The first label that is the word for no act known here.
    pub(super) fn unknown(&self) -> Option<&str> {
        self.labels.iter().find(|label| label.meaning.is_err()).map(|label| label.word.as_str())
    }

    /// Whether an act's word stands in each label, even where another word may make something else of it.
    pub(super) fn has_acts(&self) -> bool {
        self.labels.iter().all(|label| !matches!(label.meaning, Err(Unknown::NoAct)))
    }

    /// What a day with this mark behind it says was done, and what that leaves open.
    ///
    /// Errors: why it cannot be said.
    pub(super) fn meaning(&self, mark: &str) -> Result<(What, Option<String>), (Reason, String)> {
        let declared: Vec<&Label> = self
            .labels
            .iter()
            .filter(|label| match &label.mark {
                Some(own) if !mark.is_empty() => own == mark,
                Some(_) => mark.is_empty() && label.also_unmarked,
                None => mark.is_empty(),
            })
            .collect();
        if declared.is_empty() {
            let said = self.labels.iter().map(Label::in_words).collect::<Vec<_>>().join(", ");
            return Err(if mark.is_empty() {
                (
                    Reason::UndeclaredSuffix,
                    format!("no mark stands behind the day, and every act of the heading has one: {said}"),
                )
            } else {
                (
                    Reason::UndeclaredSuffix,
                    format!("the mark '{mark}' behind the day is none of the heading: {said}"),
                )
            });
        }
        let mut meanings: Vec<Meaning> = Vec::new();
        for label in &declared {
            let unknown =
                |why: &Unknown| (Reason::UnknownAction, format!("the heading {}", why.why(&label.word)));
            let meaning = label.meaning.as_ref().map_err(unknown)?;
            if !meanings.iter().any(|known| known.what == meaning.what) {
                meanings.push(*meaning);
            }
        }
        match meanings.as_slice() {
            [one] => Ok((one.what, one.flag.map(|flag| format!("{flag}: {}", declared[0].word)))),
            several => {
                let either = declared.iter().map(|label| label.word.as_str()).collect::<Vec<_>>().join(" / ");
                let consents = several
                    .iter()
                    .all(|meaning| matches!(meaning.what, What::Act(kind) if kind.is_consent()));
                if consents {
                    let flag = format!("the heading does not say by which act: {either}");
                    Ok((What::Act(ActKind::ConsentToBeBound), Some(flag)))
                } else {
                    Err((
                        Reason::AmbiguousHeading,
                        format!("the heading does not say which of these it was: {either}"),
                    ))
                }
            }
        }
    }
}

impl Label {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let marked = text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
            .filter(|(_, mark)| of_mark(mark).is_some());
        match marked {
            Some((word, mark)) => Some(Self {
                also_unmarked: word.ends_with(' '),
                word: word.trim().to_owned(),
                mark: Some(mark.to_owned()),
                meaning: words::find(word.trim()).or_else(|why| match why {
                    Unknown::NoAct => usual(mark).ok_or(why),
                    why => Err(why),
                }),
            }),
            None if text.is_empty() => None,
            None => Some(Self {
                word: text.to_owned(),
                mark: None,
                also_unmarked: false,
                meaning: words::find(text),
            }),
        }
    }

    fn in_words(&self) -> String {
        match &self.mark {
            Some(mark) => format!("{} ({mark})", self.word),
            None => self.word.clone(),
        }
    }
}

/// The parts of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub day: &'a str,
    pub mark: &'a str,
    pub withdrawn: bool,
}

impl<'a> Cell<'a> {
    /// `[ day mark ]`: a bracket on either side is one, and the mark may stand in parentheses.
    pub(super) fn split(cell: &'a str) -> Self {
        let cell = without_brackets(cell).0;
        let open = cell.strip_prefix('[');
        let inner = open.unwrap_or(cell);
        let close = inner.strip_suffix(']');
        let inner = close.unwrap_or(inner).trim();
        let withdrawn = open.is_some() || close.is_some();
        let without = inner.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
        let (day, mark) = match without {
            Some((day, mark)) if is_mark(mark) => (day, mark),
            _ => {
                let end = inner.rfind(|letter: char| !letter.is_ascii_alphabetic()).map_or(0, |at| at + 1);
                let end = (end..=inner.len()).find(|at| inner.is_char_boundary(*at)).unwrap_or(inner.len());
                let (day, mark) = inner.split_at(end);
                // A word such as "process" is no mark, and neither is one without a day before it.
                let has_day = day.trim_end().ends_with(|letter: char| letter.is_ascii_digit());
                if is_mark(mark) && has_day { (day, mark) } else { (inner, "") }
            }
        };
        Self { day: day.trim(), mark, withdrawn }
    }
}

fn is_mark(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_means_what_its_own_heading_says() {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/read/headings.csv").as_bytes());
        let mut seen = 0;
        for row in rows.records() {
            let row = row.unwrap();
            let said = match Heading::read(&row[0]).cell(&row[1]) {
                Ok(None) => "nothing".to_owned(),
                Ok(Some(Said { what, withdrawn, flag, .. })) => {
                    let what = match what {
                        What::Act(kind) => kind.word().to_owned(),
                        What::Statement(kind) => format!("statement:{kind}"),
                    };
                    let withdrawn = if withdrawn { " withdrawn" } else { "" };
                    format!("{what}{withdrawn}{}", if flag.is_some() { " flagged" } else { "" })
                }
                Err((reason, _)) => reason.word().to_owned(),
            };
            assert_eq!(said, row[2], "{} / {}", &row[0], &row[1]);
            seen += 1;
        }
        assert!(seen > 40, "{seen}");
    }

    #[test]
    fn a_cell_has_a_day_a_mark_and_brackets() {
        let cell = |text: &str| {
            let Cell { day, mark, withdrawn } = Cell::split(text);
            (day.to_owned(), mark.to_owned(), withdrawn)
        };
        let is = |day: &str, mark: &str, withdrawn| (day.to_owned(), mark.to_owned(), withdrawn);
        assert_eq!(cell("24 Jan 1983 a"), is("24 Jan 1983", "a", false));
        assert_eq!(cell("[ 6 Apr\t 1983 a]"), is("6 Apr\t 1983", "a", true));
        assert_eq!(cell("[30 Sep 1994 "), is("30 Sep 1994", "", true));
        assert_eq!(cell("22-10-2015 (A)"), is("22-10-2015", "A", false));
        assert_eq!(cell("24 Jan 1983(d)"), is("24 Jan 1983", "d", false));
        assert_eq!(cell("24 Jan 1983AA"), is("24 Jan 1983", "AA", false));
        assert_eq!(cell("in process"), is("in process", "", false));
        assert_eq!(cell("N/A"), is("N/A", "", false));
        assert_eq!(cell("é"), is("é", "", false));
    }
}
