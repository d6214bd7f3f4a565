-- accede: the status of treaties, in one SQLite file.
--
-- The file has two parts. RECORD is one append-only log: who recorded what, when, why and from which
-- source. DERIVED is everything a reader wants, as plain tables and views; `accede rebuild` drops it and
-- makes it again from RECORD, byte for byte. Read DERIVED with any tool; write only with `accede`, because
-- a change made by hand to DERIVED is lost at the next rebuild, and one made to RECORD breaks its chain.
--
-- Needs SQLite 3.40 or newer. application_id is 0x54525459 ("TRTY"); user_version numbers RECORD.
-- Foreign keys hold in every file that accede writes; other tools enforce them only after
-- PRAGMA foreign_keys = ON.
--
-- Days are TEXT, YYYY-MM-DD. Intervals are half-open: `since` is the first day inside, `until` the first day
-- outside; an empty `until` means to this day and on. A column that ends in `_on` is a day.
-- `confidence` is one of verified (seen in a named source), consistent (from knowledge, and every dated count
-- agrees) and unverified (not supported).

-- RECORD

-- log: one row is one entry: a fact as it was recorded, never changed and never removed. A correction is a
-- later entry. The hash chains each entry to the one before it, so that a change anywhere shows in every
-- later hash: SHA-256 over the previous hash (32 bytes; for the first entry the SHA-256 of "accede log"),
-- then recorded seq, recorded_at, recorded_by, kind, body and reason as UTF-8 text, each after its length as
-- eight bytes, big-endian; an absent reason is the length 2^64-1 alone. Other tools cite an entry as @seq.
CREATE TABLE log (
  seq         INTEGER PRIMARY KEY,  -- 1, 2, 3 …: the entry's number, without gaps
  recorded_at TEXT NOT NULL,        -- when, UTC, YYYY-MM-DDThh:mm:ssZ
  recorded_by TEXT NOT NULL,        -- the role that recorded it; cannot be erased, so better not a person's name
  kind        TEXT NOT NULL,        -- what the body is: act, clause, membership …
  body        TEXT NOT NULL,        -- the fact, as JSON with sorted keys and no blanks
  reason      TEXT,                 -- why, where a reason was asked for or given
  hash        TEXT NOT NULL,        -- the chain up to here, 64 hexadecimal digits
  CHECK (json_valid(body)),
  CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN
  SELECT RAISE(ABORT, 'the log is append-only: correct an entry by recording a later one with accede');
END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN
  SELECT RAISE(ABORT, 'the log is append-only: nothing is removed from it');
END;
CREATE TRIGGER log_in_order BEFORE INSERT ON log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) BEGIN
  SELECT RAISE(ABORT, 'the log grows by one entry at a time: seq must be the next number');
END;

-- DERIVED

-- meta: one row is one fact about this file's derivation.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,  -- derivation: the number of the law code that DERIVED was made with
  value TEXT NOT NULL      -- its value
) STRICT, WITHOUT ROWID;

-- status_word: one row is one status that a participant can have under a treaty on a day; exactly one holds.
CREATE TABLE status_word (
  status    TEXT PRIMARY KEY,  -- the word used everywhere
  bound     INTEGER NOT NULL,  -- 1 where the treaty is in force for the participant
  consented INTEGER NOT NULL,  -- 1 where its consent to be bound stands
  meaning   TEXT NOT NULL      -- in the terms of the Vienna Convention on the Law of Treaties (VCLT)
) STRICT, WITHOUT ROWID;
INSERT INTO status_word VALUES
  ('none',           0, 0, 'third State: no act in effect (VCLT art. 2(1)(h))'),
  ('signatory',      0, 0, 'signed, subject to consent (VCLT art. 18(a))'),
  ('signed-ad-ref',  0, 0, 'signed ad referendum, not confirmed (VCLT art. 12(2)(b))'),
  ('unsigned',       0, 0, 'signed, then gave notice not to become a party (VCLT art. 18(a))'),
  ('contracting',    0, 1, 'consented, not yet in force for it (VCLT art. 2(1)(f))'),
  ('party',          1, 1, 'consented and in force for it (VCLT art. 2(1)(g))'),
  ('leaving',        1, 1, 'still bound; denunciation received, not yet effective (VCLT art. 54)'),
  ('former',         0, 0, 'was a party; no longer bound (VCLT art. 70)');

-- act_word: one row is one kind of act: of a participant under a treaty, or of the depositary for the whole treaty.
CREATE TABLE act_word (
  act     TEXT PRIMARY KEY,  -- the word used everywhere
  consent INTEGER NOT NULL,  -- 1 where the act establishes consent to be bound
  letter  TEXT NOT NULL,     -- the mark behind a date in a depositary's table; empty where there is none
  article TEXT NOT NULL      -- article of the VCLT (or of the 1978 or 1986 Vienna Convention), empty: practice
) STRICT, WITHOUT ROWID;
INSERT INTO act_word VALUES
  ('signature',                       0, '',   '18(a)'),
  ('signature-ad-referendum',         0, '',   '12(2)(b)'),
  ('confirmation-of-signature',       0, 'C',  '12(2)(b)'),
  ('definitive-signature',            1, 's',  '12'),
  ('exchange-of-instruments',         1, '',   '13'),
  ('ratification',                    1, '',   '14'),
  ('acceptance',                      1, 'A',  '14(2)'),
  ('approval',                        1, 'AA', '14(2)'),
  ('accession',                       1, 'a',  '15'),
  ('formal-confirmation',             1, 'c',  '14 (1986)'),
  ('succession',                      1, 'd',  '(1978)'),
  ('consent-to-be-bound',             1, 'P',  '11'),
  ('succession-to-signature',         0, 'd',  '(1978)'),
  ('continuity',                      0, '',   ''),
  ('provisional-application',         0, 'n',  '25'),
  ('end-of-provisional-application',  0, '',   '25(2)'),
  ('invitation',                      0, '',   '15'),
  ('unsigning',                       0, '',   '18(a)'),
  ('withdrawal-of-consent',           0, '',   ''),
  ('territorial-extension',           0, '',   '29'),
  ('territorial-exclusion',           0, '',   '29'),
  ('territorial-withdrawal',          0, '',   '29'),
  ('denunciation',                    0, '',   '56'),
  ('withdrawal',                      0, '',   '54'),
  ('revocation-of-denunciation',      0, '',   '68'),
  ('suspension',                      0, '',   '57'),
  ('resumption',                      0, '',   '57'),
  ('cessation',                       0, '',   '54'),
  ('change-of-scope',                 0, '',   '17'),
  ('entry-into-force',                0, '',   '24'),
  ('correction',                      0, '',   '79'),
  ('termination',                     0, '',   '54'),
  ('notification',                    0, '',   '78');

-- source: one row is one place where a fact was read.
CREATE TABLE source (
  code         TEXT PRIMARY KEY,  -- short name; @N for one given in words with entry N
  citation     TEXT NOT NULL,     -- publisher, title and place, in words
  dated        TEXT CHECK (date(dated) IS dated),               -- the date the copy bears; empty: none seen
  retrieved_on TEXT CHECK (date(retrieved_on) IS retrieved_on), -- when it was read; empty: not recorded
  publisher    TEXT,              -- who publishes it; of an imported file
  authority    TEXT,              -- how near that one stands to the acts: depositary, collection, research
  file         TEXT,              -- name of the imported file
  sha256       TEXT,              -- SHA-256 of its bytes, 64 hexadecimal digits
  recorded_seq INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER             -- the log entry that retracted it; empty: it counts
) STRICT, WITHOUT ROWID;

-- ended: one row says that a log entry no longer counts, because a later one replaced or retracted it.
CREATE TABLE ended (
  seq    INTEGER PRIMARY KEY,  -- the entry that no longer counts
  by_seq INTEGER NOT NULL      -- the entry that replaced or retracted it
) STRICT;
CREATE INDEX ended_by ON ended(by_seq);

-- cited: one row says that a log entry rests on a source. An entry that cites only KNOW, the compiler's own
-- knowledge, has no source.
CREATE TABLE cited (
  seq      INTEGER NOT NULL,  -- the log entry
  position INTEGER NOT NULL,  -- 1 for the source named first
  source   TEXT NOT NULL REFERENCES source(code),  -- the source
  PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

-- attestation: one row says that a further source gives an act that was recorded from another one.
CREATE TABLE attestation (
  act            INTEGER NOT NULL,  -- the act
  source         TEXT NOT NULL REFERENCES source(code),  -- the further source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that retracted it; empty: it counts
  PRIMARY KEY (act, source, recorded_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX attestation_by_entry ON attestation(recorded_seq);

-- precedence: one row is a publisher in the order in which the acts of several sources are shown, where they stand side
-- by side. Publishers that are not in it follow: depositaries, what was recorded without one, collections, research.
CREATE TABLE precedence (
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  position       INTEGER NOT NULL,  -- 1 for the publisher that is preferred to all others
  publisher      TEXT NOT NULL,     -- the publisher, as in source
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present order
  PRIMARY KEY (recorded_seq, position)
) STRICT, WITHOUT ROWID;

-- participant: one row is a State, a dissolved State, an organisation or a territory. The key is a stable
-- code: ISO 3166-1, ISO 3166-3 for former States, or our own beginning with X-. Names are dated labels.
CREATE TABLE participant (
  code           TEXT PRIMARY KEY,  -- IE, CSXX, X-SFRY …
  alpha3         TEXT,              -- ISO 3166-1 alpha-3, also of a former State; not unique
  kind           TEXT NOT NULL,     -- state, former-state, organisation, territory
  name           TEXT NOT NULL,     -- short name as it is known now
  official_name  TEXT NOT NULL,     -- full name as it is known now
  exists_from    TEXT CHECK (date(exists_from) IS exists_from),        -- first day; empty: not recorded
  exists_until   TEXT CHECK (date(exists_until) IS exists_until),      -- first day it no longer exists
  un_member_from TEXT CHECK (date(un_member_from) IS un_member_from),  -- admission to the United Nations
  note           TEXT,              -- remarks
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER             -- the log entry that retracted it; empty: it counts
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_name ON participant(name);

-- predecessor: one row says that one participant came from another, and how.
CREATE TABLE predecessor (
  participant  TEXT NOT NULL REFERENCES participant(code),  -- the later one
  predecessor  TEXT NOT NULL REFERENCES participant(code),  -- the earlier one
  kind         TEXT NOT NULL,  -- continues (same seat), separated, succeeds, absorbs, same (an old name only)
  "on"         TEXT CHECK (date("on") IS "on"),  -- the day; empty: not recorded
  confidence   TEXT NOT NULL,  -- verified, consistent, unverified
  recorded_seq INTEGER NOT NULL,  -- the log entry this row comes from
  PRIMARY KEY (participant, predecessor)
) STRICT, WITHOUT ROWID;
CREATE INDEX predecessor_by_earlier ON predecessor(predecessor, kind);

-- name: one row is one name that a participant has or had, or that a list gives it.
CREATE TABLE name (
  folded         TEXT NOT NULL,  -- the name without case, accents and punctuation: what a search compares
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose name
  kind           TEXT NOT NULL,  -- short, official, un, coe, dutch, portuguese (names in their lists), former, alias
  name           TEXT NOT NULL,  -- as written
  since          TEXT CHECK (date(since) IS since),  -- first day of use; empty: not recorded
  until          TEXT CHECK (date(until) IS until),  -- first day no longer in use; empty: in use, or not recorded
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (folded, participant, kind, name, recorded_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_by_participant ON name(participant);

-- participant_group: one row is a set of participants with dated membership.
CREATE TABLE participant_group (
  code         TEXT PRIMARY KEY,  -- EU, COE …
  name         TEXT NOT NULL,     -- in words
  recorded_seq INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER             -- the log entry that retracted it; empty: it counts
) STRICT, WITHOUT ROWID;

-- membership: one row is a membership as it was recorded, half-open. A seat that one State took over from
-- another is recorded on both, as lists print it: count members in seat, not here.
CREATE TABLE membership (
  id             INTEGER PRIMARY KEY,  -- the log entry that recorded it
  group_code     TEXT NOT NULL REFERENCES participant_group(code),  -- the group
  participant    TEXT NOT NULL REFERENCES participant(code),        -- the member
  since          TEXT CHECK (date(since) IS since),        -- first day; empty: not known, then see the window
  earliest       TEXT CHECK (date(earliest) IS earliest),  -- window of an unknown first day: not before
  latest         TEXT CHECK (date(latest) IS latest),      -- window of an unknown first day: not after
  until          TEXT CHECK (date(until) IS until),        -- first day no longer a member; empty: still a member
  note           TEXT,              -- remarks
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT;

-- seat: one row says who was a member of a group from day to day, each seat once: before a State took over
-- a seat it belongs to its predecessor, while that existed.
CREATE TABLE seat (
  group_code  TEXT NOT NULL REFERENCES participant_group(code),  -- the group
  participant TEXT NOT NULL REFERENCES participant(code),        -- the member
  since       TEXT NOT NULL CHECK (date(since) IS since),  -- first day (the end of its window, where that is all we know)
  until       TEXT CHECK (date(until) IS until),           -- first day no longer a member; empty: still a member
  membership  INTEGER NOT NULL REFERENCES membership(id),  -- the recorded membership it comes from
  PRIMARY KEY (group_code, participant, since)
) STRICT, WITHOUT ROWID;

-- treaty: one row is a convention, protocol or amendment with participants of its own.
CREATE TABLE treaty (
  code                TEXT PRIMARY KEY,  -- the depositary's number: CETS 185, UN XVIII-16
  title               TEXT NOT NULL,     -- official title in English
  short_title         TEXT NOT NULL,     -- the name in daily use
  kind                TEXT NOT NULL,     -- convention, protocol …
  parent              TEXT,              -- the treaty it is a protocol to
  depositary          TEXT NOT NULL,     -- who keeps it
  adopted_on          TEXT CHECK (date(adopted_on) IS adopted_on),                    -- text adopted
  opened_on           TEXT CHECK (date(opened_on) IS opened_on),                      -- opened for signature; empty: not recorded
  opened_at           TEXT,                                                           -- where
  signature_closes_on TEXT CHECK (date(signature_closes_on) IS signature_closes_on),  -- last day to sign; empty: stays open
  in_force_on         TEXT CHECK (date(in_force_on) IS in_force_on),                  -- entry into force as published
  announced_on        TEXT CHECK (date(announced_on) IS announced_on),                -- the same, by an act of the depositary
  met_on              TEXT CHECK (date(met_on) IS met_on),                            -- day the conditions were met, by our replay of the threshold
  met_by              INTEGER REFERENCES act(id),                                     -- the instrument that met them; empty: a day alone did
  undetermined_on     TEXT CHECK (date(undetermined_on) IS undetermined_on),          -- first day on which the record cannot tell whether they were met
  computed_on         TEXT CHECK (date(computed_on) IS computed_on),                  -- entry into force by the clause
  ended_on            TEXT CHECK (date(ended_on) IS ended_on),                        -- first day on which it is in force for nobody: its termination
  complete_to         TEXT CHECK (date(complete_to) IS complete_to),                  -- last day up to which the acts were collected
  note                TEXT,              -- which article holds which clause
  confidence          TEXT NOT NULL,     -- verified, consistent, unverified
  recorded_seq        INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq      INTEGER             -- the log entry that retracted it; empty: it counts
) STRICT, WITHOUT ROWID;

-- treaty_name: one row is one name or number by which a treaty is found.
CREATE TABLE treaty_name (
  folded         TEXT NOT NULL,  -- the name without case, accents and punctuation: what a search compares
  treaty         TEXT NOT NULL REFERENCES treaty(code),  -- the treaty
  name           TEXT NOT NULL,     -- as written
  scheme         TEXT,              -- whose number it is: UNTS, UKTS, Wikidata …; empty: a name
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (folded, treaty, recorded_seq)
) STRICT, WITHOUT ROWID;

-- treaty_link: one row says how a treaty stands to another one.
CREATE TABLE treaty_link (
  treaty         TEXT NOT NULL REFERENCES treaty(code),  -- the treaty
  other          TEXT NOT NULL,     -- the other: its code, or its name where it is not in this file
  kind           TEXT NOT NULL,     -- protocol-to, amends, replaces, terminates, implements, requires-party, denounces-on-joining, related
  article        TEXT,              -- where the treaty says so
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (treaty, other, kind, recorded_seq)
) STRICT, WITHOUT ROWID;

-- clause: one row is one rule from a treaty's final clauses, in the notation of docs/clauses.md.
CREATE TABLE clause (
  id             INTEGER PRIMARY KEY,  -- the log entry that recorded it
  treaty         TEXT NOT NULL REFERENCES treaty(code),  -- the treaty
  kind           TEXT NOT NULL,     -- eligibility, requirement, threshold, effect, withdrawal, gap, means, window, cessation, relation …
  applies_to     TEXT NOT NULL,     -- treaty (first group), consent, accession, signature, territory, denunciation …
  rule           TEXT NOT NULL,     -- MF(3), AND(count(5), group(3, COE)) …
  words          TEXT NOT NULL,     -- the rule in plain English
  article        TEXT NOT NULL,     -- where the treaty says so
  note           TEXT,              -- remarks
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT;
CREATE INDEX clause_by_treaty ON clause(treaty);

-- clause_treaty: one row says that a clause refers to another treaty, so that what follows under one depends on the other.
CREATE TABLE clause_treaty (
  other  TEXT NOT NULL,  -- the treaty referred to; it need not be in this file
  treaty TEXT NOT NULL REFERENCES treaty(code),  -- the treaty of the clause
  clause INTEGER NOT NULL REFERENCES clause(id), -- the clause
  PRIMARY KEY (other, treaty, clause)
) STRICT, WITHOUT ROWID;

-- weight: one row is the weight of a participant in a table that a threshold asks for.
CREATE TABLE weight (
  weight_table   TEXT NOT NULL,     -- the table: PARIS …
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose
  weight         TEXT NOT NULL,     -- a decimal number, in the unit of the table
  note           TEXT,              -- remarks
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (weight_table, participant, recorded_seq)
) STRICT, WITHOUT ROWID;

-- act: one row is one act of a participant under a treaty, or of the depositary for the whole treaty. A date that is
-- not known is empty and has a window.
CREATE TABLE act (
  id             INTEGER PRIMARY KEY,  -- the log entry that recorded it
  treaty         TEXT NOT NULL REFERENCES treaty(code),            -- under which treaty
  participant    TEXT REFERENCES participant(code),                -- whose act, as the depositary's table has it; empty: for the whole treaty
  act            TEXT NOT NULL REFERENCES act_word(act),           -- signature, ratification …
  date           TEXT CHECK (date(date) IS date),                  -- day of the act (deposit, receipt); empty: not known
  earliest       TEXT CHECK (date(earliest) IS earliest),          -- window of an unknown day: not before
  latest         TEXT CHECK (date(latest) IS latest),              -- window of an unknown day: not after; it counts from here
  notified_on    TEXT CHECK (date(notified_on) IS notified_on),    -- day on which the depositary notified it, where a clause runs from that
  effective_on   TEXT CHECK (date(effective_on) IS effective_on),  -- day of effect as published: in force for it, or ended
  computed_on    TEXT CHECK (date(computed_on) IS computed_on),    -- day of effect by the clause, kept beside the published one
  computed_by    INTEGER REFERENCES clause(id),                    -- the clause that gives it
  counts_from    TEXT CHECK (date(counts_from) IS counts_from),    -- day of effect that counts: published for it or for the treaty, else by the clause
  estimated      INTEGER NOT NULL,                                 -- 1 where computed_on is only the earliest possible day: notified_on is not recorded
  done_by        TEXT REFERENCES participant(code),                -- who did it: a union of States that has since ended, or the participant
  territory      TEXT REFERENCES participant(code),                -- the territory concerned
  scope          TEXT,              -- the part of the treaty concerned, in words; empty: the whole
  note           TEXT,              -- remarks
  forced         TEXT,              -- what was refused and recorded all the same; the reason stands in the log
  withdrawn      INTEGER NOT NULL,  -- 1 where the source shows that it was withdrawn since, on a day that it does not give
  flag           TEXT,              -- what its source could not tell of it, or what was unusual in it when it was recorded
  beside         INTEGER,           -- the act of another source that tells of the same event, where there was one
  shown_as       INTEGER,           -- the act that is shown and counts in its place; empty: this one does
  raw_name       TEXT,              -- the participant as it is named in the imported file
  raw_header     TEXT,              -- the heading of the column there
  raw_cell       TEXT,              -- the cell there
  raw_place      TEXT,              -- where that cell stands there, line:column
  remark         TEXT,              -- what is unusual in it, judged at its own day against the acts before it
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone or nothing: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT;
CREATE INDEX act_by_treaty ON act(treaty, participant, date);
CREATE INDEX act_by_participant ON act(participant, treaty, date);
CREATE INDEX act_by_day ON act(coalesce(date, latest));
CREATE INDEX act_beside ON act(treaty) WHERE beside IS NOT NULL;

-- reservation: one row is a reservation, declaration, objection or other statement of a participant under a treaty.
CREATE TABLE reservation (
  id             INTEGER PRIMARY KEY,  -- the log entry that recorded it
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- under which treaty
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose
  kind           TEXT NOT NULL,     -- what its author calls it: reservation, declaration, authority, territorial, communication,
                                    -- withdrawal, confirmation, renewal, objection, acceptance, objection-to-accession,
                                    -- acceptance-of-accession
  articles       TEXT,              -- articles concerned, separated by ;
  date           TEXT CHECK (date(date) IS date),                  -- day; empty: not known, then it counts from latest
  earliest       TEXT CHECK (date(earliest) IS earliest),          -- window of an unknown day: not before
  latest         TEXT CHECK (date(latest) IS latest),              -- window of an unknown day: not after
  notified_on    TEXT CHECK (date(notified_on) IS notified_on),    -- day on which the depositary circulated it
  effective_on   TEXT CHECK (date(effective_on) IS effective_on),  -- day of effect as published
  lapses_on      TEXT CHECK (date(lapses_on) IS lapses_on),        -- first day it no longer stands unless it is renewed
  withdrawn_on   TEXT CHECK (date(withdrawn_on) IS withdrawn_on),  -- first day it no longer stands: withdrawn, or lapsed
  ended_by       INTEGER,           -- the withdrawal that ended it; empty: none, or it lapsed
  refers_to      INTEGER,           -- the earlier statement that it withdraws, confirms, renews, objects to or accepts
  towards        TEXT REFERENCES participant(code),           -- whom it is addressed to: whose accession it objects to …
  territory      TEXT REFERENCES participant(code),           -- the territory concerned
  stance         TEXT,              -- how an objection is meant: simple, precluding, severing; empty: simple
  character      TEXT,              -- what it amounts to, where that is another kind than its author calls it
  late           INTEGER NOT NULL,  -- 1 where it was made known to be late: after the consent of its author
  summary        TEXT NOT NULL,     -- what it says, in our words
  text           TEXT,              -- its text, in the words of its author
  note           TEXT,              -- remarks
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone or nothing: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT;
CREATE INDEX reservation_by_treaty ON reservation(treaty, participant, kind, superseded_seq, date, earliest, latest, withdrawn_on);
CREATE INDEX reservation_by_participant ON reservation(participant, treaty);

-- claim: one row is a statement that somebody published about status, kept as published, to be checked.
CREATE TABLE claim (
  code           TEXT PRIMARY KEY,  -- CL001 …
  as_of          TEXT NOT NULL CHECK (date(as_of) IS as_of),  -- the day it speaks of
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  group_code     TEXT REFERENCES participant_group(code),     -- the group it is limited to; empty: none
  claim          TEXT NOT NULL,     -- party-count, not-party, signature-count …
  value          TEXT NOT NULL,     -- the figure or the codes that were published
  note           TEXT,              -- remarks
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT, WITHOUT ROWID;

-- eligibility: one row says that from day to day a participant may become a party to a treaty, and by which
-- clause. Never before the treaty was opened.
CREATE TABLE eligibility (
  treaty      TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),  -- who may
  since       TEXT NOT NULL CHECK (date(since) IS since),  -- first day
  until       TEXT CHECK (date(until) IS until),           -- first day no longer; empty: still may
  clause      INTEGER NOT NULL REFERENCES clause(id),      -- why
  PRIMARY KEY (treaty, participant, since, clause)
) STRICT, WITHOUT ROWID;

-- spell: one row is an interval [since, until) in which one participant has one status under one treaty. From
-- the first act on there is no gap and no overlap; before it, and where there is no row, the status is none.
CREATE TABLE spell (
  treaty      TEXT NOT NULL REFERENCES treaty(code),         -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),    -- the participant
  since       TEXT NOT NULL CHECK (date(since) IS since),    -- first day
  until       TEXT CHECK (date(until) IS until),             -- first day no longer; empty: no end is known
  status      TEXT NOT NULL REFERENCES status_word(status),  -- the status on each of these days
  uncertain   INTEGER NOT NULL,                   -- 1 inside the window of an act whose day is not known
  signature   INTEGER REFERENCES act(id),         -- the signature that stands, or stood until consent
  consent     INTEGER REFERENCES act(id),         -- the consent that stands; for a former party, stood
  exit        INTEGER REFERENCES act(id),         -- the denunciation, withdrawal or cessation that counts
  opened_by   INTEGER REFERENCES act(id),         -- the act that opened this spell; for one opened by time alone, the act whose effect it is
  closed_by   INTEGER REFERENCES act(id),         -- the act that closed it, or whose effect closes it; empty: none, or the end of the participant
  PRIMARY KEY (treaty, participant, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX spell_by_participant ON spell(participant);

-- mode: one row is an interval [since, until) in which, beside its status, a treaty applies to a participant in some
-- mode; several can hold on one day.
CREATE TABLE mode (
  treaty      TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),  -- the participant
  mode        TEXT NOT NULL,             -- provisional (VCLT art. 25), suspended (art. 57), partial (art. 17)
  since       TEXT NOT NULL CHECK (date(since) IS since),  -- first day
  until       TEXT CHECK (date(until) IS until),           -- first day no longer; empty: no end is known
  opened_by   INTEGER NOT NULL REFERENCES act(id),         -- the act that began it
  scope       TEXT,                      -- the part of the treaty concerned, in words; empty: the whole
  PRIMARY KEY (treaty, participant, mode, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX mode_by_participant ON mode(participant);

-- status_today: one row is one participant's status under one treaty today (UTC), with its acts.
CREATE VIEW status_today AS
SELECT s.treaty, s.participant, p.name, s.status,
       coalesce(g.date, g.latest) AS signed_on,
       c.act AS consent, coalesce(c.date, c.latest) AS consented_on,
       c.counts_from AS in_force_on,
       s.uncertain
FROM spell s
JOIN participant p ON p.code = s.participant
LEFT JOIN act g ON g.id = s.signature
LEFT JOIN act c ON c.id = s.consent
WHERE s.since <= date('now') AND (s.until IS NULL OR s.until > date('now'))
ORDER BY s.treaty, p.name;

-- party_count: one row is one treaty's counts today (UTC); every count says what it counts. Treaties whose acts have not
-- been collected are left out: nothing is known of them.
CREATE VIEW party_count AS
SELECT t.code AS treaty, t.short_title,
       count(s.signature) AS signed,
       sum(s.status IS 'signatory' OR s.status IS 'signed-ad-ref') AS signatories,
       coalesce(sum(w.consented), 0) AS consented,
       sum(s.status IS 'contracting') AS contracting,
       coalesce(sum(w.bound), 0) AS bound
FROM treaty t
LEFT JOIN spell s ON s.treaty = t.code
  AND s.since <= date('now') AND (s.until IS NULL OR s.until > date('now'))
LEFT JOIN status_word w ON w.status = s.status
WHERE t.complete_to IS NOT NULL OR EXISTS (SELECT 1 FROM act a WHERE a.treaty = t.code)
GROUP BY t.code;

-- pending_today: one row is one participant that may become a party to a treaty, or has signed it, and has
-- not consented today (UTC). Treaties whose acts have not been collected are left out: nothing is known of them.
CREATE VIEW pending_today AS
SELECT t.code AS treaty, p.code AS participant, p.name, coalesce(s.status, 'none') AS status,
       coalesce(g.date, g.latest) AS signed_on
FROM treaty t
JOIN participant p ON p.superseded_seq IS NULL
LEFT JOIN spell s ON s.treaty = t.code AND s.participant = p.code
  AND s.since <= date('now') AND (s.until IS NULL OR s.until > date('now'))
LEFT JOIN status_word w ON w.status = s.status
LEFT JOIN act g ON g.id = s.signature
WHERE coalesce(w.consented, 0) = 0
  AND (t.complete_to IS NOT NULL OR EXISTS (SELECT 1 FROM act a WHERE a.treaty = t.code))
  AND (s.signature IS NOT NULL OR EXISTS (
    SELECT 1 FROM eligibility e
    WHERE e.treaty = t.code AND e.participant = p.code
      AND e.since <= date('now') AND (e.until IS NULL OR e.until > date('now'))))
ORDER BY t.code, p.name;

-- Railings: DERIVED is made from the log, so that a change made here by hand would be lost.
CREATE TRIGGER meta_no_insert BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'meta is derived from the log: use accede record'); END;
CREATE TRIGGER meta_no_update BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'meta is derived from the log: use accede record'); END;
CREATE TRIGGER meta_no_delete BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'meta is derived from the log: use accede record'); END;
CREATE TRIGGER status_word_no_insert BEFORE INSERT ON status_word BEGIN SELECT RAISE(ABORT, 'status_word is derived from the log: use accede record'); END;
CREATE TRIGGER status_word_no_update BEFORE UPDATE ON status_word BEGIN SELECT RAISE(ABORT, 'status_word is derived from the log: use accede record'); END;
CREATE TRIGGER status_word_no_delete BEFORE DELETE ON status_word BEGIN SELECT RAISE(ABORT, 'status_word is derived from the log: use accede record'); END;
CREATE TRIGGER act_word_no_insert BEFORE INSERT ON act_word BEGIN SELECT RAISE(ABORT, 'act_word is derived from the log: use accede record'); END;
CREATE TRIGGER act_word_no_update BEFORE UPDATE ON act_word BEGIN SELECT RAISE(ABORT, 'act_word is derived from the log: use accede record'); END;
CREATE TRIGGER act_word_no_delete BEFORE DELETE ON act_word BEGIN SELECT RAISE(ABORT, 'act_word is derived from the log: use accede record'); END;
CREATE TRIGGER source_no_insert BEFORE INSERT ON source BEGIN SELECT RAISE(ABORT, 'source is derived from the log: use accede record'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'source is derived from the log: use accede record'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'source is derived from the log: use accede record'); END;
CREATE TRIGGER ended_no_insert BEFORE INSERT ON ended BEGIN SELECT RAISE(ABORT, 'ended is derived from the log: use accede record'); END;
CREATE TRIGGER ended_no_update BEFORE UPDATE ON ended BEGIN SELECT RAISE(ABORT, 'ended is derived from the log: use accede record'); END;
CREATE TRIGGER ended_no_delete BEFORE DELETE ON ended BEGIN SELECT RAISE(ABORT, 'ended is derived from the log: use accede record'); END;
CREATE TRIGGER cited_no_insert BEFORE INSERT ON cited BEGIN SELECT RAISE(ABORT, 'cited is derived from the log: use accede record'); END;
CREATE TRIGGER cited_no_update BEFORE UPDATE ON cited BEGIN SELECT RAISE(ABORT, 'cited is derived from the log: use accede record'); END;
CREATE TRIGGER cited_no_delete BEFORE DELETE ON cited BEGIN SELECT RAISE(ABORT, 'cited is derived from the log: use accede record'); END;
CREATE TRIGGER attestation_no_insert BEFORE INSERT ON attestation BEGIN SELECT RAISE(ABORT, 'attestation is derived from the log: use accede record'); END;
CREATE TRIGGER attestation_no_update BEFORE UPDATE ON attestation BEGIN SELECT RAISE(ABORT, 'attestation is derived from the log: use accede record'); END;
CREATE TRIGGER attestation_no_delete BEFORE DELETE ON attestation BEGIN SELECT RAISE(ABORT, 'attestation is derived from the log: use accede record'); END;
CREATE TRIGGER precedence_no_insert BEFORE INSERT ON precedence BEGIN SELECT RAISE(ABORT, 'precedence is derived from the log: use accede record'); END;
CREATE TRIGGER precedence_no_update BEFORE UPDATE ON precedence BEGIN SELECT RAISE(ABORT, 'precedence is derived from the log: use accede record'); END;
CREATE TRIGGER precedence_no_delete BEFORE DELETE ON precedence BEGIN SELECT RAISE(ABORT, 'precedence is derived from the log: use accede record'); END;
CREATE TRIGGER participant_no_insert BEFORE INSERT ON participant BEGIN SELECT RAISE(ABORT, 'participant is derived from the log: use accede record'); END;
CREATE TRIGGER participant_no_update BEFORE UPDATE ON participant BEGIN SELECT RAISE(ABORT, 'participant is derived from the log: use accede record'); END;
CREATE TRIGGER participant_no_delete BEFORE DELETE ON participant BEGIN SELECT RAISE(ABORT, 'participant is derived from the log: use accede record'); END;
CREATE TRIGGER predecessor_no_insert BEFORE INSERT ON predecessor BEGIN SELECT RAISE(ABORT, 'predecessor is derived from the log: use accede record'); END;
CREATE TRIGGER predecessor_no_update BEFORE UPDATE ON predecessor BEGIN SELECT RAISE(ABORT, 'predecessor is derived from the log: use accede record'); END;
CREATE TRIGGER predecessor_no_delete BEFORE DELETE ON predecessor BEGIN SELECT RAISE(ABORT, 'predecessor is derived from the log: use accede record'); END;
CREATE TRIGGER name_no_insert BEFORE INSERT ON name BEGIN SELECT RAISE(ABORT, 'name is derived from the log: use accede record'); END;
CREATE TRIGGER name_no_update BEFORE UPDATE ON name BEGIN SELECT RAISE(ABORT, 'name is derived from the log: use accede record'); END;
CREATE TRIGGER name_no_delete BEFORE DELETE ON name BEGIN SELECT RAISE(ABORT, 'name is derived from the log: use accede record'); END;
CREATE TRIGGER participant_group_no_insert BEFORE INSERT ON participant_group BEGIN SELECT RAISE(ABORT, 'participant_group is derived from the log: use accede record'); END;
CREATE TRIGGER participant_group_no_update BEFORE UPDATE ON participant_group BEGIN SELECT RAISE(ABORT, 'participant_group is derived from the log: use accede record'); END;
CREATE TRIGGER participant_group_no_delete BEFORE DELETE ON participant_group BEGIN SELECT RAISE(ABORT, 'participant_group is derived from the log: use accede record'); END;
CREATE TRIGGER membership_no_insert BEFORE INSERT ON membership BEGIN SELECT RAISE(ABORT, 'membership is derived from the log: use accede record'); END;
CREATE TRIGGER membership_no_update BEFORE UPDATE ON membership BEGIN SELECT RAISE(ABORT, 'membership is derived from the log: use accede record'); END;
CREATE TRIGGER membership_no_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'membership is derived from the log: use accede record'); END;
CREATE TRIGGER seat_no_insert BEFORE INSERT ON seat BEGIN SELECT RAISE(ABORT, 'seat is derived from the log: use accede record'); END;
CREATE TRIGGER seat_no_update BEFORE UPDATE ON seat BEGIN SELECT RAISE(ABORT, 'seat is derived from the log: use accede record'); END;
CREATE TRIGGER seat_no_delete BEFORE DELETE ON seat BEGIN SELECT RAISE(ABORT, 'seat is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_no_insert BEFORE INSERT ON treaty BEGIN SELECT RAISE(ABORT, 'treaty is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_no_update BEFORE UPDATE ON treaty BEGIN SELECT RAISE(ABORT, 'treaty is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_no_delete BEFORE DELETE ON treaty BEGIN SELECT RAISE(ABORT, 'treaty is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_name_no_insert BEFORE INSERT ON treaty_name BEGIN SELECT RAISE(ABORT, 'treaty_name is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_name_no_update BEFORE UPDATE ON treaty_name BEGIN SELECT RAISE(ABORT, 'treaty_name is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_name_no_delete BEFORE DELETE ON treaty_name BEGIN SELECT RAISE(ABORT, 'treaty_name is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_link_no_insert BEFORE INSERT ON treaty_link BEGIN SELECT RAISE(ABORT, 'treaty_link is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_link_no_update BEFORE UPDATE ON treaty_link BEGIN SELECT RAISE(ABORT, 'treaty_link is derived from the log: use accede record'); END;
CREATE TRIGGER treaty_link_no_delete BEFORE DELETE ON treaty_link BEGIN SELECT RAISE(ABORT, 'treaty_link is derived from the log: use accede record'); END;
CREATE TRIGGER clause_no_insert BEFORE INSERT ON clause BEGIN SELECT RAISE(ABORT, 'clause is derived from the log: use accede record'); END;
CREATE TRIGGER clause_no_update BEFORE UPDATE ON clause BEGIN SELECT RAISE(ABORT, 'clause is derived from the log: use accede record'); END;
CREATE TRIGGER clause_no_delete BEFORE DELETE ON clause BEGIN SELECT RAISE(ABORT, 'clause is derived from the log: use accede record'); END;
CREATE TRIGGER clause_treaty_no_insert BEFORE INSERT ON clause_treaty BEGIN SELECT RAISE(ABORT, 'clause_treaty is derived from the log: use accede record'); END;
CREATE TRIGGER clause_treaty_no_update BEFORE UPDATE ON clause_treaty BEGIN SELECT RAISE(ABORT, 'clause_treaty is derived from the log: use accede record'); END;
CREATE TRIGGER clause_treaty_no_delete BEFORE DELETE ON clause_treaty BEGIN SELECT RAISE(ABORT, 'clause_treaty is derived from the log: use accede record'); END;
CREATE TRIGGER weight_no_insert BEFORE INSERT ON weight BEGIN SELECT RAISE(ABORT, 'weight is derived from the log: use accede record'); END;
CREATE TRIGGER weight_no_update BEFORE UPDATE ON weight BEGIN SELECT RAISE(ABORT, 'weight is derived from the log: use accede record'); END;
CREATE TRIGGER weight_no_delete BEFORE DELETE ON weight BEGIN SELECT RAISE(ABORT, 'weight is derived from the log: use accede record'); END;
CREATE TRIGGER act_no_insert BEFORE INSERT ON act BEGIN SELECT RAISE(ABORT, 'act is derived from the log: use accede record'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'act is derived from the log: use accede record'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'act is derived from the log: use accede record'); END;
CREATE TRIGGER reservation_no_insert BEFORE INSERT ON reservation BEGIN SELECT RAISE(ABORT, 'reservation is derived from the log: use accede record'); END;
CREATE TRIGGER reservation_no_update BEFORE UPDATE ON reservation BEGIN SELECT RAISE(ABORT, 'reservation is derived from the log: use accede record'); END;
CREATE TRIGGER reservation_no_delete BEFORE DELETE ON reservation BEGIN SELECT RAISE(ABORT, 'reservation is derived from the log: use accede record'); END;
CREATE TRIGGER claim_no_insert BEFORE INSERT ON claim BEGIN SELECT RAISE(ABORT, 'claim is derived from the log: use accede record'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'claim is derived from the log: use accede record'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'claim is derived from the log: use accede record'); END;
CREATE TRIGGER eligibility_no_insert BEFORE INSERT ON eligibility BEGIN SELECT RAISE(ABORT, 'eligibility is derived from the log: use accede record'); END;
CREATE TRIGGER eligibility_no_update BEFORE UPDATE ON eligibility BEGIN SELECT RAISE(ABORT, 'eligibility is derived from the log: use accede record'); END;
CREATE TRIGGER eligibility_no_delete BEFORE DELETE ON eligibility BEGIN SELECT RAISE(ABORT, 'eligibility is derived from the log: use accede record'); END;
CREATE TRIGGER spell_no_insert BEFORE INSERT ON spell BEGIN SELECT RAISE(ABORT, 'spell is derived from the log: use accede record'); END;
CREATE TRIGGER spell_no_update BEFORE UPDATE ON spell BEGIN SELECT RAISE(ABORT, 'spell is derived from the log: use accede record'); END;
CREATE TRIGGER spell_no_delete BEFORE DELETE ON spell BEGIN SELECT RAISE(ABORT, 'spell is derived from the log: use accede record'); END;
CREATE TRIGGER mode_no_insert BEFORE INSERT ON mode BEGIN SELECT RAISE(ABORT, 'mode is derived from the log: use accede record'); END;
CREATE TRIGGER mode_no_update BEFORE UPDATE ON mode BEGIN SELECT RAISE(ABORT, 'mode is derived from the log: use accede record'); END;
CREATE TRIGGER mode_no_delete BEFORE DELETE ON mode BEGIN SELECT RAISE(ABORT, 'mode is derived from the log: use accede record'); END;
