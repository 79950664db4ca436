//! How alike two names look.

use super::fold::{bare, unarticled};
use std::collections::BTreeSet;

/// How alike a name must be to be offered for one that is not known; two letters wrong in six are enough.
const NEAR: f64 = 0.6;
/// How many names are offered.
pub(crate) const OFFERED: usize = 5;
/// Names of more words are descriptions, whose single words name nobody.
const LONGEST_NAME: usize = 4;

/// What looks like a name that is not known.
pub(crate) struct Likeness {
    wanted: String,
}

impl Likeness {
    /// To `name`.
    pub fn to(name: &str) -> Self {
        Self { wanted: bare(name) }
    }

    /// How like it a spelling is that is folded already, or its first or last word, from 0 to 1; 0 where it is not alike
    /// enough to be offered.
    pub fn of_folded(&self, folded: &str) -> f64 {
        let spelling = unarticled(folded);
        let score = |text: &str| alike(&self.wanted, text, NEAR);
        let whole = score(spelling);
        if spelling.split(' ').nth(LONGEST_NAME).is_some() {
            return whole;
        }
        // A surname alone is compared to the surname; short words are alike by chance.
        let ends = [spelling.split(' ').next(), spelling.split(' ').next_back()];
        let words =
            ends.into_iter().flatten().filter(|word| word.len() < spelling.len() && word.chars().nth(3).is_some());
        words.map(score).fold(whole, f64::max)
    }

    /// What to offer for a spelling of something with this name, and how like it is: the name where it is what looks alike,
    /// the spelling where it alone does and as a whole, and nothing where only a word of it does.
    pub fn offer<'n>(&self, spelling: &'n str, name: &'n str) -> Option<(f64, &'n str)> {
        let folded = super::fold(spelling);
        let found = self.of_folded(&folded);
        if found == 0.0 {
            return None;
        }
        if self.of_folded(&super::fold(name)) >= found {
            return Some((found, name));
        }
        (alike(&self.wanted, unarticled(&folded), NEAR) >= found).then_some((found, spelling))
    }
}

/// What is offered: how like it is, how much is written of who is called so, and the name.
pub(crate) type Offer = (f64, usize, String);

/// The names to offer, the likest first, of equals those of whom more is written, each once.
pub(crate) fn likest(mut offers: Vec<Offer>) -> Vec<String> {
    offers.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
    let mut seen = BTreeSet::new();
    offers.retain(|(_, _, name)| seen.insert(name.clone()));
    offers.into_iter().take(OFFERED).map(|(_, _, name)| name).collect()
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
