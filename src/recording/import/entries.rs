//! What is to be recorded of files: entries in their order, each with the source that its file is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::draft::FileRead;
use crate::model::{
    ActBody, AttestationBody, BatchBody, Body, ClaimBody, Fact, ReservationBody, RetractionBody, SourceBody,
    Sources, TreatyBody, TreatyNameBody,
};
use crate::recording::register::cite;

/// Another act or statement that one stands beside, or is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Other {
    /// An entry of the record.
    Entry(i64),
    /// One of those to be recorded: its place among them.
    New(usize),
}

/// Something to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NewEntry {
    Treaty {
        file: usize,
        body: TreatyBody,
        replaces: Option<i64>,
    },
    TreatyName(TreatyNameBody),
    Act {
        file: usize,
        body: ActBody,
        replaces: Option<i64>,
        beside: Option<Other>,
    },
    Statement {
        file: usize,
        body: ReservationBody,
        about: Option<Other>,
    },
    Claim {
        file: usize,
        body: ClaimBody,
    },
    /// `acts` are entries of the record, `new` acts that are recorded before this.
    Attest {
        file: usize,
        acts: BTreeSet<i64>,
        new: Vec<usize>,
    },
    Retract {
        entry: i64,
    },
}

impl NewEntry {
    fn file(&self) -> Option<usize> {
        match self {
            Self::Treaty { file, .. }
            | Self::Act { file, .. }
            | Self::Statement { file, .. }
            | Self::Claim { file, .. }
            | Self::Attest { file, .. } => Some(*file),
            Self::TreatyName(_) | Self::Retract { .. } => None,
        }
    }
}

/// Everything to record, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entries {
    name: String,
    new: Vec<NewEntry>,
    /// The source that each file is; its code is not known yet.
    sources: Vec<SourceBody>,
}

impl Entries {
    pub(super) fn of(files: &[FileRead]) -> Self {
        Self { name: name(files), new: Vec::new(), sources: files.iter().map(source).collect() }
    }

    /// Entries, the sources of their files included.
    pub(super) fn len(&self) -> usize {
        self.new.len() + self.used().len()
    }

    /// Adds an entry; returns its place.
    pub(super) fn push(&mut self, entry: NewEntry) -> usize {
        self.new.push(entry);
        self.new.len() - 1
    }

    pub(super) fn treaty(
        &mut self,
        file: usize,
        body: TreatyBody,
        replaces: Option<i64>,
        names: Vec<TreatyNameBody>,
    ) {
        self.push(NewEntry::Treaty { file, body, replaces });
        for name in names {
            self.push(NewEntry::TreatyName(name));
        }
    }

    /// The files that anything to be recorded comes from.
    fn used(&self) -> BTreeSet<usize> {
        self.new.iter().filter_map(NewEntry::file).collect()
    }

    /// The entries after `seen`: the batch, the sources, and what comes from them. A source's code is the number of its entry.
    pub(super) fn facts(self, seen: i64) -> Vec<Fact> {
        let used = self.used();
        let mut facts: Vec<Fact> = Vec::with_capacity(self.len() + 1);
        let entries = self.len() as u64;
        facts.push(Body::Batch(BatchBody { name: self.name.clone(), entries }).into());
        let mut codes: BTreeMap<usize, Sources> = BTreeMap::new();
        for (file, next) in used.iter().zip(seen + 2..) {
            let code = format!("@{next}");
            codes.insert(*file, Sources(vec![code.clone()]));
            facts.push(Body::Source(SourceBody { code, ..self.sources[*file].clone() }).into());
        }
        let first = seen + 1 + i64::try_from(facts.len()).unwrap_or_default();
        let entry_of = |place: usize| first + i64::try_from(place).unwrap_or_default();
        let number = |other: Other| match other {
            Other::Entry(id) => id,
            Other::New(place) => entry_of(place),
        };
        for entry in self.new {
            let sources = entry.file().and_then(|file| codes.get(&file)).cloned().unwrap_or_default();
            facts.push(match entry {
                NewEntry::Treaty { body, replaces, .. } => {
                    let mut cites =
                        if replaces.is_some() { body.sources.clone() } else { Sources::default() };
                    cite(&mut cites, &sources.0);
                    Fact { body: Body::Treaty(TreatyBody { sources: cites, ..body }), replaces: None }
                }
                NewEntry::TreatyName(body) => Body::TreatyName(body).into(),
                NewEntry::Act { body, replaces, beside, .. } => {
                    let beside = beside.map(number);
                    Fact { body: Body::Act(ActBody { beside, sources, ..body }), replaces }
                }
                NewEntry::Claim { body, .. } => Body::Claim(ClaimBody { sources, ..body }).into(),
                NewEntry::Statement { body, about, .. } => {
                    let refers_to = about.map(number);
                    Body::Reservation(ReservationBody { refers_to, sources, ..body }).into()
                }
                NewEntry::Attest { acts, new, .. } => {
                    let acts = acts.into_iter().chain(new.into_iter().map(entry_of)).collect();
                    let source = sources.0.first().cloned().unwrap_or_default();
                    Body::Attestation(AttestationBody { source, acts: AttestationBody::list(&acts) }).into()
                }
                NewEntry::Retract { entry } => Body::Retraction(RetractionBody { entry }).into(),
            });
        }
        facts
    }
}

/// The name of a batch: that of its file, or of the first one and how many more.
fn name(files: &[FileRead]) -> String {
    let first = files.first().map_or("", |file| file.name.as_str());
    match files.len() {
        0 | 1 => format!("import of {first}"),
        several => format!("import of {first} and {} more files", several - 1),
    }
}

fn source(file: &FileRead) -> SourceBody {
    let edition = &file.reading.edition;
    SourceBody {
        dated: edition.status_as_at.or(edition.copied_on),
        retrieved_on: edition.copied_on,
        publisher: Some(edition.publisher.clone()),
        authority: Some(edition.authority.word().to_owned()),
        file: Some(file.name.clone()),
        sha256: Some(file.sha256.clone()),
        ..SourceBody::of("", &format!("{}, {}, {}", edition.publisher, edition.title, file.name))
    }
}
