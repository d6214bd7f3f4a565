//! Why an answer is as it is: one line for each thing that it rests on.

use serde::Serialize;

use super::ActView;

/// What an answer, or one row of it, rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The row of the answer's records that it is given for, counted from 0; none: the answer as a whole.
    #[serde(skip)]
    pub row: Option<usize>,
    /// Whom or what it is about: a participant, a treaty.
    pub of: String,
    /// The act or fact, the clause with its article, the arithmetic.
    pub because: String,
    /// Codes of the sources, separated by `;`; empty where none is given.
    pub source: String,
}

impl Reason {
    /// A reason for the answer as a whole.
    #[must_use]
    pub fn of(of: impl Into<String>, because: impl Into<String>) -> Self {
        Self { row: None, of: of.into(), because: because.into(), source: String::new() }
    }

    /// What each row of an answer's records rests on, each reason given for its row.
    pub fn of_rows<T, I: IntoIterator<Item = Self>>(
        rows: impl IntoIterator<Item = T>,
        reasons: impl Fn(T) -> I,
    ) -> Vec<Self> {
        let rows = rows.into_iter().enumerate();
        rows.flat_map(|(place, row)| reasons(row).into_iter().map(move |it| it.for_row(place))).collect()
    }

    /// The same, given for one row of the answer's records.
    #[must_use]
    pub fn for_row(self, row: usize) -> Self {
        Self { row: Some(row), ..self }
    }

    /// The same, with the codes of its sources.
    #[must_use]
    pub fn from(self, sources: &[String]) -> Self {
        Self { source: sources.join(";"), ..self }
    }

    /// An act as a reason: its day, its entry, its effect and by which article.
    #[must_use]
    pub fn act(of: impl Into<String>, act: &ActView) -> Self {
        let day = match (act.date, act.earliest, act.latest) {
            (Some(day), ..) => format!("on {day}"),
            (None, Some(earliest), Some(latest)) => format!("on a day between {earliest} and {latest}"),
            (None, None, Some(latest)) => format!("on {latest} at the latest"),
            (None, ..) => "on a day not known".to_owned(),
        };
        let law = act.act.article();
        let law = if law.is_empty() { String::new() } else { format!(", VCLT art. {law}") };
        let effect = act.effective_on.map_or_else(String::new, |effect| {
            let by = act.article.as_ref().map_or_else(String::new, |article| format!(" by {article}"));
            format!("; effect {effect}, {}{by}", act.effective_from.unwrap_or("published"))
        });
        Self::of(of, format!("{} {day} ({}{law}){effect}", act.act, act.entry)).from(&act.sources)
    }
}

/// An answer with its reasons.
#[derive(Debug, Serialize)]
pub struct WithReasons<'a, R> {
    /// The answer.
    #[serde(flatten)]
    pub report: &'a R,
    /// What it rests on.
    pub why: Vec<Reason>,
}
