//! `accede update`: the addresses that the record knows, asked again.

use std::io::Write;
use std::mem::ManuallyDrop;

use super::context::Context;
use super::import::{AskingOptions, Settling, read_again, settle};
use super::progress::Progress;
use super::words;
use crate::error::{Exit, Result};
use crate::read::addresses::known_addresses;
use crate::recording::import::Files;
use crate::render::clean;
use crate::store::{Address, Store, resolve};

/// Ask the addresses again that the record knows, show what is new, and record it
///
/// An address is known from an earlier accede import https://…, or as one that a depositary uses; one of a file that was read by
/// --map or --participant is not asked again. A server says by the tag of the copy that was recorded whether it has a newer
/// one. Where nothing is new, nothing is printed. Exit code 1: something in the files is not taken in, or an address cannot
/// be had; then --write records nothing, unless --partial leaves that out. After accede load, look first at the addresses
/// that came with the log.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede update
  accede update ICCPR CRC
  accede update --write --by registry
  accede update --write --partial --timeout 20")]
pub struct Args {
    /// The treaties to ask about, by any of their names; without one every address that is known
    #[arg(value_name = "TREATY", value_parser = words::name)]
    treaties: Vec<String>,

    #[command(flatten)]
    asking: AskingOptions,

    #[command(flatten)]
    settling: Settling,
}

/// Asks, and shows the plan where anything is new; with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let Settling { write, create, .. } = args.settling;
    let store = ManuallyDrop::into_inner(context.write(true, create || !write)?);
    let (known, directory) = (known(args, &store)?, store.directory()?);
    // Nobody waits for a server with the file in hand.
    drop(store);
    if known.is_empty() && !args.treaties.is_empty() {
        let treaties = clean(&args.treaties.join(" or of ")).into_owned();
        // The answer does not depend on anybody reading this.
        let _ = writeln!(
            anstream::stderr(),
            "accede: no address of {treaties} is known, so nothing is asked; accede import https://… --write makes one known"
        );
    }
    let mut files = Files::default();
    let mut client = args.asking.client();
    let progress = Progress::counted("fetching", known.len() as u64, context);
    for address in &known {
        progress.check()?;
        let answer = client.get(&address.address, address.etag.as_deref(), &|| progress.check().is_ok());
        progress.check()?;
        if let Some(file) = read_again(address, answer, &directory, context) {
            files.add(file)?;
        }
        progress.advance(1);
    }
    drop(progress);
    if files.is_empty() {
        return Ok(Exit::Done);
    }
    settle(&args.settling, files, context)
}

/// The addresses to ask.
fn known(args: &Args, store: &Store) -> Result<Vec<Address>> {
    let treaties = args.treaties.iter().map(|name| Ok(resolve::treaty(store, name)?.code));
    let treaties = treaties.collect::<Result<Vec<String>>>()?;
    let mut known = store.addresses(&treaties)?;
    for (treaty, address, reader) in known_addresses() {
        let is_asked = treaties.is_empty() || treaties.iter().any(|asked| asked == treaty);
        if is_asked && store.treaty(treaty)?.is_some() && store.addresses(&[treaty.to_owned()])?.is_empty() {
            known.push(Address {
                address: address.to_owned(),
                reader: Some(reader.to_owned()),
                treaty: Some(treaty.to_owned()),
                etag: None,
            });
        }
    }
    Ok(known)
}
