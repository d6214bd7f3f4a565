#!/usr/bin/env bash
# Times the questions on a file with a whole corpus of tables, as whole processes, against the sqlite3 shell with the bare
# query for the same facts on the same file, and prints the ratio. Exit code 1 where one is above LIMIT, or where `check`
# takes more than CHECK_LIMIT times as long as the shell takes to read all acts.
#
#   ACCEDE_CORPUS=FOLDER benches/questions.sh    # FOLDER/corpus/mtdsg-2015-xml holds the tables
#
# RUNS=30 sets how often each command is run.
set -euo pipefail

LIMIT=4
CHECK_LIMIT=20
RUNS=${RUNS:-30}
FORMATS=${1:-csv}

source "$(dirname "$0")/compare.sh"
tables=${ACCEDE_CORPUS:?names the folder in which corpus/mtdsg-2015-xml holds the tables}/corpus/mtdsg-2015-xml
tables=$(cd "$tables" && pwd)
prepare
comparing

export ACCEDE_DB=$folder/corpus.db
"$accede" >/dev/null 2>&1
"$accede" import "$tables" --write --partial >/dev/null 2>&1 || [ $? -le 1 ]

on="since <= date('now') AND (until IS NULL OR until > date('now'))"
pair="SELECT a.treaty, a.status, a.since, b.status, b.since FROM spell a JOIN spell b USING (treaty)
      WHERE a.participant = 'FR' AND b.participant = 'DE'"
compare "between FR DE" "$pair"
compare "between FR DE --treaty budapest" "$pair AND treaty = 'CETS 185'"
compare "reservations budapest" "SELECT * FROM reservation WHERE treaty = 'CETS 185' AND superseded_seq IS NULL"
compare "territories budapest" \
  "SELECT * FROM reservation WHERE treaty = 'CETS 185' AND kind = 'territorial' AND superseded_seq IS NULL;
   SELECT * FROM act WHERE treaty = 'CETS 185' AND territory IS NOT NULL AND superseded_seq IS NULL"
compare "next --within 90d" \
  "SELECT s.*, a.* FROM spell s LEFT JOIN act a ON a.id = s.opened_by WHERE s.since > date('now') AND s.since <= date('now', '90 days')"
compare "missing 224" \
  "SELECT * FROM clause WHERE treaty = 'CETS 224'; SELECT * FROM spell WHERE treaty = 'CETS 224' AND $on"
compare "claims --check" \
  "SELECT c.*, (SELECT count(*) FROM spell s JOIN status_word w USING (status) WHERE s.treaty = c.treaty AND w.consented
                AND s.since <= c.as_of AND (s.until IS NULL OR s.until > c.as_of)) FROM claim c WHERE c.superseded_seq IS NULL"
compare "durations budapest" \
  "SELECT s.*, g.date, c.date, c.counts_from FROM spell s LEFT JOIN act g ON g.id = s.signature LEFT JOIN act c ON c.id = s.consent
   WHERE s.treaty = 'CETS 185'"
compare "durations" \
  "SELECT s.*, g.date, c.date, c.counts_from FROM spell s LEFT JOIN act g ON g.id = s.signature LEFT JOIN act c ON c.id = s.consent"
compare "matrix budapest 189 224" "SELECT * FROM spell WHERE treaty IN ('CETS 185', 'CETS 189', 'CETS 224') AND $on"
compare "compare NO SE" "SELECT * FROM spell WHERE participant IN ('NO', 'SE') AND $on"
compare "compare NO" "SELECT * FROM spell WHERE $on"
compare "curve budapest" "SELECT * FROM spell WHERE treaty = 'CETS 185'"
compare "panel budapest --from 1990" "SELECT * FROM spell WHERE treaty = 'CETS 185'"
compare "departures" \
  "SELECT a.*, s.* FROM act a LEFT JOIN spell s ON s.exit = a.id
   WHERE a.act IN ('denunciation', 'withdrawal', 'cessation') AND a.superseded_seq IS NULL"
compare "successions" "SELECT * FROM act WHERE act = 'succession' AND superseded_seq IS NULL"
compare "through EU 'UN XXVII-7'" \
  "SELECT * FROM seat WHERE group_code = 'EU' AND $on; SELECT * FROM spell WHERE treaty = 'UN XXVII-7' AND $on"
compare "cite budapest" \
  "SELECT * FROM treaty WHERE code = 'CETS 185'; SELECT status, count(*) FROM spell WHERE treaty = 'CETS 185' AND $on GROUP BY status"
compare "status 'UN IV-1'" "SELECT * FROM status_today WHERE treaty = 'UN IV-1'"
compare "participant FR" "SELECT * FROM status_today WHERE participant = 'FR'; SELECT * FROM act WHERE participant = 'FR'"

sqlite3 "$folder/check.db" "CREATE TABLE time (who TEXT, seconds REAL)"
hyperfine -N --ignore-failure --style none --warmup 1 --runs $((RUNS / 3 + 1)) --export-json "$folder/check.json" \
  "$accede check --format csv" "sqlite3 -readonly -batch $ACCEDE_DB 'SELECT * FROM act'" 2>/dev/null
sqlite3 -cmd ".mode markdown" "$folder/check.db" "
  SELECT printf('%.0f', 1000 * json_extract(readfile('$folder/check.json'), '$.results[0].median')) AS 'accede check ms',
         printf('%.0f', 1000 * json_extract(readfile('$folder/check.json'), '$.results[1].median')) AS 'all acts, shell ms',
         printf('%.1f', json_extract(readfile('$folder/check.json'), '$.results[0].median')
                      / json_extract(readfile('$folder/check.json'), '$.results[1].median')) AS ratio"
slow=$(sqlite3 "$folder/check.db" "
  SELECT json_extract(readfile('$folder/check.json'), '$.results[0].median')
       > $CHECK_LIMIT * json_extract(readfile('$folder/check.json'), '$.results[1].median')")
ratios "$LIMIT"
[ "$slow" = 0 ] || { echo "check is above $CHECK_LIMIT" >&2; exit 1; }
