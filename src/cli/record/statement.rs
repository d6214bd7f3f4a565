//! What `accede record` takes about a reservation, a declaration or another statement.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::words;
use crate::error::{Error, Result};
use crate::files::Own;
use crate::model::{Article, Date, Stance, StatementKind, TextForm};
use crate::recording::statement::NewStatement;

/// The options of statements.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options for reservations, declarations and other statements")]
pub struct StatementOptions {
    /// An article that it concerns: 9, 9(2); once for each
    #[arg(long = "article", value_name = "ARTICLE", value_parser = words::article)]
    articles: Vec<Article>,

    /// What it says, in your words and one sentence
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    summary: Option<String>,

    /// Its text, in the words of its author
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    text: Option<String>,

    /// A file with its text, in the words of its author
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,

    /// The entry of the statement that it is about: objected to, accepted, confirmed, renewed, withdrawn
    #[arg(long, value_name = "@N", value_parser = words::entry)]
    to: Option<i64>,

    /// Whom it is addressed to: whose accession it is about, or whose reservation where that is not recorded
    #[arg(long, value_name = "PARTICIPANT")]
    towards: Option<String>,

    /// An objection that opposes entry into force between the two
    #[arg(long, conflicts_with = "severs")]
    precludes: bool,

    /// An objection that holds the other one bound without the reservation
    #[arg(long)]
    severs: bool,

    /// The last day on which it stands unless it is renewed
    #[arg(long, value_name = "DATE")]
    valid_until: Option<Date>,

    /// A reservation that was made known to be late: after consent
    #[arg(long)]
    late: bool,

    /// What it amounts to, where that is another kind than its author calls it: reservation
    #[arg(long, value_name = "KIND", value_parser = words::statement(), hide_possible_values = true)]
    character: Option<StatementKind>,
}

impl StatementOptions {
    /// The statement that they describe; what its act would have too is left open.
    pub fn statement<'a>(
        &'a self,
        kind: StatementKind,
        (treaty, participant): (&'a str, &'a str),
        on: Date,
        own: &Own,
    ) -> Result<NewStatement<'a>> {
        let text = self.text_file.as_deref().map(|path| of_file(path, own)).transpose()?;
        let severing = self.severs.then_some(Stance::Severing);
        Ok(NewStatement {
            kind,
            treaty,
            participant,
            on,
            notified_on: None,
            effective_on: None,
            articles: &self.articles,
            summary: self.summary.as_deref(),
            text: text.or_else(|| self.text.clone()),
            refers_to: self.to,
            towards: self.towards.as_deref(),
            territory: None,
            stance: if self.precludes { Some(Stance::Precluding) } else { severing },
            valid_until: self.valid_until,
            late: self.late,
            character: self.character,
            note: None,
            force: false,
        })
    }

    /// The first option of statements that was given.
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            ("--article", !self.articles.is_empty()),
            ("--summary", self.summary.is_some()),
            ("--text", self.text.is_some()),
            ("--text-file", self.text_file.is_some()),
            ("--to", self.to.is_some()),
            ("--towards", self.towards.is_some()),
            ("--precludes", self.precludes),
            ("--severs", self.severs),
            ("--valid-until", self.valid_until.is_some()),
            ("--late", self.late),
            ("--character", self.character.is_some()),
        ];
        given.into_iter().find(|option| option.1).map(|option| option.0)
    }
}

/// A text of more than one line, from a file.
fn of_file(path: &Path, own: &Own) -> Result<String> {
    let longest = TextForm::TEXT.longest;
    let failed = |why: String| Error::usage(format!("--text-file {}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|why| failed(why.to_string()))?;
    if own.is(path).is_none() && (!size.is_file() || size.len() > longest as u64) {
        return Err(failed(format!("it is no file of at most {longest} bytes")));
    }
    let mut text = String::new();
    let read = own.open_other(path)?.and_then(|mut file| file.read_to_string(&mut text));
    read.map_err(|why| failed(why.to_string()))?;
    let text = text.trim().replace("\r\n", "\n");
    TextForm::TEXT.check(&text).map_err(failed)?;
    Ok(text)
}
