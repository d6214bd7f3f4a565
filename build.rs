//! Packs the registers of the seed: the program carries them compressed, since a file is made from them once.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The files of `data/` that are packed, in the order in which they are recorded.
const REGISTERS: [&str; 15] = [
    "sources",
    "groups",
    "participants",
    "names",
    "predecessors",
    "memberships",
    "state_numbers",
    "treaties",
    "treaty_names",
    "clauses",
    "weights",
    "acts",
    "reservations",
    "claims",
    "reservation_clauses",
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo gives a folder to build in"));
    for register in REGISTERS {
        let from = Path::new("data").join(register).with_extension("csv");
        println!("cargo::rerun-if-changed={}", from.display());
        let mut packed = DeflateEncoder::new(fs::File::create(out.join(register))?, Compression::best());
        io::copy(&mut fs::File::open(from)?, &mut packed)?;
        packed.finish()?;
    }
    Ok(())
}
