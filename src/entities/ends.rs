//! Where a mention ends: not in punctuation, and not inside a pair of quotes or brackets.

use super::scene::Scene;
use std::ops::Range;

/// Marks that open a pair, and what closes it. A straight quote opens where the word behind it is joined to it.
const PAIRS: &[(&str, &str)] = &[("“", "”"), ("(", ")"), ("[", "]"), ("-LRB-", "-RRB-"), ("``", "''"), ("\"", "\"")];

impl Scene<'_> {
    /// Whether a token is punctuation alone; "U.S." and "Corp." are not.
    pub(super) fn is_mark(&self, token: usize) -> bool {
        !self.form(token).contains(char::is_alphanumeric)
    }

    /// What closes the pair that a token opens.
    fn closing(&self, token: usize) -> Option<&'static str> {
        let form = self.form(token);
        let &(opening, closing) = PAIRS.iter().find(|(opening, _)| *opening == form)?;
        let tokens = &self.sentence.tokens;
        let joined = tokens.get(token + 1).is_some_and(|next| next.span.start == tokens[token].span.end);
        (opening != closing || joined).then_some(closing)
    }

    /// Takes punctuation off both ends of a run, but for the marks of a pair that is whole inside, and takes in the mark that
    /// closes a pair right behind the run. A run of punctuation alone stays as it is.
    pub(super) fn settle_ends(&self, run: &mut Range<usize>) {
        if run.clone().all(|t| self.is_mark(t)) {
            return;
        }
        while self.is_mark(run.start) && self.pair_end(run.start, run.end - 1).is_none() {
            run.start += 1;
        }
        while self.is_mark(run.end - 1)
            && !(run.start..run.end - 1).any(|t| self.pair_end(t, run.end) == Some(run.end - 1))
        {
            run.end -= 1;
        }
        let opened = run.clone().rev().find(|&t| self.closing(t).is_some());
        if run.end < self.len() && opened.is_some_and(|t| self.pair_end(t, run.end + 1) == Some(run.end)) {
            run.end += 1;
        }
    }

    /// Where the pair that a token opens is closed, before `end`.
    fn pair_end(&self, token: usize, end: usize) -> Option<usize> {
        let closing = self.closing(token)?;
        (token + 1..end).find(|&t| self.form(t) == closing)
    }
}
