//! Files of other machines: asked for before the database is opened, so that nobody waits for a server.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::error::{Error, Result};
use crate::fetch::{Asking, Client, Fetched, is_address};
use crate::read;

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
            let file =
                client.get(address, None).map_err(|why| Error::Database { path: path.clone(), why })?;
            size += file.as_ref().map_or(0, |file| file.bytes.len());
            if size > MOST_BYTES {
                let why = format!(
                    "with it the files come to more than {} MiB; give them in parts",
                    MOST_BYTES >> 20
                );
                return Err(Error::Database { path: path.clone(), why });
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
