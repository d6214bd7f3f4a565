#!/usr/bin/env bash
# What is done to a whole file, and recording in it, as whole processes in one run beside the sqlite3 shell: `verify` beside
# SQLite's own checks of the same file, `load` beside the import of the same rows, one act recorded beside one durable row,
# in a new file and in a large one. Exit code 1 where a ratio, a time or the memory is above its limit.
#
#   ACCEDE_BENCH_DB=FILE benches/large_file.sh        # a file of a million entries, as cargo bench --bench verify makes it
#
# RUNS=41 sets how often something is recorded.
set -euo pipefail

VERIFY_LIMIT=2     # times what SQLite's own checks take, at most
RECORD_LIMIT=2     # times what one durable row takes, at most
GROWTH_LIMIT=1.2   # recording in the large file, in that of recording in a new one, at most
MEMORY_LIMIT=200   # MB
RUNS=${RUNS:-41}

source "$(dirname "$0")/compare.sh"
clock=$(type -P gtime || type -P time) || { echo "$0: GNU time is missing: apt install time or brew install gnu-time" >&2; exit 2; }
large=$(realpath "${ACCEDE_BENCH_DB:?names a file of a million entries}")
prepare
cd "$folder"
export ACCEDE_TODAY=2026-11-30
"$accede" init new.db >/dev/null
cp "$large" large.db
"$accede" dump --db large.db --output large.dump >/dev/null
sqlite3 -readonly large.db .dump >large.sql

# timed WHAT COMMAND...: one line of its seconds and kilobytes.
timed() {
  local what=$1
  shift
  "$clock" --quiet -a -o times.csv -f "$what,%e,%M" "$@" >said.txt 2>&1 || { cat said.txt >&2; exit 1; }
}
for _ in 1 2 3; do
  timed verify "$accede" verify --db large.db
  timed checks sqlite3 -readonly large.db 'PRAGMA integrity_check; PRAGMA foreign_key_check;'
  rm -f loaded.db imported.db
  timed load "$accede" load large.dump --db loaded.db
  timed import sqlite3 imported.db '.read large.sql'
done

# One act by each State that may sign, in turn with one row.
sqlite3 bare.db 'PRAGMA journal_mode = DELETE; CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT) STRICT' >/dev/null
row='PRAGMA synchronous = EXTRA; INSERT INTO t (body) VALUES (hex(randomblob(150)))'
codes=$(sqlite3 -readonly new.db "SELECT code FROM participant WHERE kind = 'state' AND exists_until IS NULL
  AND code NOT IN (SELECT participant FROM act WHERE treaty = 'UN XVIII-16' AND participant IS NOT NULL) LIMIT $RUNS")
seconds() { # seconds WHAT COMMAND...
  local what=$1 begun=$EPOCHREALTIME
  shift
  "$@" >said.txt 2>&1 || { cat said.txt >&2; exit 1; }
  echo "$what,$(bc -l <<<"$EPOCHREALTIME - $begun"),0" >>times.csv
}
need bc "apt install bc"
for code in $codes; do
  for file in new large; do
    act=(record signature 'UN XVIII-16' "$code" --on 2026-11-16 --db $file.db)
    seconds "try-$file" "$accede" "${act[@]}" --dry-run
    seconds "record-$file" "$accede" "${act[@]}"
  done
  seconds row sqlite3 bare.db "$row"
done

sqlite3 result.db "CREATE TABLE time (what TEXT, seconds REAL, kilobytes INTEGER)" ".import --csv times.csv time" "
  CREATE TABLE median AS
  SELECT what, seconds, kilobytes FROM (
    SELECT *, row_number() OVER (PARTITION BY what ORDER BY seconds) AS place, count(*) OVER (PARTITION BY what) AS runs FROM time
  ) WHERE place = (runs + 1) / 2;
  CREATE TABLE result AS
  SELECT a.what, a.seconds, b.what AS peer, b.seconds AS peer_seconds, a.seconds / b.seconds AS ratio, column3 AS at_most,
         a.kilobytes / 1000 AS mb
  FROM (VALUES ('verify', 'checks', $VERIFY_LIMIT), ('load', 'import', NULL), ('record-new', 'row', $RECORD_LIMIT),
               ('record-large', 'row', $RECORD_LIMIT), ('record-large', 'record-new', $GROWTH_LIMIT),
               ('try-large', 'try-new', $GROWTH_LIMIT))
  JOIN median a ON a.what = column1 JOIN median b ON b.what = column2"
sqlite3 -cmd '.mode markdown' result.db "
  SELECT what, printf('%.4f', seconds) AS seconds, peer, printf('%.4f', peer_seconds) AS 'peer seconds', printf('%.2f', ratio) AS ratio,
         at_most AS 'at most', nullif(mb, 0) AS MB FROM result"
[ "$(sqlite3 result.db "SELECT count(*) FROM result WHERE ratio > at_most OR mb > $MEMORY_LIMIT")" = 0 ]
