//! A statement under a treaty, as the law sees it: a reservation, a declaration, an objection …

use crate::model::{Article, Date, ReservationBody, Stance, StatementKind};

/// A statement as the law sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The log entry that recorded it.
    pub id: i64,
    /// Whose.
    pub participant: String,
    /// What it is: what its author calls it, or what it amounts to where that was recorded.
    pub kind: StatementKind,
    /// Articles concerned; empty: not told.
    pub articles: Vec<String>,
    /// Its day, or the first day on which it can have been made.
    pub earliest: Date,
    /// Its day, or the last day on which it can have been made; it counts from here.
    pub day: Date,
    /// Day on which the depositary circulated it.
    pub notified_on: Option<Date>,
    /// Day of effect as published.
    pub effective_on: Option<Date>,
    /// First day on which it no longer stands unless it is renewed.
    pub lapses_on: Option<Date>,
    /// The present entry of the statement that it is about.
    pub refers_to: Option<i64>,
    /// Whom it is addressed to.
    pub towards: Option<String>,
    /// How an objection is meant.
    pub stance: Stance,
    /// What it objects to or accepts, as that is called.
    pub about: Option<StatementKind>,
    /// Whether it was made known to be late.
    pub late: bool,
}

impl Statement {
    /// The day from which a time for others runs: of its circulation, else its own.
    #[must_use]
    pub fn known_from(&self) -> Date {
        self.notified_on.unwrap_or(self.day)
    }

    /// The first day on which others can answer it: it may be made known before it is made.
    #[must_use]
    pub fn answerable_from(&self) -> Date {
        self.notified_on.map_or(self.earliest, |known| known.min(self.earliest))
    }

    /// The id of a statement that is not recorded yet: above all others.
    pub const NOT_RECORDED: i64 = i64::MAX;

    /// The statement of this entry, as it is cited.
    pub(super) fn cited(id: i64) -> String {
        if id == Self::NOT_RECORDED { "this one".to_owned() } else { format!("@{id}") }
    }

    /// A statement that is not recorded yet; none where its kind is no word of ours. `window` are the first and the last day
    /// on which one without a day can have been made.
    #[must_use]
    pub fn proposed(body: &ReservationBody, window: (Date, Date)) -> Option<Self> {
        let day = body.date.unwrap_or(window.1);
        Some(Self {
            id: Self::NOT_RECORDED,
            participant: body.participant.clone(),
            kind: StatementKind::from_word(body.character.as_ref().unwrap_or(&body.statement))?,
            articles: Self::articles_of(body.articles.as_deref()),
            earliest: body.date.unwrap_or(window.0),
            day,
            notified_on: body.notified_on,
            effective_on: body.effective_on,
            lapses_on: body.lapses_on,
            refers_to: body.refers_to,
            towards: body.towards.clone(),
            stance: body.stance.as_deref().and_then(Stance::from_word).unwrap_or_default(),
            about: body.about.as_deref().and_then(StatementKind::from_word),
            late: body.late,
        })
    }

    /// The articles in a list with `;` between them.
    #[must_use]
    pub fn articles_of(list: Option<&str>) -> Vec<String> {
        let articles = list.unwrap_or_default().split(';').map(str::trim);
        articles.filter(|article| !article.is_empty()).map(str::to_owned).collect()
    }

    /// Whether it is a reaction that can be about `other`, by its author, its day and its articles.
    #[must_use]
    pub fn may_be_about(&self, other: &Self) -> bool {
        self.towards.as_ref() == Some(&other.participant)
            && other.answerable_from() <= self.day
            && (self.articles.is_empty() || other.articles.is_empty() || self.touches(other))
    }

    /// Whether it names an article of `other`, a part of one, or the whole of which that is a part.
    pub(super) fn touches(&self, other: &Self) -> bool {
        let is_named = |article: &String| self.articles.iter().any(|own| Article::named_alike(own, article));
        other.articles.iter().any(is_named)
    }

    /// Whether it names every article of `other`, or the whole of it.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.is_covered_by(&self.articles)
    }

    /// Whether these articles are all that it names, or the whole of it.
    pub(super) fn is_covered_by(&self, articles: &[String]) -> bool {
        self.articles.iter().all(|part| articles.iter().any(|whole| holds(whole, part)))
    }

    /// Of the articles that it names those for which it stands, where it was withdrawn for `gone`, and of `gone` what is
    /// only a part of one of them.
    pub(super) fn less<'a>(&'a self, gone: &'a [String]) -> (Vec<&'a str>, Vec<&'a str>) {
        let all = self.articles.iter();
        let left: Vec<&String> = all.filter(|own| !gone.iter().any(|whole| holds(whole, own))).collect();
        let within = gone.iter().filter(|part| left.iter().any(|own| holds(own, part)));
        let within = within.map(String::as_str).collect();
        (left.into_iter().map(String::as_str).collect(), within)
    }
}

fn holds(whole: &str, part: &str) -> bool {
    match (whole.parse::<Article>(), part.parse::<Article>()) {
        (Ok(whole), Ok(part)) => whole.holds(&part),
        _ => whole == part,
    }
}
