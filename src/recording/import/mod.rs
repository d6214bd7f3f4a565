//! What depositaries' files would change in the record: compared, judged by the law, and recorded as one batch.
//!
//! `files` holds what was read, and `desk` is where it is laid beside the record. Of each treaty in them `treaties` finds
//! what the record has, `statements` and `acts` read the drafts with the `people` in them; `matching` says which recorded
//! act each is, `judged` asks the law, and `outcomes` turns what is left into `entries`. `plan` is what comes of it.

mod acts;
mod alike;
mod desk;
mod entries;
mod files;
mod judged;
mod matching;
mod outcomes;
mod people;
mod plan;
mod proposal;
mod renames;
mod statements;
mod treaties;

use crate::error::Result;
use crate::law::{Relations, Treaty};
use crate::model::{Date, TreatyBody};
use crate::store::{Dossier, Store, TreatyRow};
use desk::{Bundle, Desk};
pub use files::Files;
use outcomes::Examined;
pub use plan::{
    Comparison, FileLine, FindingLine, Flagged, ImportCounts, ImportPlan, ImportRow, ImportRows, TreatyLine,
};
pub use renames::Rename;

/// Compares files with the record; `progress` hears of each treaty that is done, and may stop it. With `partial`, what is
/// not taken in is left out, and the rest may be recorded.
pub fn compare(
    store: &Store,
    files: &Files,
    today: Date,
    partial: bool,
    mut progress: impl FnMut() -> Result<()>,
) -> Result<ImportPlan> {
    let seen = store.head()?.seq;
    let mut desk = Desk::new(store, files, today)?;
    let (mut named, findings) = treaties::named(store, files)?;
    desk.findings.extend(findings);
    let (left_out, findings) = treaties::only(&mut named, files, store)?;
    desk.of_other_treaties = left_out;
    desk.findings.extend(findings);
    for (code, (row, told)) in named {
        let said = told.into_iter().map(|place| Ok((files.told[place].file, files.draft(place)?)));
        let mut bundle = Bundle { row, said: said.collect::<Result<_>>()? };
        desk.is_kept_by_another(&code, &mut bundle);
        bundle.windows_end_by(today);
        compare_treaty(&mut desk, &code, &bundle)?;
        progress()?;
    }
    desk.explain_unknown_names();
    Ok(desk.done(partial, seen))
}

fn compare_treaty(desk: &mut Desk, code: &str, bundle: &Bundle) -> Result<()> {
    if desk.has_unfit_code(code, bundle)? {
        return Ok(());
    }
    let before = desk.findings.len();
    let proposals = desk.proposals(code, bundle);
    let has_lost = desk.findings.len() > before;
    if bundle.row.is_none() && proposals.is_empty() && desk.is_all_lost(bundle) {
        return Ok(());
    }
    let body = desk.treaty_itself(code, bundle)?;
    let row = bundle.row.as_ref();
    let dossier = row.map(|row| desk.store.dossier(&row.code, &desk.world)).transpose()?.flatten();
    let dossier = dossier.unwrap_or_else(|| empty_dossier(code, body.as_ref()));
    let given = if row.is_some() { desk.store.given_acts(code)? } else { Vec::new() };
    desk.statements(code, bundle)?;
    desk.published_counts(code, bundle)?;
    let incomplete =
        has_lost || bundle.said.iter().any(|(file, _)| !desk.files[*file].reading.findings.is_empty());
    let mut compared = matching::compare(&given, &proposals, desk.files, &desk.world);
    let in_force_on = row.and_then(TreatyRow::entry_into_force);
    let in_force_on = in_force_on.or(body.as_ref().and_then(|body| body.in_force_on));
    let judgements = judged::judge(desk, &dossier, &proposals, &mut compared, in_force_on);
    desk.take(&Examined {
        row,
        code,
        given: &given,
        proposals: &proposals,
        compared: &compared,
        judgements: &judgements,
        incomplete,
    })
}

/// What bears on a treaty that is not recorded yet.
fn empty_dossier(code: &str, body: Option<&TreatyBody>) -> Dossier {
    Dossier {
        treaty: Treaty {
            amends: Vec::new(),
            code: code.to_owned(),
            depositary: body.map(|body| body.depositary.clone()).unwrap_or_default(),
            adopted_on: body.and_then(|body| body.adopted_on),
            opened_on: body.and_then(|body| body.opened_on),
            signature_closes_on: None,
            in_force_on: body.and_then(|body| body.in_force_on),
            clauses: Vec::new(),
        },
        acts: Vec::new(),
        treaty_acts: Vec::new(),
        relations: Relations::default(),
    }
}
