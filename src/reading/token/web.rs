//! Addresses: URLs, e-mail addresses, hosts and file names, each one word.

use super::character::run;
use super::tables::TABLES;

/// Whether it is worth to look for an address in this piece of text.
pub fn may_be_web(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    bytes.windows(2).any(|pair| match pair[0] {
        b'@' | b'.' => pair[1].is_ascii_alphanumeric(),
        b':' => pair[1] == b'/',
        _ => false,
    })
}

/// The longest address and the longest host or user's name that are looked for, in characters, so that a text without a
/// space does not cost its length squared.
const LONGEST: usize = 2048;
const LONGEST_NAME: usize = 254;

/// Bytes of the address at the start of `text`, without the punctuation after it.
pub fn length(text: &str) -> Option<usize> {
    let name = &first(text, LONGEST_NAME);
    let name = &name[..run(name, |c| c.is_alphanumeric() || "._%+-&#".contains(c))];
    let address = || {
        let text = first(text, LONGEST);
        trim(&text[..run(text, |c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '\u{201c}' | '\u{201d}'))])
    };
    let after = &text[name.len()..];
    let scheme = name.to_ascii_lowercase();
    let has_scheme = match scheme.as_str() {
        "http" | "https" | "ftp" => after.starts_with("://"),
        "mailto" | "doi" => after.starts_with(':'),
        _ => scheme.starts_with("www."),
    };
    if has_scheme {
        let address = address();
        return (address.len() > name.len() + 1 || scheme.len() > 4 && address.len() > 4).then_some(address.len());
    }
    if after.starts_with('@') {
        let address = address();
        return is_email(address).then_some(address.len());
    }
    // A host may be followed by a path; what is not of either ends it.
    let host = trim(&name[..run(name, is_host)]);
    if is_domain(host) {
        let rest = &text.as_bytes()[host.len()..];
        let has_path = matches!(rest, [b'/' | b':' | b'?', next, ..] if next.is_ascii_alphanumeric());
        return Some(if has_path { address().len().max(host.len()) } else { host.len() });
    }
    (is_file(host) || is_newsgroup(host)).then_some(host.len())
}

/// The first characters of a text.
fn first(text: &str, characters: usize) -> &str {
    let end = if text.len() <= characters { None } else { text.char_indices().nth(characters) };
    &text[..end.map_or(text.len(), |(i, _)| i)]
}

fn is_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '#')
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let local_fits = |c: char| c.is_alphanumeric() || "._%+-&".contains(c);
    !local.is_empty()
        && local.chars().all(local_fits)
        && host.chars().all(is_host)
        && host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty())
}

/// Whether the last part is a top-level domain and the others could be names of hosts.
fn is_domain(text: &str) -> bool {
    let Some((name, top)) = text.rsplit_once('.') else { return false };
    // "U.S" and the like are abbreviations.
    TABLES.top_level_domains.has(top)
        && name.len() > 1
        && name.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && name.split('.').any(|label| label.len() > 1)
        && (top.bytes().all(|b| b.is_ascii_lowercase()) || top.bytes().all(|b| b.is_ascii_uppercase()))
}

fn is_file(text: &str) -> bool {
    let Some((name, ending)) = text.rsplit_once('.') else { return false };
    TABLES.file_extensions.has(ending) && !name.starts_with('.')
}

/// Whether it is named as a newsgroup is: "comp.sources.unix".
fn is_newsgroup(text: &str) -> bool {
    let label = |label: &str| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    text.split('.').count() > 2 && text.split('.').all(label)
}

/// Takes off what a sentence puts after an address.
fn trim(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(|c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | ']' | '}' | '*' | '|')
        });
        // A bracket belongs to the address where it was opened in it.
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => shorter,
        };
        let shorter = shorter.strip_suffix("'s").or(shorter.strip_suffix("\u{2019}s")).unwrap_or(shorter);
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, address) in [
            ("http://a.org/b_(c).", "http://a.org/b_(c)"),
            ("https://a.org/b?c=d),", "https://a.org/b?c=d"),
            ("ab.org/b?c", "ab.org/b?c"),
            ("doi:10.1037/0022-3514.92.6.1087.", "doi:10.1037/0022-3514.92.6.1087"),
            ("www.juancole.com)", "www.juancole.com"),
            ("kenneth.lay@enron.com.", "kenneth.lay@enron.com"),
            ("Scientology.org's", "Scientology.org"),
            ("cra.org/resources).", "cra.org/resources"),
            ("report.doc>>", "report.doc"),
        ] {
            assert_eq!(length(text), Some(address.len()), "{text}");
        }
        for text in ["U.S.", "end.The", "e.g.,", "p.m.", "@", "a@b", "www.", "it.It", "\u{e9}.\u{e9}"] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
