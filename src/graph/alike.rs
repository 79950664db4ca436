//! How alike two names look.

use super::fold::{bare, unarticled};
use std::collections::BTreeSet;

/// How alike a name must be to be offered for one that is not known; two letters wrong in six are enough.
const NEAR: f64 = 0.6;
/// How many names are offered.
pub(crate) const OFFERED: usize = 5;

/// What looks like a name that is not known.
pub(crate) struct Likeness {
    wanted: String,
}

impl Likeness {
    /// To `name`.
    pub fn to(name: &str) -> Self {
        Self { wanted: bare(name) }
    }

    /// How like it a spelling is, or one of its words, from 0 to 1; 0 where it is not alike enough to be offered.
    pub fn of(&self, spelling: &str) -> f64 {
        self.of_folded(&super::fold(spelling))
    }

    /// The same of a spelling that is folded already.
    pub fn of_folded(&self, folded: &str) -> f64 {
        let spelling = unarticled(folded);
        let score = |text: &str| alike(&self.wanted, text, NEAR);
        // A surname alone is compared to the surname; short words are alike by chance.
        let words = spelling.split(' ').filter(|word| word.len() < spelling.len() && word.chars().nth(3).is_some());
        words.map(score).fold(score(spelling), f64::max)
    }
}

/// The names to offer of some with their likeness, the likest first, each once.
pub(crate) fn likest<T: AsRef<str> + Ord>(mut scored: Vec<(f64, T)>) -> Vec<String> {
    scored.retain(|(score, _)| *score > 0.0);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut seen = BTreeSet::new();
    let names = scored.iter().map(|(_, name)| name.as_ref());
    names.filter(|name| seen.insert(*name)).take(OFFERED).map(str::to_owned).collect()
}

/// How alike two words are, from 0 to 1, by the least letters that make one of the other (Damerau 1964); 0 where it is less
/// than `least`.
pub(crate) fn alike(a: &str, b: &str, least: f64) -> f64 {
    let longest = a.len().max(b.len());
    let most = (1.0 - least) * longest as f64 + 1e-9;
    let plain = a.is_ascii() && b.is_ascii();
    if plain && a.len().abs_diff(b.len()) as f64 > most {
        return 0.0;
    }
    // Letters that only one of them has must be changed; to count them takes far less time than to find the least changes.
    let mut only = [0i32; 32];
    a.bytes().for_each(|byte| only[usize::from(byte % 32)] += 1);
    b.bytes().for_each(|byte| only[usize::from(byte % 32)] -= 1);
    let of = |sign: i32| only.iter().map(|count| (count * sign).max(0)).sum::<i32>();
    if plain && f64::from(of(1).max(of(-1))) > most {
        return 0.0;
    }
    Some(strsim::normalized_damerau_levenshtein(a, b)).filter(|alike| *alike >= least).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::alike;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_is_alike_enough_is_passed_over(a in "[a-d é]{0,9}", b in "[a-d é]{0,9}", least in 0.1..0.95f64) {
            let plain = strsim::normalized_damerau_levenshtein(&a, &b);
            prop_assert_eq!(alike(&a, &b, least), if plain >= least { plain } else { 0.0 });
        }
    }
}
