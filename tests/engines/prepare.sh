# Read by the scripts beside it: a folder $folder with the panel of a corpus in it, what accede itself counts, and Python
# with the packages that `install` is told.

need() { # need COMMAND WHAT-TO-DO
  command -v "$1" >/dev/null || { echo "$0: $1 is missing: $2" >&2; exit 2; }
}

# install FILE: the packages of a file beside this one, into a folder that goes at the end.
install() {
  need python3 "see https://www.python.org"
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$engines/$1"
  PATH="$folder/python/bin:$PATH"
}

prepare() {
  local metadata accede
  need cargo "see https://rustup.rs"
  local tables=${ACCEDE_CORPUS:?names the folder in which corpus/mtdsg-2015-xml holds the tables}/corpus/mtdsg-2015-xml
  tables=$(cd "$tables" && pwd)
  cd "$(dirname "$0")/../.."
  page=$PWD/docs/data.md
  engines=$PWD/tests/engines
  compare=$engines/compare.py
  cargo build --locked --release --quiet
  metadata=$(cargo metadata --locked --format-version 1 --no-deps)
  accede=$(sed 's/.*"target_directory":"\([^"]*\)".*/\1/' <<<"$metadata")/release/accede
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cd "$folder"
  export ACCEDE_DB=$folder/accede.db ACCEDE_TODAY=2026-01-01
  "$accede" >/dev/null 2>&1
  # Findings in the tables are exit code 1.
  "$accede" import "$tables" --write --partial >/dev/null 2>&1 || [ $? -le 1 ]
  "$accede" panel --all --from 1945 --to 2025 --partition treaty --output panel
  "$accede" panel --all --from 1945 --to 2025 --partition year --output by-year
  "$accede" panel --all --from 1945 --to 2025 --format csv --output panel.csv
  "$accede" sql --timeout 1m --limit 1000000 --format csv "
    WITH RECURSIVE years(year) AS (SELECT 1945 UNION ALL SELECT year + 1 FROM years WHERE year < 2025)
    SELECT s.treaty, year, count(*) AS n FROM years JOIN spell s
      ON s.since <= year || '-12-31' AND (s.until IS NULL OR s.until > year || '-12-31')
    JOIN status_word w ON w.status = s.status AND w.consented
    GROUP BY 1, 2" >accede.csv
}
