//! How alike two names look.

/// How alike two words are, from 0 to 1, by the least letters that make one of the other (Damerau 1964); 0 where it is less
/// than `least`.
pub(crate) fn alike(a: &str, b: &str, least: f64) -> f64 {
    // Letters that only one of them has must be changed; to count them takes far less time than to find the least changes.
    let mut only = [0i32; 32];
    a.bytes().for_each(|byte| only[usize::from(byte % 32)] += 1);
    b.bytes().for_each(|byte| only[usize::from(byte % 32)] -= 1);
    let of = |sign: i32| only.iter().map(|count| (count * sign).max(0)).sum::<i32>();
    let longest = a.len().max(b.len());
    if a.is_ascii() && b.is_ascii() && f64::from(of(1).max(of(-1))) > (1.0 - least) * longest as f64 + 1e-9 {
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
