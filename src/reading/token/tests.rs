use super::*;

/// The words of a text, a joined one with `+` before it.
fn words(text: &str) -> String {
    tokenize(text, Span::new(0, text.len()))
        .iter()
        .map(|token| format!("{}{}", if token.joined { "+" } else { "" }, token.span.slice(text)))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn words_of_news() {
    for (text, expected) in [
        ("The U.S.-backed talks (in Sochi) failed.", "The U.S. - backed talks ( in Sochi ) failed ."),
        ("He can't go; they won't, I'm told.", "He ca +n't go ; they wo +n't , I +'m told ."),
        ("Sudan\u{2019}s \u{201c}caliphate\u{201d}", "Sudan +\u{2019}s \u{201c} caliphate \u{201d}"),
        ("the Democrats' plan", "the Democrats +' plan"),
        ("the 'Democrats' plan", "the ' Democrats ' plan"),
        ("cannot gonna Cannot", "can +not gon +na Can +not"),
        ("Gen. J. Smith of Acme Inc. said", "Gen. J. Smith of Acme Inc. said"),
        ("a $10bn (\u{a3}7.6bn) fee", "a $ 10 bn ( \u{a3} 7.6 bn ) fee"),
        ("CATANIA, Italy -- Talks", "CATANIA , Italy -- Talks"),
        ("well-known co-founder", "well - known co-founder"),
        ("at 5:30pm on 9/11", "at 5:30 pm on 9/11"),
        ("the 1990s, '90s and 60's", "the 1990s , '90s and 60's"),
        ("No. 5 said no. He left.", "No. 5 said no . He left ."),
        ("it was I. Then", "it was I . Then"),
        ("either/or w/o", "either / or w/o"),
        ("Wait... What?!", "Wait ... What ?!"),
        ("a 5%\u{a0}rise", "a 5 % rise"),
        ("mail a.b@c.org.", "mail a.b@c.org ."),
        ("O'Brien y'all 'tis 'em", "O'Brien y' +all 't +is 'em"),
        ("a UN-backed, pro-US ex-minister", "a UN - backed , pro-US ex-minister"),
        ("PONCHATOULA, La. -- Deputies of la.", "PONCHATOULA , La. -- Deputies of la ."),
        ("$44m-a-year deal, $3M", "$ 44 m - a - year deal , $ 3 M"),
        ("1. Talks of the U.N. in S.Korea etc.", "1. Talks of the U.N. in S. Korea etc ."),
        ("5 p.m., the 1990's, 2003's end", "5 p.m. , the 1990's , 2003 +'s end"),
        ("w- we said: Yahoo! \u{2018}yes\u{2019}", "w- we said : Yahoo! \u{2018} yes \u{2019}"),
        ("I'ma see IM", "I +'m +a see IM"),
        ("AT&T <AMO>", "AT&T < AMO >"),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
}

#[test]
fn only_the_block_is_read() {
    let text = "One two.\n\nThree";
    let spans: Vec<Span> = tokenize(text, Span::new(10, 15)).iter().map(|token| token.span).collect();
    assert_eq!(spans, [Span::new(10, 15)]);
    assert_eq!(tokenize("\u{e9}", Span::new(1, 2)), []);
}
