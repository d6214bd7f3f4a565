//! What is to be recorded of files: entries in their order, each with the source that its file is.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::files::Spool;
use crate::model::draft::FileRead;
use crate::model::{
    ActBody, AttestationBody, BatchBody, Body, ClaimBody, Fact, ReservationBody, RetractionBody, SourceBody,
    Sources, TreatyBody, TreatyNameBody,
};
use crate::recording::register::cite;

/// Another act or statement that one stands beside, or is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Other {
    /// An entry of the record.
    Entry(i64),
    /// One of those to be recorded: its place among them.
    New(usize),
}

/// Something to record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Default)]
pub(super) struct Entries {
    name: String,
    new: Spool<NewEntry, 20_000>,
    /// The source that each file is; its code is not known yet.
    sources: Vec<SourceBody>,
    /// The files that anything to be recorded comes from.
    used: BTreeSet<usize>,
}

impl Entries {
    pub(super) fn of(files: &[FileRead]) -> Self {
        Self { name: name(files), sources: files.iter().map(source).collect(), ..Self::default() }
    }

    /// Entries, the sources of their files included.
    pub(super) fn len(&self) -> usize {
        self.new.len() + self.used.len()
    }

    /// Not all of a file is taken in: when it is asked for again, it is to be read again, changed or not.
    pub(super) fn is_incomplete(&mut self, file: usize) {
        if let Some(source) = self.sources.get_mut(file) {
            source.etag = None;
        }
    }

    /// Adds an entry; returns its place.
    pub(super) fn push(&mut self, entry: NewEntry) -> Result<usize> {
        self.used.extend(entry.file());
        self.new.push(entry)
    }

    pub(super) fn treaty(
        &mut self,
        file: usize,
        body: TreatyBody,
        replaces: Option<i64>,
        names: Vec<TreatyNameBody>,
    ) -> Result<()> {
        self.push(NewEntry::Treaty { file, body, replaces })?;
        for name in names {
            self.push(NewEntry::TreatyName(name))?;
        }
        Ok(())
    }

    /// The entries after `seen`: the batch, the sources, and what comes from them. A source's code is the number of its entry.
    pub(super) fn facts(&self, seen: i64) -> impl Iterator<Item = Result<Fact>> {
        let batch = BatchBody { name: self.name.clone(), entries: self.len() as u64 };
        let mut facts: Vec<Fact> = vec![Body::Batch(batch).into()];
        let mut codes: BTreeMap<usize, Sources> = BTreeMap::new();
        for (file, next) in self.used.iter().zip(seen + 2..) {
            let code = format!("@{next}");
            codes.insert(*file, Sources(vec![code.clone()]));
            facts.push(Body::Source(SourceBody { code, ..self.sources[*file].clone() }).into());
        }
        let first = seen + 1 + i64::try_from(facts.len()).unwrap_or_default();
        let of_files = self.new.each().map(move |entry| {
            let entry = entry?;
            let sources = entry.file().and_then(|file| codes.get(&file)).cloned().unwrap_or_default();
            Ok(entry.fact(sources, first))
        });
        facts.into_iter().map(Ok).chain(of_files)
    }
}

impl NewEntry {
    /// As it is recorded, with its sources, where the first of all of them is the entry `first`.
    fn fact(self, sources: Sources, first: i64) -> Fact {
        let entry_of = |place: usize| first + i64::try_from(place).unwrap_or_default();
        let number = |other: Other| match other {
            Other::Entry(id) => id,
            Other::New(place) => entry_of(place),
        };
        match self {
            Self::Treaty { body, replaces, .. } => {
                let mut cites = if replaces.is_some() { body.sources.clone() } else { Sources::default() };
                cite(&mut cites, &sources.0);
                Fact { body: Body::Treaty(TreatyBody { sources: cites, ..body }), replaces: None }
            }
            Self::TreatyName(body) => Body::TreatyName(body).into(),
            Self::Act { body, replaces, beside, .. } => {
                let beside = beside.map(number);
                Fact { body: Body::Act(ActBody { beside, sources, ..body }), replaces }
            }
            Self::Claim { body, .. } => Body::Claim(ClaimBody { sources, ..body }).into(),
            Self::Statement { body, about, .. } => {
                let refers_to = about.map(number);
                Body::Reservation(ReservationBody { refers_to, sources, ..body }).into()
            }
            Self::Attest { acts, new, .. } => {
                let acts = acts.into_iter().chain(new.into_iter().map(entry_of)).collect();
                let source = sources.0.first().cloned().unwrap_or_default();
                Body::Attestation(AttestationBody { source, acts: AttestationBody::list(&acts) }).into()
            }
            Self::Retract { entry } => Body::Retraction(RetractionBody { entry }).into(),
        }
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
    let (edition, origin) = (&file.reading.edition, file.origin.as_ref());
    SourceBody {
        dated: edition.status_as_at.or(edition.copied_on),
        retrieved_on: edition.copied_on,
        publisher: Some(edition.publisher.clone()),
        authority: Some(edition.authority.word().to_owned()),
        file: Some(file.name.clone()),
        sha256: Some(file.sha256.clone()),
        size: origin.and_then(|origin| i64::try_from(origin.size).ok()),
        address: origin.map(|origin| origin.address.clone()),
        etag: origin.and_then(|origin| origin.etag.clone()),
        reader: origin.filter(|origin| origin.is_read_by_name).map(|_| file.reading.reader.clone()),
        treaty: origin.and_then(|origin| origin.treaty.clone()),
        ..SourceBody::of("", &format!("{}, {}, {}", edition.publisher, edition.title, file.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActKind, Date};

    #[test]
    fn what_waits_on_the_disk_comes_back_as_it_was() {
        let day: Option<Date> = "2001-11-23".parse().ok();
        let act = ActBody {
            flag: Some("\u{2264}".to_owned()),
            withdrawn: true,
            ..ActBody::of("CETS 185", Some("FR"), ActKind::Signature, day)
        };
        let treaty =
            TreatyNameBody { treaty: "CETS 185".to_owned(), name: "Budapest".to_owned(), scheme: None };
        let statement = ReservationBody::of("CETS 185", "FR", "reservation", None, "art. 42");
        for entry in [
            NewEntry::TreatyName(treaty),
            NewEntry::Act { file: 1, body: act, replaces: Some(7), beside: Some(Other::New(3)) },
            NewEntry::Statement { file: 0, body: statement, about: Some(Other::Entry(9)) },
            NewEntry::Attest { file: 2, acts: BTreeSet::from([4, 5]), new: vec![6] },
            NewEntry::Retract { entry: 8 },
        ] {
            let again: NewEntry = serde_json::from_slice(&serde_json::to_vec(&entry).unwrap()).unwrap();
            assert_eq!(again, entry);
        }
    }
}
