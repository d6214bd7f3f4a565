//! What a log entry says: one struct per register of `data/`, and the same struct for what users record.
//!
//! A body is stored as canonical JSON: keys sorted, no blanks, absent fields left out, with `kind` and `v`.

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{ActKind, Confidence, Date};

/// The codes of the sources that a fact cites, the first one first; `A;B` in a CSV register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sources(pub Vec<String>);

impl Sources {
    /// The code of the compiler's own knowledge, which is no source.
    pub const KNOWLEDGE: &'static str = "KNOW";

    /// Whether nothing is cited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Sources;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("source codes")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Sources, E> {
                let codes = text.split(';').filter(|code| !code.is_empty());
                Ok(Sources(codes.map(str::to_owned).collect()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Sources, A::Error> {
                let mut codes = Vec::new();
                while let Some(code) = list.next_element()? {
                    codes.push(code);
                }
                Ok(Sources(codes))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $(
                    $(#[$field_doc])*
                    pub $field: $type,
                )*
            }
        )*
    };
}

bodies! {
    /// A batch: entries that came together, such as the seed or an imported file.
    BatchBody {
        /// Name of the file or register.
        name: String,
        /// Number of entries that follow.
        entries: u64,
    }

    /// A source.
    SourceBody {
        /// Short name.
        code: String,
        /// Publisher, title and place, in words.
        citation: String,
        /// Date that the copy bears: of an imported file the day whose status it gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<Date>,
        /// Who publishes it; of an imported file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publisher: Option<String>,
        /// How near that one stands to the acts: depositary, collection, research.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authority: Option<String>,
        /// The day on which the copy was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retrieved_on: Option<Date>,
        /// Name of the imported file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
    }

    /// A source gives acts that are recorded from others already.
    AttestationBody {
        /// The source.
        source: String,
        /// The entries of the acts, in order, with ranges: `12 15-40`.
        acts: String,
    }

    /// Which publisher's act is shown where several stand side by side; a later entry takes the place of an earlier one.
    PrecedenceBody {
        /// The publishers, the preferred one first. Those that are not named follow: depositaries, what was recorded
        /// without a publisher, collections, research; then what was recorded first.
        publishers: Vec<String>,
    }

    /// A group.
    GroupBody {
        /// Short name.
        code: String,
        /// Name in words.
        name: String,
    }

    /// A participant.
    ParticipantBody {
        /// Stable code.
        code: String,
        /// ISO 3166-1 alpha-3.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alpha3: Option<String>,
        /// state, former-state, organisation, territory.
        #[serde(alias = "kind")]
        participant_kind: String,
        /// Short name.
        name: String,
        /// Full name.
        official_name: String,
        /// First day of its existence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exists_from: Option<Date>,
        /// First day it no longer exists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exists_until: Option<Date>,
        /// Admission to the United Nations.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        un_member_from: Option<Date>,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A dated name of a participant.
    NameBody {
        /// Whose name.
        participant: String,
        /// As written.
        name: String,
        /// un, coe, dutch, portuguese, former, alias.
        #[serde(alias = "kind")]
        name_kind: String,
        /// First day of use.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        /// First day no longer in use.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A participant that came from another.
    PredecessorBody {
        /// The later one.
        participant: String,
        /// The earlier one.
        predecessor: String,
        /// continues, separated, succeeds, absorbs, same.
        #[serde(alias = "kind")]
        link: String,
        /// The day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A membership of a group.
    MembershipBody {
        /// The group.
        group: String,
        /// The member.
        participant: String,
        /// First day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        /// Window of an unknown first day: not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<Date>,
        /// Window of an unknown first day: not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<Date>,
        /// First day no longer a member.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A treaty.
    TreatyBody {
        /// The depositary's number.
        code: String,
        /// Official title.
        title: String,
        /// Name in daily use.
        short_title: String,
        /// convention, protocol.
        #[serde(alias = "kind")]
        treaty_kind: String,
        /// The treaty it is a protocol to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// Who keeps it.
        depositary: String,
        /// Text adopted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        adopted_on: Option<Date>,
        /// Opened for signature.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opened_on: Option<Date>,
        /// Where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opened_at: Option<String>,
        /// Last day to sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature_closes_on: Option<Date>,
        /// Entry into force as published.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_force_on: Option<Date>,
        /// Last day up to which the acts were collected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        complete_to: Option<Date>,
        /// Which article holds which clause.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A further name or number of a treaty.
    TreatyNameBody {
        /// The treaty.
        treaty: String,
        /// As written.
        name: String,
        /// Whose number it is: UNTS, UKTS, Wikidata …; none for a name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheme: Option<String>,
    }

    /// A final clause.
    ClauseBody {
        /// The treaty.
        treaty: String,
        /// eligibility, requirement, threshold, effect, withdrawal, gap, means, window, cessation, relation ….
        #[serde(alias = "kind")]
        clause_kind: String,
        /// treaty, consent, accession, signature, territory, denunciation …
        applies_to: String,
        /// The rule in our notation.
        rule: String,
        /// Where the treaty says so.
        article: String,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// How a treaty stands to another one.
    TreatyLinkBody {
        /// The treaty.
        treaty: String,
        /// The other one: its number, or its name where it is in no register.
        other: String,
        /// protocol-to, amends, replaces, terminates, implements, requires-party, denounces-on-joining, related.
        #[serde(alias = "kind")]
        link: String,
        /// Where the treaty says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// The weight of a participant in a table that a threshold asks for.
    WeightBody {
        /// The table.
        table: String,
        /// Whose.
        participant: String,
        /// The weight, a decimal number in the unit of the table.
        weight: String,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// The number of a State in a list of States, for some years.
    StateNumberBody {
        /// Whose list: COW, GW.
        scheme: String,
        /// The number.
        number: i64,
        /// First year in which it is in the list under this participant.
        first_year: i32,
        /// Last such year; none: to the end of the list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_year: Option<i32>,
        /// Whose; none for a State that is no participant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        participant: Option<String>,
        /// The list's abbreviation.
        abbreviation: String,
        /// The list's name of it.
        name: String,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// An earlier entry no longer counts.
    RetractionBody {
        /// Its number.
        entry: i64,
    }

    /// An act of a participant under a treaty, or of the depositary for the whole treaty.
    ActBody {
        /// The treaty.
        treaty: String,
        /// Whose; none for the whole treaty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        participant: Option<String>,
        /// What.
        act: ActKind,
        /// Day of the act.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Date>,
        /// Window of an unknown day: not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<Date>,
        /// Window of an unknown day: not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<Date>,
        /// Day on which the depositary notified it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notified_on: Option<Date>,
        /// Day of effect as published.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_on: Option<Date>,
        /// Code of the territory concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        territory: Option<String>,
        /// The part of the treaty concerned, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<String>,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// What the law refused and the recorder insisted on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forced: Option<String>,
        /// The source shows that it was withdrawn, denounced or superseded since, on a day that it does not give.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        withdrawn: bool,
        /// What the source could not tell of it, or what is unusual in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flag: Option<String>,
        /// The entry of another source's act that tells of the same event; of these one is shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beside: Option<i64>,
        /// The name of the participant as it stands in the imported file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raw_name: Option<String>,
        /// The heading of the column there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raw_header: Option<String>,
        /// The cell there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raw_cell: Option<String>,
        /// Where that cell stands there, line:column.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        raw_place: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A reservation, declaration or other statement.
    ReservationBody {
        /// The treaty.
        treaty: String,
        /// Whose.
        participant: String,
        /// reservation, declaration, objection …: what its author calls it.
        #[serde(alias = "kind")]
        statement: String,
        /// Articles concerned, separated by `;`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        articles: Option<String>,
        /// Day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Date>,
        /// The entry of the earlier statement that it withdraws, confirms, renews, objects to or accepts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refers_to: Option<i64>,
        /// Whom it is addressed to: whose accession it objects to or accepts, whom it does not recognise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        towards: Option<String>,
        /// Code of the territory concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        territory: Option<String>,
        /// How an objection is meant: simple, precluding, severing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stance: Option<String>,
        /// What it amounts to, where that is another kind than its author calls it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        character: Option<String>,
        /// Day on which the depositary circulated it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notified_on: Option<Date>,
        /// Day of effect as published.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_on: Option<Date>,
        /// First day on which it no longer stands unless it is renewed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lapses_on: Option<Date>,
        /// Whether it was made known to be late: after the consent of its author.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// What it says, in our words.
        summary: String,
        /// Its text, in the words of its author.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
        /// Support.
        confidence: Confidence,
    }

    /// A statement that somebody published about status.
    ClaimBody {
        /// Short name.
        code: String,
        /// The day it speaks of.
        as_of: Date,
        /// The treaty.
        treaty: String,
        /// The group it is limited to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<String>,
        /// The word of a `ClaimKind`: party-count, not-party …
        claim: String,
        /// The figure or codes published, as the kind asks.
        value: String,
        /// Remarks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// Sources.
        sources: Sources,
    }
}

impl ActBody {
    /// An act with nothing but what it takes to be one; not supported by any source yet.
    #[must_use]
    pub fn of(treaty: &str, participant: Option<&str>, act: ActKind, date: Option<Date>) -> Self {
        Self {
            treaty: treaty.to_owned(),
            participant: participant.map(str::to_owned),
            act,
            date,
            earliest: None,
            latest: None,
            notified_on: None,
            effective_on: None,
            territory: None,
            scope: None,
            note: None,
            forced: None,
            withdrawn: false,
            flag: None,
            beside: None,
            raw_name: None,
            raw_header: None,
            raw_cell: None,
            raw_place: None,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        }
    }
}

impl ReservationBody {
    /// A statement with nothing but what it takes to be one; not supported by any source yet.
    #[must_use]
    pub fn of(treaty: &str, participant: &str, statement: &str, date: Option<Date>, summary: &str) -> Self {
        Self {
            treaty: treaty.to_owned(),
            participant: participant.to_owned(),
            statement: statement.to_owned(),
            articles: None,
            date,
            refers_to: None,
            towards: None,
            territory: None,
            stance: None,
            character: None,
            notified_on: None,
            effective_on: None,
            lapses_on: None,
            late: false,
            summary: summary.to_owned(),
            text: None,
            note: None,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        }
    }
}

impl SourceBody {
    /// A source in words.
    #[must_use]
    pub fn of(code: &str, citation: &str) -> Self {
        Self {
            code: code.to_owned(),
            citation: citation.to_owned(),
            dated: None,
            publisher: None,
            authority: None,
            retrieved_on: None,
            file: None,
            sha256: None,
        }
    }
}

impl AttestationBody {
    /// The entries of some acts, in order and each once, as they are written down.
    #[must_use]
    pub fn list(acts: &std::collections::BTreeSet<i64>) -> String {
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        for act in acts {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == *act => *last = *act,
                _ => ranges.push((*act, *act)),
            }
        }
        let words = ranges.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}-{last}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The entries of the acts; none of a list that is not written like one.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<i64>> {
        const MOST: i64 = 1_000_000;
        let mut entries = Vec::new();
        for word in self.acts.split(' ').filter(|word| !word.is_empty()) {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            let (first, last): (i64, i64) = (first.parse().ok()?, last.parse().ok()?);
            if !(0..MOST).contains(&last.checked_sub(first)?) {
                return None;
            }
            entries.extend(first..=last);
        }
        Some(entries)
    }
}

/// The fact that a log entry records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant is described at its body")]
pub enum Body {
    Batch(BatchBody),
    Source(SourceBody),
    Group(GroupBody),
    Participant(ParticipantBody),
    Name(NameBody),
    Predecessor(PredecessorBody),
    Membership(MembershipBody),
    Treaty(TreatyBody),
    TreatyName(TreatyNameBody),
    TreatyLink(TreatyLinkBody),
    Clause(ClauseBody),
    Weight(WeightBody),
    Act(ActBody),
    Reservation(ReservationBody),
    Claim(ClaimBody),
    Attestation(AttestationBody),
    Precedence(PrecedenceBody),
    StateNumber(StateNumberBody),
    Retraction(RetractionBody),
}

impl Body {
    /// The word for what is recorded, in `log.kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Batch(_) => "batch",
            Self::Source(_) => "source",
            Self::Group(_) => "group",
            Self::Participant(_) => "participant",
            Self::Name(_) => "name",
            Self::Predecessor(_) => "predecessor",
            Self::Membership(_) => "membership",
            Self::Treaty(_) => "treaty",
            Self::TreatyName(_) => "treaty-name",
            Self::TreatyLink(_) => "treaty-link",
            Self::Clause(_) => "clause",
            Self::Weight(_) => "weight",
            Self::Act(_) => "act",
            Self::Reservation(_) => "reservation",
            Self::Claim(_) => "claim",
            Self::Attestation(_) => "attestation",
            Self::Precedence(_) => "precedence",
            Self::StateNumber(_) => "state-number",
            Self::Retraction(_) => "retraction",
        }
    }

    /// The same, to be changed.
    pub fn sources_mut(&mut self) -> Option<&mut Sources> {
        match self {
            Self::Participant(body) => Some(&mut body.sources),
            Self::Name(body) => Some(&mut body.sources),
            Self::Predecessor(body) => Some(&mut body.sources),
            Self::Membership(body) => Some(&mut body.sources),
            Self::Treaty(body) => Some(&mut body.sources),
            Self::TreatyLink(body) => Some(&mut body.sources),
            Self::Clause(body) => Some(&mut body.sources),
            Self::Weight(body) => Some(&mut body.sources),
            Self::Act(body) => Some(&mut body.sources),
            Self::Reservation(body) => Some(&mut body.sources),
            Self::Claim(body) => Some(&mut body.sources),
            Self::StateNumber(body) => Some(&mut body.sources),
            Self::Batch(_)
            | Self::Source(_)
            | Self::Group(_)
            | Self::TreatyName(_)
            | Self::Attestation(_)
            | Self::Precedence(_)
            | Self::Retraction(_) => None,
        }
    }

    /// What it cites; none for a kind of fact that cites nothing.
    #[must_use]
    pub fn sources(&self) -> Option<&Sources> {
        match self {
            Self::Participant(body) => Some(&body.sources),
            Self::Name(body) => Some(&body.sources),
            Self::Predecessor(body) => Some(&body.sources),
            Self::Membership(body) => Some(&body.sources),
            Self::Treaty(body) => Some(&body.sources),
            Self::TreatyLink(body) => Some(&body.sources),
            Self::Clause(body) => Some(&body.sources),
            Self::Weight(body) => Some(&body.sources),
            Self::Act(body) => Some(&body.sources),
            Self::Reservation(body) => Some(&body.sources),
            Self::Claim(body) => Some(&body.sources),
            Self::StateNumber(body) => Some(&body.sources),
            Self::Batch(_)
            | Self::Source(_)
            | Self::Group(_)
            | Self::TreatyName(_)
            | Self::Attestation(_)
            | Self::Precedence(_)
            | Self::Retraction(_) => None,
        }
    }
}

/// A body with the number of the earlier entry that it stands in place of, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is recorded.
    pub body: Body,
    /// The entry that no longer counts because of it.
    pub replaces: Option<i64>,
}

impl From<Body> for Fact {
    fn from(body: Body) -> Self {
        Self { body, replaces: None }
    }
}
