//! What all commands share: the file, the day, the format, where the answer goes.

use std::cell::{Cell, OnceCell};
use std::io::{IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use etcetera::BaseStrategy;

use super::stream::{self, Output};
use super::{place, words};
use crate::error::{Error, Result};
use crate::files::{Own, are_one, clear_beside};
use crate::model::Date;
use crate::recording::new_file;
use crate::render::{Format, Report, Style, render};
use crate::report::{AsKnown, KnownAt, When, WithReasons};
use crate::store::{Access, Moment, Store};

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Shared {
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "The database file [default: $ACCEDE_DB, else accede/accede.db in the user's data folder]"
    )]
    db: Option<PathBuf>,

    /// The day asked about, YYYY-MM-DD [default: today, UTC]
    #[arg(long, global = true, value_name = "DATE")]
    as_of: Option<Date>,

    /// Answer as the record stood at the end of this day, YYYY-MM-DD, or just after this entry, @N [default: now]
    #[arg(long, global = true, value_name = "DATE|@N", value_parser = words::moment)]
    known_at: Option<Moment>,

    /// Below the answer, what it rests on: each act with its day, clause and source
    #[arg(long, global = true)]
    why: bool,

    /// Call participants by their names in the lists of the United Nations (un) or of the Council of Europe (coe), or in a
    /// language (fr, es, ru, ar, zh, de, pt, it, nl …) [default: short]
    #[arg(long, global = true, value_name = "un|coe|short|LANG", value_parser = words::text)]
    names: Option<String>,

    /// The format of the answer [default: that of the ending of --output, else table]
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    format: Option<Format>,

    /// Write the answer to this file, in the format that its ending tells; - is standard output
    #[arg(long, global = true, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What a command works with.
#[derive(Debug, Clone)]
pub struct Context {
    db: Option<PathBuf>,
    as_of: Option<Date>,
    known_at: Option<Moment>,
    looking_back: OnceCell<KnownAt>,
    interrupted: OnceCell<Arc<AtomicBool>>,
    holding: Cell<bool>,
    today: Date,
    today_is_given: bool,
    why: bool,
    names: Option<String>,
    format: Option<Format>,
    output: Option<PathBuf>,
}

impl Context {
    /// Reads the options and the environment.
    pub fn of(shared: &Shared) -> Result<Self> {
        let given = environment("ACCEDE_TODAY")?;
        let today = match &given {
            Some(text) => text.parse().map_err(|why| Error::usage(format!("ACCEDE_TODAY: {why}")))?,
            None => Date::today(),
        };
        let named = || std::env::var_os("ACCEDE_DB").filter(|name| !name.is_empty()).map(PathBuf::from);
        let context = Self {
            db: shared.db.clone().or_else(named),
            as_of: shared.as_of,
            known_at: shared.known_at,
            looking_back: OnceCell::new(),
            interrupted: OnceCell::new(),
            holding: Cell::new(false),
            today,
            today_is_given: given.is_some(),
            why: shared.why,
            names: shared.names.clone(),
            format: shared.format,
            output: shared.output.clone().filter(|path| path != Path::new("-")),
        };
        context.check_first_output()?;
        Ok(context)
    }

    /// The day asked about, and today.
    pub fn when(&self) -> When {
        When { as_of: self.as_of.unwrap_or(self.today), today: self.today }
    }

    /// Whether the acts behind the answer are wanted.
    pub fn wants_reasons(&self) -> bool {
        self.why
    }

    /// The day asked about, where one was given.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The moment of recording, UTC: now, or the start of the day that `ACCEDE_TODAY` gives.
    pub fn now(&self) -> String {
        if self.today_is_given {
            format!("{}T00:00:00Z", self.today)
        } else {
            chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
        }
    }

    /// The file to answer from, as it stands until the answer is given; a missing one is made from the seed. Nothing is
    /// left to do when it is closed, so that the end of the process may do it.
    pub fn read(&self) -> Result<ManuallyDrop<Store>> {
        let mut store = Self::opened(&self.seeded()?, Access::Read)?;
        if let Some(moment) = self.known_at {
            let (seq, recorded_at) = store.look_back(moment)?;
            let day = if let Moment::Day(day) = moment { Some(day) } else { None };
            // One command reads one file once.
            let _ = self.looking_back.set(KnownAt { entry: format!("@{seq}"), recorded_at, day });
        }
        if let Some(names) = &self.names {
            store.call_by(names)?;
        }
        store.begin_look()?;
        Ok(ManuallyDrop::new(store))
    }

    /// The file to record in; for a trial run the file to read. A missing one is made from the seed only with `create`.
    pub fn write(&self, dry_run: bool, create: bool) -> Result<ManuallyDrop<Store>> {
        self.refuse_known_at_and_why()?;
        let access = if dry_run { Access::Read } else { Access::Write };
        let path = if create { self.seeded()? } else { self.present()? };
        if !dry_run {
            clear_beside(&path);
        }
        let mut store = Self::opened(&path, access)?;
        if dry_run {
            store.begin_look()?;
        } else if self.holding.get() {
            store.hold()?;
        }
        Ok(ManuallyDrop::new(store))
    }

    fn opened(path: &Path, access: Access) -> Result<Store> {
        Store::open(path, access).map(told)
    }

    /// Whether the user has asked to stop, from now on: Ctrl-C no longer ends the process by itself.
    pub fn interrupted(&self) -> Arc<AtomicBool> {
        let flag = self.interrupted.get_or_init(|| {
            let flag = Arc::new(AtomicBool::new(false));
            #[cfg(unix)]
            for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
                // Where the signal cannot be handled, its default stays. A second one ends the process at once.
                let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&flag));
                let _ = signal_hook::flag::register(signal, Arc::clone(&flag));
            }
            flag
        });
        Arc::clone(flag)
    }

    /// From now on a file to record in is kept from others before it is read, and not only before it is written.
    pub fn hold(&self) {
        self.holding.set(true);
    }

    /// Refuses to look back, to give reasons, or to choose names, where the answer is no status of treaties.
    pub fn refuse_known_at_and_why(&self) -> Result<()> {
        if self.names.is_some() {
            return Err(Error::usage("--names goes with questions about the record only; leave it out"));
        }
        match self.known_at {
            None => self.refuse_why(),
            Some(_) => {
                Err(Error::usage("--known-at goes with questions about the record only; leave it out"))
            }
        }
    }

    /// Refuses to give reasons where the answer has none.
    pub fn refuse_why(&self) -> Result<()> {
        if self.why {
            return Err(Error::usage("--why goes with questions about the status of treaties; leave it out"));
        }
        Ok(())
    }

    /// The file, which must be there, whatever is in its derived tables.
    pub fn existing_as_is(&self, access: Access) -> Result<ManuallyDrop<Store>> {
        self.refuse_known_at_and_why()?;
        Store::open_as_is(&self.path()?, access).map(told).map(ManuallyDrop::new)
    }

    /// Refuses a place where no new database can be made, or where the answer goes.
    pub fn check_free(&self, path: &Path) -> Result<()> {
        self.refuse_known_at_and_why()?;
        if let Some(output) = &self.output {
            place::check_output("--output", output, &Own::of(path))?;
        }
        let db = self.path()?;
        if Own::of(&db).is(path).is_some_and(|own| own != db) {
            return Err(Error::usage(format!(
                "{}: the database {} keeps its journal there; name another file",
                path.display(),
                db.display()
            )));
        }
        place::check_new(path)
    }

    /// Where a new file is to be made, by `--db` or `ACCEDE_DB`, else in the data folder, which is made where missing.
    pub fn new_path(&self) -> Result<PathBuf> {
        let path = self.path()?;
        self.make_data_folder(&path)?;
        Ok(path)
    }

    /// Makes the data folder, if the file is the one in there that every command takes.
    pub fn make_data_folder(&self, file: &Path) -> Result<()> {
        if self.db.is_none()
            && self.path().is_ok_and(|usual| usual == file)
            && let Some(folder) = file.parent()
        {
            std::fs::create_dir_all(folder).map_err(|why| Error::Database {
                path: folder.to_owned(),
                why: format!("the folder cannot be made: {why}; name a file with --db"),
            })?;
        }
        Ok(())
    }

    /// What is no input of anything: the files of the database, and where the answer goes.
    pub fn own_files(&self) -> Result<Own> {
        let own = Own::of(&self.path()?);
        Ok(match &self.output {
            Some(output) => own.and_written("--output", output),
            None if Path::new(STANDARD).is_file() => own.and_written("standard output", Path::new(STANDARD)),
            None => own,
        })
    }

    /// Where the answer is to be written; none is standard output.
    pub fn output(&self) -> Option<Output> {
        self.output.as_deref().map(|path| self.output_at(path))
    }

    /// A file of the answer, which is for nobody who may not read the database.
    pub fn output_at(&self, path: &Path) -> Output {
        // Without a home there is no file either.
        Output::of(path, &self.path().unwrap_or_default())
    }

    /// Refuses an answer that would land on the database: by its name, or because standard output is that file.
    fn check_first_output(&self) -> Result<()> {
        match &self.output {
            Some(output) => place::check_output("--output", output, &Own::of(&self.path()?)),
            None if !Path::new(STANDARD).is_file() => Ok(()),
            None => match self.path().map(|db| Own::of(&db).is(Path::new(STANDARD)).map(Path::to_owned)) {
                Ok(Some(own)) => Err(Error::usage(format!(
                    "standard output is the database itself ({}); name another file",
                    own.display()
                ))),
                _ => Ok(()),
            },
        }
    }

    /// Refuses a place for a second file of the answer that cannot be one, or where something else goes.
    pub fn check_second_output(&self, option: &str, path: &Path) -> Result<()> {
        if self.output.as_deref().is_some_and(|output| output == path || are_one(output, path)) {
            return Err(Error::usage(format!(
                "{option}: {} is where the answer goes; name another file",
                path.display()
            )));
        }
        place::check_output(option, path, &Own::of(&self.path()?))
    }

    /// The format asked for by name; none: left open.
    pub fn format_named(&self) -> Option<Format> {
        self.format
    }

    /// The format of the answer: asked for by name, by the ending of the file, or the usual one.
    pub fn format(&self) -> Format {
        let by_ending = || self.output.as_deref().and_then(Format::by_ending);
        self.format.or_else(by_ending).unwrap_or_default()
    }

    /// Refuses a format where the answer is a text: `why`, it has one form.
    pub fn refuse_format(&self, why: &str) -> Result<()> {
        match self.format {
            None | Some(Format::Table) => Ok(()),
            Some(_) => Err(Error::usage(format!("--format: {why}; leave the option out"))),
        }
    }

    /// Refuses a format that cannot be given, before any work is done for it.
    pub fn format_is_possible(&self) -> Result<()> {
        if self.format.is_none()
            && let Some(path) = &self.output
            && let Some(ending) = path.extension().filter(|ending| !ending.eq_ignore_ascii_case("txt"))
            && Format::by_ending(path).is_none()
        {
            let endings: Vec<String> = Format::endings().map(|ending| format!(".{ending}")).collect();
            return Err(Error::usage(format!(
                "--output: no format has the ending .{}: {}, or .txt for the table; --format names one for any file",
                ending.display(),
                endings.join(", ")
            )));
        }
        if !self.format().spec().is_text && self.is_seen() {
            return Err(Error::usage("a Parquet file is not for a terminal: name a file with --output"));
        }
        self.format().is_built_in()
    }

    /// The moment of the record that is looked back at, once the file is open.
    pub fn known_at(&self) -> Option<&KnownAt> {
        self.looking_back.get()
    }

    /// Whether the answer goes to a terminal.
    pub fn is_seen(&self) -> bool {
        self.output.is_none() && std::io::stdout().is_terminal()
    }

    /// Whether the answer is to be a calendar.
    pub fn wants_calendar(&self) -> bool {
        self.format() == Format::Ics
    }

    /// An error with the name of the database file it is about.
    pub fn named(&self, error: Error) -> Error {
        match self.path() {
            Ok(path) => error.at(&path),
            Err(_) => error,
        }
    }

    fn path(&self) -> Result<PathBuf> {
        if let Some(path) = &self.db {
            return Ok(path.clone());
        }
        let folders = etcetera::choose_base_strategy().map_err(|_| {
            Error::usage("there is no home folder to keep the database in; name a file with --db")
        })?;
        Ok(folders.data_dir().join("accede").join("accede.db"))
    }

    /// The file, which is not made where it is missing: what is recorded goes where somebody wanted a record.
    fn present(&self) -> Result<PathBuf> {
        let path = self.path()?;
        // The data folder is made with the file.
        if path.exists() || (self.db.is_some() && !Store::is_missing(&path)?) {
            return Ok(path);
        }
        let why = format!(
            "there is no such file to record in; accede init {} makes it, or --create makes it first",
            path.display()
        );
        Err(Error::Database { path, why })
    }

    fn seeded(&self) -> Result<PathBuf> {
        let path = self.new_path()?;
        if !path.exists() && Store::is_missing(&path)? && new_file::with_seed(&path)? {
            let name = path.display().to_string();
            // The answer does not depend on anybody reading this.
            let _ =
                writeln!(anstream::stderr(), "accede: made {} from the seed", crate::render::clean(&name));
        }
        Ok(path)
    }

    /// Gives an answer that was read from a file: others may write in that before the answer is written, for whoever reads
    /// it may take any time.
    pub fn answer_from<R: Report>(&self, store: &Store, report: &R) -> Result<()> {
        store.end_look();
        self.answer(report)
    }

    /// Gives the answer in the format asked for, where it was asked for.
    pub fn answer<R: Report>(&self, report: &R) -> Result<()> {
        if !self.why {
            return self.deliver_as_known(report);
        }
        let Some(why) = report.reasons() else {
            return Err(Error::usage("--why goes with questions about the status of treaties; leave it out"));
        };
        self.deliver_as_known(&WithReasons { report, why })
    }

    fn deliver_as_known<R: Report>(&self, report: &R) -> Result<()> {
        self.give(&self.laid_out(report)?)
    }

    /// The answer in the format asked for, not yet given.
    pub fn laid_out<R: Report>(&self, report: &R) -> Result<Vec<u8>> {
        let to_terminal = self.is_seen();
        let style = Style { width: width(to_terminal), colour: to_terminal };
        match self.looking_back.get() {
            None => render(report, self.format(), style),
            Some(known_at) => render(&AsKnown { known_at: known_at.clone(), report }, self.format(), style),
        }
    }

    /// Gives an answer that is laid out, where it was asked for.
    pub fn give(&self, answer: &[u8]) -> Result<()> {
        if let (Some(flag), None) = (self.interrupted.get(), &self.output) {
            // Who reads may take long, and nothing is left to be undone: from here on Ctrl-C ends the process by itself.
            flag.store(true, Ordering::Relaxed);
        }
        if self.is_seen() { stream::coloured(answer) } else { stream::whole(self.output().as_ref(), answer) }
    }

    /// Gives a text that was read from a file.
    pub fn deliver_from(&self, store: &Store, text: &str) -> Result<()> {
        store.end_look();
        self.deliver(text)
    }

    /// Gives a text as it is, where it was asked for.
    pub fn deliver(&self, text: &str) -> Result<()> {
        stream::whole(self.output().as_ref(), text.as_bytes())
    }
}

/// Standard output, where that is a file, as a file.
const STANDARD: &str = "/dev/stdout";

/// Says what whoever reads from a file should know.
fn told(store: Store) -> Store {
    if let Some(warning) = store.warning() {
        let said = format!("{}: {warning}", store.path().display());
        // The answer does not depend on anybody reading this.
        let _ = writeln!(anstream::stderr(), "accede: {}", crate::render::clean(&said));
    }
    store
}

/// A variable of the environment; one that is empty is not set.
pub fn environment(name: &str) -> Result<Option<String>> {
    let value = std::env::var_os(name).filter(|value| !value.is_empty());
    let text = value.map(std::ffi::OsString::into_string).transpose();
    text.map_err(|_| Error::usage(format!("{name}: it is not UTF-8 text")))
}

/// The width of tables: `COLUMNS` where set, else the terminal's (80 where it does not say), else 100.
fn width(to_terminal: bool) -> u16 {
    const PIPED: u16 = 100;
    const TERMINAL: u16 = 80;
    const NARROWEST: u16 = 40;
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let seen = || terminal_size::terminal_size().map_or(TERMINAL, |size| size.0.0);
    columns.unwrap_or_else(|| if to_terminal { seen() } else { PIPED }).max(NARROWEST)
}
