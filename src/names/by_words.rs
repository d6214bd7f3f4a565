//! The names of participants by the words that are left of them: shortened, with words cut off, as official names in other
//! languages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::called::Called;
use super::forms::{self, Word, forms, joined};
use super::official::Official;
use super::spelt_out;

/// Names by their forms: each by its place among all names.
#[derive(Debug, Default)]
pub(super) struct ByWords {
    of_form: BTreeMap<String, Vec<usize>>,
    /// The forms that have a word.
    with_word: HashMap<String, Vec<String>>,
    /// By what is left of a name without the sort of State.
    without_sort: HashMap<String, Vec<usize>>,
    /// What sort of State a participant is officially.
    sorts: HashMap<String, Vec<BTreeSet<&'static str>>>,
}

impl ByWords {
    pub fn of(names: &[Called]) -> Self {
        let mut all = Self::default();
        for (row, called) in names.iter().enumerate() {
            let spelt_out = spelt_out(&called.name);
            for name in spelt_out.iter().chain([&called.name]) {
                all.without_sort.entry(Official::of(name).rest).or_default().push(row);
                for words in forms(name) {
                    let form = joined(&words);
                    if !all.of_form.contains_key(&form) {
                        for word in words {
                            all.with_word.entry(word.text).or_default().push(form.clone());
                        }
                    }
                    all.of_form.entry(form).or_default().push(row);
                }
            }
            if called.is_official {
                let Official { sort, .. } = Official::of(&called.name);
                all.sorts.entry(called.participant.clone()).or_default().push(sort);
            }
        }
        all
    }

    /// The names that have these words.
    pub fn of_form(&self, words: &[Word]) -> impl Iterator<Item = usize> {
        self.of_form.get(&joined(words)).into_iter().flatten().copied()
    }

    /// The names of those that are officially of the sort of State that a name says, and have what is left of it.
    pub fn official(&self, name: &str, names: &[Called]) -> impl Iterator<Item = usize> {
        let Official { sort, rest } = Official::of(name);
        let left = self.without_sort.get(&rest).filter(|_| !sort.is_empty() && !rest.is_empty());
        let is_so = move |row: &usize| {
            let own = self.sorts.get(&names[*row].participant);
            own.is_some_and(|sorts| sorts.contains(&sort))
        };
        left.into_iter().flatten().copied().filter(is_so)
    }

    /// The names that have as many words, each of them this one, or one that begins with it where it is cut.
    pub fn completing(&self, words: &[Word]) -> impl Iterator<Item = usize> {
        let can_tell = forms::can_be_completed(words);
        let whole = words.iter().filter(|word| can_tell && !word.is_cut);
        let with = |word: &Word| self.with_word.get(&word.text).map_or(&[] as &[String], Vec::as_slice);
        let near = whole.map(with).min_by_key(|forms| forms.len()).unwrap_or_default();
        let completes = |form: &&String| {
            let mut others = form.split(' ');
            words.iter().all(|word| others.next().is_some_and(|other| word.can_be(other)))
                && others.next().is_none()
        };
        near.iter().filter(move |form| completes(form)).flat_map(|form| self.of_form[form].iter().copied())
    }
}
