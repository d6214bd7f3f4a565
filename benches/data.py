"""The panel of all treaties as accede writes it, beside DuckDB with the equivalent join over the same tables.

    data.py ACCEDE FILE RUNS

FILE is a database of accede; both write the same columns to files in the present folder, in turn. DuckDB has its tables in
memory beforehand and its default threads. Prints a table of medians; exit code 1 where a promise does not hold.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import time

# At least so many times the rows per second of DuckDB, and at most so many megabytes.
LIMITS = {"csv": 3.0, "parquet": 1.0}
MEMORY = 64
FROM, TO = 1945, 2025

PEER = r"""
import sys, time, resource
import duckdb, pandas, sqlite3
file, step, form, out = sys.argv[1:]
lite, duck = sqlite3.connect(file), duckdb.connect()
duck.execute("SET enable_progress_bar = false")
def load(name, sql):
    rows = lite.execute(sql)
    frame = pandas.DataFrame(rows.fetchall(), columns=[column[0] for column in rows.description])
    duck.register("frame", frame)
    duck.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
    duck.unregister("frame")
load("treaty", "SELECT code FROM treaty t WHERE superseded_seq IS NULL AND EXISTS (SELECT 1 FROM act a WHERE a.treaty = t.code)")
load("spell_", "SELECT s.treaty, s.participant, s.since, coalesce(s.until, '9999-12-31') AS until, s.status, s.uncertain, "
     "CASE WHEN s.since IS o.date OR s.since IS o.effective_on THEN 'published' ELSE 'computed' END AS basis, "
     "'@' || s.opened_by AS act FROM spell s LEFT JOIN act o ON o.id = s.opened_by")
load("number", "SELECT scheme, number, participant, first_year, coalesce(last_year, 9999) AS last_year FROM state_number "
     "WHERE participant IS NOT NULL AND superseded_seq IS NULL")
load("participant_", "SELECT code, alpha3, name, coalesce(exists_from, (SELECT min(first_year) || '-01-01' FROM state_number n "
     "WHERE n.participant = code), (SELECT min(since) FROM spell s WHERE s.participant = code)) AS since, "
     "coalesce(exists_until, '9999-12-31') AS until FROM participant WHERE superseded_seq IS NULL")
load("reserved_", "SELECT DISTINCT treaty, participant, coalesce(date, latest) AS since, coalesce(withdrawn_on, '9999-12-31') AS until "
     "FROM reservation WHERE coalesce(character, kind) = 'reservation' AND superseded_seq IS NULL AND coalesce(date, latest) IS NOT NULL")
duck.execute('''
CREATE TABLE spell AS SELECT * REPLACE (since::DATE AS since, until::DATE AS until, uncertain::BOOLEAN AS uncertain) FROM spell_;
CREATE TABLE participant AS SELECT * REPLACE (since::DATE AS since, until::DATE AS until) FROM participant_ WHERE since IS NOT NULL;
CREATE TABLE reserved AS SELECT treaty, participant, min(since::DATE) AS since, max(until::DATE) AS until FROM reserved_ GROUP BY ALL;
CREATE TABLE cow AS SELECT * FROM number WHERE scheme = 'COW';
CREATE TABLE gw AS SELECT * FROM number WHERE scheme = 'GW';
''')
label = {"year": "%Y", "month": "%Y-%m"}[step]
duck.execute(f'''CREATE TABLE period AS
    SELECT strftime(d, '{label}') AS period, year(d)::INTEGER AS year, (d + INTERVAL 1 {step} - INTERVAL 1 DAY)::DATE AS last
    FROM (SELECT unnest(generate_series(DATE '{FROM}-01-01', DATE '{TO}-12-31', INTERVAL 1 {step})) AS d)''')
query = '''SELECT t.code AS treaty, p.code, p.alpha3, p.name, c.number::INTEGER AS cow, g.number::INTEGER AS gw, d.period, d.year,
        coalesce(s.status, 'none') AS status, s.since, s.basis, s.act, r.since IS NOT NULL AS reservation,
        coalesce(s.uncertain, false) AS uncertain
    FROM treaty t CROSS JOIN participant p JOIN period d ON d.last >= p.since AND d.last < p.until
    LEFT JOIN spell s ON s.treaty = t.code AND s.participant = p.code AND s.since <= d.last AND d.last < s.until
    LEFT JOIN reserved r ON r.treaty = t.code AND r.participant = p.code AND r.since <= d.last AND d.last < r.until
    LEFT JOIN cow c ON c.participant = p.code AND d.year BETWEEN c.first_year AND c.last_year
    LEFT JOIN gw g ON g.participant = p.code AND d.year BETWEEN g.first_year AND g.last_year'''
how = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}[form]
begin = time.perf_counter()
rows = duck.execute(f"COPY ({query}) TO '{out}' ({how})").fetchall()[0][0]
print(rows, time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
""".replace("{FROM}", str(FROM)).replace("{TO}", str(TO))


def accede(program, step, form, out):
    """Rows, seconds and megabytes of one run."""
    command = [program, "panel", "--all", "--from", str(FROM), "--to", str(TO), "--step", step]
    begin = time.perf_counter()
    child = subprocess.Popen([*command, "--format", form, "--output", out])
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"accede ended with {child.returncode}")
    import json
    with open(f"{out}.datapackage.json", encoding="utf-8") as file:
        rows = json.load(file)["resources"][0]["rows"]
    return rows, seconds, usage.ru_maxrss / 1024


def duckdb(file, step, form, out):
    """The same; the time is that of the COPY alone."""
    ran = subprocess.run([sys.executable, "-c", PEER, file, step, form, out], check=True, capture_output=True, text=True)
    rows, seconds, megabytes = ran.stdout.split()
    return int(rows), float(seconds), float(megabytes)


def main():
    program, file, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.environ["ACCEDE_DB"] = file
    print("| panel | rows | accede s | M rows/s | MB | DuckDB s | M rows/s | MB | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    broken = []
    for step in ("year", "month"):
        for form, limit in LIMITS.items():
            ours, theirs = [], []
            for _ in range(runs):
                for who, found in ((accede, ours), (duckdb, theirs)):
                    out = f"{who.__name__}.{form}"
                    if os.path.exists(out):
                        os.remove(out)
                    found.append(who(program if who is accede else file, step, form, out))
                    os.remove(out)
            seconds = [statistics.median(run[1] for run in found) for found in (ours, theirs)]
            rates = [found[0][0] / second / 1e6 for found, second in zip((ours, theirs), seconds)]
            peak = [max(run[2] for run in found) for found in (ours, theirs)]
            ratio = rates[0] / rates[1]
            print(
                f"| by {step}, {form} | {ours[0][0]:,} | {seconds[0]:.2f} | {rates[0]:.2f} | {peak[0]:.0f} "
                f"| {seconds[1]:.2f} | {rates[1]:.2f} | {peak[1]:.0f} | {ratio:.2f} |",
                flush=True,
            )
            if ratio < limit:
                broken.append(f"by {step}, {form}: {ratio:.2f} is less than {limit}")
            if peak[0] > MEMORY:
                broken.append(f"by {step}, {form}: {peak[0]:.0f} MB is more than {MEMORY}")
            # The join has a State also between two periods of its existence, and is some two in a hundred longer.
            if abs(ours[0][0] / theirs[0][0] - 1) > 0.03:
                broken.append(f"by {step}, {form}: {ours[0][0]} rows are not nearly {theirs[0][0]}")
    for line in broken:
        print(line, file=sys.stderr)
    sys.exit(1 if broken else 0)


main()
