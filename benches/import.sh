#!/usr/bin/env bash
# Times the import of real tables, as whole processes in one run: accede, which reads, checks, plans and commits them;
# the sqlite3 shell and sqlite-utils, which take the same acts as bare rows, already parsed. Exit code 1 where a ratio or
# the memory is above its limit.
#
#   ACCEDE_CORPUS=FOLDER benches/import.sh            # FOLDER/corpus/mtdsg-2015-xml holds the tables
#   ACCEDE_CORPUS=FOLDER benches/import.sh peers      # without the import of a million acts
#   ACCEDE_CORPUS=FOLDER benches/import.sh scale      # that alone
#
# RUNS=15 sets how often each is run, SCALE_RUNS=3 how often the large import. Times are those of the clock, and those of
# computing (user and system); the limits hold for both.
set -euo pipefail

SHELL_LIMIT=10     # times what the shell takes, at most
UTILS_LIMIT=3      # times faster than sqlite-utils, at least
MEMORY_LIMIT=200   # MB
SCALE_LIMIT=1.3    # time per act of a million acts, in that of the corpus alone, at most
COPIES=36          # of the corpus make a million acts
RUNS=${RUNS:-15}
SCALE_RUNS=${SCALE_RUNS:-3}
PART=${1:-all}

source "$(dirname "$0")/compare.sh"
need python3 "apt install python3-venv"
clock=$(type -P gtime || type -P time) || { echo "$0: GNU time is missing: apt install time or brew install gnu-time" >&2; exit 2; }
tables=${ACCEDE_CORPUS:?names the folder in which corpus/mtdsg-2015-xml holds the tables}/corpus/mtdsg-2015-xml
[ -d "$tables" ] || { echo "$0: there is no $tables" >&2; exit 2; }
tables=$(cd "$tables" && pwd)

prepare
cd "$folder"
"$accede" init --bare bare.db >/dev/null

# timed WHO COMMAND...: one line of its seconds, user and system seconds, and kilobytes. Findings are exit code 1.
timed() {
  local who=$1 code=0
  shift
  "$clock" --quiet -a -o times.csv -f "$who,%e,%U,%S,%M" "$@" >said.txt 2>&1 || code=$?
  [ "$code" -le 1 ] || { cat said.txt >&2; exit "$code"; }
}

import() { # who, folder of tables: into a copy of a file without treaties
  cp bare.db "$1.db"
  timed "$1" "$accede" --db "$1.db" import "$2" --write --partial
}

sqlite3 result.db "
  CREATE TABLE time (who TEXT, wall REAL, user REAL, system REAL, kilobytes INTEGER);
  CREATE TABLE result (place INTEGER PRIMARY KEY, what TEXT, clock REAL, computing REAL, at_most REAL)"

# The median of an expression over the runs of one of them.
sql_median() {
  echo "(SELECT value FROM (SELECT $2 AS value, row_number() OVER (ORDER BY $2) AS place, count(*) OVER () AS runs
         FROM time WHERE who = '$1') WHERE place = (runs + 1) / 2)"
}

peers() {
  python3 -m venv peers
  peers/bin/pip install --quiet --disable-pip-version-check sqlite-utils
  import accede "$tables"
  : >times.csv
  # What the import gives an act; what follows by law is not there yet.
  sqlite3 -header -csv accede.db "
    SELECT treaty, participant, act, date, earliest, latest, effective_on, withdrawn, flag, confidence, sources, raw_name,
           raw_header, raw_cell, raw_place FROM act" >acts.csv
  cat >shell.sql <<'SQL'
CREATE TABLE act (
  treaty TEXT, participant TEXT, act TEXT, date TEXT, earliest TEXT, latest TEXT, effective_on TEXT, withdrawn INTEGER,
  flag TEXT, confidence TEXT, sources TEXT, raw_name TEXT, raw_header TEXT, raw_cell TEXT, raw_place TEXT
);
CREATE INDEX act_by_treaty ON act(treaty, participant, date);
.import --csv --skip 1 acts.csv act
SQL
  for _ in $(seq "$RUNS"); do
    import accede "$tables"
    rm -f shell.db utils.db
    timed shell sqlite3 -init /dev/null shell.db ".read shell.sql"
    timed utils-insert peers/bin/sqlite-utils insert utils.db act acts.csv --csv
    timed utils-index peers/bin/sqlite-utils create-index utils.db act treaty participant date
    timed utils-index peers/bin/sqlite-utils create-index utils.db act participant treaty date
    timed utils-index peers/bin/sqlite-utils create-index utils.db act date
  done
  local acts
  acts=$(sqlite3 accede.db "SELECT count(*) FROM act")
  for other in shell utils; do
    [ "$(sqlite3 $other.db "SELECT count(*) FROM act")" = "$acts" ] || { echo "$other lost acts" >&2; exit 2; }
  done
  sqlite3 -cmd ".import --csv times.csv time" -cmd ".mode markdown" result.db "
    CREATE TABLE peer AS
    SELECT 'accede import --write' AS process, $(sql_median accede wall) AS clock,
           $(sql_median accede 'user + system') AS computing, $(sql_median accede kilobytes) / 1000.0 AS mb
    UNION ALL
    SELECT 'sqlite3 .import', $(sql_median shell wall), $(sql_median shell 'user + system'),
           $(sql_median shell kilobytes) / 1000.0
    UNION ALL
    SELECT 'sqlite-utils insert', $(sql_median utils-insert wall), $(sql_median utils-insert 'user + system'),
           $(sql_median utils-insert kilobytes) / 1000.0
    UNION ALL
    SELECT 'sqlite-utils create-index, three times', 3 * $(sql_median utils-index wall),
           3 * $(sql_median utils-index 'user + system'), $(sql_median utils-index kilobytes) / 1000.0;
    SELECT process AS '$acts acts, medians of $RUNS', printf('%.2f s', clock) AS clock,
           printf('%.2f s', computing) AS computing, printf('%.0f MB', mb) AS memory FROM peer;
    INSERT INTO result
    SELECT 1, 'in times of sqlite3 .import', a.clock / s.clock, a.computing / s.computing, $SHELL_LIMIT
    FROM peer a, peer s WHERE a.process LIKE 'accede%' AND s.process LIKE 'sqlite3%'
    UNION ALL
    SELECT 2, 'in times of sqlite-utils', a.clock / sum(u.clock), a.computing / sum(u.computing), 1.0 / $UTILS_LIMIT
    FROM peer a, peer u WHERE a.process LIKE 'accede%' AND u.process LIKE 'sqlite-utils%'
    UNION ALL
    SELECT 3, 'peak memory in MB', mb, mb, $MEMORY_LIMIT FROM peer WHERE process LIKE 'accede%'"
}

scale() {
  : >times.csv
  mkdir many
  local file name copy
  for file in "$tables"/*.en.xml; do
    name=$(basename "$file" .en.xml)
    for ((copy = 1; copy <= COPIES; copy++)); do
      ln -s "$file" "many/$name-9$copy.en.xml"
    done
  done
  for _ in $(seq "$SCALE_RUNS"); do
    import few "$tables"
    import many many
  done
  local few many
  few=$(sqlite3 few.db "SELECT count(*) FROM act")
  many=$(sqlite3 many.db "SELECT count(*) FROM act")
  sqlite3 -cmd ".import --csv times.csv time" -cmd ".mode markdown" result.db "
    CREATE TABLE size AS
    SELECT $few AS acts, $(sql_median few wall) AS clock, $(sql_median few 'user + system') AS computing,
           $(sql_median few kilobytes) / 1000.0 AS mb
    UNION ALL
    SELECT $many, $(sql_median many wall), $(sql_median many 'user + system'), $(sql_median many kilobytes) / 1000.0;
    SELECT acts AS 'acts, medians of $SCALE_RUNS', printf('%.2f s', clock) AS clock,
           printf('%.1f µs', 1e6 * clock / acts) AS 'an act', printf('%.2f s', computing) AS computing,
           printf('%.1f µs', 1e6 * computing / acts) AS 'an act', printf('%.0f MB', mb) AS memory FROM size;
    INSERT INTO result
    SELECT 4, 'an act among a million, in times of one in the corpus', many.clock / many.acts / few.clock * few.acts,
           many.computing / many.acts / few.computing * few.acts, $SCALE_LIMIT
    FROM size few, size many WHERE few.acts = $few AND many.acts = $many"
}

[ "$PART" = scale ] || { peers; echo; }
[ "$PART" = peers ] || { scale; echo; }

sqlite3 -cmd ".mode markdown" result.db "
  SELECT what AS accede, printf('%.2f', clock) AS clock, printf('%.2f', computing) AS computing,
         printf('%.2f', at_most) AS 'at most' FROM result ORDER BY place"
above=$(sqlite3 result.db "SELECT count(*) FROM result WHERE max(clock, computing) > at_most")
if [ "$above" -gt 0 ]; then
  echo "$above above the limit" >&2
  exit 1
fi
