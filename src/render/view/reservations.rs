//! Reservations, declarations and other statements.

use std::collections::BTreeSet;

use super::{Marks, count, reach, sources, text, title};
use crate::model::StatementKind;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ReactionLine, Reason, ReservationsReport, Standing, StatementLine};

impl ReservationsReport {
    fn in_order(&self) -> Vec<(&'static str, Vec<&StatementLine>)> {
        let of = |kind: StatementKind| -> Vec<&StatementLine> {
            self.statements.iter().filter(|line| line.kind == kind.word()).collect()
        };
        StatementKind::ALL
            .into_iter()
            .map(|kind| (plural(kind), of(kind)))
            .filter(|section| !section.1.is_empty())
            .collect()
    }

    fn section(
        &self,
        head: &str,
        lines: &[&StatementLine],
        marks: &mut Marks,
        letters: &mut BTreeSet<&str>,
    ) -> Section {
        let several = self.treaty.is_none();
        let tells = lines.iter().any(|line| standing(line) != "stands");
        let mut columns = vec!["Entry", "State"];
        columns.extend(several.then_some("Treaty"));
        columns.extend(["To", "Day"]);
        columns.extend(tells.then_some("Standing"));
        columns.push("Summary");
        let mut rows = Vec::new();
        for line in lines {
            let mut day = marks.day(line.date, line.latest, line.confidence, !line.sources.is_empty());
            if let Some((letter, legend)) = line.made.and_then(letter).filter(|_| line.kind == "reservation")
            {
                letters.insert(legend);
                day = format!("{day} {letter}");
            }
            let mut cells = vec![Cell::from(&*line.entry), (&*line.author.name).into()];
            cells.extend(several.then(|| Cell::from(&*line.treaty)));
            cells.extend([about(line).into(), day.into()]);
            cells.extend(tells.then(|| Cell::from(standing(line))));
            cells.push((&*line.summary).into());
            rows.push(cells);
            for reaction in &line.reactions {
                let mut cells =
                    vec![Cell::from(&*reaction.entry), format!("└ {}", reaction.author.name).into()];
                cells.extend(several.then(Cell::default));
                let word =
                    if reaction.kind == StatementKind::Objection.word() { "objection" } else { "acceptance" };
                cells.extend([word.into(), reaction.date.to_string().into()]);
                cells.extend(tells.then(Cell::default));
                cells.push(how(reaction).into());
                rows.push(cells);
            }
        }
        Section { title: Some(head.to_owned()), columns: Column::texts(&columns), rows }
    }

    fn windows(&self, marks: &mut Marks) -> Option<Section> {
        let open: Vec<_> = self
            .statements
            .iter()
            .filter_map(|line| line.window.as_ref().filter(|window| window.open).map(|window| (line, window)))
            .collect();
        let rows = open.iter().map(|(line, window)| {
            vec![
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                window.opens_on.to_string().into(),
                marks.at_the_earliest(window.closes_on, window.estimated).into(),
                (&*window.by).into(),
            ]
        });
        let columns = Column::texts(&["Entry", "State", "Opened", "Closes", "By"]);
        (!open.is_empty()).then(|| Section {
            title: Some("Open to objection".to_owned()),
            columns,
            rows: rows.collect(),
        })
    }

    fn notes(&self) -> Vec<String> {
        let authors: BTreeSet<&str> = self.statements.iter().map(|line| line.author.code.as_str()).collect();
        let n = self.statements.len();
        let what = if self.standing {
            " in force"
        } else if self.open {
            " open to objection"
        } else {
            ""
        };
        let mut notes = vec![match n {
            0 => format!("There is nothing{what} of what was asked for."),
            n => format!(
                "{}{what}, by {}.",
                count(n, "statement", "statements"),
                count(authors.len(), "participant", "participants")
            ),
        }];
        if !self.others.is_empty() {
            let others: Vec<String> = self.others.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            notes.push(format!("Of other kinds, which --kind lists: {}.", others.join(", ")));
        }
        if self.articles_not_known > 0 {
            notes.push(format!(
                "{} whose articles are not known: not listed, and may concern {} too.",
                count(self.articles_not_known, "statement", "statements"),
                self.articles.join(", ")
            ));
        }
        if self.windows_not_known > 0 {
            notes.push(format!(
                "{} made on a day not known: whether they can be objected to is not known.",
                count(self.windows_not_known, "reservation", "reservations")
            ));
        }
        if self.statements.iter().any(|line| !line.followed_by.is_empty()) {
            notes.push(
                "previous: a later designation names the same article, and no other territory; whether it adds to the \
                 earlier one or takes its place, the texts tell."
                    .to_owned(),
            );
        }
        let prohibited: Vec<String> = self
            .statements
            .iter()
            .filter(|line| !line.not_allowed.is_empty())
            .map(|line| format!("{} (to {})", line.entry, line.not_allowed.join(", ")))
            .collect();
        if !prohibited.is_empty() {
            notes.push(format!(
                "The treaty allows no such reservation (VCLT art. 19): {}.",
                prohibited.join(", ")
            ));
        }
        notes
    }
}

impl Report for ReservationsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut letters = BTreeSet::new();
        let mut sections: Vec<Section> = self
            .in_order()
            .into_iter()
            .map(|(head, lines)| self.section(head, &lines, &mut marks, &mut letters))
            .collect();
        sections.extend(self.windows(&mut marks));
        let mut notes = self.notes();
        if !letters.is_empty() {
            notes.push(letters.into_iter().collect::<Vec<_>>().join(" · "));
        }
        notes.extend(reach(&self.treaty, self.as_of));
        notes.extend(marks.legend());
        let whose = self.by.as_ref().map_or_else(String::new, |by| format!(" of {}", by.name));
        let to = match self.articles.as_slice() {
            [] => String::new(),
            articles => format!(" to art. {}", articles.join(", ")),
        };
        let under = self.treaty.as_ref().map_or_else(|| "All treaties".to_owned(), title);
        Sheet {
            title: format!("{under} · {}{whose}{to} on {}", named(&self.kinds), self.as_of.in_words()),
            sections,
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "entry",
            "treaty",
            "as_of",
            "code",
            "name",
            "kind",
            "character",
            "articles",
            "date",
            "latest",
            "made",
            "standing",
            "author_status",
            "notified_on",
            "takes_effect_on",
            "confirmed_by",
            "closes_on",
            "estimated",
            "ended_on",
            "ended_by",
            "refers_to",
            "towards",
            "territory",
            "stance",
            "in_time",
            "summary",
            "text",
            "sources",
        ];
        let mut rows = Vec::new();
        for (_, lines) in self.in_order() {
            for line in lines {
                let window = line.window.as_ref();
                rows.push(vec![
                    line.entry.clone(),
                    line.treaty.clone(),
                    self.as_of.to_string(),
                    line.author.code.clone(),
                    line.author.name.clone(),
                    line.kind.clone(),
                    text(line.character.as_ref()),
                    line.articles.join(";"),
                    text(line.date.as_ref()),
                    text(line.latest.as_ref()),
                    line.made.unwrap_or_default().to_owned(),
                    line.standing.word().to_owned(),
                    line.author_status.to_string(),
                    text(line.notified_on.as_ref()),
                    text(line.takes_effect_on.as_ref()),
                    text(line.confirmed_by.as_ref()),
                    text(window.map(|window| &window.closes_on)),
                    text(window.map(|window| &window.estimated)),
                    text(line.ended_on.as_ref()),
                    text(line.ended_by.as_ref()),
                    text(line.refers_to.as_ref()),
                    text(line.towards.as_ref().map(|it| &it.code)),
                    text(line.territory.as_ref().map(|it| &it.code)),
                    text(line.stance.as_ref()),
                    String::new(),
                    line.summary.clone(),
                    text(line.text.as_ref()),
                    sources(&line.sources),
                ]);
                for reaction in &line.reactions {
                    let mut cells = vec![String::new(); header.len()];
                    for (column, value) in [
                        ("entry", reaction.entry.clone()),
                        ("treaty", line.treaty.clone()),
                        ("as_of", self.as_of.to_string()),
                        ("code", reaction.author.code.clone()),
                        ("name", reaction.author.name.clone()),
                        ("kind", reaction.kind.to_owned()),
                        ("date", reaction.date.to_string()),
                        ("ended_on", text(reaction.ended_on.as_ref())),
                        ("refers_to", line.entry.clone()),
                        ("stance", reaction.stance.unwrap_or_default().to_owned()),
                        (
                            "in_time",
                            reaction.in_time.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
                        ),
                        ("sources", sources(&reaction.sources)),
                    ] {
                        let place = header.iter().position(|head| *head == column);
                        cells[place.expect("a column of the header")] = value;
                    }
                    rows.push(cells);
                }
            }
        }
        Records::of(header, rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let mut reasons = Vec::new();
        let mut row = 0;
        for (_, lines) in self.in_order() {
            for line in lines {
                reasons.push(Reason::of(&line.author.name, because(line)).from(&line.sources).for_row(row));
                row += 1;
                for reaction in &line.reactions {
                    let law = StatementKind::from_word(reaction.kind).map_or("", StatementKind::article);
                    let because = format!(
                        "{} on {} ({}, VCLT art. {law}) to {}: {}",
                        reaction.kind,
                        reaction.date,
                        reaction.entry,
                        line.entry,
                        how(reaction)
                    );
                    reasons.push(
                        Reason::of(&reaction.author.name, because).from(&reaction.sources).for_row(row),
                    );
                    row += 1;
                }
            }
        }
        Some(reasons)
    }
}

/// Why a statement is shown as it is: its making, what became of it, its text.
fn because(line: &StatementLine) -> String {
    let law = StatementKind::from_word(&line.kind).map_or("", StatementKind::article);
    let law = if law.is_empty() { String::new() } else { format!(", VCLT art. {law}") };
    let day = match (line.date, line.latest) {
        (Some(day), _) => format!("on {day}"),
        (None, Some(latest)) => format!("on {latest} at the latest"),
        (None, None) => "on a day not known".to_owned(),
    };
    let mut parts = vec![format!("{} {day} ({}{law})", line.kind, line.entry)];
    parts.extend(line.made.map(|made| format!("made {made}")));
    if let Some(consent) = line.to_be_confirmed_on {
        parts.push(match &line.confirmed_by {
            Some(entry) => format!("confirmed by {entry} (VCLT art. 23(2))"),
            None if line.standing == Standing::NotConfirmed => {
                format!("not confirmed with the consent of {consent} (VCLT art. 23(2))")
            }
            None => format!("consent followed on {consent}, and the treaty allows it at signature"),
        });
    }
    if let Some(window) = &line.window {
        let about = if window.estimated { "at the earliest, by" } else { "by" };
        parts.push(format!("objections until {} {about} {}", window.closes_on, window.by));
    }
    parts.extend(line.barred_by.as_ref().map(|entry| format!("{entry} keeps it from taking effect")));
    if let Some(end) = line.ended_on {
        parts.push(match &line.ended_by {
            Some(entry) => format!("withdrawn from {end} on by {entry} (VCLT art. 22)"),
            None => format!("lapses on {end}"),
        });
    }
    parts.extend(
        line.followed_by
            .iter()
            .map(|later| format!("for {} designated anew on {} by {}", later.article, later.on, later.by)),
    );
    parts.extend(line.note.clone());
    parts.extend(line.text.as_ref().map(|text| format!("“{}”", text.replace('\n', " "))));
    parts.join("; ")
}

/// What it concerns: its articles, else whom it is about.
fn about(line: &StatementLine) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!line.articles.is_empty()).then(|| line.articles.join(", ")));
    parts.extend(line.refers_to.clone());
    parts.extend(line.towards.as_ref().map(|it| it.name.clone()));
    parts.extend(line.territory.as_ref().map(|it| it.name.clone()));
    let kind = StatementKind::from_word(&line.kind);
    if parts.is_empty() && kind.is_some_and(StatementKind::stands_for_itself) {
        return "not known".to_owned();
    }
    parts.join(", ")
}

fn standing(line: &StatementLine) -> String {
    let word = match line.standing {
        Standing::Stands if line.kind == "authority" && line.is_previous() => {
            let last = line.followed_by.iter().map(|later| later.on).max();
            return format!("previous, to {}", text(last.as_ref()));
        }
        Standing::Stands if line.kind == "authority" && !line.followed_by.is_empty() => {
            let old: Vec<&str> = line.followed_by.iter().map(|later| &*later.article).collect();
            return format!("current but for {}", old.join(", "));
        }
        Standing::Stands if line.kind == "authority" && !line.articles.is_empty() => {
            return "current".to_owned();
        }
        Standing::Withdrawn | Standing::Lapsed => {
            return format!("{} {}", line.standing.word(), text(line.ended_on.as_ref()));
        }
        Standing::Stands if line.ended_on.is_some() => {
            return format!("stands, to {}", text(line.ended_on.as_ref()));
        }
        Standing::Pending => match line.takes_effect_on {
            Some(since) => return format!("pending, to {since}"),
            None => "pending",
        },
        Standing::Barred => return format!("barred by {}", text(line.barred_by.as_ref())),
        other => other.word(),
    };
    word.to_owned()
}

fn how(reaction: &ReactionLine) -> String {
    let mut parts: Vec<String> = reaction.stance.map(str::to_owned).into_iter().collect();
    parts.push(
        match reaction.in_time {
            Some(true) => "in time",
            Some(false) => "too late",
            None => "whether in time is not known",
        }
        .to_owned(),
    );
    parts.extend(reaction.ended_on.map(|end| format!("withdrawn from {end} on")));
    parts.join(", ")
}

fn letter(made: &str) -> Option<(&'static str, &'static str)> {
    Some(match made {
        "at signature" => ("s", "s at signature"),
        "with consent" => ("c", "c with consent"),
        "after consent" => ("l", "l after consent, late"),
        "before any act of its author" => ("b", "b before any act of its author"),
        _ => return None,
    })
}

fn plural(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Reservation => "Reservations",
        StatementKind::Declaration => "Declarations",
        StatementKind::Authority => "Authorities",
        StatementKind::Territorial => "On territories",
        StatementKind::Communication => "Communications",
        StatementKind::Withdrawal => "Withdrawals of statements",
        StatementKind::Confirmation => "Confirmations",
        StatementKind::Renewal => "Renewals",
        StatementKind::Objection => "Objections",
        StatementKind::Acceptance => "Acceptances of reservations",
        StatementKind::ObjectionToAccession => "Objections to accessions",
        StatementKind::AcceptanceOfAccession => "Acceptances of accessions",
    }
}

/// What was asked for, in the title.
fn named(kinds: &[&str]) -> String {
    match kinds {
        [] => "reservations and declarations".to_owned(),
        kinds if kinds.len() == StatementKind::ALL.len() => "statements".to_owned(),
        kinds => kinds.join(", "),
    }
}
