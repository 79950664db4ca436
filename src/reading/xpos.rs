//! The Penn Treebank's parts of speech as the English Web Treebank and GUM use them.

/// All tags, sorted; among them those that the two treebanks add for web text (`ADD`, `AFX`, `GW`, `HYPH`, `NFP`).
pub const XPOS: &[&str] = &[
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP",
    "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "``",
];

/// The one static copy of a tag, or `None` where it is no tag.
pub fn parse_xpos(text: &str) -> Option<&'static str> {
    XPOS.binary_search(&text).ok().map(|i| XPOS[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_found_and_nothing_else() {
        for tag in XPOS {
            assert_eq!(parse_xpos(tag), Some(*tag));
        }
        assert_eq!(parse_xpos("NNX"), None);
        assert_eq!(parse_xpos(""), None);
    }
}
