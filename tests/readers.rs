//! What each reader makes of small files, good and bad: one line for each treaty, act and finding.

mod accede_csv;
mod coe_chart;
mod coe_signatures;
mod coe_treaties;
mod eu_council;
mod map_faults;
mod mtdsg_declarations;
mod mtdsg_record;
mod nl_verdragenbank;
mod uk_treaties;
mod untc_page;
mod untc_paste;
mod unts;
mod wipo_lex;
mod xlsx;

use accede::model::draft::{DraftAct, DraftDay, Reading, What};
use accede::read::{Input, Reader, Unreadable};

/// Reads a file with the reader that knows it by what is in it.
fn whole(reader: &str, name: &str, bytes: &[u8], treaty: Option<&str>) -> Reading {
    let input = Input { name, bytes, treaty };
    let found = Reader::of(&input).expect("a reader knows it");
    assert_eq!(found.name, reader);
    let reading = found.read(&input).unwrap();
    let acts: usize = reading.treaties.iter().map(|treaty| treaty.acts.len()).sum();
    assert_eq!(reading.dated_cells, acts + reading.findings.len(), "nothing dated is lost in silence");
    reading
}

/// Why a file is not read.
fn refused(reader: &str, bytes: &[u8], treaty: Option<&str>) -> String {
    let input = Input { name: "file", bytes, treaty };
    match Reader::called(reader).unwrap().read(&input).unwrap_err() {
        Unreadable::NeedsTreaty => "needs a treaty".to_owned(),
        Unreadable::NeedsParticipant => "needs a participant".to_owned(),
        Unreadable::NamesParticipants => "names its participants".to_owned(),
        Unreadable::NoReader(_) => "no such reader".to_owned(),
        Unreadable::Finding(finding) => format!("{} {}", finding.place, finding.reason.word()),
    }
}

fn lines(reading: &Reading) -> Vec<String> {
    let mut lines = Vec::new();
    for treaty in &reading.treaties {
        lines.push(treaty.code.clone().unwrap_or_else(|| treaty.named.clone()));
        lines.extend(treaty.acts.iter().map(line));
    }
    let told = |finding: &accede::model::draft::Finding| {
        format!("! {} {} {}", finding.place, finding.reason.word(), finding.cell)
    };
    lines.extend(reading.findings.iter().map(told));
    lines
}

fn line(act: &DraftAct) -> String {
    let what = match act.what {
        What::Act(kind) => kind.word().to_owned(),
        What::Statement(word) => format!("statement:{word}"),
    };
    let day = match act.day {
        DraftDay { date: Some(date), .. } => date.to_string(),
        DraftDay { earliest: Some(earliest), latest: Some(latest), .. } => {
            format!("{earliest}..{latest}")
        }
        _ => "unknown".to_owned(),
    };
    let effect = act.effective_on.map_or_else(String::new, |day| format!(" effect {day}"));
    let withdrawn = if act.withdrawn { " withdrawn" } else { "" };
    let flagged = if act.flag.is_some() { " flagged" } else { "" };
    format!("{} {} {what} {day}{effect}{withdrawn}{flagged}", act.place, act.participant)
}
