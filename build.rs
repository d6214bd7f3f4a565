//! Packs the registers of the seed: the program carries them compressed, since a file is made from them once.

use std::path::PathBuf;
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo gives a folder to build in"));
    for file in fs::read_dir("data")? {
        let from = file?.path();
        if let Some(register) = from.file_stem().filter(|_| from.extension().is_some_and(|end| end == "csv"))
        {
            let mut packed = DeflateEncoder::new(fs::File::create(out.join(register))?, Compression::best());
            io::copy(&mut fs::File::open(&from)?, &mut packed)?;
            packed.finish()?;
        }
    }
    Ok(())
}
