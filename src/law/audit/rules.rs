//! The register of the auditor's rules: the list, the help and the runner all come from it.

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Severity::{Error, Info, Warning};
use super::finding::{Findings, Found, Severity};
use super::{
    consent, counts, days, effect, identity, leaving, sources, statements, succession, territory, threshold,
    together,
};

/// A rule of the auditor.
#[derive(Debug, Clone, Copy)]
pub struct AuditRule {
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
    looks: &'static [Look],
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
enum Look {
    /// One treaty after the other.
    Each(for<'a> fn(&'a Evidence, &'a TreatyRecord, &mut Findings<'a>)),
    /// Everything at once.
    Once(for<'a> fn(&'a Evidence, &mut Findings<'a>)),
}

impl AuditRule {
    /// Everything that it finds.
    #[must_use]
    pub fn find(&self, evidence: &Evidence) -> Vec<Found> {
        let mut findings = Findings::default();
        for look in self.looks {
            match look {
                Look::Each(find) => {
                    for record in &evidence.records {
                        findings.treaty = &record.treaty.code;
                        find(evidence, record, &mut findings);
                    }
                }
                Look::Once(find) => {
                    findings.treaty = "";
                    find(evidence, &mut findings);
                }
            }
        }
        findings.found
    }
}

/// Declares the rules: number, name, gravest finding, how it looks at the record: what it finds, the article or why.
macro_rules! rules {
    ($($id:literal $name:literal $severity:ident $($look:ident $find:path),+: $checks:literal, $because:literal;)+) => {
        /// Every rule, in order.
        pub const RULES: &[AuditRule] = &[$(AuditRule {
            id: $id,
            name: $name,
            severity: $severity,
            checks: $checks,
            because: $because,
            looks: &[$(Look::$look($find)),+],
        }),+];
    };
}

rules! {
    "A-01" "future-act" Error Each days::future: "an act or statement of a later day than it was recorded", "an act is recorded once it is done";
    "A-02" "before-treaty" Error Each days::before_treaty: "an act before the text was adopted, a signature before it was opened; warning: in force before that", "VCLT arts 9, 10, 24(1)";
    "A-03" "signature-closed" Error Each days::after_window: "a signature after the last day to sign", "the treaty's clause on signature; no day recorded: it stays open";
    "A-04" "signature-after-consent" Error Each days::signed_after_consent: "a signature after the consent that stands", "VCLT arts 14, 18";
    "A-05" "no-signature" Error Each consent::without_signature: "a ratification without signature; warning from a file, and of an approval", "VCLT art. 14; an acceptance needs none";
    "A-06" "accession-of-signatory" Warning Each consent::accession_of_signatory: "an accession by one whose signature stands", "VCLT art. 15";
    "A-07" "effect-differs" Warning Each effect::disagree: "a published day of effect that the clause does not give", "published dates win, computed dates check";
    "A-08" "effect-before-act" Warning Each effect::before_deposit: "an effect before the act, which is no succession", "VCLT art. 24(1), (3): as the treaty, or those that it binds, provide";
    "A-09" "effect-before-treaty" Error Each effect::before_treaty: "a consent with effect before the treaty is in force", "VCLT art. 24";
    "A-10" "two-consents" Error Each consent::twice: "a consent while another one stands, or two statuses on one day; warning of a succession", "one spell, one consent";
    "A-11" "exit-without-consent" Error Each leaving::without_consent: "a denunciation without consent before it, or with effect before its receipt", "VCLT arts 54, 56";
    "A-12" "exit-out-of-time" Warning Each leaving::out_of_time: "a denunciation outside its window, or without a clause", "VCLT art. 56 and the treaty's clause";
    "A-13" "late-revocation" Error Each leaving::revoked_too_late: "a denunciation revoked on or after its day of effect", "VCLT art. 68";
    "A-14" "threshold-differs" Warning Each threshold::replay_differs: "an entry into force published on another day than the instruments give", "the treaty's threshold, replayed";
    "A-15" "threshold-in-doubt" Warning Each threshold::rests_on_doubt: "conditions that are met only with an organisation, or without a dissolved State", "whether it counts is a matter of the clause";
    "A-16" "not-existing" Error Each consent::not_existing: "a signature or consent of one that did not exist then", "who does not exist does nothing";
    "A-17" "succession-unfounded" Error Each succession::unfounded: "a succession without date, before its date, or to nothing; warning from a file", "1978 Vienna Convention arts 17, 34";
    "A-18" "successor-and-predecessor" Warning Once succession::both_parties: "a successor and the one in whose place it stands, both parties", "1978 Vienna Convention art. 2(1)(b)";
    "A-19" "protocol-without-parent" Error Each together::without_parent: "a party to a protocol and not to its convention; warning where it need not be", "the protocol's clause on consent";
    "A-20" "organisation-alone" Warning Each together::organisation_alone: "an organisation without a member State, or without a declaration of competence", "clauses on regional organisations";
    "A-21" "reservation-not-allowed" Warning Each statements::not_allowed: "a reservation that the treaty does not allow, or a late one not marked so", "VCLT art. 19";
    "A-22" "objection-unfounded" Error Each statements::objection_unfounded: "an objection to nothing, before the reservation, or by one that never consented", "VCLT art. 20";
    "A-23" "objection-out-of-time" Warning Each statements::out_of_window: "an objection after its window, or to what the treaty authorises; a late reservation in effect before its window closes", "VCLT art. 20(5)";
    "A-24" "statement-lapsed" Warning Each statements::lapsed: "a statement made for a time that is over, without renewal", "the clause on its validity";
    "A-25" "reservation-not-confirmed" Warning Each statements::unconfirmed: "a reservation made at signature and not confirmed on consent", "VCLT art. 23(2)";
    "A-26" "territory-of-another" Error Each territory::not_its_own: "an act or statement for a territory that was not its own", "VCLT art. 29";
    "A-27" "provisional-too-long" Warning Each together::provisional_too_long: "provisional application after entry into force, or after notice not to become a party", "VCLT art. 25(2)";
    "A-28" "no-invitation" Warning Each together::without_invitation: "an accession to a Council of Europe treaty from outside without invitation, or one older than five years", "accession is by invitation";
    "A-29" "older-not-denounced" Warning Each leaving::still_in_the_older: "joining a treaty without leaving the one that it replaces", "the treaty's clause on joining";
    "A-30" "no-source" Error Each sources::unsourced, Once sources::unread: "an act without source; warning: a copy older than three years; info: a source without day of retrieval", "what cannot be looked up cannot be checked";
    "A-31" "sources-differ" Warning Each sources::sources_differ: "an act that two sources give differently, and no order of publishers", "accede conflicts shows them";
    "A-32" "duplicate" Warning Each sources::duplicates, Once sources::namesakes: "one kind of act twice within a day, or two participants of one name", "probably one and the same";
    "A-33" "day-month-swapped" Warning Each effect::swapped: "an act whose published effect fits with day and month swapped", "the clause on effect";
    "A-34" "odd-effect-days" Warning Each effect::wrong_rule: "effects not on the 1st where the clause says so, or all on the 1st where it counts days", "another treaty's rule";
    "A-35" "old-signature" Info Each counts::old_signature: "a signature older than ten years without consent", "VCLT art. 18(a) still holds it to good faith";
    "A-36" "count-differs" Warning Each counts::count_differs: "a published number of parties or signatures that is not ours; info where it counts those bound", "every count says what it counts";
    "A-37" "correction-unexplained" Error Once sources::unexplained: "an entry replaced or retracted without reason, or missing", "nothing is repaired in silence";
    "A-38" "effect-not-published" Info Each effect::unconfirmed: "a day of effect only computed, more than sixty days after it", "published dates win, computed dates check";
    "A-39" "kind-not-told" Warning Each consent::kind_unknown: "a consent whose source does not tell which act it was", "VCLT art. 11";
    "A-40" "shared-code" Error Once identity::shared_iso: "two participants with one ISO code at the same time", "the key is a stable code";
}

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
