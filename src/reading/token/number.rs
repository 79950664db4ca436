//! Numbers, dates, times and telephone numbers as one word.

use super::character::run;

/// Whether a number with a sign or a bare decimal point starts here: "+44", ".5".
pub fn is_signed(text: &str, fresh: bool) -> bool {
    let bytes = text.as_bytes();
    fresh && matches!(bytes.first(), Some(b'+' | b'.')) && bytes.get(1).is_some_and(u8::is_ascii_digit)
}

/// Most groups of digits that are looked at together, so that a long row of them does not cost its length squared.
const MOST_GROUPS: usize = 16;

/// Bytes of the number at the start of `text`; 0 where there is none.
///
/// One word: 3,500 1.5 888.916.7184 5:30 11/28/2000 9/11 713-853-3989 345-9945. Not one word: 3-4, 1969-1970, 2001/02.
pub fn length(text: &str) -> usize {
    let sign = usize::from(is_signed(text, true));
    let digits = &text[sign..];
    let mut groups: Vec<usize> = Vec::new();
    let mut separators: Vec<u8> = Vec::new();
    let mut full = 0;
    loop {
        let group = run(&digits[full..], |c| c.is_ascii_digit());
        if group == 0 {
            return 0;
        }
        groups.push(group);
        full += group;
        match digits.as_bytes()[full..] {
            [separator @ (b'.' | b',' | b':' | b'/' | b'-'), digit, ..]
                if digit.is_ascii_digit() && groups.len() < MOST_GROUPS =>
            {
                separators.push(separator);
                full += 1;
            }
            _ => break,
        }
    }
    if separators.is_empty() || is_one_word(digits, &groups, &separators) {
        return sign + full;
    }
    // As far as it goes as a decimal or a time.
    let mut length = groups[0];
    for (&separator, &group) in separators.iter().zip(&groups[1..]) {
        let goes_on = match separator {
            b'.' | b':' => true,
            b',' => group == 3,
            _ => false,
        };
        if !goes_on {
            break;
        }
        length += 1 + group;
    }
    sign + length
}

/// Whether hyphens and slashes hold a date or a telephone number together.
fn is_one_word(digits: &str, groups: &[usize], separators: &[u8]) -> bool {
    let all = |separator| separators.iter().all(|&s| s == separator);
    match *groups {
        [3, 4] => all(b'-'),
        // A postal code.
        [5, 4] => all(b'-'),
        [3, 3, 4] if separators == b"/-" => true,
        [first, second] if all(b'/') => {
            let number = |start: usize, length: usize| digits[start..start + length].parse::<u32>().unwrap_or(u32::MAX);
            let (month, day) = (number(0, first), number(first + 1, second));
            first <= 2 && second <= 2 && (1..=12).contains(&month) && (1..=31).contains(&day)
        }
        [_, _, _, ..] => all(b'-') || all(b'/'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn what_is_one_number() {
        for whole in [
            "7",
            "3,500",
            "1.5",
            "888.916.7184",
            "5:30",
            "11/28/2000",
            "9/11",
            "713-853-3989",
            "345-9945",
            "+44",
            ".5",
            "2018-11-12",
            "503/464-7927",
        ] {
            assert_eq!(length(whole), whole.len(), "{whole}");
        }
        for (text, first) in [("3-4", 1), ("1969-1970", 4), ("2001/02", 4), ("1,2", 1), ("5.", 1), ("a", 0), ("", 0)] {
            assert_eq!(length(text), first, "{text}");
        }
    }
}
