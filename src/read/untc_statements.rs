//! What participants say below a status table of the United Nations: reservations, declarations, objections and
//! communications, each with its author, its day, the articles and whom it is towards, as far as the page tells them for sure.

use std::collections::HashMap;

use super::cells::{self, Cell, Dated, add};
use super::drafts::Drafts;
use super::footnotes::without_notes;
use super::input::Unreadable;
use super::untc_articles::{Named, named};
use super::untc_entries::{Entry, Part};
use super::untc_lines::{Words, begins_on, is_like_day, only_day, plain};
use super::untc_stance::stance;
use super::untc_table::Table;
use super::untc_words::{self, Doubt, Heading};
use crate::model::StatementKind::{self, Communication, Declaration, Objection, Withdrawal};
use crate::model::draft::{DraftStatement, Place, Reason, What};
use crate::model::{Date, Stance};

/// The most bytes of one text.
const LONGEST: usize = 400_000;

/// How a text begins that only says which other one it is like.
const SAME: &str = "[Same objection";

const NO_HEADING: &str = "the page does not say whether it is a reservation or a declaration";
const BY_WORDS: &str = "no heading says that it is a reservation, its words do";
const BOTH: &str = "the heading names reservations and declarations together";
const OTHER_ARTICLES: &str =
    "it names articles of other treaties or laws too, and which are meant is not sure";
const WITHDRAWS: &str = "no heading says that it is a withdrawal, its words do";
const IN_PART: &str = "it withdraws a part of it";
const WHICH_PART: &str = "it withdraws a part of an earlier statement, and names no article";
const WHAT_STAYS: &str =
    "it withdraws a part of an earlier statement, and says for what that goes on, not what is withdrawn";
const NO_DAY: &str = "the day above it cannot be read";
const BY_TEXT: &str = "whom it is towards is told by its text alone";
const SEVERAL: &str = "the heading names several authors of reservations";

/// A statement as it is put together.
#[derive(Debug)]
struct Said {
    place: Place,
    kinds: Vec<StatementKind>,
    heading: String,
    day: Option<Date>,
    text: String,
    flags: Vec<&'static str>,
    towards: Vec<String>,
    doubt: Option<Doubt>,
}

/// How each meant its objections, and towards whom.
type Stances = HashMap<String, Vec<(String, Stance)>>;

/// Takes what participants say in.
pub(super) fn take(drafts: &mut Drafts, treaty: usize, entries: Vec<Entry>) -> Result<(), Unreadable> {
    if entries.is_empty() {
        return Ok(());
    }
    let table = Table::of(drafts.more_of(treaty).as_deref());
    let mut stances = Stances::new();
    let mut in_notes: Vec<String> = Vec::new();
    for entry in entries {
        let name = plain(&entry.name);
        let mut said = Reading::new(&entry, &table);
        for (place, line, slanted) in &entry.lines {
            said.line(*place, line, *slanted);
        }
        said.end();
        for (place, line) in &said.unread {
            let why = "it stands where the day of what follows should, and is none that can be read";
            drafts.lost(*place, Reason::UnreadableDate, line, why)?;
        }
        if said.done.is_empty() && without_notes(&entry.name).1.is_some() {
            // What was said here is told in a note alone, such as one on its withdrawal.
            if !in_notes.contains(&name) {
                in_notes.push(name.clone());
            }
        } else if said.done.is_empty() {
            let why = "nothing is said under this name";
            drafts.lost(entry.place, Reason::Truncated, &entry.name, why)?;
        }
        for said in said.done {
            if said.text.len() > LONGEST {
                let why = "the text is too long to be one of a statement";
                drafts.lost(said.place, Reason::NotOfThisForm, &said.text, why)?;
                continue;
            }
            if said.text.trim_start_matches(['"', '“']).starts_with("[See") {
                let why = "the page refers to another one for what is said here";
                drafts.lost(said.place, Reason::NotOfThisForm, &said.text, why)?;
                continue;
            }
            if let Some(Doubt::NotTaken(why)) = said.doubt {
                let cell = format!("{}: {}", said.heading, said.text);
                drafts.lost(said.place, Reason::AmbiguousHeading, &cell, why)?;
                continue;
            }
            one(drafts, treaty, (&entry, &name), &said, (&table, &mut stances))?;
        }
    }
    if let Some(treaty) = drafts.more_of(treaty).filter(|_| !in_notes.is_empty()) {
        let names = in_notes.join("; ");
        add(&mut treaty.note, &format!("of these a footnote alone tells what was said: {names}"));
    }
    Ok(())
}

/// One statement: of each kind that its heading names, and towards each that it is towards.
fn one(
    drafts: &mut Drafts,
    treaty: usize,
    (entry, name): (&Entry, &str),
    said: &Said,
    (table, stances): (&Table, &mut Stances),
) -> Result<(), Unreadable> {
    let articles_of = |text: &str| named(text, table.noun);
    let is_objection = said.kinds == [Objection];
    let Named { articles, unsure } = match entry.part {
        Part::Objections => Named { unsure: false, ..articles_of(&said.heading) },
        Part::Notifications => articles_of(entry.under.text()),
        Part::UnderArticle => under_article(said, entry.under.text(), &articles_of),
        Part::Declarations => {
            let of_heading = articles_of(&said.heading);
            let is_both = said.kinds.len() > 1;
            if of_heading.articles.is_empty() && !is_both { articles_of(&said.text) } else { of_heading }
        }
    };
    let articles = if unsure { Vec::new() } else { articles };
    if said.doubt.is_some() && (articles.is_empty() || untc_words::says_what_stays(&said.text)) {
        let why = if articles.is_empty() { WHICH_PART } else { WHAT_STAYS };
        return drafts.lost(said.place, Reason::AmbiguousHeading, &said.text, why);
    }
    if is_objection && said.towards.is_empty() {
        let why = "the page does not say for sure whose reservation it is about";
        return drafts.lost(said.place, Reason::AmbiguousHeading, &said.text, why);
    }
    let about = if is_objection { untc_words::answered(&said.heading, &said.text) } else { None };
    let towards = said.towards.iter().map(Some).chain(said.towards.is_empty().then_some(None));
    for towards in towards {
        for kind in &said.kinds {
            let header = if said.heading.is_empty() { kind.heading() } else { &said.heading };
            let cell = Cell { place: said.place, header, text: &said.heading };
            let day = said.day.map(Into::into).unwrap_or_default();
            let mut act = cell.act(name, What::Statement(*kind), Dated { day, doubtful: false });
            entry.name.clone_into(&mut act.raw_name);
            said.flags.iter().for_each(|flag| add(&mut act.flag, flag));
            if unsure {
                add(&mut act.flag, OTHER_ARTICLES);
            }
            if said.doubt.is_some() {
                add(&mut act.flag, IN_PART);
            }
            act.note = Some(said.text.clone());
            let meant = towards.filter(|_| is_objection).and_then(|towards| {
                let own = stances.entry(name.to_owned()).or_default();
                let known = stance(&said.text).or_else(|| same_as(&said.text, own))?;
                own.push((towards.clone(), known));
                Some(known)
            });
            let articles = articles.clone();
            act.said = Some(Box::new(DraftStatement {
                articles,
                towards: towards.cloned(),
                stance: meant,
                about,
                ..DraftStatement::default()
            }));
            cells::take(drafts, treaty, act)?;
        }
    }
    Ok(())
}

/// The articles of a declaration that an article provides for: those of its own heading, else those above the whole part,
/// of which its text may name some.
fn under_article(said: &Said, under: &str, articles_of: &dyn Fn(&str) -> Named) -> Named {
    let own = articles_of(&said.heading);
    if !own.articles.is_empty() {
        return Named { unsure: false, ..own };
    }
    let all = articles_of(under).articles;
    let text = articles_of(&said.text).articles;
    let told: Vec<String> = all
        .iter()
        .filter(|article| text.iter().any(|it| it.split('(').next() == article.split('(').next()))
        .cloned()
        .collect();
    let (articles, unsure) = match (told.is_empty(), all.len()) {
        (true, 0 | 1) => (all, false),
        (true, _) => (Vec::new(), true),
        (false, _) => (told, false),
    };
    Named { articles, unsure }
}

/// How the objection was meant that a text says to be the same: `[Same objection, mutatis mutandis, as the one made for
/// Malaysia.]`
fn same_as(text: &str, own: &[(String, Stance)]) -> Option<Stance> {
    const MOST: usize = 300;
    if !text.starts_with(SAME) {
        return None;
    }
    let mut same = own.iter().take(MOST).filter(|(towards, _)| text.contains(towards.as_str()));
    match (same.next(), same.next()) {
        (Some((_, stance)), None) => Some(*stance),
        _ => None,
    }
}

/// The lines of one participant, as they become statements.
struct Reading<'a> {
    entry: &'a Entry,
    table: &'a Table,
    name: String,
    /// The day that stands above, and whether one does.
    day: Option<Date>,
    has_day: bool,
    /// Days that cannot be read.
    unread: Vec<Words>,
    /// The heading that only says when what follows was made.
    occasion: Heading,
    open: Option<Said>,
    done: Vec<Said>,
}

impl<'a> Reading<'a> {
    fn new(entry: &'a Entry, table: &'a Table) -> Self {
        let name = plain(&entry.name);
        let (occasion, unread) = (Heading::default(), Vec::new());
        Self { entry, table, name, day: None, has_day: false, unread, occasion, open: None, done: Vec::new() }
    }

    fn line(&mut self, place: Place, line: &str, slanted: bool) {
        let day = only_day(line);
        if day.is_some() || is_like_day(line) {
            // A day right below a heading is that of what the heading stands over.
            let heading = self
                .open
                .take_if(|said| said.text.is_empty() && (!said.kinds.is_empty() || said.doubt.is_some()));
            self.end();
            if day.is_none() {
                self.unread.push((place, line.to_owned()));
            }
            (self.day, self.has_day, self.occasion) = (day, true, Heading::default());
            self.open = heading.map(|said| Said { day, ..said });
            return;
        }
        match self.entry.part {
            Part::Objections => {
                if let Some((day, rest)) = untc_words::listed(line)
                    && let Some(day) = only_day(day)
                {
                    return self.listed(place, day, rest);
                }
                if let Some(heading) = untc_words::objection(line, slanted) {
                    return self.objection(place, heading);
                }
            }
            Part::Declarations | Part::UnderArticle => {
                if let Some(heading) = untc_words::heading(line, slanted) {
                    return self.heading(place, heading);
                }
                if self.entry.part == Part::UnderArticle && self.article(place, line) {
                    return;
                }
            }
            Part::Notifications => {}
        }
        self.text(place, line);
    }

    /// The day that stands above; where none does, that of the signature or the consent.
    fn when(&self, at_signature: bool) -> Option<Date> {
        if self.has_day { self.day } else { self.table.day(&self.name, at_signature) }
    }

    fn heading(&mut self, place: Place, heading: Heading) {
        self.end();
        if heading.kinds.is_empty() && heading.doubt.is_none() {
            self.occasion = heading;
            return;
        }
        let at_own_time = heading.at_signature || heading.at_consent;
        let when = if at_own_time { &heading } else { &self.occasion };
        let has_time = self.has_day || when.at_signature || when.at_consent;
        // What is taken back later is not taken back on the day of the consent.
        let day = if heading.kinds == [Withdrawal] && !has_time {
            None
        } else {
            self.when(when.at_signature && !when.at_consent)
        };
        let flags = if heading.kinds.len() > 1 { vec![BOTH] } else { Vec::new() };
        let Heading { text, kinds, doubt, .. } = heading;
        let towards = match kinds.as_slice() {
            [kind] if kind.is_reaction() => untc_words::whose(&text, &self.table.names),
            _ => Vec::new(),
        };
        let text = if at_own_time || self.occasion.text.is_empty() {
            text
        } else {
            format!("{}: {text}", self.occasion.text)
        };
        self.open =
            Some(Said { place, kinds, heading: text, day, text: String::new(), flags, towards, doubt });
    }

    /// A line that names the article of what follows: `Article 22`.
    fn article(&mut self, place: Place, line: &str) -> bool {
        const LONGEST: usize = 40;
        let text = line.trim_matches(|letter: char| "\"“”: ".contains(letter));
        let is_one = text.len() <= LONGEST
            && ["Article ", "With respect to article "].iter().any(|front| text.starts_with(front));
        if is_one {
            self.end();
            let said = self.plain_said(place);
            self.open = Some(Said { heading: text.to_owned(), ..said });
        }
        is_one
    }

    fn objection(&mut self, place: Place, heading: String) {
        self.end();
        let mut towards = untc_words::whose(&heading, &self.table.names);
        towards.retain(|name| *name != self.name);
        let flags = if towards.len() > 1 { vec![SEVERAL] } else { Vec::new() };
        let said = self.plain_said(place);
        self.open = Some(Said { heading, flags, towards, ..said });
    }

    /// An objection in a list below another one, of the same nature. What follows it belongs to the one above.
    fn listed(&mut self, place: Place, day: Date, heading: &str) {
        let mut towards = untc_words::whose(heading, &self.table.names);
        towards.retain(|name| *name != self.name);
        if towards.is_empty() {
            return self.text(place, heading);
        }
        let flags = if towards.len() > 1 { vec![SEVERAL] } else { Vec::new() };
        let (text, heading) = (heading.to_owned(), untc_words::shortened(heading));
        let said = self.plain_said(place);
        self.done.push(Said { heading, day: Some(day), text, flags, towards, ..said });
    }

    fn text(&mut self, place: Place, line: &str) {
        if self.open.is_none() {
            self.open = Some(self.plain_said(place));
        }
        if let Some(open) = &mut self.open {
            if !open.text.is_empty() {
                open.text.push('\n');
            }
            open.text.push_str(line);
        }
    }

    /// A statement that no heading says anything of.
    fn plain_said(&self, place: Place) -> Said {
        let kind = match self.entry.part {
            Part::Objections => Objection,
            Part::Notifications => Communication,
            Part::Declarations | Part::UnderArticle => Declaration,
        };
        let at_signature = self.occasion.at_signature && !self.occasion.at_consent;
        Said {
            place,
            kinds: vec![kind],
            heading: self.occasion.text.clone(),
            day: self.when(at_signature),
            text: String::new(),
            flags: Vec::new(),
            towards: Vec::new(),
            doubt: None,
        }
    }

    /// The statement that is open ends; a heading over nothing is that of what follows.
    fn end(&mut self) {
        let Some(mut said) = self.open.take().filter(|said| !said.text.is_empty()) else { return };
        let is_headed = said.heading != self.occasion.text;
        if self.has_day && said.day.is_none() {
            said.flags.push(NO_DAY);
        } else if said.kinds == [Withdrawal] && said.day.is_none() {
            said.day = begins_on(&said.text);
        }
        match self.entry.part {
            Part::Declarations if !is_headed => match untc_words::calls_itself(&said.text) {
                Some(kind) => {
                    said.kinds = vec![kind];
                    said.flags.push(if kind == Withdrawal { WITHDRAWS } else { BY_WORDS });
                    if kind == Withdrawal && !self.has_day && self.occasion.text.is_empty() {
                        said.day = begins_on(&said.text);
                    }
                }
                None => said.flags.push(NO_HEADING),
            },
            // As an objection to another, and to whose reservation it is nobody says.
            Part::Objections if said.text.starts_with(SAME) => {}
            Part::Objections if said.towards.is_empty() => {
                let first = said.text.lines().next().unwrap_or_default();
                let names = &self.table.names;
                let mut others = names.mentioned(&said.text);
                others.retain(|name| *name != self.name);
                // One that is named beside the author, or those whose reservations the first sentence is about.
                if others.len() != 1 && first.to_lowercase().contains("reservation") {
                    others = names.only(untc_words::whose(first, names));
                    others.retain(|name| *name != self.name);
                } else if others.len() != 1 {
                    others.clear();
                }
                if !others.is_empty() {
                    said.towards = others;
                    said.flags.push(BY_TEXT);
                }
            }
            _ => {}
        }
        self.done.push(said);
    }
}
