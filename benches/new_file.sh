#!/usr/bin/env bash
# Times the making of a file with the whole seed, as a whole process, against the sqlite3 shell that makes a file with the same
# rows from its own dump, without deriving or checking anything. Exit code 1 where the ratio is above LIMIT.
#
#   benches/new_file.sh
#
# RUNS=20 sets how often each is run.
set -euo pipefail

LIMIT=1.0
RUNS=${RUNS:-20}

source "$(dirname "$0")/compare.sh"
prepare
need hyperfine "apt install hyperfine, brew install hyperfine or cargo install hyperfine"

"$accede" init "$folder/seed.db" >/dev/null
sqlite3 "$folder/seed.db" .dump >"$folder/seed.sql"
hyperfine --shell=default --warmup 2 --runs "$RUNS" --export-json "$folder/times.json" \
  --prepare "rm -f $folder/new.db" \
  "$accede init $folder/new.db >/dev/null" \
  "sqlite3 $folder/new.db <$folder/seed.sql" >/dev/null
sqlite3 -readonly -batch :memory: "
  WITH time(accede, shell) AS (
    SELECT json_extract(results, '\$.results[0].median'), json_extract(results, '\$.results[1].median')
    FROM (SELECT readfile('$folder/times.json') AS results))
  SELECT printf('accede init %.0f ms, the shell %.0f ms, ratio %.2f', 1000 * accede, 1000 * shell, accede / shell) FROM time"
sqlite3 -batch :memory: "
  SELECT json_extract(readfile('$folder/times.json'), '\$.results[0].median')
       > $LIMIT * json_extract(readfile('$folder/times.json'), '\$.results[1].median')" | grep -qx 0
