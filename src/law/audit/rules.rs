//! The register of the auditor's rules: the list, the help and the runner all come from it.

use super::Severity::{Error, Info, Warning};
use super::{
    Evidence, Found, Severity, consent, counts, days, effect, identity, leaving, sources, statements,
    succession, territory, threshold, together,
};

/// A rule of the auditor.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    ///
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The gravest that it finds.
    pub severity: Severity,
    /// What it finds.
    pub checks: &'static str,
    /// The article, or why.
    pub because: &'static str,
    find: fn(&Evidence, &mut Vec<Found>),
}

impl Rule {
    /// Everything that it finds.
    #[must_use]
    pub fn find(&self, evidence: &Evidence) -> Vec<Found> {
        let mut found = Vec::new();
        (self.find)(evidence, &mut found);
        found
    }
}

const fn rule(
    id: &'static str,
    name: &'static str,
    severity: Severity,
    checks: &'static str,
    because: &'static str,
    find: fn(&Evidence, &mut Vec<Found>),
) -> Rule {
    Rule { id, name, severity, checks, because, find }
}

/// Every rule, in order.
pub const RULES: [Rule; 40] = [
    rule(
        "A-01",
        "future-act",
        Error,
        "an act or statement of a later day than it was recorded",
        "an act is recorded once it is done",
        days::future,
    ),
    rule(
        "A-02",
        "before-treaty",
        Error,
        "an act before the text was adopted, a signature before it was opened",
        "VCLT arts 9, 10",
        days::before_treaty,
    ),
    rule(
        "A-03",
        "signature-closed",
        Error,
        "a signature after the last day to sign",
        "the treaty's clause on signature; no day recorded: it stays open",
        days::after_window,
    ),
    rule(
        "A-04",
        "signature-after-consent",
        Error,
        "a signature after the consent that stands",
        "VCLT arts 14, 18",
        days::signed_after_consent,
    ),
    rule(
        "A-05",
        "no-signature",
        Error,
        "a ratification without signature; warning from a file, and of an approval",
        "VCLT art. 14; an acceptance needs none",
        consent::without_signature,
    ),
    rule(
        "A-06",
        "accession-of-signatory",
        Warning,
        "an accession by one whose signature stands",
        "VCLT art. 15",
        consent::accession_of_signatory,
    ),
    rule(
        "A-07",
        "effect-differs",
        Warning,
        "a published day of effect that the clause does not give",
        "published dates win, computed dates check",
        effect::disagree,
    ),
    rule(
        "A-08",
        "effect-before-act",
        Error,
        "an effect before the act; warning under bilateral and retroactive treaties",
        "only a succession reaches back",
        effect::before_deposit,
    ),
    rule(
        "A-09",
        "effect-before-treaty",
        Error,
        "a consent with effect before the treaty is in force",
        "VCLT art. 24",
        effect::before_treaty,
    ),
    rule(
        "A-10",
        "two-consents",
        Error,
        "a consent while another one stands, or two statuses on one day; warning of a succession",
        "one spell, one consent",
        consent::twice,
    ),
    rule(
        "A-11",
        "exit-without-consent",
        Error,
        "a denunciation without consent before it, or with effect before its receipt",
        "VCLT arts 54, 56",
        leaving::without_consent,
    ),
    rule(
        "A-12",
        "exit-out-of-time",
        Warning,
        "a denunciation outside its window, or without a clause",
        "VCLT art. 56 and the treaty's clause",
        leaving::out_of_time,
    ),
    rule(
        "A-13",
        "late-revocation",
        Error,
        "a denunciation revoked on or after its day of effect",
        "VCLT art. 68",
        leaving::revoked_too_late,
    ),
    rule(
        "A-14",
        "threshold-differs",
        Warning,
        "an entry into force published on another day than the instruments give",
        "the treaty's threshold, replayed",
        threshold::replay_differs,
    ),
    rule(
        "A-15",
        "threshold-in-doubt",
        Warning,
        "conditions that are met only with an organisation, or without a dissolved State",
        "whether it counts is a matter of the clause",
        threshold::rests_on_doubt,
    ),
    rule(
        "A-16",
        "not-existing",
        Error,
        "a signature or consent of one that did not exist then",
        "who does not exist does nothing",
        consent::not_existing,
    ),
    rule(
        "A-17",
        "succession-unfounded",
        Error,
        "a succession without date, before its date, or to nothing; warning from a file",
        "1978 Vienna Convention arts 17, 34",
        succession::unfounded,
    ),
    rule(
        "A-18",
        "successor-and-predecessor",
        Warning,
        "a successor and the one in whose place it stands, both parties",
        "1978 Vienna Convention art. 2(1)(b)",
        succession::both_parties,
    ),
    rule(
        "A-19",
        "protocol-without-parent",
        Error,
        "a party to a protocol and not to its convention; warning where it need not be",
        "the protocol's clause on consent",
        together::without_parent,
    ),
    rule(
        "A-20",
        "organisation-alone",
        Warning,
        "an organisation without a member State, or without a declaration of competence",
        "clauses on regional organisations",
        together::organisation_alone,
    ),
    rule(
        "A-21",
        "reservation-not-allowed",
        Warning,
        "a reservation that the treaty does not allow, or a late one not marked so",
        "VCLT art. 19",
        statements::not_allowed,
    ),
    rule(
        "A-22",
        "objection-unfounded",
        Error,
        "an objection to nothing, before the reservation, or by one that never consented",
        "VCLT art. 20",
        statements::objection_unfounded,
    ),
    rule(
        "A-23",
        "objection-out-of-time",
        Warning,
        "an objection after its window; a late reservation in effect before its window closes",
        "VCLT art. 20(5)",
        statements::out_of_window,
    ),
    rule(
        "A-24",
        "statement-lapsed",
        Warning,
        "a statement made for a time that is over, without renewal",
        "the clause on its validity",
        statements::lapsed,
    ),
    rule(
        "A-25",
        "reservation-not-confirmed",
        Warning,
        "a reservation made at signature and not confirmed on consent",
        "VCLT art. 23(2)",
        statements::unconfirmed,
    ),
    rule(
        "A-26",
        "territory-of-another",
        Error,
        "an act or statement for a territory that was not its own",
        "VCLT art. 29",
        territory::not_its_own,
    ),
    rule(
        "A-27",
        "provisional-too-long",
        Warning,
        "provisional application after entry into force, or after notice not to become a party",
        "VCLT art. 25(2)",
        together::provisional_too_long,
    ),
    rule(
        "A-28",
        "no-invitation",
        Warning,
        "an accession to a Council of Europe treaty from outside without invitation, or one older than five years",
        "accession is by invitation",
        together::without_invitation,
    ),
    rule(
        "A-29",
        "older-not-denounced",
        Warning,
        "joining a treaty without leaving the one that it replaces",
        "the treaty's clause on joining",
        leaving::still_in_the_older,
    ),
    rule(
        "A-30",
        "no-source",
        Error,
        "an act without source, a source without day of retrieval; warning: a copy older than three years",
        "what cannot be looked up cannot be checked",
        sources::unsourced,
    ),
    rule(
        "A-31",
        "sources-differ",
        Warning,
        "an act that two sources give differently, and no order of publishers",
        "accede conflicts shows them",
        sources::sources_differ,
    ),
    rule(
        "A-32",
        "duplicate",
        Warning,
        "one kind of act twice within a day, or two participants of one name",
        "probably one and the same",
        sources::duplicates,
    ),
    rule(
        "A-33",
        "day-month-swapped",
        Warning,
        "an act whose published effect fits with day and month swapped",
        "the clause on effect",
        effect::swapped,
    ),
    rule(
        "A-34",
        "odd-effect-days",
        Warning,
        "effects not on the 1st where the clause says so, or all on the 1st where it counts days",
        "another treaty's rule",
        effect::wrong_rule,
    ),
    rule(
        "A-35",
        "old-signature",
        Info,
        "a signature older than ten years without consent",
        "VCLT art. 18(a) still holds it to good faith",
        counts::old_signature,
    ),
    rule(
        "A-36",
        "count-differs",
        Warning,
        "a published number of parties or signatures that is not ours; info where it counts those bound",
        "every count says what it counts",
        counts::count_differs,
    ),
    rule(
        "A-37",
        "correction-unexplained",
        Error,
        "an entry replaced or retracted without reason, or missing",
        "nothing is repaired in silence",
        sources::unexplained,
    ),
    rule(
        "A-38",
        "effect-not-published",
        Info,
        "a day of effect only computed, more than sixty days after it",
        "published dates win, computed dates check",
        effect::unconfirmed,
    ),
    rule(
        "A-39",
        "kind-not-told",
        Warning,
        "a consent whose source does not tell which act it was",
        "VCLT art. 11",
        consent::kind_unknown,
    ),
    rule(
        "A-40",
        "shared-code",
        Error,
        "two participants with one ISO code at the same time",
        "the key is a stable code",
        identity::shared_iso,
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_rules_are_numbered_and_named_apart() {
        for (place, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id, format!("A-{:02}", place + 1));
            assert!(
                rule.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'),
                "{}",
                rule.name
            );
        }
        let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        for rule in RULES {
            assert_eq!(rule.find(&Evidence::default()), Vec::new(), "{}", rule.id);
        }
    }
}
