//! Whether a statement may be recorded: judged at its own day, by the status of its author then
//! (`data/statement_verdicts.csv`), by what the treaty allows, and by the statement or accession that it is about.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Finding;
use super::basics::{before_its_treaty, exists};
use super::statement_words::follows;
use crate::law::case::Case;
use crate::law::relation::{Relation, ReservableTo};
use crate::law::spells::derive;
use crate::law::statements::{Course, Made, Statement, courses, ends, made};
use crate::law::transitions::Verdict;
use crate::model::{Act, ActKind, Date, StatementKind, Status};

/// A statement that somebody wants to record.
#[derive(Debug, Clone, Copy)]
pub struct StatementQuestion<'a> {
    /// The statement, with the id that it would have: above all others.
    pub statement: &'a Statement,
    /// The territory concerned.
    pub territory: Option<&'a str>,
    /// The treaty with the acts recorded under it.
    pub case: Case<'a>,
    /// The statements that are recorded under it, without this one.
    pub statements: &'a [Statement],
    /// Today, UTC.
    pub today: Date,
}

/// Everything that there is to say of a statement: why it may not be recorded, what is unusual in it, what follows.
#[must_use]
pub fn examine_statement(question: &StatementQuestion) -> Vec<Finding> {
    let mut findings = Vec::new();
    days_are_possible(question, &mut findings);
    exists(question.case.world, &question.statement.participant, question.statement.day, &mut findings);
    territory_is_one(question, &mut findings);
    let mut all = question.statements.to_vec();
    all.push(question.statement.clone());
    let courses = courses(&question.case, &all);
    let Some(own) = courses.last() else { return findings };
    findings.extend(status_allows(question, own.made));
    match question.statement.kind {
        StatementKind::Reservation => reservation_is_allowed(question, own, &mut findings),
        StatementKind::Objection | StatementKind::Acceptance => {
            reaction_is_founded(question, &courses, &mut findings);
        }
        StatementKind::Confirmation | StatementKind::Renewal | StatementKind::Withdrawal => {
            own_statement_is_there(question, &mut findings);
        }
        StatementKind::ObjectionToAccession | StatementKind::AcceptanceOfAccession => {
            accession_is_there(question, &mut findings);
        }
        _ => {}
    }
    if question.statement.late && !own.is_late() {
        let kind = question.statement.kind;
        findings.push(Finding::Unusual(format!(
            "the {kind} is marked as late, and it was made {}: late is a reservation after consent (VCLT art. 19)",
            own.made.in_words()
        )));
    }
    findings.extend(follows(question, &all, &courses).into_iter().map(Finding::Follows));
    findings
}

/// A kind with its article: `an objection`.
fn a(kind: StatementKind) -> String {
    let word = kind.word();
    format!("{} {word}", if word.starts_with(['a', 'o']) { "an" } else { "a" })
}

impl StatementQuestion<'_> {
    pub(super) fn name(&self, code: &str) -> String {
        self.case.world.persons.get(code).map_or_else(|| code.to_owned(), |person| person.name.clone())
    }

    pub(super) fn who(&self) -> String {
        self.name(&self.statement.participant)
    }

    /// The statement that it is about, where that is recorded.
    pub(super) fn about(&self) -> Option<&Statement> {
        let entry = self.statement.refers_to?;
        self.statements.iter().find(|other| other.id == entry)
    }

    pub(super) fn accessions(&self) -> impl Iterator<Item = &Act> {
        let towards = self.statement.towards.as_deref().unwrap_or_default();
        let acts = self.case.acts.iter().filter(|act| act.kind == ActKind::Accession);
        acts.filter(move |act| act.participant == towards)
    }
}

fn days_are_possible(question: &StatementQuestion, findings: &mut Vec<Finding>) {
    let StatementQuestion { statement, case, today, .. } = question;
    let (day, code) = (statement.day, &case.treaty.code);
    let tomorrow = today.plus_days(1).unwrap_or(*today);
    if day > tomorrow {
        findings.push(Finding::Refused(format!(
            "{day} is later than tomorrow ({tomorrow}, UTC): a statement is recorded once it is made"
        )));
    }
    findings.extend(before_its_treaty(day, case.treaty).map(Finding::Refused));
    if let Some(end) = case.ends_on().filter(|end| *end <= day) {
        findings.push(Finding::Refused(format!("{code} ended for all on {end} (VCLT art. 54)")));
    }
    for (on, what) in [
        (statement.notified_on, "cannot be circulated"),
        (statement.effective_on, "cannot take effect"),
        (statement.lapses_on, "cannot lapse"),
    ] {
        if let Some(on) = on.filter(|on| *on < day) {
            findings.push(Finding::Refused(format!("it {what} on {on}, before it is made on {day}")));
        }
    }
}

fn territory_is_one(question: &StatementQuestion, findings: &mut Vec<Finding>) {
    let person = question.territory.and_then(|code| question.case.world.persons.get(code));
    if let Some(person) = person.filter(|person| person.kind != "territory") {
        findings.push(Finding::Refused(format!("{} is not a territory (VCLT art. 29)", person.name)));
    }
}

/// The verdict of the table on a statement in the status of its author.
fn status_allows(question: &StatementQuestion, made: Made) -> Option<Finding> {
    let StatementQuestion { statement, case, .. } = question;
    let author = &statement.participant;
    let derived = derive(case);
    let spell = derived.spells.iter().find(|spell| {
        spell.participant == *author
            && spell.since <= statement.day
            && spell.until.is_none_or(|until| statement.day < until)
    });
    let status = spell.map_or(Status::None, |spell| spell.standing.status);
    let late = statement.kind == StatementKind::Reservation && made == Made::AfterConsent;
    let word = if late { "late reservation" } else { statement.kind.word() };
    let who = question.who();
    let text = |text: &String| format!("{who} {text}");
    Some(match TABLE.get(&(word, status))? {
        Verdict::Refused(why) | Verdict::RefusedOnEntry(why) if case.acts.is_empty() => {
            Finding::Unusual(format!(
                "no act under {} is recorded, so that its status is not known; by the record {who} {why}",
                case.treaty.code
            ))
        }
        Verdict::Refused(why) | Verdict::RefusedOnEntry(why) => Finding::Refused(text(why)),
        Verdict::Unusual(why) | Verdict::UnusualIfSigned(why) => Finding::Unusual(text(why)),
        Verdict::Normal | Verdict::NoChange(_) => return None,
    })
}

type Table = HashMap<(&'static str, Status), Verdict>;

static TABLE: LazyLock<Table> = LazyLock::new(|| read().expect("a test reads the table"));

fn read() -> Result<Table, String> {
    let text = include_str!("../../../data/statement_verdicts.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let head = rows.headers().map_err(|why| why.to_string())?.clone();
    let mut table = HashMap::new();
    for row in rows.records() {
        let row = row.map_err(|why| why.to_string())?;
        let kind = match &row[0] {
            "late reservation" => "late reservation",
            word => StatementKind::from_word(word).ok_or(format!("no statement '{word}'"))?.word(),
        };
        for (word, cell) in head.iter().zip(row.iter()).skip(1) {
            let status = Status::from_word(word).ok_or(format!("no status '{word}'"))?;
            let verdict = Verdict::read(cell).ok_or(format!("{kind}, {status}: '{cell}'"))?;
            table.insert((kind, status), verdict);
        }
    }
    Ok(table)
}

fn reservation_is_allowed(question: &StatementQuestion, own: &Course, findings: &mut Vec<Finding>) {
    let StatementQuestion { statement, case, .. } = question;
    let code = &case.treaty.code;
    if let Some((rule, clause)) = case.treaty.reservable() {
        let article = &clause.article;
        if rule.to == ReservableTo::None {
            findings.push(Finding::Refused(format!(
                "{code} allows no reservation ({article}; VCLT art. 19(a)); whether the depositary accepted it is to be \
                 found out first"
            )));
        } else if !own.not_allowed.is_empty() {
            findings.push(Finding::Refused(format!(
                "{code} allows no reservation to {} ({article}: {}; VCLT art. 19(b)); whether the depositary accepted it \
                 is to be found out first",
                own.not_allowed.join(", "),
                rule.in_words()
            )));
        }
    }
    if own.made == Made::AtSignature {
        let acts: Vec<&Act> =
            case.acts.iter().filter(|act| act.participant == statement.participant).collect();
        let signs_then = acts.iter().any(|act| act.kind.is_signature() && act.day == statement.day);
        if !signs_then {
            findings.push(Finding::Unusual(format!(
                "{} neither signs nor consents on {}: a reservation is made then (VCLT art. 19)",
                question.who(),
                statement.day
            )));
        }
    }
}

/// An objection or an acceptance is about a reservation of another under this treaty, which was there.
fn reaction_is_founded(question: &StatementQuestion, courses: &[Course], findings: &mut Vec<Finding>) {
    let statement = question.statement;
    let law = StatementKind::article(statement.kind);
    let Some(entry) = statement.refers_to else {
        if statement.towards.is_some() {
            findings.push(Finding::Unusual(format!(
                "the reservation is not recorded: it is kept as {} towards {}",
                a(statement.kind),
                question.name(statement.towards.as_deref().unwrap_or_default())
            )));
        }
        return;
    };
    let Some(about) = question.about() else {
        findings.push(Finding::Refused(format!(
            "@{entry} is no statement under {} that counts: {} refers to a reservation (VCLT art. {law})",
            question.case.treaty.code,
            a(statement.kind)
        )));
        return;
    };
    let author = question.name(&about.participant);
    if about.participant == statement.participant {
        findings.push(Finding::Refused(format!(
            "@{entry} is {author}'s own: {} is to a reservation of another (VCLT art. {law})",
            a(statement.kind)
        )));
        return;
    }
    if statement.towards.as_ref().is_some_and(|towards| *towards != about.participant) {
        findings.push(Finding::Refused(format!("@{entry} is by {author}, and not by the one it is towards")));
    }
    match about.kind {
        StatementKind::Reservation => {}
        kind if kind.stands_for_itself() => findings.push(Finding::Unusual(format!(
            "@{entry} is called {} by its author: {} takes it for a reservation (VCLT art. 2(1)(d))",
            a(kind),
            a(statement.kind)
        ))),
        kind => findings.push(Finding::Refused(format!(
            "@{entry} is {}: {} refers to a reservation (VCLT art. {law})",
            a(kind),
            a(statement.kind)
        ))),
    }
    if statement.day < about.earliest {
        findings.push(Finding::Refused(format!(
            "{} is before the {} of {author} (@{entry}, {}): nothing was there to react to (VCLT art. {law})",
            statement.day, about.kind, about.day
        )));
    }
    let Some(course) = courses.iter().find(|course| course.id == entry) else { return };
    if let Some(end) = course.end.filter(|end| end.on <= statement.day) {
        findings.push(Finding::Unusual(format!("@{entry} no longer stood: it ended on {}", end.on)));
    }
    let own = course.reactions.iter().find(|reaction| reaction.id == statement.id);
    if let (Some(window), Some(Some(false))) = (course.window, own.map(|reaction| reaction.in_time)) {
        findings.push(Finding::Unusual(format!(
            "it is late: the time to react to @{entry} ended on {} ({}); the reservation counts as accepted",
            window.closes_on,
            super::statement_words::law_of(question.case.treaty, window, course.is_late())
        )));
    }
}

/// What confirms, renews or withdraws is about a statement of its own author that is there and can be.
fn own_statement_is_there(question: &StatementQuestion, findings: &mut Vec<Finding>) {
    let StatementQuestion { statement, case, statements, .. } = question;
    let (kind, who) = (statement.kind, question.who());
    let law = match kind {
        StatementKind::Confirmation => "VCLT art. 23(2)",
        _ => "VCLT art. 22",
    };
    let Some(entry) = statement.refers_to else { return };
    let Some(about) = question.about() else {
        findings.push(Finding::Refused(format!(
            "@{entry} is no statement under {} that counts: there is nothing to which a {kind} refers ({law})",
            case.treaty.code
        )));
        return;
    };
    if about.participant != statement.participant {
        findings.push(Finding::Refused(format!(
            "@{entry} is by {}: a {kind} is of {who}'s own statement ({law})",
            question.name(&about.participant)
        )));
        return;
    }
    if statement.day < about.earliest {
        findings.push(Finding::Refused(format!(
            "{} is before the {} itself (@{entry}, {}) ({law})",
            statement.day, about.kind, about.day
        )));
    }
    let ends = ends(case.treaty, statements);
    let end = statements.iter().position(|other| other.id == entry).and_then(|place| ends[place]);
    match kind {
        StatementKind::Confirmation => {
            let own: Vec<&Act> =
                case.acts.iter().filter(|act| act.participant == statement.participant).collect();
            match made(about, &own) {
                Made::AtSignature | Made::Unknown | Made::BeforeAnyAct => {}
                made => findings.push(Finding::Refused(format!(
                    "@{entry} was made {}: what is confirmed is what was stated at signature ({law})",
                    made.in_words()
                ))),
            }
            let consents = |act: &&Act| act.kind.is_consent() && act.day == statement.day;
            if !own.iter().any(consents) && own.iter().any(|act| act.kind.is_consent()) {
                findings.push(Finding::Unusual(format!(
                    "{who} does not consent on {}: what was stated at signature is confirmed with the consent ({law})",
                    statement.day
                )));
            }
        }
        StatementKind::Renewal => {
            if about.lapses_on.is_none() {
                findings.push(Finding::Unusual(format!(
                    "@{entry} was made for no time: it stands without renewal"
                )));
            }
            if let Some(end) = end.filter(|end| end.on < statement.day) {
                let how = if end.by.is_some() { "was withdrawn" } else { "lapsed" };
                findings.push(Finding::Refused(format!(
                    "@{entry} {how} on {}: what no longer stands cannot be renewed ({law})",
                    end.on
                )));
            }
        }
        _ => {
            if about.kind == StatementKind::Withdrawal {
                findings.push(Finding::Refused(format!(
                    "@{entry} is a withdrawal itself: what was withdrawn has to be stated anew ({law})"
                )));
            }
            if let Some(end) = end.filter(|end| end.on <= statement.day) {
                let how = if end.by.is_some() { "was withdrawn already" } else { "lapsed" };
                findings.push(Finding::Refused(format!("@{entry} {how}, and ended on {} ({law})", end.on)));
            }
            let beside = |article: &&String| {
                !about.articles.iter().any(|known| crate::model::Article::named_alike(known, article))
            };
            let beside: Vec<&str> = statement.articles.iter().filter(beside).map(String::as_str).collect();
            if !beside.is_empty() && !about.articles.is_empty() {
                findings.push(Finding::Refused(format!(
                    "@{entry} does not name {}: there is nothing to withdraw from it ({law})",
                    beside.join(", ")
                )));
            }
        }
    }
}

/// An objection to an accession, or its acceptance, is towards one that acceded, where the treaty gives it effect.
fn accession_is_there(question: &StatementQuestion, findings: &mut Vec<Finding>) {
    let StatementQuestion { statement, case, .. } = question;
    let (kind, code) = (statement.kind, &case.treaty.code);
    let Some(towards) = &statement.towards else { return };
    let name = question.name(towards);
    let acceded = question.accessions().filter(|act| act.earliest <= statement.day).max_by_key(|act| act.day);
    let Some(acceded) = acceded else {
        findings.push(if case.acts.is_empty() {
            Finding::Unusual(format!("no act under {code} is recorded: whether {name} acceded is not known"))
        } else {
            Finding::Refused(format!("{name} has not acceded to {code} by {} (VCLT art. 15)", statement.day))
        });
        return;
    };
    let relation = case.treaty.relation();
    let fits = matches!(
        (relation, kind),
        (Some((Relation::OptOut(_), _)), StatementKind::ObjectionToAccession)
            | (Some((Relation::OptIn(_), _)), StatementKind::AcceptanceOfAccession)
    );
    if !fits {
        let clause = relation.map_or_else(
            || format!("no clause of {code} says between which parties an accession has effect"),
            |(relation, clause)| {
                format!("by {} of {code} an accession is {}", clause.article, relation.in_words())
            },
        );
        findings.push(Finding::Unusual(format!("{clause}: {} is kept as stated and has no effect", a(kind))));
    }
    if let (Some((Relation::OptOut(window), clause)), Some(notified), StatementKind::ObjectionToAccession) =
        (relation, acceded.notified_on, kind)
    {
        let moments = case.treaty.moments(case.treaty.in_force_on, case.relations);
        if let Ok(last) = window.apply(notified, &moments)
            && last < statement.day
        {
            findings.push(Finding::Unusual(format!(
                "it is late: the accession of {name} was notified on {notified}, and the time to object ended on {last} ({})",
                clause.article
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_verdict_in_every_status() {
        let table = read().unwrap_or_else(|why| panic!("{why}"));
        for kind in StatementKind::all().map(StatementKind::word).chain(["late reservation"]) {
            for status in Status::ALL {
                assert!(table.contains_key(&(kind, status)), "{kind}, {status}");
            }
        }
    }

    #[test]
    fn every_refusal_by_status_names_its_article() {
        for ((kind, status), verdict) in read().unwrap() {
            if let Verdict::Refused(text) = verdict {
                assert!(text.contains("VCLT art"), "{kind}, {status}: {text}");
            }
        }
    }
}
