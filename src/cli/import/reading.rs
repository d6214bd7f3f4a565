//! Files to what they say: found, bounded, hashed, and read by the reader that knows their form.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::addresses::{Asked, AskingOptions, address, as_served};
use super::chosen::Chosen;
use crate::cli::context::Context;
use crate::cli::{progress::Progress, words};
use crate::error::{Error, Result};
use crate::fetch::Fetched;
use crate::files::Own;
use crate::model::draft::{FileRead, Finding, Place, Reading, Reason};
use crate::names::directory::Directory;
use crate::read::{self, Input, Reader, Unreadable, WHICHEVER_TREATY};
use crate::render::clean;
use crate::report::{ReaderLine, ReadersReport};
use crate::store::{Store, resolve};

/// The most files of one import.
const MOST_FILES: usize = 20_000;

/// What is to be read. What comes by standard input is read at once, before the database is opened: whoever sends it may
/// take any time, and nobody who records is to wait for that.
pub struct Given<'a> {
    paths: &'a [PathBuf],
    standard_input: Option<Vec<u8>>,
    fetched: HashMap<PathBuf, Fetched>,
    /// Nobody asks which treaty it is about.
    of_any_treaty: bool,
}

impl<'a> Given<'a> {
    /// What a command line names; what is on other machines is fetched.
    pub fn of(paths: &'a [PathBuf], options: &ReadingOptions, context: &Context) -> Result<Self> {
        let standard_input = paths.iter().find(|path| is_standard_input(path));
        let standard_input = standard_input.map(|path| bytes_of(path, &context.own_files()?)).transpose()?;
        let fetched = options.asking.fetch(paths, context)?;
        Ok(Self { paths, standard_input, fetched, of_any_treaty: false })
    }

    /// The same where only who stands in it is asked: it need not say which treaty it is about.
    #[must_use]
    pub fn of_any_treaty(self) -> Self {
        Self { of_any_treaty: true, ..self }
    }

    /// A file of another machine.
    fn fetched(&self, path: &Path) -> Option<&Fetched> {
        self.fetched.get(path)
    }

    /// Whether some of it cannot be read once more.
    pub fn is_read_once(&self) -> bool {
        self.standard_input.is_some()
    }
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// How files are read.
#[derive(Debug, clap::Args)]
pub struct ReadingOptions {
    /// Read the files with this reader or shipped map, whatever they look like; accede import --readers lists them
    #[arg(long, value_name = "NAME", value_parser = words::text, conflicts_with = "map")]
    reader: Option<String>,

    /// Read the files by this column map, a TOML file
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,

    /// The treaty that alone is to be taken from the files, and that they are about where they do not say so: any of its
    /// names, or the code of a new one
    #[arg(long, value_name = "TREATY", value_parser = words::text)]
    treaty: Option<String>,

    /// The participant that the tables are about, where a map has no column for it: any of its names, or its code
    #[arg(long, value_name = "NAME", value_parser = words::text)]
    participant: Option<String>,

    /// The encoding of the files, where it is not UTF-8 and they do not name it themselves: windows-1252, utf-16le
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,

    #[command(flatten)]
    asking: AskingOptions,
}

/// The name of an encoding that is read.
fn encoding(name: &str) -> std::result::Result<String, String> {
    if read::is_encoding(name) {
        return Ok(name.trim().to_owned());
    }
    Err("it is no encoding that is read here: utf-8, utf-16le, windows-1252, iso-8859-1 …".to_owned())
}

impl ReadingOptions {
    /// Reads files and hands them on, in the order in which they are named; of a folder by name. A file that cannot be read
    /// at all stands there with one finding and nothing else.
    pub fn read(
        &self,
        store: &Store,
        given: &Given,
        context: &Context,
        mut take: impl FnMut(FileRead) -> Result<()>,
    ) -> Result<()> {
        let own = context.own_files()?;
        let named = given.paths;
        let paths = files_of(named)?;
        let any = given.of_any_treaty.then(|| WHICHEVER_TREATY.to_owned());
        let treaty = self.named_treaty(store)?.or(any);
        let map = self.map.as_deref().map(|path| own_map(path, &own)).transpose()?;
        // The names are looked up only where a file may have codes in their place.
        let mut directory: Option<Directory> = None;
        let mut take = |mut file: FileRead| {
            if file.reading.may_have_codes() {
                let directory = match &mut directory {
                    Some(directory) => directory,
                    none => none.insert(store.directory()?),
                };
                file.reading.take_codes(|named| directory.are_codes(named));
            }
            take(file)
        };
        let progress = Progress::bytes("reading", total(&paths), context);
        for path in &paths {
            progress.check()?;
            if let Some(file) = given.fetched(path) {
                let name = clean(&file.name).into_owned();
                let recoded = match &self.encoding {
                    Some(encoding) => read::recoded(&file.bytes, encoding),
                    None => as_served(file),
                };
                let bytes = recoded.as_ref().unwrap_or(&file.bytes);
                let input = Input { name: &name, bytes, treaty: treaty.as_deref() };
                let reading = self.one(&input, map.as_ref()).or_else(|why| not_read(&name, why))?;
                let asked = Asked {
                    address: address(path).unwrap_or_default(),
                    treaty: treaty.as_deref(),
                    is_read_by_name: map.is_none() && self.participant.is_none() && self.encoding.is_none(),
                };
                take(asked.read(file, name, reading, context))?;
                continue;
            }
            let name = path
                .file_name()
                .map_or_else(|| "-".to_owned(), |name| clean(&name.to_string_lossy()).into_owned());
            if !named.contains(path) && own.is(path).is_some() {
                take(FileRead { sha256: String::new(), name, origin: None, reading: left_out() })?;
                continue;
            }
            let read;
            let bytes = match &given.standard_input {
                Some(bytes) if is_standard_input(path) => bytes,
                _ => {
                    read = bytes_of(path, &own)?;
                    &read
                }
            };
            let recoded = self.encoding.as_ref().and_then(|encoding| read::recoded(bytes, encoding));
            let input =
                Input { name: &name, bytes: recoded.as_ref().unwrap_or(bytes), treaty: treaty.as_deref() };
            let reading = self.one(&input, map.as_ref()).or_else(|why| not_read(&name, why))?;
            take(FileRead { sha256: read::sha256(bytes), name, origin: None, reading })?;
            progress.advance(bytes.len() as u64);
        }
        Ok(())
    }

    /// The code of the treaty that the user names.
    pub fn named_treaty(&self, store: &Store) -> Result<Option<String>> {
        self.treaty.as_deref().map(|name| code_of(store, name)).transpose()
    }

    fn one(&self, input: &Input, map: Option<&read::ColumnMap>) -> std::result::Result<Reading, Unreadable> {
        let by_name = |name: &String| {
            Chosen::called(name).ok_or_else(|| Unreadable::NoReader(read::names_nearest(name)))
        };
        let chosen = match map {
            Some(map) => Some(Chosen::Map(map)),
            None => self.reader.as_ref().map(by_name).transpose()?,
        };
        match (chosen, &self.participant) {
            (Some(chosen), None) => chosen.read(input),
            (None, None) => read::any(input),
            (Some(Chosen::Map(map)), Some(name)) => map.about_participant(name)?.read_file(input),
            (None, Some(name)) if Reader::of(input).is_none() => match read::recognised_map(input) {
                Some(map) => map.about_participant(name)?.read_file(input),
                None => read::any(input),
            },
            (Some(Chosen::Reader(_)) | None, Some(_)) => Err(Unreadable::NamesParticipants),
        }
    }
}

/// A file that is not read at all: a finding about the whole of it, or an error of the command line.
fn not_read(name: &str, why: Unreadable) -> Result<Reading> {
    match why {
        Unreadable::Finding(finding) => Ok(read::nothing(finding)),
        Unreadable::NeedsTreaty | Unreadable::NeedsParticipant | Unreadable::NamesParticipants => {
            Err(Error::usage(format!("{name}: {why}")))
        }
        Unreadable::NoReader(near) => {
            Err(Error::usage(format!("no reader or map is called so; nearest: {}", near.join(", "))))
        }
    }
}

/// What is said of the database and its journals where they lie in a folder that is read.
fn left_out() -> Reading {
    read::nothing(Finding {
        place: Place::START,
        reason: Reason::NotOfThisForm,
        cell: String::new(),
        why: "it is the database itself, or a file of it: it is left out".to_owned(),
    })
}

/// The files of a command line: a folder stands for every file in it.
fn files_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if address(path).is_some() || !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let failed = |why: std::io::Error| unusable(path, &format!("it cannot be read: {why}"));
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(failed)? {
            let entry = entry.map_err(failed)?.path();
            let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if entry.is_file() && !hidden {
                inside.push(entry);
            }
        }
        if inside.is_empty() {
            return Err(unusable(path, "there is no file in this folder"));
        }
        inside.sort();
        files.extend(inside);
    }
    if files.len() > MOST_FILES {
        return Err(Error::usage(format!(
            "{} files are too many for one import; {MOST_FILES} is the most",
            files.len()
        )));
    }
    Ok(files)
}

fn total(paths: &[PathBuf]) -> u64 {
    paths.iter().filter_map(|path| std::fs::metadata(path).ok()).map(|data| data.len()).sum()
}

/// The bytes of a file, whose size has a limit; `-` is standard input.
pub fn bytes_of(path: &Path, own: &Own) -> Result<Vec<u8>> {
    let most = read::LARGEST as u64;
    // Room for all of it at once: a buffer that grows takes up to twice as much.
    let size = std::fs::metadata(path).map_or(0, |data| data.len().min(most));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    let read = if is_standard_input(path) {
        own.check_standard_input()?;
        std::io::stdin().lock().take(most + 1).read_to_end(&mut bytes)
    } else {
        own.open_other(path)?.and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            let scheme = path.to_str().and_then(|word| word.split_once("://")).map(|(scheme, _)| scheme);
            Err(match scheme {
                None => unusable(path, "there is no such file"),
                Some(scheme) => {
                    let why =
                        format!("{scheme}:// is not fetched, https:// is: save the file and give its path");
                    unusable(path, &why)
                }
            })
        }
        Err(why) => Err(unusable(path, &format!("it cannot be read: {why}"))),
        Ok(_) if bytes.len() > read::LARGEST => {
            Err(unusable(path, &format!("it has more than {} MiB; give it in parts", read::LARGEST >> 20)))
        }
        Ok(_) => Ok(bytes),
    }
}

fn unusable(path: &Path, why: &str) -> Error {
    Error::Database { path: path.to_owned(), why: why.to_owned() }
}

fn own_map(path: &Path, own: &Own) -> Result<read::ColumnMap> {
    let bytes = bytes_of(path, own)?;
    let text = String::from_utf8(bytes).map_err(|_| unusable(path, "it is not UTF-8 text"))?;
    read::ColumnMap::read(&path.display().to_string(), &text).map_err(Error::usage)
}

/// The code of the treaty that the user names; what nothing is called is the code of a new one, in our form.
fn code_of(store: &Store, name: &str) -> Result<String> {
    match resolve::treaty(store, name) {
        Ok(row) => Ok(row.code),
        Err(Error::Ambiguous { what, name, candidates }) => Err(Error::Ambiguous { what, name, candidates }),
        Err(_) => {
            let code = read::canonical(name);
            Ok(store.treaty(&code)?.map_or(code, |row| row.code))
        }
    }
}

/// Every reader and every shipped map.
pub fn readers() -> ReadersReport {
    let readers = read::READERS.iter().map(|reader| (reader.name.to_owned(), reader.about.to_owned(), false));
    let maps =
        read::ColumnMap::shipped().iter().map(|map| (map.name().to_owned(), map.about().to_owned(), true));
    ReadersReport {
        readers: readers
            .chain(maps)
            .map(|(name, about, is_map)| ReaderLine { name, about, is_map })
            .collect(),
    }
}
