//! Files of other machines: asked for before the database is opened, so that nobody waits for a server.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::chosen::Chosen;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::error::{Error, Result};
use crate::fetch::{Asking, Client, Fetched, is_address};
use crate::model::SourceBody;
use crate::model::draft::{FileRead, Finding, Origin, Place, Reading, Reason};
use crate::names::directory::Directory;
use crate::read::{self, Input, Unreadable};
use crate::render::clean;
use crate::store::Address;

/// The most bytes of all files of one import that are fetched: they wait in memory until the database is opened.
const MOST_BYTES: usize = 512 << 20;

/// How files are asked for by their addresses.
#[derive(Debug, Clone, clap::Args)]
pub struct AskingOptions {
    /// Take addresses, and follow redirections, without https too: anybody on the way could change the file
    #[arg(long)]
    allow_http: bool,

    /// How many seconds one file may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=3600))]
    timeout: u16,
}

impl AskingOptions {
    /// Who asks.
    pub fn client(&self) -> Client {
        Client::new(Asking {
            plain: self.allow_http,
            time: Duration::from_secs(self.timeout.into()),
            most: read::LARGEST,
        })
    }

    /// The files at those of `paths` that are addresses.
    ///
    /// Errors: one of them cannot be had.
    pub(super) fn fetch(&self, paths: &[PathBuf], context: &Context) -> Result<HashMap<PathBuf, Fetched>> {
        let addresses: Vec<(&PathBuf, &str)> =
            paths.iter().filter_map(|path| Some((path, address(path)?))).collect();
        let mut fetched = HashMap::new();
        if addresses.is_empty() {
            return Ok(fetched);
        }
        let mut client = self.client();
        let progress = Progress::counted("fetching", addresses.len() as u64, context);
        let mut size = 0;
        for (path, address) in addresses {
            progress.check()?;
            if fetched.contains_key(path) {
                continue;
            }
            let failed = |why| Error::Database { path: path.clone(), why };
            if let Some(why) = SourceBody::address_fault(address) {
                return Err(failed(why));
            }
            let file = client.get(address, None, &|| progress.check().is_ok());
            progress.check()?;
            let file = file.map_err(failed)?;
            size += file.as_ref().map_or(0, |file| file.bytes.len());
            if size > MOST_BYTES {
                let why = format!(
                    "with it the files come to more than {} MiB; give them in parts",
                    MOST_BYTES >> 20
                );
                return Err(failed(why));
            }
            fetched.extend(file.map(|file| (path.clone(), file)));
            progress.advance(1);
        }
        Ok(fetched)
    }
}

/// The address that a word of the command line is, if it is one.
pub(super) fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|word| is_address(word))
}

/// A text that is no UTF-8 and of which the server says in which encoding it is, in UTF-8.
pub(super) fn as_served(file: &Fetched) -> Option<Vec<u8>> {
    let encoding = file.encoding.as_ref().filter(|_| std::str::from_utf8(&file.bytes).is_err())?;
    let beginning = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(1024)]).to_lowercase();
    let names_its_own = beginning.contains("encoding=") || beginning.contains("charset=");
    if names_its_own { None } else { read::recoded(&file.bytes, encoding) }
}

/// What was asked for at an address.
pub(super) struct Asked<'a> {
    pub address: &'a str,
    /// The treaty that the file is told to be about.
    pub treaty: Option<&'a str>,
    /// Whether the name of a reader is enough to read it again.
    pub is_read_by_name: bool,
}

impl Asked<'_> {
    /// The file with what it says, copied today.
    pub(super) fn read(
        &self,
        file: &Fetched,
        name: String,
        mut reading: Reading,
        context: &Context,
    ) -> FileRead {
        if reading.findings.is_empty() && reading.treaties.iter().all(|treaty| treaty.acts.is_empty()) {
            let why = "nothing that was done stands in it: it may be cut off".to_owned();
            let cell = self.address.to_owned();
            reading = read::nothing(Finding { place: Place::START, reason: Reason::Truncated, cell, why });
        }
        reading.edition.copied_on.get_or_insert(context.when().today);
        let origin = Origin {
            address: self.address.to_owned(),
            etag: file.etag.clone(),
            size: file.bytes.len(),
            treaty: self.treaty.map(str::to_owned),
            is_read_by_name: self.is_read_by_name,
        };
        FileRead { name, sha256: read::sha256(&file.bytes), origin: Some(origin), reading }
    }
}

/// What comes of asking an address again; none where it has the copy that was recorded. A finding where it has none, or one
/// that cannot be read.
pub fn read_again(
    known: &Address,
    answer: std::result::Result<Option<Fetched>, String>,
    directory: &Directory,
    context: &Context,
) -> Option<FileRead> {
    let whole = |reason, why: String| {
        let cell = known.address.clone();
        read::nothing(Finding { place: Place::START, reason, cell, why })
    };
    let file = match answer {
        Ok(file) => file?,
        Err(why) => {
            let (name, reading) = (known.address.clone(), whole(Reason::NotFetched, why));
            return Some(FileRead { name, sha256: String::new(), origin: None, reading });
        }
    };
    let name = clean(&file.name).into_owned();
    let treaty = known.treaty.as_deref();
    let recoded = as_served(&file);
    let input = Input { name: &name, bytes: recoded.as_ref().unwrap_or(&file.bytes), treaty };
    let reader = known.reader.as_deref().and_then(Chosen::called);
    let read = reader.map_or_else(|| read::any(&input), |reader| reader.read(&input));
    let reading = read.unwrap_or_else(|why| match why {
        Unreadable::Finding(finding) => read::nothing(finding),
        other => whole(Reason::NotOfThisForm, other.to_string()),
    });
    let asked = Asked { address: &known.address, treaty, is_read_by_name: true };
    let mut read = asked.read(&file, name, reading, context);
    read.reading.take_codes(|named| directory.are_codes(named));
    Some(read)
}
