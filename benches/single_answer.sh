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

source "$(dirname "$0")/compare.sh"
prepare
comparing

# A file fresh from the seed, today, at the width of a pipe.
export ACCEDE_DB=$folder/seed.db
"$accede" >/dev/null 2>&1

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

ratios "$LIMIT"
