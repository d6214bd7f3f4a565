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
--
-- accede fills it and guards it. In a file that accede makes, each table below has three triggers more, which refuse what
-- others would write: NAME_no_insert, NAME_no_update, NAME_no_delete, with the message "NAME is derived from the log: use
-- accede record".

-- meta: one row is one fact about this file's derivation. Where head is not the newest entry of the log, or derivation not the
-- number of accede's own law, the tables below do not follow from the log: accede rebuild makes them anew.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,  -- derivation: the number of the law code that DERIVED was made with; head: the newest entry that it reflects
  value TEXT NOT NULL      -- its value; of head the number of the entry, a colon and its hash
) STRICT, WITHOUT ROWID;

-- DERIVED: vocabulary
--
-- The words that the program uses; accede writes the rows.

-- status_word: one row is one status that a participant can have under a treaty on a day; exactly one holds.
CREATE TABLE status_word (
  status    TEXT PRIMARY KEY,  -- the word used everywhere
  bound     INTEGER NOT NULL,  -- 1 where the treaty is in force for the participant
  consented INTEGER NOT NULL,  -- 1 where its consent to be bound stands
  meaning   TEXT NOT NULL      -- in the terms of the Vienna Convention on the Law of Treaties (VCLT)
) STRICT, WITHOUT ROWID;

-- act_word: one row is one kind of act: of a participant under a treaty, or of the depositary for the whole treaty.
CREATE TABLE act_word (
  act     TEXT PRIMARY KEY,  -- the word used everywhere
  consent INTEGER NOT NULL,  -- 1 where the act establishes consent to be bound
  letter  TEXT NOT NULL,     -- the mark behind a date in a depositary's table; empty where there is none
  article TEXT NOT NULL      -- article of the VCLT (or of the 1978 or 1986 Vienna Convention), empty: practice
) STRICT, WITHOUT ROWID;

-- DERIVED: as recorded
--
-- The registers: what the entries of the log say, every version or the newest. Which columns follow by law stands beside
-- them.

-- source: one row is one place where a fact was read.
CREATE TABLE source (
  code         TEXT PRIMARY KEY,  -- short name; @N for one given in words with entry N
  citation     TEXT NOT NULL,     -- publisher, title and place, in words
  dated        TEXT CHECK (date(dated) IS dated),               -- the date the copy bears; of an imported file the day whose status it gives; empty: none seen
  retrieved_on TEXT CHECK (date(retrieved_on) IS retrieved_on), -- when it was read; empty: not recorded
  publisher    TEXT,              -- who publishes it; of an imported file
  authority    TEXT,              -- how near that one stands to the acts: depositary, collection, research
  file         TEXT,              -- name of the imported file
  sha256       TEXT,              -- SHA-256 of its bytes, 64 hexadecimal digits
  size         INTEGER,           -- how many bytes it has; empty: it was not fetched
  address      TEXT,              -- the address that it was fetched from; empty: it was no file of another machine
  etag         TEXT,              -- by which the server told this state of it from others; empty: it did not, or not all of it was taken in
  reader       TEXT,              -- the reader or shipped map that read it; empty: it was not fetched, or is not to be asked again
  treaty       TEXT,              -- the treaty that it was told to be about
  recorded_seq INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER             -- the log entry that retracted it; empty: it counts
) STRICT, WITHOUT ROWID;

-- batch: one row is a batch: entries that were recorded together, such as those of the seed or of an imported file.
CREATE TABLE batch (
  recorded_seq   INTEGER PRIMARY KEY,  -- the log entry that begins it
  name           TEXT NOT NULL,        -- name of the file or register
  entries        INTEGER NOT NULL,     -- number of entries that follow
  superseded_seq INTEGER               -- the log entry that retracted it; empty: it counts
) STRICT;

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
  code           TEXT PRIMARY KEY,  -- stable code: IE, CSXX, X-SFRY …
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
  kind         TEXT NOT NULL,  -- continues (the same State), separated, succeeds, independent, unites, absorbs, same (an old code only)
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
  kind           TEXT NOT NULL,  -- short, official, un, coe (names in their lists), former, alias, or the tag of a language (BCP 47): fr, pt-PT
  name           TEXT NOT NULL,  -- as written
  since          TEXT CHECK (date(since) IS since),  -- first day of use; empty: not recorded
  until          TEXT CHECK (date(until) IS until),  -- first day no longer in use; empty: in use, or not recorded
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (folded, participant, kind, name, recorded_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_by_participant ON name(participant, kind, since);

-- state_number: one row is the number that a list of States gives a participant, for a run of years. The years are those
-- of the list. Where its number runs on through the end of a State, each participant has the years in which it existed,
-- and in the year of the change both have the number. Years in which the list does not have a State stand in no row.
CREATE TABLE state_number (
  scheme         TEXT NOT NULL,     -- whose list: COW (Correlates of War), GW (Gleditsch and Ward)
  number         INTEGER NOT NULL,  -- the number in that list
  first_year     INTEGER NOT NULL,  -- first year in which it is in that list under this participant
  last_year      INTEGER,           -- last such year; empty: to the end of the list
  participant    TEXT REFERENCES participant(code),  -- whose; empty: a State that is no participant here, or that the note names
  abbreviation   TEXT NOT NULL,     -- the list's three letters for it
  name           TEXT NOT NULL,     -- the list's name of it
  note           TEXT,              -- remarks: what was split or assigned here, and on which ground
  confidence     TEXT NOT NULL,     -- verified, consistent, unverified
  sources        TEXT NOT NULL,     -- codes of its sources separated by ;, as in cited; KNOW alone: no source
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER,           -- the log entry that replaced it; empty: this is the present version
  PRIMARY KEY (scheme, number, first_year, recorded_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX state_number_by_participant ON state_number(participant);

-- participant_group: one row is a set of participants with dated membership.
CREATE TABLE participant_group (
  code         TEXT PRIMARY KEY,  -- short name: EU, COE …
  name         TEXT NOT NULL,     -- name in words
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

-- treaty: one row is a convention, protocol or amendment with participants of its own.
CREATE TABLE treaty (
  code                TEXT PRIMARY KEY,  -- the depositary's number: CETS 185, UN XVIII-16
  title               TEXT NOT NULL,     -- official title in English
  short_title         TEXT NOT NULL,     -- the name in daily use
  kind                TEXT NOT NULL,     -- convention, protocol …
  subject             TEXT,              -- what it is about, in a word or two: treaties are grouped by it
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
  statements_complete_to TEXT CHECK (date(statements_complete_to) IS statements_complete_to),  -- last day up to which the statements were collected, all of them
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
  rule           TEXT NOT NULL,     -- the rule in the notation of docs/clauses.md: MF(3), AND(count(5), group(3, COE)) …
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

-- weight: one row is the weight of a participant in a table that a threshold asks for, from a day on. On any day that counts
-- which began last.
CREATE TABLE weight (
  weight_table   TEXT NOT NULL,     -- the table: PARIS …
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose
  weight         TEXT NOT NULL,     -- a decimal number, in the unit of the table
  since          TEXT CHECK (date(since) IS since),  -- first day on which it weighs that; empty: always
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
  waits_for      TEXT,              -- what it waits for before it takes effect, in words; a published day of effect ends that
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
CREATE INDEX act_beside ON act(treaty) WHERE beside IS NOT NULL;

-- reservation: one row is a reservation, declaration, objection or other statement of a participant under a treaty.
CREATE TABLE reservation (
  id             INTEGER PRIMARY KEY,  -- the log entry that recorded it
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- under which treaty
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose
  kind           TEXT NOT NULL,     -- what its author calls it: reservation, declaration, authority, territorial, communication,
                                    -- withdrawal-of-statement, confirmation, renewal, objection, acceptance-of-reservation,
                                    -- objection-to-accession, acceptance-of-accession
  articles       TEXT,              -- articles concerned, separated by ;
  date           TEXT CHECK (date(date) IS date),                  -- day; empty: not known, then it counts from latest
  earliest       TEXT CHECK (date(earliest) IS earliest),          -- window of an unknown day: not before
  latest         TEXT CHECK (date(latest) IS latest),              -- window of an unknown day: not after
  notified_on    TEXT CHECK (date(notified_on) IS notified_on),    -- day on which the depositary circulated it
  effective_on   TEXT CHECK (date(effective_on) IS effective_on),  -- day of effect as published
  lapses_on      TEXT CHECK (date(lapses_on) IS lapses_on),        -- first day it no longer stands unless it is renewed
  withdrawn_on   TEXT CHECK (date(withdrawn_on) IS withdrawn_on),  -- first day it no longer stands: withdrawn, lapsed, or its author no longer a party
  ended_by       INTEGER,           -- the withdrawal that ended it; empty: none, or it lapsed
  stands_from    TEXT CHECK (date(stands_from) IS stands_from),    -- first day on which it has effect; empty: not known, or it never has
  stands_until   TEXT CHECK (date(stands_until) IS stands_until),  -- first day on which it has none: withdrawn, lapsed, or a reservation not confirmed with the consent
  acceptance     TEXT,              -- whether a reservation that came late, or needs it by a clause, is accepted: accepted, awaited, fell; empty: it needs no acceptance
  decided_on     TEXT CHECK (date(decided_on) IS decided_on),      -- the day on which it is accepted, or came to nothing; before it, it is pending; empty: not known
  refers_to      INTEGER,           -- the earlier statement that it withdraws, confirms, renews, objects to or accepts
  towards        TEXT REFERENCES participant(code),           -- whom it is addressed to: whose accession it objects to …
  territory      TEXT REFERENCES participant(code),           -- the territory concerned
  stance         TEXT,              -- how an objection is meant: simple, precluding, severing; empty: simple
  about          TEXT,              -- what it objects to or accepts, as its author calls that: reservation, declaration
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

-- claim: one row is a statement that somebody published about status, kept as published, to be checked.
CREATE TABLE claim (
  code           TEXT PRIMARY KEY,  -- short name: CL001 …
  as_of          TEXT NOT NULL CHECK (date(as_of) IS as_of),  -- the day it speaks of
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  group_code     TEXT REFERENCES participant_group(code),     -- the group it is limited to; empty: none
  claim          TEXT NOT NULL,     -- what sort of claim: party-count, not-party, signature-count …
  value          TEXT NOT NULL,     -- the figure or the codes that were published
  note           TEXT,              -- remarks
  recorded_seq   INTEGER NOT NULL,  -- the log entry this row comes from
  superseded_seq INTEGER            -- the log entry that replaced it; empty: this is the present version
) STRICT, WITHOUT ROWID;

-- DERIVED: by law
--
-- What follows from the registers. Its days are made from days already read, so that no CHECK repeats their form.

-- seat: one row says who was a member of a group from day to day, each seat once: before a State took over
-- a seat it belongs to its predecessor, while that existed.
CREATE TABLE seat (
  group_code  TEXT NOT NULL REFERENCES participant_group(code),  -- the group
  participant TEXT NOT NULL REFERENCES participant(code),        -- the member
  since       TEXT NOT NULL,                                     -- first day (the end of its window, where that is all we know)
  until       TEXT,                                              -- first day no longer a member; empty: still a member
  membership  INTEGER NOT NULL REFERENCES membership(id),        -- the recorded membership it comes from
  PRIMARY KEY (group_code, participant, since)
) STRICT, WITHOUT ROWID;

-- territory_tie: one row says whose territory a participant was on which days: by the remark on it, by the territory of which
-- it was a part, and by the State of which it became independent. Its sources are those of the participant, and of predecessor.
CREATE TABLE territory_tie (
  participant TEXT NOT NULL REFERENCES participant(code),  -- the territory, or a State that was one before it began
  position    INTEGER NOT NULL,                            -- 1 for the first in time
  state       TEXT NOT NULL REFERENCES participant(code),  -- the State whose it was
  since       TEXT,                                        -- first day; empty: not recorded, and taken to be before all
  until       TEXT,                                        -- first day no longer; empty: still
  part_of     TEXT REFERENCES participant(code),           -- the territory of which it was a part at first, until the day that predecessor gives
  PRIMARY KEY (participant, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX territory_tie_by_state ON territory_tie(state);

-- eligibility: one row says that from day to day a participant may become a party to a treaty, and by which
-- clause. Never before the treaty was opened.
CREATE TABLE eligibility (
  treaty      TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),  -- who may
  since       TEXT NOT NULL,                               -- first day
  until       TEXT,                                        -- first day no longer; empty: still may
  clause      INTEGER NOT NULL REFERENCES clause(id),      -- why
  PRIMARY KEY (treaty, participant, since, clause)
) STRICT, WITHOUT ROWID;

-- spell: one row is an interval [since, until) in which one participant has one status under one treaty. From
-- the first act on there is no gap and no overlap; before it, and where there is no row, the status is none.
CREATE TABLE spell (
  treaty      TEXT NOT NULL REFERENCES treaty(code),         -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),    -- the participant
  since       TEXT NOT NULL,                                 -- first day
  until       TEXT,                                          -- first day no longer; empty: no end is known
  status      TEXT NOT NULL REFERENCES status_word(status),  -- the status on each of these days
  uncertain   INTEGER NOT NULL,                              -- 1 inside the window of an act whose day is not known
  signature   INTEGER REFERENCES act(id),                    -- the signature that stands, or stood until consent
  consent     INTEGER REFERENCES act(id),                    -- the consent that stands; for a former party, stood
  exit        INTEGER REFERENCES act(id),                    -- the denunciation, withdrawal or cessation that counts
  opened_by   INTEGER REFERENCES act(id),                    -- the act that opened this spell; for one opened by time alone, the act whose effect it is
  closed_by   INTEGER REFERENCES act(id),                    -- the act that closed it, or whose effect closes it; empty: none, or the end of the participant
  PRIMARY KEY (treaty, participant, since)
) STRICT, WITHOUT ROWID;

-- mode: one row is an interval [since, until) in which, beside its status, a treaty applies to a participant in some
-- mode; several can hold on one day.
CREATE TABLE mode (
  treaty      TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant TEXT NOT NULL REFERENCES participant(code),  -- the participant
  mode        TEXT NOT NULL,                               -- provisional (VCLT art. 25), suspended (art. 57), partial (art. 17); bound without its own consent: as-amended (art. 40(5), or a clause), through-organisation; not-determined: whether silence binds it
  since       TEXT NOT NULL,                               -- first day
  until       TEXT,                                        -- first day no longer; empty: no end is known
  opened_by   INTEGER REFERENCES act(id),                  -- the act that began it; empty: the law did
  scope       TEXT,                                        -- the part of the treaty concerned, in words; empty: the whole
  PRIMARY KEY (treaty, participant, mode, since)
) STRICT, WITHOUT ROWID;

-- exit_from_treaty: one row is an exit of a participant from a treaty: its notice, the end of its participation by the
-- treaty itself or with another treaty, or the loss of a consent on a day that no source gives. Ask it about a day with
-- since, overtaken_on, revoked_on and returned_on, as the view departure does: what comes later is not known then.
CREATE TABLE exit_from_treaty (
  treaty       TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant  TEXT NOT NULL REFERENCES participant(code),  -- who
  act          INTEGER NOT NULL REFERENCES act(id),         -- the exit, or the consent that a source shows as withdrawn
  since        TEXT NOT NULL,                               -- day of receipt; of that consent, where is_dated is 0
  is_dated     INTEGER NOT NULL,                            -- 0 where a source shows only that it left, on a day that it does not give
  consent      INTEGER REFERENCES act(id),                  -- the consent that it ended, or was to end; empty: none stood
  effective_on TEXT,                                        -- first day no longer bound, if nothing comes between; empty: not known, or nothing ended
  overtaken_on TEXT,                                        -- from this day on another exit counts in its place
  overtaken_by INTEGER REFERENCES act(id),                  -- that exit
  revoked_on   TEXT,                                        -- day on which it was taken back, before it took effect (VCLT art. 68)
  revoked_by   INTEGER REFERENCES act(id),                  -- the act that took it back
  returned_on  TEXT,                                        -- day of the next consent
  returned_by  INTEGER REFERENCES act(id),                  -- that consent
  back_on      TEXT,                                        -- first day in force for it again by that consent; empty: not, or not known
  PRIMARY KEY (treaty, participant, act)
) STRICT, WITHOUT ROWID;

-- succession_to_treaty: one row is a succession to a treaty as it was notified, or the standing of a State that continues
-- another by what that one did, while it rests on that.
CREATE TABLE succession_to_treaty (
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant    TEXT NOT NULL REFERENCES participant(code),  -- the successor
  act            INTEGER NOT NULL REFERENCES act(id),         -- the notification; the act that goes on
  kind           TEXT NOT NULL,                               -- succession, succession-to-signature, continues, unites
  since          TEXT NOT NULL,                               -- from this day on: notified; standing by what the other did
  until          TEXT,                                        -- no longer from this day on: it stands by what it did itself
  predecessors   TEXT NOT NULL,                               -- codes of those it came from, separated by ;: the nearest that acted under the treaty
  succeeded_on   TEXT,                                        -- date of the succession of States
  independent_on TEXT,                                        -- first day of the successor; empty: not recorded
  in_force_on    TEXT,                                        -- in force for it from this day
  days_to_notification INTEGER,                               -- from its first day, else from the succession of States, to the notification
  days_to_force        INTEGER,                               -- from the succession of States to the day in force
  PRIMARY KEY (treaty, participant, act, since)
) STRICT, WITHOUT ROWID;

-- kept_reservation: one row is a reservation or a declaration that stands for another than its author: for the State that
-- succeeds, continues or unites that one, until it withdraws it or makes one on the same matter (Convention of 1978, art. 20).
CREATE TABLE kept_reservation (
  treaty       TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant  TEXT NOT NULL REFERENCES participant(code),  -- for whom it stands
  reservation  INTEGER NOT NULL REFERENCES reservation(id), -- the reservation or declaration
  since        TEXT NOT NULL,                               -- from this day on
  until        TEXT,                                        -- first day no longer; empty: no end is known
  PRIMARY KEY (treaty, participant, reservation, since)
) STRICT, WITHOUT ROWID;

-- narrowed_statement: one row is a day from which a statement stands for a part of its articles only, because its author
-- withdrew it for the others (VCLT art. 22).
CREATE TABLE narrowed_statement (
  treaty       TEXT NOT NULL REFERENCES treaty(code),       -- the treaty
  participant  TEXT NOT NULL REFERENCES participant(code),  -- whose
  statement    INTEGER NOT NULL REFERENCES reservation(id), -- the statement
  since        TEXT NOT NULL,                               -- from this day on
  withdrawal   INTEGER NOT NULL REFERENCES reservation(id), -- the withdrawal
  articles     TEXT NOT NULL,                               -- the articles that are left, separated by ;
  PRIMARY KEY (treaty, participant, statement, since)
) STRICT, WITHOUT ROWID;

-- carried_statement: one row is a reservation or a declaration under another treaty that by a clause stands under this one too,
-- while it stands there and its author is a party here.
CREATE TABLE carried_statement (
  treaty       TEXT NOT NULL REFERENCES treaty(code),       -- this treaty
  participant  TEXT NOT NULL REFERENCES participant(code),  -- for whom it stands
  statement    INTEGER NOT NULL REFERENCES reservation(id), -- the statement under the other treaty
  clause       INTEGER NOT NULL REFERENCES clause(id),      -- the clause of this treaty that makes it stand here
  earliest     TEXT,                                        -- first day on which it may stand, where its own day is not known
  since        TEXT NOT NULL,                               -- from this day on
  until        TEXT,                                        -- first day no longer; empty: no end is known
  PRIMARY KEY (treaty, participant, statement, since)
) STRICT, WITHOUT ROWID;

-- entailed_consent: one row is a consent under another treaty that by a clause is consent to this one too, where none of its
-- own stands. A spell that rests on it names the act under the other treaty.
CREATE TABLE entailed_consent (
  treaty         TEXT NOT NULL REFERENCES treaty(code),       -- this treaty
  participant    TEXT NOT NULL REFERENCES participant(code),  -- whose
  act            INTEGER NOT NULL REFERENCES act(id),         -- the act under the other treaty
  clause         INTEGER NOT NULL REFERENCES clause(id),      -- the clause of this treaty that makes it count
  counts_from    TEXT,                                        -- day of effect under this treaty: published for it, else by the clause
  computed_on    TEXT,                                        -- day of effect under this treaty by the clause
  computed_by    INTEGER REFERENCES clause(id),               -- the clause that gives it
  estimated      INTEGER NOT NULL,                            -- 1 where computed_on is only the earliest possible day
  PRIMARY KEY (treaty, act, participant)
) STRICT, WITHOUT ROWID;

-- DERIVED: views
--
-- The questions that are asked most. Today is the day of the clock, UTC; accede sql answers them for any day, with --as-of.
-- Treaties whose acts have not been collected are left out wherever silence would be taken for an answer. CAST of a day AS
-- INTEGER is its year.

-- DERIVED: views of today

-- spell_today: one row is a spell that holds today.
CREATE VIEW spell_today (
  treaty,       -- the treaty
  participant,  -- the participant
  since,        -- first day
  until,        -- first day no longer; empty: no end is known
  status,       -- the one status, as in status_word
  uncertain,    -- 1 inside the window of an act whose day is not known
  signature,    -- the signature that stands, or stood until consent
  consent,      -- the consent that stands; for a former party, stood
  exit,         -- the denunciation, withdrawal or cessation that counts
  opened_by,    -- the act that opened it
  closed_by     -- the act that closes it
) AS
SELECT * FROM spell
WHERE since <= date('now') AND (until IS NULL OR until > date('now'));

-- collected_treaty: one row is a treaty whose acts were collected, or by which silence binds. Of the others silence says nothing.
CREATE VIEW collected_treaty (
  code,         -- the treaty
  short_title,  -- its name in daily use
  parent        -- the treaty it is a protocol to
) AS
SELECT code, short_title, parent FROM treaty
WHERE superseded_seq IS NULL AND (complete_to IS NOT NULL OR EXISTS (SELECT 1 FROM act WHERE treaty = code)
  OR EXISTS (SELECT 1 FROM clause WHERE treaty = code AND kind = 'binding' AND rule LIKE 'unless_objected(%' AND superseded_seq IS NULL));

-- status_today: one row is one participant's status under one treaty today, with its acts.
CREATE VIEW status_today (
  treaty,        -- the treaty
  participant,   -- the participant
  name,          -- its short name
  status,        -- the one status, as in status_word
  signed_on,     -- its signature that stands; the last day it can have been, where that is not known
  consent,       -- what kind of consent stands; for a former party, stood
  consented_on,  -- the day of that
  in_force_on,   -- in force for it from this day: published, else by the clause
  uncertain      -- 1 inside the window of an act whose day is not known
) AS
SELECT s.treaty, s.participant, p.name, s.status,
       coalesce(g.date, g.latest),
       c.act, coalesce(c.date, c.latest),
       iif(e.act IS NULL, c.counts_from, e.counts_from),
       s.uncertain
FROM spell_today s
JOIN participant p ON p.code = s.participant
LEFT JOIN act g ON g.id = s.signature
LEFT JOIN act c ON c.id = s.consent
LEFT JOIN entailed_consent e ON e.treaty = s.treaty AND e.act = s.consent
ORDER BY s.treaty, p.name;

-- party_count: one row is one treaty's counts today; every count says what it counts.
CREATE VIEW party_count (
  treaty,       -- the treaty
  short_title,  -- its name in daily use
  signed,       -- signatures that stand, also of those that have consented since
  signatories,  -- signed, and not consented
  consented,    -- consent given, in force for them or not
  contracting,  -- consent given, not yet in force for them
  bound         -- in force for them
) AS
SELECT t.code, t.short_title,
       count(s.signature),
       sum(s.status IS 'signatory' OR s.status IS 'signed-ad-ref'),
       coalesce(sum(w.consented), 0),
       sum(s.status IS 'contracting'),
       coalesce(sum(w.bound), 0)
FROM collected_treaty t
LEFT JOIN spell_today s ON s.treaty = t.code
LEFT JOIN status_word w ON w.status = s.status
GROUP BY t.code;

-- pending_today: one row is one participant that may become a party to a treaty, or has signed it or left it, and has
-- not consented today.
CREATE VIEW pending_today (
  treaty,       -- the treaty
  participant,  -- the participant
  name,         -- its short name
  status,       -- none, signatory, signed-ad-ref, unsigned or former
  signed_on     -- its signature that stands
) AS
SELECT t.code, p.code, p.name, coalesce(s.status, 'none'),
       coalesce(g.date, g.latest)
FROM collected_treaty t
JOIN participant p ON p.superseded_seq IS NULL
LEFT JOIN spell_today s ON s.treaty = t.code AND s.participant = p.code
LEFT JOIN status_word w ON w.status = s.status
LEFT JOIN act g ON g.id = s.signature
WHERE coalesce(w.consented, 0) = 0
  AND (s.status IS NOT NULL OR EXISTS (
    SELECT 1 FROM eligibility e
    WHERE e.treaty = t.code AND e.participant = p.code
      AND e.since <= date('now') AND (e.until IS NULL OR e.until > date('now'))))
ORDER BY t.code, p.name;

-- group_status_today: one row is one member of a group today and where it stands under one treaty. Name a treaty or a
-- group in WHERE: all of them together are many.
CREATE VIEW group_status_today (
  group_code,    -- the group
  treaty,        -- the treaty
  participant,   -- the member
  name,          -- its short name
  status,        -- the one status; none where it has done nothing
  signed_on,     -- its signature that stands
  consented_on,  -- its consent that stands; for a former party, stood
  in_force_on    -- in force for it from this day
) AS
SELECT m.group_code, t.code, m.participant, p.name, coalesce(s.status, 'none'),
       coalesce(g.date, g.latest),
       coalesce(c.date, c.latest),
       iif(e.act IS NULL, c.counts_from, e.counts_from)
FROM seat m
JOIN collected_treaty t
JOIN participant p ON p.code = m.participant
LEFT JOIN spell_today s ON s.treaty = t.code AND s.participant = m.participant
LEFT JOIN act g ON g.id = s.signature
LEFT JOIN act c ON c.id = s.consent
LEFT JOIN entailed_consent e ON e.treaty = s.treaty AND e.act = s.consent
WHERE m.since <= date('now') AND (m.until IS NULL OR m.until > date('now'));

-- pair_today: one row is two participants that are both bound by a treaty today, in either order. Name one of them in
-- WHERE: all pairs are very many. Objections, acceptances and territories are not looked at: see accede between.
CREATE VIEW pair_today (
  treaty,       -- the treaty
  participant,  -- the one
  other,        -- the other
  since         -- the day from which it is in force for both
) AS
SELECT a.treaty, a.participant, b.participant,
       max(iif(e.act IS NULL, c.counts_from, e.counts_from), iif(f.act IS NULL, d.counts_from, f.counts_from))
FROM spell_today a
JOIN status_word v ON v.status = a.status AND v.bound = 1
JOIN spell_today b ON b.treaty = a.treaty AND b.participant <> a.participant
JOIN status_word w ON w.status = b.status AND w.bound = 1
LEFT JOIN act c ON c.id = a.consent
LEFT JOIN act d ON d.id = b.consent
LEFT JOIN entailed_consent e ON e.treaty = a.treaty AND e.act = a.consent
LEFT JOIN entailed_consent f ON f.treaty = b.treaty AND f.act = b.consent;

-- mode_today: one row is a mode that holds today beside a status: provisional application, suspension, consent to a part.
CREATE VIEW mode_today (
  treaty,       -- the treaty
  participant,  -- the participant
  name,         -- its short name
  mode,         -- provisional, suspended, partial
  since,        -- first day
  until,        -- first day no longer; empty: no end is known
  scope         -- the part of the treaty concerned; empty: the whole
) AS
SELECT m.treaty, m.participant, p.name, m.mode, m.since, m.until, m.scope
FROM mode m
JOIN participant p ON p.code = m.participant
WHERE m.since <= date('now') AND (m.until IS NULL OR m.until > date('now'))
ORDER BY m.treaty, p.name;

-- reservation_standing: one row is a reservation, declaration or other statement that stands today.
CREATE VIEW reservation_standing (
  id,           -- the log entry that recorded it
  treaty,       -- the treaty
  participant,  -- whose
  name,         -- its short name
  kind,         -- reservation, declaration, authority, territorial …
  articles,     -- articles concerned, separated by ;, but for those for which it was withdrawn
  made_on,      -- the day from which it counts; empty: not known
  certain,      -- 1 where it was made by today whatever its day; 0: its day is not known, and it may be later
  summary       -- what it says, in our words
) AS
SELECT r.id, r.treaty, r.participant, p.name, r.kind,
       coalesce((SELECT n.articles FROM narrowed_statement n
                 WHERE n.treaty = r.treaty AND n.participant = r.participant AND n.statement = r.id AND n.since <= date('now')
                 ORDER BY n.since DESC LIMIT 1), r.articles),
       coalesce(r.date, r.latest) AS made_on,
       (r.stands_from <= date('now')) IS TRUE,
       r.summary
FROM reservation r
JOIN participant p ON p.code = r.participant
WHERE r.superseded_seq IS NULL AND r.kind NOT IN ('withdrawal-of-statement', 'confirmation', 'renewal')
  AND (r.stands_from <= date('now') OR (r.date IS NULL AND coalesce(r.earliest, '') <= date('now')))
  AND (r.stands_until IS NULL OR r.stands_until > date('now'))
ORDER BY r.treaty, p.name, made_on, r.id;

-- DERIVED: views of what came and what comes

-- departure: one row is an exit of a participant from a treaty up to today, with its revocation and its return.
CREATE VIEW departure (
  id,            -- the log entry that recorded it; of the consent, where a source shows only that it left
  treaty,        -- the treaty
  participant,   -- who
  name,          -- its short name
  act,           -- denunciation, withdrawal, cessation; a consent where that to another treaty ended this one; empty: day not known
  received_on,   -- the day of receipt; empty: not known
  effective_on,  -- the first day on which it is no longer bound: published, else by the clause; empty: not known, or none
  revoked_on,    -- the day on which it was revoked, before it took effect; empty: it was not
  back_on,       -- the first day on which the treaty was in force for it again; empty: not
  returned_on    -- the day of its next consent; empty: none
) AS
SELECT e.act, e.treaty, e.participant, p.name,
       iif(e.is_dated, a.act, NULL), iif(e.is_dated, e.since, NULL),
       iif(e.overtaken_on <= date('now'), NULL, e.effective_on),
       e.revoked, iif(e.has_returned, e.back_on, NULL), iif(e.has_returned, e.returned_on, NULL)
FROM (SELECT *, iif(revoked_on <= date('now'), revoked_on, NULL) AS revoked,
             returned_on <= date('now') AND (revoked_on <= date('now')) IS NOT TRUE AS has_returned
      FROM exit_from_treaty) e
JOIN act a ON a.id = e.act
JOIN participant p ON p.code = e.participant
WHERE e.since <= date('now')
ORDER BY e.treaty, p.name, e.since;

-- succession: one row is a succession of a new State to a treaty, notified by today, or a State that stands today by what
-- the one that it continues did.
CREATE VIEW succession (
  treaty,         -- the treaty
  participant,    -- the successor
  name,           -- its short name
  from_state,     -- codes of the States it came from, separated by ;
  succeeded_on,   -- the date of the succession of States; empty: not recorded
  notified_on,    -- the day of its notification; empty: it continues another, or unites others
  in_force_on,    -- in force for it from this day
  gap_days,       -- days from independence, where its day is recorded, else from the succession, to the notification
  kind,           -- succession, succession-to-signature, continues, unites
  independent_on, -- the first day of the successor; empty: not recorded
  act             -- the notification; the act that goes on
) AS
SELECT s.treaty, s.participant, p.name, s.predecessors, s.succeeded_on, iif(s.kind IN ('continues', 'unites'), NULL, s.since),
       s.in_force_on, s.days_to_notification, s.kind, s.independent_on, s.act
FROM succession_to_treaty s
JOIN participant p ON p.code = s.participant
WHERE s.since <= date('now') AND (s.until IS NULL OR s.until > date('now'))
ORDER BY s.treaty, p.name;

-- succession_gap: one row is a successor that was not bound on its first day by a treaty which bound its predecessor on
-- the last, so that the treaty was in force for neither from then on.
CREATE VIEW succession_gap (
  treaty,        -- the treaty
  from_state,    -- the predecessor
  participant,   -- the successor
  name,          -- its short name
  succeeded_on,  -- the day of the succession
  bound_from,    -- the first day on which it was in force for the successor; empty: never, as far as is known
  gap_days       -- days between them; empty: no end is known
) AS
SELECT b.treaty, e.predecessor, e.participant, e.name, e.succeeded_on, n.since,
       CAST(julianday(n.since) - julianday(e.succeeded_on) AS INTEGER)
FROM (SELECT r.predecessor, r.participant, p.name, coalesce(r."on", p.exists_from) AS succeeded_on
      FROM predecessor r JOIN participant p ON p.code = r.participant AND p.superseded_seq IS NULL
      WHERE r.kind IN ('succeeds', 'separated')) e
JOIN spell b ON b.participant = e.predecessor
  AND b.since < e.succeeded_on AND (b.until IS NULL OR b.until >= e.succeeded_on)
JOIN status_word w ON w.status = b.status AND w.bound = 1
LEFT JOIN (SELECT s.treaty, s.participant, min(s.since) AS since
           FROM spell s JOIN status_word v ON v.status = s.status AND v.bound = 1
           GROUP BY s.treaty, s.participant) n
  ON n.treaty = b.treaty AND n.participant = e.participant
WHERE n.since IS NULL OR n.since > e.succeeded_on
ORDER BY b.treaty, e.name;

-- status_change: one row is a change of a participant's status in law, past or to come.
CREATE VIEW status_change (
  on_day,       -- the first day of the new status
  treaty,       -- the treaty
  participant,  -- whose
  name,         -- its short name
  before,       -- the status before; none where it had done nothing
  after,        -- the status from this day; none from the end of the participant itself
  opened_by     -- the act that brought it, or whose effect it is
) AS
SELECT c.since, c.treaty, c.participant, p.name, c.before, c.status, c.opened_by
FROM (SELECT since, treaty, participant, status, opened_by,
             coalesce((SELECT e.status FROM spell e
                       WHERE e.treaty = s.treaty AND e.participant = s.participant AND e.since < s.since
                       ORDER BY e.since DESC LIMIT 1), 'none') AS before
      FROM spell s
      UNION ALL
      SELECT s.until, s.treaty, s.participant, 'none', s.closed_by, s.status
      FROM spell s
      WHERE s.until IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM spell n
                        WHERE n.treaty = s.treaty AND n.participant = s.participant AND n.since = s.until)) c
JOIN participant p ON p.code = c.participant
WHERE c.before <> c.status;

-- next_by_time: one row is what the acts up to today bring by time alone after it: an entry into force, or an exit that
-- takes effect.
CREATE VIEW next_by_time (
  on_day,       -- the day
  treaty,       -- the treaty
  participant,  -- for whom; empty: the treaty itself enters into force
  name,         -- its short name
  what,         -- the status from that day, or entry-into-force for the treaty itself
  act           -- the act whose effect it is
) AS
SELECT c.on_day, c.treaty, c.participant, c.name, c.after, c.opened_by
FROM status_change c
JOIN act a ON a.id = c.opened_by AND coalesce(a.date, a.latest) <= date('now')
LEFT JOIN entailed_consent e ON e.treaty = c.treaty AND e.act = a.id
WHERE c.on_day > date('now')
  AND (c.on_day IN (a.counts_from, a.effective_on, a.computed_on) AND e.act IS NULL OR c.on_day = e.counts_from)
UNION ALL
SELECT coalesce(e.published_on, e.computed_on), e.treaty, NULL, e.short_title, 'entry-into-force', e.met_by
FROM entry_into_force e JOIN collected_treaty t ON t.code = e.treaty
WHERE coalesce(e.published_on, e.computed_on) > date('now')
  AND (e.met_on IS NULL OR e.met_on <= date('now') OR e.met_by IS NULL)
ORDER BY 1, 2, 4;

-- DERIVED: views of what is published beside what follows

-- entry_into_force: one row is a treaty that was opened by today, with the day on which its conditions were met, and the days
-- that follow from it.
CREATE VIEW entry_into_force (
  treaty,        -- the treaty
  short_title,   -- its name in daily use
  met_on,        -- the day on which the conditions were met, by our replay
  met_by,        -- the instrument that met them; empty: a day alone did, or they are not met
  participant,   -- whose instrument
  act,           -- what kind of instrument
  published_on,  -- entry into force as published
  computed_on    -- entry into force by the clause
) AS
SELECT t.code, t.short_title, t.met_on, t.met_by, a.participant, a.act, coalesce(t.in_force_on, t.announced_on), t.computed_on
FROM treaty t
LEFT JOIN act a ON a.id = t.met_by
WHERE t.superseded_seq IS NULL AND coalesce(t.opened_on, t.adopted_on, date('now')) <= date('now')
ORDER BY t.code;

-- computed_not_published: one row is a consent whose day in force we computed, because its source gives none.
CREATE VIEW computed_not_published (
  id,            -- the log entry that recorded it
  treaty,        -- the treaty
  participant,   -- whose
  name,          -- its short name
  act,           -- ratification, accession …
  consented_on,  -- its day
  computed_on,   -- in force for it by the clause
  estimated,     -- 1 where that is only the earliest possible day
  article        -- the article of the clause
) AS
SELECT a.id, a.treaty, a.participant, p.name, a.act, coalesce(a.date, a.latest), a.counts_from, a.estimated, c.article
FROM act a
JOIN act_word k ON k.act = a.act AND k.consent = 1
JOIN participant p ON p.code = a.participant
LEFT JOIN clause c ON c.id = a.computed_by
WHERE a.effective_on IS NULL AND a.counts_from IS NOT NULL AND a.counts_from = a.computed_on
  AND a.superseded_seq IS NULL AND a.shown_as IS NULL
ORDER BY a.treaty, p.name;

-- disagreement: one row is a day that was published otherwise than the clause gives it.
CREATE VIEW disagreement (
  treaty,        -- the treaty
  participant,   -- whose act; empty: the entry into force of the treaty itself
  name,          -- its short name
  act,           -- what kind of act
  done_on,       -- its day; for the treaty, the day on which its conditions were met
  published_on,  -- day of effect as published
  computed_on,   -- day of effect by the clause
  days,          -- published less computed, in days
  id             -- the log entry that recorded the act
) AS
SELECT a.treaty, a.participant, p.name, a.act, coalesce(a.date, a.latest), a.effective_on, a.computed_on,
       CAST(julianday(a.effective_on) - julianday(a.computed_on) AS INTEGER), a.id
FROM act a
JOIN participant p ON p.code = a.participant
WHERE a.effective_on <> a.computed_on AND a.estimated = 0
  AND a.superseded_seq IS NULL AND a.shown_as IS NULL
UNION ALL
SELECT t.code, NULL, t.short_title, 'entry-into-force', t.met_on, t.in_force_on, t.computed_on,
       CAST(julianday(t.in_force_on) - julianday(t.computed_on) AS INTEGER), t.met_by
FROM treaty t
WHERE t.in_force_on <> t.computed_on
ORDER BY 1, 3;

-- source_conflict: one row is an act that stands beside the act of another source for the same event; the one that is
-- shown counts. A consent of which a source does not say by which act it was given contradicts none.
CREATE VIEW source_conflict (
  treaty,         -- the treaty
  participant,    -- whose
  name,           -- its short name
  id,             -- the act that is not shown
  act,            -- what kind
  done_on,        -- its day
  effective_on,   -- its day of effect as published
  sources,        -- codes of its sources
  shown,          -- the act that is shown
  shown_act,      -- what kind
  shown_done_on,  -- its day
  shown_effective_on,  -- its day of effect as published
  shown_sources   -- codes of its sources
) AS
SELECT a.treaty, a.participant, p.name, a.id, a.act, coalesce(a.date, a.latest), a.effective_on, a.sources,
       b.id, b.act, coalesce(b.date, b.latest), b.effective_on, b.sources
FROM act a
JOIN act b ON b.id = a.shown_as
LEFT JOIN participant p ON p.code = a.participant
WHERE a.superseded_seq IS NULL AND NOT (a.act = 'consent-to-be-bound' AND b.act <> a.act AND a.date IS b.date)
ORDER BY a.treaty, p.name, a.id;

-- DERIVED: views of who waits, and who may act

-- duration: one row is one consent of a participant under a treaty by today, with the signature that stood and the day in force;
-- or a signature that stands today and waits for consent. Those that still wait are in it with no days to what has not come:
-- leave them in, or a mean is too small. There are no days from or to an act whose day is not known, from one that another
-- State did, or from and to a succession, which reaches back.
CREATE VIEW duration (
  treaty,          -- the treaty
  participant,     -- the participant
  name,            -- its short name
  signed_on,       -- its signature; empty: it consented without one
  consented_on,    -- its consent; empty: pending
  in_force_on,     -- in force for it from this day
  days_to_consent, -- from signature to the first consent that followed
  days_to_force,   -- from consent to force
  pending,         -- 1 where it has signed, and not consented
  days_pending     -- for these: from signature to today
) AS
SELECT s.treaty, s.participant, p.name, coalesce(d.date, d.latest), coalesce(c.date, c.latest),
       iif(i.act IS NULL, c.counts_from, i.counts_from),
       CASE WHEN s.is_first AND c.act <> 'succession' AND c.date >= g.date
            THEN CAST(julianday(c.date) - julianday(g.date) AS INTEGER) END,
       CASE WHEN s.was_bound AND c.act <> 'succession' AND c.done_by = s.participant
             AND NOT iif(i.act IS NULL, c.estimated AND c.effective_on IS NULL, i.estimated)
             AND iif(i.act IS NULL, c.counts_from, i.counts_from) BETWEEN c.date AND date('now')
            THEN CAST(julianday(iif(i.act IS NULL, c.counts_from, i.counts_from)) - julianday(c.date) AS INTEGER) END,
       c.id IS NULL,
       CASE WHEN c.id IS NULL AND s.is_first AND NOT s.uncertain
            THEN CAST(julianday(date('now')) - julianday(g.date) AS INTEGER) END
FROM (SELECT *, NOT EXISTS (SELECT 1 FROM spell f
                            WHERE f.treaty = s.treaty AND f.participant = s.participant AND f.since < s.since
                              AND f.signature IS s.signature AND f.consent IS NOT NULL AND f.consent IS NOT s.consent) AS is_first,
             EXISTS (SELECT 1 FROM spell b JOIN status_word w ON w.status = b.status AND w.bound = 1
                     WHERE b.treaty = s.treaty AND b.participant = s.participant AND b.consent = s.consent
                       AND b.since <= date('now')) AS was_bound
      FROM spell s) s
JOIN participant p ON p.code = s.participant
LEFT JOIN act d ON d.id = s.signature
LEFT JOIN act g ON g.id = d.id AND g.done_by = s.participant
  AND g.act NOT IN ('definitive-signature', 'succession-to-signature')
LEFT JOIN act c ON c.id = s.consent
LEFT JOIN entailed_consent i ON i.treaty = s.treaty AND i.act = s.consent
WHERE s.since <= date('now')
  AND iif(s.consent IS NULL,
          s.status IN ('signatory', 'signed-ad-ref') AND (s.until IS NULL OR s.until > date('now')),
          NOT EXISTS (SELECT 1 FROM spell e
                      WHERE e.treaty = s.treaty AND e.participant = s.participant AND e.consent = s.consent
                        AND e.since < s.since))
ORDER BY s.treaty, p.name, s.since;

-- signed_long_ago: one row is a signature of more than ten years ago that no consent has followed today.
CREATE VIEW signed_long_ago (
  treaty,       -- the treaty
  depositary,   -- who keeps it
  participant,  -- who signed
  name,         -- its short name
  signed_on,    -- the day
  years         -- whole years since
) AS
SELECT s.treaty, t.depositary, s.participant, s.name, s.signed_on,
       CAST(date('now') AS INTEGER) - CAST(s.signed_on AS INTEGER)
       - (strftime('%m-%d', date('now')) < strftime('%m-%d', s.signed_on))
FROM status_today s
JOIN treaty t ON t.code = s.treaty
WHERE s.status IN ('signatory', 'signed-ad-ref') AND s.signed_on <= date(date('now'), '-10 years')
ORDER BY s.signed_on, s.treaty, s.name;

-- parent_without: one row is a participant that is bound today by a convention and not by its protocol, or the reverse.
CREATE VIEW parent_without (
  protocol,         -- the protocol
  parent,           -- the convention
  participant,      -- the participant
  name,             -- its short name
  bound_by,         -- parent or protocol: which of the two is in force for it
  protocol_status,  -- its status under the protocol
  parent_status     -- its status under the convention
) AS
SELECT t.code, t.parent, p.code, p.name, CASE WHEN v.bound = 1 THEN 'protocol' ELSE 'parent' END,
       coalesce(a.status, 'none'), coalesce(b.status, 'none')
FROM collected_treaty t
JOIN collected_treaty c ON c.code = t.parent
JOIN participant p ON p.superseded_seq IS NULL
LEFT JOIN spell_today a ON a.treaty = t.code AND a.participant = p.code
LEFT JOIN spell_today b ON b.treaty = t.parent AND b.participant = p.code
LEFT JOIN status_word v ON v.status = a.status
LEFT JOIN status_word w ON w.status = b.status
WHERE coalesce(v.bound, 0) <> coalesce(w.bound, 0)
ORDER BY t.code, p.name;

-- through_organisation: one row is a member of an organisation that is bound by a treaty today, where the member is not:
-- what falls to the organisation binds it through that only. An organisation has the code of its group, or X- and that.
CREATE VIEW through_organisation (
  treaty,              -- the treaty
  organisation,        -- the organisation that is bound
  organisation_since,  -- the day from which it is in force for the organisation
  participant,         -- the member that is not bound itself
  name,                -- its short name
  status,              -- its own status; none where it has done nothing
  member_since         -- the first day of its membership
) AS
SELECT o.treaty, o.participant, iif(e.act IS NULL, c.counts_from, e.counts_from), m.participant, p.name, coalesce(s.status, 'none'), m.since
FROM spell_today o
JOIN status_word w ON w.status = o.status AND w.bound = 1
JOIN participant q ON q.code = o.participant AND q.kind = 'organisation'
JOIN seat m ON o.participant IN (m.group_code, 'X-' || m.group_code)
  AND m.since <= date('now') AND (m.until IS NULL OR m.until > date('now'))
JOIN participant p ON p.code = m.participant
LEFT JOIN act c ON c.id = o.consent
LEFT JOIN entailed_consent e ON e.treaty = o.treaty AND e.act = o.consent
LEFT JOIN spell_today s ON s.treaty = o.treaty AND s.participant = m.participant
LEFT JOIN status_word v ON v.status = s.status
WHERE coalesce(v.bound, 0) = 0
  -- Where the treaty says whom the organisation binds, those only, while its declaration is in effect.
  AND (NOT EXISTS (SELECT 1 FROM clause b
                   WHERE b.treaty = o.treaty AND b.kind = 'binding' AND b.applies_to = 'members' AND b.superseded_seq IS NULL)
       OR EXISTS (SELECT 1 FROM mode t
                  WHERE t.treaty = o.treaty AND t.participant = m.participant AND t.mode = 'through-organisation'
                    AND t.since <= date('now') AND (t.until IS NULL OR t.until > date('now'))))
ORDER BY o.treaty, p.name;

-- also_denounces: one row is a participant of a treaty that, on joining it, leaves or should leave another: whether it
-- has left that one today.
CREATE VIEW also_denounces (
  treaty,          -- the treaty that it joined
  other,           -- the treaty that it leaves by that
  article,         -- where the treaty says so
  participant,     -- the participant
  name,            -- its short name
  consented_on,    -- its consent to the treaty
  other_status,    -- its status under the other; none where it has done nothing
  still_bound      -- 1 where the other is still in force for it
) AS
SELECT l.treaty, l.other, l.article, s.participant, p.name, coalesce(c.date, c.latest), coalesce(o.status, 'none'),
       coalesce(v.bound, 0)
FROM treaty_link l
JOIN spell_today s ON s.treaty = l.treaty
JOIN status_word w ON w.status = s.status AND w.consented = 1
JOIN participant p ON p.code = s.participant
LEFT JOIN act c ON c.id = s.consent
LEFT JOIN spell_today o ON o.treaty = l.other AND o.participant = s.participant
LEFT JOIN status_word v ON v.status = o.status
WHERE l.kind = 'denounces-on-joining' AND l.superseded_seq IS NULL
ORDER BY l.treaty, p.name;

-- uninvited: one row is an accession to a treaty that asks for an invitation, where none is recorded by its day.
CREATE VIEW uninvited (
  treaty,       -- the treaty
  participant,  -- who acceded
  name,         -- its short name
  acceded_on,   -- the day
  article,      -- the article of the clause that asks for the invitation
  id            -- the log entry that recorded the accession
) AS
SELECT a.treaty, a.participant, p.name, coalesce(a.date, a.latest), c.article, a.id
FROM act a
JOIN clause c ON c.treaty = a.treaty AND c.kind = 'eligibility' AND c.applies_to = 'accession'
  AND c.rule LIKE '%invited%' AND c.superseded_seq IS NULL
JOIN participant p ON p.code = a.participant
WHERE a.act = 'accession' AND a.superseded_seq IS NULL AND a.shown_as IS NULL
  AND NOT EXISTS (SELECT 1 FROM act i
                  WHERE i.treaty = a.treaty AND i.participant = a.participant AND i.act = 'invitation'
                    AND i.superseded_seq IS NULL AND i.shown_as IS NULL
                    AND coalesce(i.date, i.latest) <= coalesce(a.date, a.latest))
ORDER BY a.treaty, p.name;

-- DERIVED: views for counting and for checking

-- consent_by_year: one row is one year of a treaty in which somebody consented: its ratification curve.
CREATE VIEW consent_by_year (
  treaty,      -- the treaty
  year,        -- the year
  consents,    -- consents of this year that count
  cumulative,  -- all up to its end; those that have left since are still in it
  first_on,    -- the first of the year
  last_on      -- the last of the year
) AS
SELECT a.treaty, CAST(coalesce(a.date, a.latest) AS INTEGER) AS year, count(*),
       sum(count(*)) OVER (PARTITION BY a.treaty ORDER BY CAST(coalesce(a.date, a.latest) AS INTEGER)),
       min(coalesce(a.date, a.latest)), max(coalesce(a.date, a.latest))
FROM (SELECT o.treaty, o.date, o.latest
      FROM act o
      JOIN act_word k ON k.act = o.act AND k.consent = 1
      WHERE o.superseded_seq IS NULL AND o.shown_as IS NULL
      UNION ALL
      SELECT e.treaty, o.date, o.latest
      FROM entailed_consent e
      JOIN act o ON o.id = e.act) a
WHERE coalesce(a.date, a.latest) IS NOT NULL
GROUP BY a.treaty, year
ORDER BY a.treaty, year;

-- country_year: one row is one participant under one treaty at the end of one year, from its first act on. Name a treaty
-- or a participant in WHERE: all of them together are many.
CREATE VIEW country_year (
  treaty,       -- the treaty
  participant,  -- the participant
  year,         -- the year, up to this one; of this one, today instead of its last day
  status,       -- the status on its last day
  code,         -- 0 signed, 1 consented and not yet in force for it, 2 in force for it; empty: neither
  reservations  -- 1 where a reservation of it stood on that day; 0: none did; empty: the record cannot tell
) AS
WITH RECURSIVE years(year, last_on) AS (
  SELECT CAST(min(since) AS INTEGER), min(substr(min(since), 1, 4) || '-12-31', date('now')) FROM spell
  UNION ALL
  SELECT year + 1, min((year + 1) || '-12-31', date('now'))
  FROM years WHERE year < CAST(date('now') AS INTEGER)
)
SELECT s.treaty, s.participant, y.year, s.status,
       CASE WHEN w.bound = 1 THEN 2 WHEN w.consented = 1 THEN 1 WHEN s.status IN ('signatory', 'signed-ad-ref') THEN 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM reservation r
               WHERE r.treaty = s.treaty AND r.participant = s.participant AND coalesce(r.character, r.kind) = 'reservation'
                 AND r.superseded_seq IS NULL AND r.stands_from <= y.last_on
                 AND (r.stands_until IS NULL OR r.stands_until > y.last_on)) THEN 1
            WHEN EXISTS (SELECT 1 FROM kept_reservation k JOIN reservation r ON r.id = k.reservation
               WHERE k.treaty = s.treaty AND k.participant = s.participant AND coalesce(r.character, r.kind) = 'reservation'
                 AND k.since <= y.last_on
                 AND (k.until IS NULL OR k.until > y.last_on)) THEN 1
            WHEN EXISTS (SELECT 1 FROM carried_statement k JOIN reservation r ON r.id = k.statement
               WHERE k.treaty = s.treaty AND k.participant = s.participant AND coalesce(r.character, r.kind) = 'reservation'
                 AND k.since <= y.last_on AND (k.until IS NULL OR k.until > y.last_on)) THEN 1
            -- What stands here from another treaty: it may have been made, or not have been collected.
            WHEN EXISTS (SELECT 1 FROM carried_statement k JOIN reservation r ON r.id = k.statement
               WHERE k.treaty = s.treaty AND k.participant = s.participant AND coalesce(r.character, r.kind) = 'reservation'
                 AND k.earliest <= y.last_on AND k.since > y.last_on) THEN NULL
            WHEN EXISTS (SELECT 1 FROM clause c
               JOIN clause_treaty l ON l.clause = c.id
               JOIN treaty o ON o.code = l.other
               WHERE c.treaty = s.treaty AND c.kind = 'carried' AND c.applies_to = 'reservation' AND c.superseded_seq IS NULL
                 AND coalesce(o.statements_complete_to, '') < y.last_on) THEN NULL
            WHEN NOT EXISTS (SELECT 1 FROM reservation r
               WHERE r.treaty = s.treaty AND r.participant = s.participant AND coalesce(r.character, r.kind) = 'reservation'
                 AND r.superseded_seq IS NULL
                 AND iif(r.acceptance = 'awaited' AND r.decided_on IS NULL,
                         coalesce(r.date, r.earliest, '') <= y.last_on AND (r.withdrawn_on IS NULL OR r.withdrawn_on > y.last_on),
                         r.date IS NULL AND coalesce(r.earliest, '') <= y.last_on
                         AND (r.latest IS NULL OR r.latest > y.last_on)))
              AND y.last_on <= (SELECT t.statements_complete_to FROM treaty t WHERE t.code = s.treaty) THEN 0 END
FROM spell s
-- The years of each spell: the other way round, every spell would be looked at for each year.
CROSS JOIN years y ON s.since <= y.last_on AND (s.until IS NULL OR s.until > y.last_on)
JOIN status_word w ON w.status = s.status;

-- claim_source: one row is a published statement about status with where it was read.
CREATE VIEW claim_source (
  code,        -- CL001 …
  as_of,       -- the day it speaks of
  treaty,      -- the treaty
  group_code,  -- the group it is limited to; empty: none
  claim,       -- party-count, not-party, signature-count …
  value,       -- the figure or the codes that were published
  sources,     -- codes of its sources, separated by ;
  citations    -- the same in words
) AS
SELECT k.code, k.as_of, k.treaty, k.group_code, k.claim, k.value,
       group_concat(s.code, ';'), group_concat(s.citation, '; ')
FROM claim k
LEFT JOIN cited c ON c.seq = k.recorded_seq
LEFT JOIN source s ON s.code = c.source
WHERE k.superseded_seq IS NULL
GROUP BY k.code
ORDER BY k.code;

-- DERIVED: made last
--
-- Indexes of the tables that grow with the acts: where a whole log is followed they are made once those rows are there. The
-- law reads by treaty.

CREATE INDEX act_by_treaty ON act(treaty, participant, date);
CREATE INDEX reservation_by_treaty ON reservation(treaty, participant, kind, superseded_seq, date, earliest, stands_from, stands_until, acceptance, decided_on);
CREATE INDEX signature_by_treaty ON act(treaty) WHERE act IN ('signature', 'signature-ad-referendum', 'definitive-signature');
CREATE INDEX act_by_participant ON act(participant, treaty, date);
CREATE INDEX act_by_day ON act(coalesce(date, latest));
CREATE INDEX act_by_doer ON act(done_by) WHERE done_by <> participant;
CREATE INDEX reservation_by_participant ON reservation(participant, treaty);
CREATE INDEX spell_by_participant ON spell(participant, since);
CREATE INDEX mode_by_participant ON mode(participant);
