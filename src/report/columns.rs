//! The columns that several tables have: each declared once, so that a name means the same wherever it occurs.

use super::Field;

pub const TREATY: Field = Field::text("treaty", "number of the treaty");
pub const AS_OF: Field = Field::day("as_of", "the day asked about");
pub const GROUP: Field = Field::text("group", "code of the group asked about; empty: none");
pub const CODE: Field = Field::text(
    "code",
    "stable code of the participant: ISO 3166-1 alpha-2, ISO 3166-3 for former States, or our own",
);
pub const NAME: Field = Field::text("name", "short name as it is known now");
pub const STATUS: Field = Field::text(
    "status",
    "the one status on the day: none, signatory, signed-ad-ref, unsigned, contracting, party, leaving or former",
);
pub const UNCERTAIN: Field =
    Field::flag("uncertain", "whether that status lies inside the window of an act whose day is not known");
pub const ENTRY: Field = Field::text("entry", "entry of the log that recorded it: @N");
pub const ACT: Field =
    Field::text("act", "what kind of act (VCLT art. 2(1)(b)): signature, ratification, denunciation …");
pub const DATE: Field = Field::day("date", "its day: of signature, deposit or receipt; empty: not known");
pub const EARLIEST: Field = Field::day("earliest", "window of an unknown day: not before");
pub const LATEST: Field = Field::day("latest", "window of an unknown day: not after; it counts from here");
pub const EFFECTIVE_ON: Field =
    Field::day("effective_on", "day of effect that counts: as published, else by the clause");
pub const EFFECTIVE_FROM: Field = Field::text(
    "effective_from",
    "how the day of effect is known: published by the depositary, computed by the clause, or estimated (the earliest possible day)",
);
pub const COMPUTED_ON: Field =
    Field::day("computed_on", "day of effect by the clause, kept beside a published one");
pub const IN_FORCE_ON: Field =
    Field::day("in_force_on", "in force from this day, for the treaty or for the participant of the row");
pub const CONSENTED_ON: Field = Field::day(
    "consented_on",
    "day of the consent that stands; the last day it can have been, where that is not known",
);
pub const SIGNED_ON: Field = Field::day(
    "signed_on",
    "day of the signature that stands; the last day it can have been, where that is not known",
);
pub const ARTICLE: Field = Field::text("article", "article of the treaty by which it is so");
pub const CONFIDENCE: Field =
    Field::text("confidence", "how well it is supported: verified, consistent or unverified");
pub const SOURCES: Field = Field::text("sources", "codes of its sources separated by ;");
pub const TERRITORY: Field = Field::text("territory", "code of the territory concerned");
pub const UNDER: Field = Field::text("under", "number of the other treaty, under which that act was done");
pub const NOTE: Field = Field::text("note", "remarks");
pub const DRY_RUN: Field = Field::flag("dry_run", "whether nothing was written");
pub const HEAD_SEQ: Field = Field::integer("head_seq", "number of the newest entry of the record");
pub const HEAD_HASH: Field =
    Field::text("head_hash", "SHA-256 of that entry, which vouches for every entry before it");
pub const WHY: Field = Field::text("why", "with --why: what the row rests on, and in brackets the sources");
pub const KNOWN_AT: Field =
    Field::text("known_at", "with --known-at: the newest entry of the record then: @N");
pub const SIGNED_CONFIDENCE: Field = Field::text(
    "signed_confidence",
    "how well the signature is supported: verified, consistent or unverified",
);
pub const COLLECTED_TO: Field = Field::day("collected_to", "last day up to which the acts were collected");
pub const OPENED_ON: Field = Field::day("opened_on", "day on which the treaty was opened for signature");
pub const ENDED_ON: Field = Field::day("ended_on", "first day on which it no longer stood or was in force");
pub const PARENT: Field = Field::text("parent", "number of the treaty that it belongs to");
pub const BOUND: Field = Field::integer("bound", "how many are bound: in force for them, leaving or not");
pub const CONTRACTING: Field =
    Field::integer("contracting", "how many have consented and are not bound: not in force for them yet");
pub const SIGNATORIES: Field = Field::integer("signatories", "how many have signed and not consented");
pub const SIGNED: Field =
    Field::integer("signed", "how many signatures stand, also of those that have consented since");
pub const CONSENTED: Field =
    Field::integer("consented", "how many have consented and stand by it, in force for them or not");
pub const COMPLETE_TO: Field =
    Field::day("complete_to", "last day up to which its acts were collected; empty: not said");
pub const RULE: Field = Field::text("rule", "rule of the clause, as docs/clauses.md defines it");
pub const ARITHMETIC: Field = Field::text("arithmetic", "how the day follows from the rule, step by step");
pub const REMARK: Field = Field::text("remark", "what is unusual in it");
pub const STATE: Field = Field::text(
    "state",
    "where the treaty stands: not-open, open, conditions-met, in-force, ended; or undetermined, no-clause, not-collected",
);
pub const ARTICLES: Field = Field::text("articles", "articles that the statement is about separated by ;");
pub const NOTIFIED_ON: Field = Field::day("notified_on", "day on which the depositary notified it");
pub const SUMMARY: Field = Field::text("summary", "what the statement says, in one sentence");
pub const SINCE: Field = Field::day("since", "first day inside");
pub const UNTIL: Field =
    Field::day("until", "first day outside: the interval is half-open; empty: no end is known");
pub const FILE: Field = Field::text("file", "name of the file");
pub const REGISTER: Field = Field::text("register", "register of the record: acts, treaties, participants …");
pub const ENTRIES: Field = Field::integer("entries", "how many entries");
pub const PARTICIPANT: Field = Field::text("participant", "code of the participant");
pub const MODE: Field = Field::text("mode", "what holds beside the status: provisional, suspended, partial");
pub const RECORDED_AT: Field = Field::text("recorded_at", "moment of recording, UTC: YYYY-MM-DDThh:mm:ssZ");
pub const RECORDED_BY: Field = Field::text("recorded_by", "who recorded it");
pub const REASON: Field = Field::text("reason", "why it was recorded, in the words of who did");
pub const MONTHS_SINCE_SIGNATURE: Field =
    Field::integer("months_since_signature", "whole months from the signature to the day asked about");
pub const SUBJECT: Field = Field::text("subject", "what the treaty is about, in a word or two");
pub const SHORT_TITLE: Field = Field::text("short_title", "name of the treaty in daily use");
pub const ALPHA3: Field = Field::text("alpha3", "ISO 3166-1 alpha-3; not unique: former States keep theirs");
pub const MEMBER_SINCE: Field =
    Field::day("member_since", "day on which it became a member of the group or organisation");
pub const A: Field = Field::text("a", "code of the first participant");
pub const A_STATUS: Field = Field::text("a_status", "status of the first on the day");
pub const B: Field = Field::text("b", "code of the second participant");
pub const B_STATUS: Field = Field::text("b_status", "status of the second on the day");
pub const AUDIT_RULE: Field = Field::text("rule", "number of the auditor's rule");
pub const AUDIT_NAME: Field = Field::text("name", "name of the auditor's rule");
pub const SEVERITY: Field = Field::text("severity", "how grave it is: error, warning, info");
