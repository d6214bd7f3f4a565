//! Which recorded statement each one of a file is. They are matched one to one: of two that are alike in a file none is lost,
//! and none is recorded again when the file comes a second time.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::law::{Statement, World};
use crate::model::{Date, ReservationBody};

/// How many statements of one participant, kind and day are looked at for one with other articles.
const MOST_LOOKED_AT: usize = 500;

/// What the note of a recorded statement says that stands for all alike ones of its page.
const OF_SEVERAL: &str = "the page has several such texts";

/// Whose a statement is, of which kind, of which day, and towards whom.
type About = (String, String, Option<Date>, Option<String>);

fn articles(body: &ReservationBody) -> Vec<String> {
    let mut articles = Statement::articles_of(body.articles.as_deref());
    articles.sort_unstable();
    articles
}

/// A statement of a file.
pub(super) struct Given<'a> {
    pub body: &'a ReservationBody,
    /// Its words, or what stands in their place.
    pub content: String,
    /// What the reader was not sure of.
    pub flag: Option<&'a str>,
    /// Whether these are the words of its author.
    pub has_text: bool,
    /// Whether the file says nothing of what it says.
    pub is_silent: bool,
}

/// The statements under a treaty that are recorded, or will be.
pub(super) struct Recorded<'a> {
    world: &'a World,
    all: Vec<One>,
}

struct One {
    about: About,
    articles: Vec<String>,
    words: String,
    has_text: bool,
    is_of_several: bool,
}

impl<'a> Recorded<'a> {
    pub(super) fn of(world: &'a World) -> Self {
        Self { world, all: Vec::new() }
    }

    /// A State and the one in whose place it stands count as one: tables name either.
    fn about(&self, body: &ReservationBody) -> About {
        let line = |code: &String| body.date.map_or_else(|| code.clone(), |day| self.world.line(code, day));
        (line(&body.participant), body.statement.clone(), body.date, body.towards.as_ref().map(line))
    }

    pub(super) fn add(&mut self, body: &ReservationBody) {
        self.all.push(One {
            about: self.about(body),
            articles: articles(body),
            words: body.text.as_ref().unwrap_or(&body.summary).clone(),
            has_text: body.text.is_some(),
            is_of_several: body.note.as_ref().is_some_and(|note| note.contains(OF_SEVERAL)),
        });
    }

    /// Which of those of one file are recorded. Same words come first, then, where one of the two has none of its author's,
    /// the same articles, and last articles that could be the same: a reader may tell them better than an older one.
    pub(super) fn has(&self, given: &[Given]) -> Vec<bool> {
        let abouts: Vec<About> = given.iter().map(|one| self.about(one.body)).collect();
        let listed: Vec<Vec<String>> = given.iter().map(|one| articles(one.body)).collect();
        let mut matched = Matched { taken: vec![false; self.all.len()], found: vec![false; given.len()] };
        let flagged = |one: &Given| one.flag.map(|flag| format!("{} [{flag}]", one.content));
        let flagged: Vec<Option<String>> = given.iter().map(flagged).collect();
        for with_articles in [true, false] {
            let mut free =
                self.by(|one| (&one.about, with_articles.then_some(&one.articles), one.words.as_str()));
            for (at, one) in given.iter().enumerate() {
                let words = [Some(&*one.content), flagged[at].as_deref(), Some(&*one.body.summary)];
                for (nth, words) in words.into_iter().enumerate() {
                    let Some(words) = words else { continue };
                    let key = (&abouts[at], with_articles.then_some(&listed[at]), words);
                    // A beginning that several texts have says which of them it is only where the record has no text.
                    matched.take(at, free.get_mut(&key), |known| nth < 2 || !self.all[known].has_text);
                }
            }
        }
        let mut free = self.by(|one| (&one.about, &one.articles));
        for (at, one) in given.iter().enumerate() {
            matched.take(at, free.get_mut(&(&abouts[at], &listed[at])), |known| one.may_be(&self.all[known]));
        }
        let mut free = self.by(|one| &one.about);
        for (at, one) in given.iter().enumerate() {
            let alike = |known: usize| {
                one.may_be(&self.all[known]) && could_be_same(&listed[at], &self.all[known].articles)
            };
            matched.take(at, free.get_mut(&&abouts[at]), alike);
        }
        // A day that cannot be read on the page is known otherwise.
        let towards = |about: &About| (about.0.clone(), about.1.clone(), about.3.clone());
        let mut free = self.by(|one| towards(&one.about));
        for (at, one) in given.iter().enumerate().filter(|(_, one)| one.body.date.is_none()) {
            let alike = |known: usize| {
                one.may_be(&self.all[known]) && could_be_same(&listed[at], &self.all[known].articles)
            };
            if one.body.towards.is_some() {
                matched.take(at, free.get_mut(&towards(&abouts[at])), alike);
            }
        }
        let of_several = self.all.iter().filter(|one| one.is_of_several);
        let of_several: HashSet<(&About, &Vec<String>)> =
            of_several.map(|one| (&one.about, &one.articles)).collect();
        for at in 0..given.len() {
            matched.found[at] |= of_several.contains(&(&abouts[at], &listed[at]));
        }
        matched.found
    }

    fn by<'b, K: Hash + Eq>(&'b self, key: impl Fn(&'b One) -> K) -> HashMap<K, Vec<usize>> {
        let mut by: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, one) in self.all.iter().enumerate().rev() {
            by.entry(key(one)).or_default().push(at);
        }
        by
    }
}

impl Given<'_> {
    /// Whether it may be one whose words are others, because they are not both those of its author.
    fn may_be(&self, known: &One) -> bool {
        self.is_silent || self.has_text != known.has_text
    }
}

/// What is matched so far.
struct Matched {
    taken: Vec<bool>,
    found: Vec<bool>,
}

impl Matched {
    fn take(&mut self, given: usize, free: Option<&mut Vec<usize>>, fits: impl Fn(usize) -> bool) {
        let Some(free) = free.filter(|_| !self.found[given]) else { return };
        while free.last().is_some_and(|known| self.taken[*known]) {
            free.pop();
        }
        let near = free.len().saturating_sub(MOST_LOOKED_AT);
        let found = free[near..].iter().rposition(|known| !self.taken[*known] && fits(*known));
        if let Some(at) = found {
            self.taken[free.remove(near + at)] = true;
            self.found[given] = true;
        }
    }
}

/// Whether two lists of articles could be of one statement: one says nothing, or both name an article.
fn could_be_same(one: &[String], other: &[String]) -> bool {
    let number = |article: &String| article.split('(').next().unwrap_or_default().to_owned();
    one.is_empty()
        || other.is_empty()
        || one.iter().any(|article| other.iter().any(|known| number(known) == number(article)))
}
