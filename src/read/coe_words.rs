//! The words of the Council of Europe's charts, in the languages of its pages.

use crate::model::ClaimKind;

/// Lines that give a number of the whole chart, and what it counts.
pub(super) const COUNTED: [(&str, ClaimKind); 4] = [
    ("total number of ratifications", ClaimKind::PartyCount),
    ("nombre total de ratifications", ClaimKind::PartyCount),
    ("total number of signatures not followed", ClaimKind::SignatoryNotPartyCount),
    ("nombre total de signatures non suivies", ClaimKind::SignatoryNotPartyCount),
];

/// What stands before the day whose status a chart gives.
pub(super) const AS_OF: [&str; 10] = [
    "status as of",
    "etat au",
    "statut au",
    "situation au",
    "stand vom",
    "stand am",
    "situazione al",
    "situazione aggiornata al",
    "статус на",
    "состояние на",
];

/// What stands before the number of the treaty.
pub(super) const TREATY: [&str; 12] = [
    "treaty",
    "traite",
    "vertrag",
    "vertrags",
    "trattato",
    "договор",
    "договора",
    "ets",
    "cets",
    "ste",
    "stce",
    "sev",
];

/// Lines that begin so are no rows.
pub(super) const BESIDE: [&str; 31] = [
    "members of",
    "member states of",
    "non members of",
    "non member states of",
    "international organisation",
    "total number",
    "number of",
    "a accession",
    "r reservations",
    "membres du",
    "etats membres du",
    "non membres du",
    "etats non membres du",
    "organisations internationales",
    "nombre total",
    "a adhesion",
    "r reserves",
    "mitglied",
    "nichtmitglied",
    "nicht mitglied",
    "internationale organisation",
    "gesamtzahl",
    "membri del",
    "non membri del",
    "organizzazioni internazionali",
    "totale",
    "члены",
    "страны",
    "государства",
    "международные организации",
    "общее",
];

/// The words of a chart in one of the languages of the Council of Europe's pages.
pub(super) struct Language {
    pub council: &'static str,
    pub signature: &'static str,
    pub ratification: &'static [&'static str],
    pub in_force: &'static [&'static str],
    pub notes: &'static [&'static str],
}

pub(super) const LANGUAGES: [Language; 5] = [
    Language {
        council: "council of europe",
        signature: "signature",
        ratification: &["ratification"],
        in_force: &["entry into force"],
        notes: &["notes"],
    },
    Language {
        council: "conseil de l europe",
        signature: "signature",
        ratification: &["ratification"],
        in_force: &["entree en vigueur"],
        notes: &["renv"],
    },
    Language {
        council: "europarat",
        signature: "unterzeichnung",
        ratification: &["ratifizierung", "ratifikation"],
        in_force: &["inkrafttreten"],
        notes: &["verweise", "anm"],
    },
    Language {
        council: "consiglio d europa",
        signature: "firma",
        ratification: &["ratifica"],
        in_force: &["entrata in vigore"],
        notes: &["rinvii", "note"],
    },
    Language {
        council: "совет",
        signature: "подписание",
        ratification: &["ратификация"],
        in_force: &["вступление в силу"],
        notes: &["ссылки", "примечания"],
    },
];

impl Language {
    /// Whether a folded line has the headings of a signature and a ratification beside each other.
    pub fn heads(&self, line: &str) -> bool {
        self.ratification.iter().any(|word| line.contains(&format!("{} {word}", self.signature)))
    }

    /// The same with the entry into force, and the notes where they have to be there.
    pub fn heads_whole(&self, line: &str, with_notes: bool) -> bool {
        let follows = |front: &str, words: &[&str]| {
            let at = line.find(front)?;
            let behind = &line[at + front.len()..];
            words.iter().find(|word| behind.starts_with(**word)).map(|word| format!("{front}{word} "))
        };
        let ratification = self.ratification.iter().map(|word| format!("{} {word} ", self.signature));
        let mut in_force = ratification.filter_map(|front| follows(&front, self.in_force));
        in_force.any(|front| !with_notes || follows(&front, self.notes).is_some())
    }
}
