#!/usr/bin/env bash
# Times every kind of single answer, as a whole process, against the sqlite3 shell with the bare query for the
# same facts on the same file, and prints the ratio. Exit code 1 where a ratio is above LIMIT.
#
#   benches/single_answer.sh            # both formats
#   benches/single_answer.sh table      # one of them: table, csv
#
# RUNS=300 sets how often each command is run.
set -euo pipefail

LIMIT=1.3
RUNS=${RUNS:-300}
FORMATS=${1:-table csv}

need() { # what to install
  command -v "$1" >/dev/null || { echo "$0: $1 is missing: $2" >&2; exit 2; }
}
need cargo "see https://rustup.rs"
need hyperfine "apt install hyperfine, brew install hyperfine or cargo install hyperfine"
need sqlite3 "apt install sqlite3 or brew install sqlite (3.40 or newer)"

cd "$(dirname "$0")/.."
cargo build --release --quiet
metadata=$(cargo metadata --format-version 1 --no-deps)
accede=$(sed 's/.*"target_directory":"\([^"]*\)".*/\1/' <<<"$metadata")/release/accede
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A file fresh from the seed, today, at the width of a pipe.
unset ACCEDE_TODAY ACCEDE_WAIT COLUMNS
export ACCEDE_DB=$folder/seed.db
"$accede" >/dev/null 2>&1

sqlite3 "$folder/times.db" "CREATE TABLE time (place INTEGER, command TEXT, who TEXT, seconds REAL)"
place=0

# compare COMMAND SQL: the two in turn, so that a change of the machine's speed meets both.
compare() {
  local format turn ours shell
  for format in $FORMATS; do
    place=$((place + 1))
    ours="$accede $1 --format $format"
    shell="sqlite3 -readonly -batch $ACCEDE_DB \"$2\""
    turn=("$ours" "$shell")
    hyperfine -N --style none --warmup 5 --runs $((RUNS / 3)) --export-json "$folder/times.json" \
      "${turn[@]}" "${turn[@]}" "${turn[@]}" 2>/dev/null
    sqlite3 "$folder/times.db" "
      INSERT INTO time
      SELECT $place, trim('accede $1') || ' --format $format', iif(result.key % 2, 'shell', 'accede'), seconds.value
      FROM json_each(readfile('$folder/times.json'), '$.results') AS result,
           json_each(result.value, '$.times') AS seconds"
  done
}

acts="treaty, act, coalesce(date, latest), coalesce(effective_on, computed_on), sources"
for treaty in 'budapest=CETS 185' '189=CETS 189' '224=CETS 224' 'hanoi=UN XVIII-16'; do
  compare "status ${treaty%=*}" "SELECT * FROM status_today WHERE treaty = '${treaty#*=}'"
done
for treaty in 'budapest=CETS 185' '224=CETS 224' 'hanoi=UN XVIII-16'; do
  compare "pending ${treaty%=*}" "SELECT * FROM pending_today WHERE treaty = '${treaty#*=}'"
done
compare "participant IE" \
  "SELECT * FROM status_today WHERE participant = 'IE';
   SELECT $acts FROM act WHERE participant = 'IE' AND superseded_seq IS NULL ORDER BY coalesce(date, latest)"
compare "participants --group EU" \
  "SELECT p.code, p.alpha3, p.name, p.official_name, p.kind, s.since, s.until, m.confidence, m.sources FROM seat s
   JOIN participant p ON p.code = s.participant JOIN membership m ON m.id = s.membership
   WHERE s.group_code = 'EU' AND s.since <= date('now') AND (s.until IS NULL OR s.until > date('now')) ORDER BY p.name"
compare "participants" \
  "SELECT code, alpha3, name, official_name, kind, confidence, sources FROM participant
   WHERE (exists_from IS NULL OR exists_from <= date('now')) AND (exists_until IS NULL OR exists_until > date('now')) ORDER BY name"
compare "groups" \
  "SELECT g.code, g.name, count(s.participant) FROM participant_group g
   LEFT JOIN seat s ON s.group_code = g.code AND s.since <= date('now') AND (s.until IS NULL OR s.until > date('now'))
   GROUP BY g.code"
compare "treaties" \
  "SELECT t.code, t.short_title, t.opened_on, coalesce(t.in_force_on, t.computed_on), group_concat(n.name, ', ')
   FROM treaty t JOIN treaty_name n ON n.treaty = t.code GROUP BY t.code ORDER BY t.opened_on"
compare "log --limit 20" "SELECT seq, recorded_at, recorded_by, kind, body FROM log ORDER BY seq DESC LIMIT 20"
compare "" \
  "SELECT * FROM party_count;
   SELECT participant, $acts FROM act WHERE superseded_seq IS NULL ORDER BY coalesce(date, latest) DESC LIMIT 5"

sqlite3 -cmd ".mode markdown" "$folder/times.db" "
  CREATE TABLE ratio AS
  WITH ranked AS (
    SELECT *, row_number() OVER one AS rank, count(*) OVER (PARTITION BY place, who) AS runs FROM time
    WINDOW one AS (PARTITION BY place, who ORDER BY seconds)
  ), median AS (
    SELECT place, command, who, 1000 * seconds AS ms FROM ranked WHERE rank = (runs + 1) / 2
  )
  SELECT a.place, a.command, a.ms AS accede, s.ms AS shell, a.ms / s.ms AS ratio
  FROM median a JOIN median s ON s.place = a.place AND s.who = 'shell' WHERE a.who = 'accede';
  SELECT command, printf('%.2f', accede) AS \"accede ms\", printf('%.2f', shell) AS \"shell ms\",
         printf('%.2f', ratio) AS ratio
  FROM ratio ORDER BY place"

slow=$(sqlite3 "$folder/times.db" "SELECT count(*) FROM ratio WHERE ratio > $LIMIT")
if [ "$slow" -gt 0 ]; then
  echo "$slow above $LIMIT" >&2
  exit 1
fi
