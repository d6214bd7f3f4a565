//! Where there is no database yet: whatever records asks for one, by whichever name it is missing, and makes none unless it is
//! told to.

use crate::commands::every_command;
use crate::support::{Place, Ran};

/// What records.
const RECORDING: [&str; 21] = [
    "record ratification budapest IE --on 2026-11-20",
    "correct @3303 --on 2004-03-18 --reason x",
    "retract @3303 --reason x",
    "import acts.csv --write",
    "import --seed --write",
    "update --write",
    "import undo @4313 --reason x",
    "group new V4 Visegrad",
    "group add EU Montenegro --on 2026-01-01",
    "group remove EU HU --on 2026-01-01",
    "names add Naoero NR",
    "conflicts prefer 'United Nations Treaty Collection'",
    "claims add --treaty budapest --on 2026-01-14 --claim party-count --value 81",
    "participant add X-SCT Scotland --kind state",
    "participant rename CZ Bohemia --on 2026-11-20",
    "participant predecessor PK IN --how separated --on 1947-08-14",
    "weight add TONNAGE IE 5",
    "weight import TONNAGE weights.csv --write",
    "treaty add mine.toml",
    "treaty amend mine.toml",
    "treaty complete rome --to 2026-10-01",
];

/// A folder with what is read, and no database.
fn without_a_file() -> Place {
    let place = Place::new();
    let ran = place.run(
        "accede treaty show budapest --toml > mine.toml && rm accede.db &&
         printf 'treaty,participant,act,date\\nUN IV-4,Atlantis,accession,2026-11-20\\n' > acts.csv &&
         printf 'participant,weight\\nIE,5\\n' > weights.csv",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    place
}

#[test]
fn what_records_makes_no_file() {
    let place = without_a_file();
    for line in RECORDING {
        let tried = format!("{line} --dry-run");
        let has_no_trial = ["import ", "update "].iter().any(|word| line.contains(word));
        for line in [line, &tried].into_iter().take(if has_no_trial { 1 } else { 2 }) {
            for (named, path) in [
                (format!("accede {line} --db none.db"), "none.db"),
                (format!("accede {line}"), "accede.db"),
                (format!("ACCEDE_DB= accede {line}"), "data/accede/accede.db"),
            ] {
                let ran = place.run(&named);
                assert!(ran.code == 4 && ran.stdout.is_empty(), "{named}: {ran:?}");
                let says = format!(
                    "{path}: there is no such file to record in; accede init {path} makes it, or --create makes it first\n"
                );
                let said = ran.stderr.replace(&format!("{}/", place.path().display()), "");
                assert_eq!(said, format!("accede: {says}"), "{named}");
                assert_eq!(place.names(), ["acts.csv", "mine.toml", "weights.csv"], "{named}");
            }
        }
    }
}

#[test]
fn every_command_that_records_is_among_them() {
    let records =
        |help: &str| ["--dry-run", "--write", "--create"].iter().any(|option| help.contains(option));
    let mut found = 0;
    for (command, help) in every_command(&Place::new()) {
        if !records(help.split("Options for every command").next().unwrap()) {
            continue;
        }
        found += 1;
        assert!(help.contains("--create"), "accede {command} has no --create");
        assert!(RECORDING.iter().any(|line| line.starts_with(&command)), "no line for accede {command}");
    }
    assert!(found >= 15, "{found}");
}

#[test]
fn it_is_made_where_that_is_asked_for_and_said() {
    let place = without_a_file();
    let made = |ran: &Ran, path: &str| {
        assert_eq!(ran.code, 0, "{ran:?}");
        let said = ran.stderr.replace(&format!("{}/", place.path().display()), "");
        assert_eq!(said, format!("accede: made {path} from the seed\n"));
        assert!(ran.stdout.contains("Recorded as @27945"), "{ran:?}");
    };
    made(&place.run("accede group new V4 Visegrad --create"), "accede.db");
    let ran = place.run("accede group new V5 Five --create");
    assert!(ran.code == 0 && ran.stderr.is_empty(), "{ran:?}");
    made(&place.run("ACCEDE_DB= accede group new V4 Visegrad --create"), "data/accede/accede.db");
    // A report may make it, and so may the comparison that an import begins with.
    let ran = place.run("accede import acts.csv --db other.db");
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "accede: made other.db from the seed\n"));
    for line in ["accede group new V4 V --create --dry-run", "accede import acts.csv --create --db none.db"] {
        let ran = place.run(line);
        assert!(ran.code == 2 && !place.path().join("none.db").exists(), "{line}: {ran:?}");
    }
}

#[test]
fn the_usual_file_can_be_made_by_its_name() {
    let place = without_a_file();
    let ran = place.run("ACCEDE_DB= accede init \"$PWD/data/accede/accede.db\" --bare");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(place.run("ACCEDE_DB= accede group new V4 Visegrad").code, 0);
}
