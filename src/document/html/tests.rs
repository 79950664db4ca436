use super::*;
use crate::document::{BlockKind, Opened, Progress};
use std::io::Cursor;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Talks end without a deal - The Gazette</title>
<meta property="og:title" content="Talks end without a deal">
<meta name="author" content="By Jo Doe"><meta name="publish-date" content="Mon, 12 Nov 2018 10:00:00 GMT">
<link rel="canonical" href="https://gazette.example/2018/talks">
<script>var tracked = "yes";</script><style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="banner">Buy one, get one free! Subscribe now.</div>
<article><h1>Talks end without a deal</h1>
<p>LARKHAVEN, Norland (AP) &mdash; The talks on the border between the two neighbours ended on Monday without
a deal, the minister <a href="/lang">Ada&nbsp;Lang</a> said, and no date was set for another round of them.</p>
<p>&ldquo;We will not sign what we cannot keep,&rdquo; she told reporters who had waited for her for many hours in the rain,
although her envoys had said a week before that all questions but one had been settled among the two sides.</p>
<h2>What comes next</h2>
<p>The parliament of Norland will vote on the mandate in December, and most of its members, the speaker said, are
in favour of going on, whatever the neighbours may say of it in the meantime, or do.</p>
<ul><li>A vote is held on the fourth of December, after a debate of two days in both of the chambers.</li></ul>
<p>First line of the box<br>second line of it<br><br>And another one, which says that observers from nine countries will stay.</p></article>
<footer>Copyright The Gazette</footer></body></html>"#;

fn read_page(bytes: &[u8]) -> Document {
    let opened = Opened::of(Cursor::new(bytes.to_vec()), "x/talks.html".into(), &Progress::default()).unwrap();
    let mut articles = opened.articles(&Default::default());
    let article = articles.next().expect("an article").expect("it is read");
    assert!(articles.next().is_none());
    article
}

#[test]
fn a_page_is_its_article_and_what_it_tells_of_itself() {
    let article = read_page(PAGE.as_bytes());
    assert_eq!((article.id.as_str(), article.source.as_str()), ("talks", "x/talks.html"));
    assert_eq!(article.title.as_deref(), Some("Talks end without a deal"));
    assert_eq!(article.date.as_deref(), Some("2018-11-12"));
    assert_eq!(article.author.as_deref(), Some("Jo Doe"));
    assert_eq!(article.url.as_deref(), Some("https://gazette.example/2018/talks"));
    let blocks: Vec<String> = article
        .blocks
        .iter()
        .map(|block| format!("{:?}: {:.45}", block.kind, block.span.slice(&article.text).replace('\n', "|")))
        .collect();
    insta::assert_snapshot!(blocks.join("\n"), @r"
    Heading: Talks end without a deal
    Dateline: LARKHAVEN, Norland
    Paragraph: The talks on the border between the two neigh
    Paragraph: “We will not sign what we cannot keep,” she t
    Heading: What comes next
    Paragraph: The parliament of Norland will vote on the ma
    ListItem: A vote is held on the fourth of December, aft
    Paragraph: First line of the box|second line of it
    Paragraph: And another one, which says that observers fr
    ");
}

#[test]
fn what_stands_beside_the_article_does_not_change_it() {
    let article = read_page(PAGE.as_bytes());
    let other =
        read_page(PAGE.replace("Buy one, get one free!", "All must go!").replace("\"yes\"", "\"no\"").as_bytes());
    assert_eq!(article.sha256, other.sha256);
    assert_ne!(article.sha256, read_page(PAGE.replace("in December", "in January").as_bytes()).sha256);
}

#[test]
fn pages_are_read_in_the_encoding_that_they_tell() {
    let text = "<p>Ministers met in S\u{e3}o Paulo \u{2013} \u{201c}no deal\u{201d}, they said.</p>";
    let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head><body>{text}</body></html>");
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(page("utf-8").encode_utf16().flat_map(u16::to_le_bytes));
    let declared = [b"<html><meta charset=windows-1252>", &windows[..], b"</html>"].concat();
    let undeclared = [b"<html>", &windows[..], b"</html>"].concat();
    let other = [
        b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><html><body><p>S\xe3o Paulo</p></body></html>".to_vec(),
        b"<html><meta http-equiv='Content-Type' content='text/html; charset=utf-16'><p>S\xc3\xa3o Paulo</p></html>"
            .to_vec(),
    ];
    for bytes in [page("utf-8").into_bytes(), declared, undeclared, utf16] {
        assert_eq!(
            read_page(&bytes).text.trim(),
            "Ministers met in S\u{e3}o Paulo \u{2013} \u{201c}no deal\u{201d}, they said."
        );
    }
    for bytes in other {
        assert_eq!(read_page(&bytes).text.trim(), "S\u{e3}o Paulo");
    }
}

#[test]
fn marks_and_entities_in_fields_are_read() {
    let shown = |html: &str| match super::text(html) {
        Text::Page(page) => page.text.trim().to_owned(),
        Text::Plain(text) => text,
    };
    assert_eq!(shown("<p>One&nbsp; <b>t&shy;wo</b>,</p>\n<p>three.</p>"), "One two,\n\nthree.");
    assert_eq!(shown("<div>One<br/>two<br><br>three<script>x</script></div>"), "One\ntwo\n\nthree");
    assert_eq!(shown("AT&amp;T said 1 &lt; 2\n\nand 3 < 4."), "AT&T said 1 < 2\n\nand 3 < 4.");
    // Wires mark companies so.
    assert_eq!(
        shown("Acme Corp <ACM.O> said <i no.\nR&D rose; so did B&B."),
        "Acme Corp <ACM.O> said <i no.\nR&D rose; so did B&B."
    );
    assert_eq!(line("Talks <em>end</em> &#8211; no deal"), "Talks end \u{2013} no deal");
    let page = blocks::read(&Tree::from("<h2>Talks end</h2><p>VADUZ, Nov 12 (AP) -- They ended.</p><li>One.</li>"));
    let kinds: Vec<BlockKind> = page.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Heading, BlockKind::Dateline, BlockKind::Paragraph, BlockKind::ListItem]);
}

#[test]
fn a_cell_of_a_table_does_not_date_a_page() {
    let page = "<html><body><table><tr><td>Founded</td><td>28 February 1998</td></tr></table><p>Some words.</p>";
    assert_eq!(read_page(page.as_bytes()).date, None);
    let page = "<html><body><p>28 February 1998</p><p>Some words.</p>";
    assert_eq!(read_page(page.as_bytes()).date.as_deref(), Some("1998-02-28"));
    let page = "<html><body><span itemprop=\"datePublished\">Feb. 28, 1998</span><p>Some words.</p>";
    assert_eq!(read_page(page.as_bytes()).date.as_deref(), Some("1998-02-28"));
}

#[test]
fn pages_of_garbage_come_to_an_end() {
    for page in [
        format!("<html>{}Rome backs it.", "<div>".repeat(30_000)),
        format!("<html>{}Rome backs it.", "<b><p>".repeat(3_000)),
        format!("<html><body>{}</body>", "<p>Rome backs it. ".repeat(20_000)),
        format!("<html><table>{}Rome backs it.", "<tr><td><table>".repeat(2_000)),
        format!("<html><a href=\"{}>Rome backs it.", "x".repeat(100_000)),
        format!("<html>{}", "&amp".repeat(100_000)),
        format!("<!doctype html>{}", "<!--".repeat(10_000)),
    ] {
        let opened = Opened::of(Cursor::new(page.into_bytes()), "a".into(), &Progress::default()).unwrap();
        assert_eq!(opened.articles(&Default::default()).count(), 1);
    }
    let empty = Opened::of(
        Cursor::new(b"<html><body><script>x</script></body></html>".to_vec()),
        "a.html".into(),
        &Progress::default(),
    );
    let error = empty.unwrap().articles(&Default::default()).next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "a.html: is a web page without text; save the page as the browser shows it");
}

#[test]
fn what_is_told_to_search_engines_is_read_with_and_without_a_context() {
    let page = PAGE.replace("<meta name=\"author\" content=\"By Jo Doe\"><meta name=\"publish-date\" content=\"Mon, 12 Nov 2018 10:00:00 GMT\">", "");
    for (json, author) in [
        (
            r#"{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Gazette"},
            {"@type":["NewsArticle"],"datePublished":"2018-11-13T08:00:00Z","author":[{"@type":"Person","name":"Al Roe"},{"name":"Jo Doe"}]}]}"#,
            "Al Roe, Jo Doe",
        ),
        (
            r#"[{"@type":"BlogPosting","datePublished":"2018-11-13","author":"By Al Roe","comment":{"@type":"Article","headline":"No"}}]"#,
            "Al Roe",
        ),
    ] {
        let script = format!("<script type=\"application/ld+json\">{json}</script></head>");
        let article = read_page(page.replace("</head>", &script).as_bytes());
        assert_eq!((article.date.as_deref(), article.author.as_deref()), (Some("2018-11-13"), Some(author)));
    }
}

#[test]
fn the_name_of_the_site_is_no_part_of_the_title() {
    for (title, heading, expected) in [
        ("Talks in Larkhaven | The Daily", "Talks in Larkhaven", "Talks in Larkhaven"),
        ("The Daily: Talks in Larkhaven", "Talks in Larkhaven", "Talks in Larkhaven"),
        ("Talks in Larkhaven - end in sight", "Other", "Talks in Larkhaven - end in sight"),
    ] {
        let page = PAGE.replace("Talks end without a deal - The Gazette", title);
        let page = page.replace("<meta property=\"og:title\" content=\"Talks end without a deal\">", "");
        let page = page.replace("<h1>Talks end without a deal</h1>", &format!("<h1>{heading}</h1>"));
        assert_eq!(read_page(page.as_bytes()).title.as_deref(), Some(expected), "{title}");
    }
}

#[test]
fn what_readers_wrote_is_not_the_article() {
    let comments = "<div id=\"comments\"><h2>Comments</h2><p>Bo Nix: I, for one, have met the minister Ada Lang in the rain, and \
                    she was not amused, which everybody here could see for themselves, as I said before.</p></div></article>";
    let article = read_page(PAGE.replace("</article>", comments).as_bytes());
    assert!(article.text.contains("another round") && !article.text.contains("amused"), "{}", article.text);
    // A page of nothing else is taken as it is.
    let page = format!(
        "<html><body><div class=\"comments\">{}</div></body></html>",
        "<p>They ended, and he left.</p>".repeat(9)
    );
    assert!(read_page(page.as_bytes()).text.contains("he left"));
}
