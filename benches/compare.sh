# Read by the scripts beside it: the binary as it is shipped in $accede, a temporary folder in $folder, and `compare`, which times
# a command in turn with the sqlite3 shell and the bare query for the same facts on the same file ($ACCEDE_DB).

need() { # what to install
  command -v "$1" >/dev/null || { echo "$0: $1 is missing: $2" >&2; exit 2; }
}

# The binary as it is shipped, and a folder that goes at the end.
prepare() {
  local metadata target
  need cargo "see https://rustup.rs"
  need sqlite3 "apt install sqlite3 or brew install sqlite (3.40 or newer)"
  cd "$(dirname "$0")/.."
  target=$(rustc --print host-tuple)
  cargo build --profile dist --config .cargo/dist.toml --target "$target" --quiet
  metadata=$(cargo metadata --format-version 1 --no-deps)
  accede=$(sed 's/.*"target_directory":"\([^"]*\)".*/\1/' <<<"$metadata")/$target/dist/accede
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  unset ACCEDE_DB ACCEDE_TODAY ACCEDE_WAIT COLUMNS
}

# For `compare`: RUNS and FORMATS say how often, and in which formats.
comparing() {
  need hyperfine "apt install hyperfine, brew install hyperfine or cargo install hyperfine"
  sqlite3 "$folder/times.db" "CREATE TABLE time (place INTEGER, command TEXT, who TEXT, seconds REAL)"
  place=0
}

# compare COMMAND SQL: the two in turn, so that a change of the machine's speed meets both. Findings are exit code 1.
compare() {
  local format turn ours shell
  for format in $FORMATS; do
    place=$((place + 1))
    ours="$accede $1 --format $format"
    shell="sqlite3 -readonly -batch $ACCEDE_DB \"$2\""
    turn=("$ours" "$shell")
    hyperfine -N --ignore-failure --style none --warmup 5 --runs $((RUNS / 3)) --export-json "$folder/times.json" \
      "${turn[@]}" "${turn[@]}" "${turn[@]}" 2>/dev/null
    sqlite3 "$folder/times.db" "
      INSERT INTO time
      SELECT $place, trim('accede ${1//\'/\'\'}') || ' --format $format', iif(result.key % 2, 'shell', 'accede'), seconds.value
      FROM json_each(readfile('$folder/times.json'), '$.results') AS result,
           json_each(result.value, '$.times') AS seconds"
  done
}

# ratios LIMIT: the table of medians; exit code 1 where a ratio is above the limit.
ratios() {
  local slow
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
  slow=$(sqlite3 "$folder/times.db" "SELECT count(*) FROM ratio WHERE ratio > $1")
  if [ "$slow" -gt 0 ]; then
    echo "$slow above $1" >&2
    exit 1
  fi
}
