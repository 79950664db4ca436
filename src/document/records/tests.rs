//! Whole files of records, from bytes to articles.

use crate::document::{Document, Fields, Input, Opened, Progress};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};

/// The articles of a file with this content, and what is told of the others.
fn read(bytes: impl Into<Vec<u8>>, name: &str, map: &str) -> (Vec<Document>, Vec<String>) {
    let fields = if map.is_empty() { Fields::default() } else { map.parse().unwrap() };
    let opened = Opened::of(Cursor::new(bytes.into()), name.to_owned(), &Progress::default()).unwrap();
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for article in opened.articles(&fields) {
        match article {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (documents, errors)
}

fn texts(bytes: &str, name: &str, map: &str) -> Vec<String> {
    let (documents, errors) = read(bytes, name, map);
    assert_eq!(errors, [""; 0], "{bytes}");
    documents.into_iter().map(|document| document.text).collect()
}

const LINE: &str = r#"{"docId": "a-7", "headline": "Talks end", "published": "2018-11-12T10:00:00Z", "body": "They ended.\n\nHe left.", "link": "https://example.org/7", "byline": ["Jo Doe", "Al Roe"]}"#;

#[test]
fn a_record_is_an_article_with_its_parts() {
    let (documents, errors) = read(LINE, "x/wire.jsonl", "");
    assert_eq!(errors, [""; 0]);
    let document = &documents[0];
    assert_eq!(document.text, "Talks end\n\nThey ended.\n\nHe left.");
    assert_eq!((document.id.as_str(), document.source.as_str()), ("a-7", "x/wire.jsonl#a-7"));
    assert_eq!((document.title.as_deref(), document.date.as_deref()), (Some("Talks end"), Some("2018-11-12")));
    let rest = (document.url.as_deref(), document.author.as_deref());
    assert_eq!(rest, (Some("https://example.org/7"), Some("Jo Doe, Al Roe")));
    // printf 'Talks end\0002018-11-12\0Talks end\n\nThey ended.\n\nHe left.\0' | sha256sum
    assert_eq!(document.sha256, "0153b4d1dbe45f4819de8584b47d8a0eba694a3300c5d873f2c44f599119db1c");
    // What is not said in the article changes nothing.
    let (other, _) = read(LINE.replace("example.org", "example.com"), "wire.json", "");
    assert_eq!(other[0].sha256, document.sha256);
}

#[test]
fn the_same_articles_come_of_every_way_to_write_them() {
    let expected = ["A\n\nOne, two.".to_owned(), "B\n\nThree\nfour.".to_owned()];
    let lines = "{\"title\": \"A\", \"text\": \"One, two.\"}\n\n{\"title\": \"B\", \"text\": \"Three\\nfour.\"}\r\n";
    let array = format!("\u{feff}[\n{}]", lines.trim().replace("\n\n", ",\n"));
    for text in [
        lines.to_owned(),
        array.clone(),
        lines.replace("\", \"", "\",\n  \""),
        format!("{{\"status\": \"ok\", \"articles\": {}}}", array.trim_start_matches('\u{feff}')),
        format!("{{\"response\": {{\"total\": 2,\n \"results\": {}}}}}", array.trim_start_matches('\u{feff}')),
        "title,text\nA,\"One, two.\"\nB,\"Three\nfour.\"\n".to_owned(),
        "title\ttext\r\nA\tOne, two.\r\nB\t\"Three\r\nfour.\"\r\n".to_owned(),
        "\u{feff}Title;Text\nA;One, two.\nB;\"Three\nfour.\"".to_owned(),
        "{\"_source\": {\"title\": \"A\", \"text\": \"One, two.\"}}\n{\"title\": {\"rendered\": \"B\"}, \"content\": {\"rendered\": \"Three\\nfour.\"}}".to_owned(),
    ] {
        assert_eq!(texts(&text, "a", ""), expected, "{text}");
    }
}

#[test]
fn compressed_files_of_many_members_are_read_whole() {
    let lines = [format!("{LINE}\n"), LINE.replace("a-7", "a-8")];
    let gzip = |text: &String| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |text: &String| zstd::encode_all(text.as_bytes(), 1).unwrap();
    for bytes in
        [lines.iter().map(gzip).collect::<Vec<_>>().concat(), lines.iter().map(zstd).collect::<Vec<_>>().concat()]
    {
        let (documents, errors) = read(bytes.clone(), "wire.json.gz", "");
        assert_eq!((documents.len(), errors.len()), (2, 0));
        // What came before it broke is kept.
        let (documents, errors) = read(&bytes[..bytes.len() - 20], "wire.json.gz", "");
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with("wire.json.gz: breaks off (") && documents.len() <= 2, "{errors:?}");
    }
    let (documents, _) = read(gzip(&"Rome backs it.".to_owned()), "x/news.txt.gz", "");
    assert_eq!((documents[0].id.as_str(), documents[0].source.as_str()), ("news", "x/news.txt.gz"));
}

#[test]
fn tables_of_spreadsheets_are_decoded() {
    let mut table = vec![0xff, 0xfe];
    table.extend("title\ttext\r\nS\u{e3}o Paulo\tTalks end.\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    let (documents, errors) = read(table, "a.txt", "");
    assert_eq!((documents[0].text.as_str(), errors.len()), ("S\u{e3}o Paulo\n\nTalks end.", 0));
}

#[test]
fn fields_that_are_given_count_before_the_usual_ones() {
    let json = r#"{"text": "Not this.", "story": {"main.text": "This.", "head": "T"}, "n": 7}"#;
    let (documents, errors) = read(json, "a.json", "text=story.main.text,title=story.head,id=n");
    assert_eq!((documents[0].text.as_str(), documents[0].source.as_str()), ("T\n\nThis.", "a.json#7"));
    assert_eq!(errors, [""; 0]);
    assert_eq!(texts("a,b\nNot this.,This.\n", "a.csv", "text=b"), ["This."]);
    // Standard input has no name that says what it is.
    assert_eq!(texts("nr,b\n1,This.\n", "-", "text=b,id=nr"), ["This."]);
}

#[test]
fn a_field_that_is_nowhere_is_told_once() {
    let two = "{\"title\": \"A\", \"story\": \"B.\"}\n{\"story\": \"C.\"}\n";
    let (documents, errors) = read(two, "a.jsonl", "text=story,date=day");
    assert_eq!(documents.len(), 2);
    assert_eq!(
        errors,
        ["a.jsonl: no record has the field \"day\" that --map names as date; its fields are story, title"]
    );
    let (_, errors) = read("{\"story\": \"B.\"}\n", "a.jsonl", "text=body");
    assert_eq!(
        errors,
        [
            "a.jsonl: line 1: has neither a text nor a title",
            "a.jsonl: no record has the field \"body\" that --map names; its fields are story: say which is the text with \
             --map text=FIELD"
        ]
    );
    for (nothing, name) in [("[]", "a.json"), ("title,text\n", "a.csv"), ("<rss><channel></channel></rss>", "a.xml")] {
        assert_eq!(read(nothing, name, "").1, [format!("{name}: is empty; an article needs at least one word")]);
    }
    let (documents, errors) = read("nr,words\n1,A.\n", "a.csv", "");
    assert_eq!(documents, []);
    assert_eq!(
        errors,
        [
            "a.csv: no record has any of the usual names, such as text, body or content; its fields are nr, words: say which is \
          the text with --map text=FIELD"
        ]
    );
}

#[test]
fn what_is_wrong_with_a_record_is_told_with_its_place_and_the_others_are_read() {
    let long = "x".repeat(17 << 20);
    let deep = "[".repeat(4000);
    let ok = "{\"text\": \"Fine.\"}";
    for (bytes, name, expected) in [
        (
            format!("{ok}\n{{\"text\": \"A\n{ok}"),
            "a.jsonl",
            "a.jsonl: line 2: is no valid JSON (EOF while parsing a string at column 11)",
        ),
        (
            format!("[{ok},\n{{\"text\": tru}},{ok}]"),
            "a.json",
            "a.json: record 2, line 2: is no valid JSON (expected ident",
        ),
        (format!("{ok}\n17\n{ok}"), "a.jsonl", "a.jsonl: line 2: is no object with fields"),
        (format!("{ok}\n{{\"text\": \" \"}}\n{ok}"), "a.jsonl", "a.jsonl: line 2: has neither a text nor a title"),
        (format!("{ok}\n{{\"text\": \"{long}\"}}\n{ok}"), "a.jsonl", "a.jsonl: line 2: is larger than 16 MiB"),
        (format!("[{ok},{{\"text\": \"{long}\"}},{ok}]"), "a.json", "a.json: record 2, line 1: is larger than 16 MiB"),
        (
            format!("{ok}\n{{\"a\": {deep}\n{ok}"),
            "a.jsonl",
            "a.jsonl: line 2: is no valid JSON (recursion limit exceeded",
        ),
        (format!("{ok}\n{{\"text\": \"a\\u0000b\"}}\n{ok}"), "a.jsonl", "a.jsonl: line 2: holds NUL characters"),
        (format!("{ok}\n{{\"text\": \"\\ud800\"}}\n{ok}"), "a.jsonl", "a.jsonl: line 2: is no valid JSON ("),
        (
            "title,text\nA,Fine.\nB\nC,Fine.\n".to_owned(),
            "a.csv",
            "a.csv: row 2, line 3: has 1 fields where the header has 2",
        ),
        ("title,text\nA,Fine.\n\nB,\nC,Fine.\n".to_owned(), "a.csv", ""),
        (format!("title,text\nA,Fine.\nC,Fine.\nB,\"{long}"), "a.csv", "a.csv: row 3, line 4: is larger than 16 MiB"),
    ] {
        let (documents, errors) = read(bytes, name, "");
        let count = if expected.is_empty() { 3 } else { 2 };
        assert_eq!(documents.len(), count, "{errors:?}");
        assert!(errors.iter().all(|error| error.starts_with(expected)), "{errors:?}");
        assert_eq!(errors.len(), 3 - count, "{errors:?}");
    }
    let (documents, errors) = read([ok.as_bytes(), b"\n{\"text\": \"\xff\"}\n", ok.as_bytes()].concat(), "a.jsonl", "");
    assert_eq!(documents.len(), 2);
    assert_eq!(errors, ["a.jsonl: line 2: byte 10 of it is not UTF-8; convert the file with `iconv -t UTF-8`"]);
    let (documents, errors) = read(b"title,text\nA,\xff\nB,Fine.\n".to_vec(), "a.csv", "");
    assert_eq!(documents.len(), 1);
    assert_eq!(errors, ["a.csv: row 1, line 2: byte 0 of it is not UTF-8; convert the file with `iconv -t UTF-8`"]);
    let (documents, errors) = read(format!("[{ok},\n{{\"text\": \"A"), "a.json", "");
    assert_eq!(documents.len(), 1);
    assert!(errors[0].starts_with("a.json: record 2, line 2: has no end: "), "{errors:?}");
}

#[test]
fn a_record_without_a_text_is_its_title_and_one_without_an_id_has_that_of_what_it_says() {
    let (documents, _) = read(
        "{\"title\": \" Minister  quits \"}\n{\"text\": \"A.\", \"guid\": \"https://example.org/1\"}",
        "w.jsonl",
        "",
    );
    assert_eq!(documents[0].text, "Minister quits");
    assert_eq!(documents[0].id, format!("w-{}", &documents[0].sha256[..8]));
    assert_eq!(documents[0].source, format!("w.jsonl#{}", &documents[0].sha256[..8]));
    assert_eq!(documents[1].id, format!("w-{}", &documents[1].sha256[..8]));
    assert_eq!(documents[1].source, "w.jsonl#https://example.org/1");
}

#[test]
fn what_was_read_is_counted_as_it_lies_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl.zst");
    let packed = zstd::encode_all(format!("{LINE}\n").repeat(5000).as_bytes(), 1).unwrap();
    std::fs::write(&path, &packed).unwrap();
    let (input, progress) = (Input::new(&path), Progress::default());
    assert_eq!(input.articles(&Fields::default(), &progress).filter(Result::is_ok).count(), 5000);
    assert_eq!((input.bytes(), progress.bytes_read()), (Some(packed.len() as u64), packed.len() as u64));
}

proptest! {
    /// Whatever the bytes, there is an end, and no article without words.
    #[test]
    fn any_bytes_are_articles_or_errors(
        start in prop::sample::select(vec!["", "{\"text\": ", "[{\"text\": \"", "title,text\n", "text\tid\n\"", "\u{feff}{\"a\": {", "\x1f\u{8b}\x08", "<html><p>", "<rss><item><title>", "<feed><entry><content type='xhtml'>", "From a\nSubject: b\n\n",
            "From: a\nSubject: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in prop::sample::select(vec!["a", "a.csv", "a.md", "a.json"]),
    ) {
        let (documents, _) = read([start.as_bytes(), &bytes].concat(), name, "");
        prop_assert!(documents.iter().all(|document| !document.blocks.is_empty()));
    }

    /// What a table or JSON says is what its articles say.
    #[test]
    fn texts_come_through_as_they_were(texts in prop::collection::vec("[a-zA-Z,;\"' \n\t]{0,30}[a-z]", 1..5)) {
        let quoted = |text: &String| format!("1,\"{}\"\n", text.replace('"', "\"\""));
        let csv = format!("id,text\n{}", texts.iter().map(quoted).collect::<String>());
        let array = serde_json::to_string(&texts.iter().map(|text| serde_json::json!({"text": text})).collect::<Vec<_>>()).unwrap();
        for file in [csv, array] {
            let (documents, errors) = read(file, "a", "");
            prop_assert_eq!(errors, Vec::<String>::new());
            prop_assert_eq!(documents.into_iter().map(|d| d.text).collect::<Vec<_>>(), texts.clone());
        }
    }
}

const RSS: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Gazette</title><link>https://gazette.example</link><description>News.</description>
<item><title>Talks &amp; deals end</title><link>https://gazette.example/1</link><guid isPermaLink="false">g-1</guid>
<description>A teaser.</description><media:title>A picture</media:title><dc:creator><![CDATA[Jo Doe]]></dc:creator>
<pubDate>Mon, 12 Nov 2018 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>They ended in <b>S&atilde;o Paulo</b>.</p><p>He left.</p>]]></content:encoded></item>
<item><title>Second</title><description>&lt;p&gt;One &lt;i&gt;line&lt;/i&gt; &amp;amp; more.&lt;/p&gt;</description><media:description>No.</media:description>
<link>https://gazette.example/2</link></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><id>urn:feed</id><updated>2019-01-01T00:00:00Z</updated>
<entry><title type="html">Talks &lt;b&gt;end&lt;/b&gt;</title><id>urn:1</id><updated>2018-11-13T00:00:00Z</updated><published>2018-11-12T10:00:00Z</published>
<link rel="enclosure" href="https://gazette.example/1.mp3"/><link rel="alternate" href="https://gazette.example/1"/><link rel="replies" href="https://gazette.example/r"/>
<author><name>Jo Doe</name><email>jo@gazette.example</email></author><author><name>Al Roe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They ended &amp; <em>so</em>.</p><p>He left.</p></div></content></entry></feed>"#;

#[test]
fn items_of_feeds_are_articles() {
    let (documents, errors) = read(RSS, "feed.xml", "");
    assert_eq!(errors, [""; 0]);
    let first = &documents[0];
    assert_eq!(first.text, "Talks & deals end\n\nThey ended in S\u{e3}o Paulo.\n\nHe left.");
    assert_eq!((first.id.as_str(), first.source.as_str()), ("g-1", "feed.xml#g-1"));
    assert_eq!((first.date.as_deref(), first.author.as_deref()), (Some("2018-11-12"), Some("Jo Doe")));
    assert_eq!(first.url.as_deref(), Some("https://gazette.example/1"));
    let second = &documents[1];
    assert_eq!((second.text.as_str(), second.date.as_deref()), ("Second\n\nOne line & more.", None));
    assert_eq!(documents.len(), 2);
    let (documents, errors) = read(ATOM, "-", "");
    assert_eq!(errors, [""; 0]);
    let entry = &documents[0];
    assert_eq!(entry.text, "Talks end\n\nThey ended & so.\n\nHe left.");
    assert_eq!((entry.date.as_deref(), entry.author.as_deref()), (Some("2018-11-12"), Some("Jo Doe, Al Roe")));
    assert_eq!((entry.url.as_deref(), entry.source.as_str()), (Some("https://gazette.example/1"), "-#urn:1"));
    // Fields of feeds can be named too.
    assert_eq!(read(RSS, "feed.xml", "text=description").0[0].text, "Talks & deals end\n\nA teaser.");
}

#[test]
fn feeds_that_are_cut_or_wrong_give_what_can_be_read() {
    for (feed, count) in [
        (RSS[..RSS.len() - 200].to_owned(), 2),
        (RSS.replace("</title><link>", "<link>"), 2),
        (RSS.replace("&amp; deals", "& deals &nothing; &#xZ;"), 2),
        (RSS.replace("A teaser.", &"x".repeat(17 << 20)), 0),
        (RSS.replace("<title>Second", "<title attribute=\"<\">Second"), 1),
    ] {
        let (documents, errors) = read(feed, "feed.xml", "");
        assert!(documents.len() + errors.len() >= count, "{errors:?}");
        assert!(errors.iter().all(|error| error.starts_with("feed.xml: ")), "{errors:?}");
    }
    let (_, errors) = read(RSS.replace("A teaser.", &"x".repeat(17 << 20)), "feed.xml", "");
    assert_eq!(errors, ["feed.xml: record 1: is larger than 16 MiB, the most that is read as one article; split it"]);
}

#[test]
fn files_that_are_cut_short_are_told_and_what_is_whole_is_kept() {
    let cut = "is the last, and the end of the file is not there; it is cut short: get the file again";
    let array = "[{\"text\": \"Fine.\"},\n{\"text\": \"Too.\"}";
    let quote = "title,text\nA,\"Fine \"\"so\"\".\"\nB,\"Open,\nC,Fine.\n";
    for (file, name, count, expected) in [
        (array, "a.json", 2, format!("a.json: record 2, line 2: {cut}")),
        (&format!("{array},"), "a.json", 2, format!("a.json: record 2, line 2: {cut}")),
        (&RSS[..RSS.find("<item><title>Second").unwrap()], "a.xml", 1, format!("a.xml: record 1: {cut}")),
        (&RSS[..RSS.find(" more.&lt;").unwrap()], "a.xml", 1, format!("a.xml: record 2: {cut}")),
        (quote, "a.csv", 1, "a.csv: row 2, line 3: has a quotation mark that is never closed".to_owned()),
        (
            &quote[..quote.len() - "C,Fine.\n".len()],
            "a.csv",
            1,
            "a.csv: row 2, line 3: has a quotation mark".to_owned(),
        ),
    ] {
        let (documents, errors) = read(file.to_owned(), name, "");
        assert_eq!((documents.len(), errors.len()), (count, 1), "{file}: {errors:?}");
        assert!(errors[0].starts_with(&expected), "{errors:?}");
    }
    // Whole ones are not.
    for (file, name) in [(format!("{array}]"), "a.json"), (quote.replace("Open,", "Open\""), "a.csv")] {
        assert!(
            read(file, name, "").1.iter().all(|error| !error.contains("cut short") && !error.contains("quotation"))
        );
    }
    assert_eq!(read(RSS.replace("</channel>", ""), "a.xml", "").1, [""; 0]);
    assert_eq!(read("5\" pipe,text\nA,1\" pipe\n", "a.csv", "").1, [""; 0]);
}

#[test]
fn dates_that_are_not_understood_are_told_once() {
    let rows = "{\"text\": \"A.\", \"date\": \"3/4/2018\"}\n{\"text\": \"B.\", \"date\": \"2018-11-12\"}\n{\"text\": \"C.\", \"date\": \"soon\"}\n";
    let (documents, errors) = read(rows, "a.jsonl", "");
    assert_eq!(documents.len(), 3);
    assert_eq!(
        errors,
        [
            "a.jsonl: 2 dates are not understood and were left out, such as \"3/4/2018\" at line 1; write dates as 2018-11-30"
        ]
    );
    assert_eq!(read("{}", "a.json", "").1.last().unwrap(), "a.json: is empty; an article needs at least one word");
}

const MBOX: &str = "From jo@gazette.example Mon Nov 12 10:00:00 2018\r
From: =?ISO-8859-1?Q?Jo_D=F6e?= <jo@gazette.example>\r
Subject: Talks\r
 end\r
Date: Mon, 12 Nov 2018 10:00:00 +0100\r
Message-ID: <1@gazette.example>\r
Content-Type: multipart/alternative; boundary=\"b\"\r
\r
--b\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
They ended in S=E3o Paulo.\r
>From there he left.\r
--b\r
Content-Type: text/html\r
\r
<p>No.</p>\r
--b--\r
\r
From al@gazette.example Mon Nov 12 11:00:00 2018\r
From: al@gazette.example\r
Subject: Second\r
Content-Type: text/html; charset=utf-8\r
\r
<html><body><p>One <b>line</b>.</p><p>From here on.</p></body></html>\r
\r
From nobody Mon Nov 12 11:00:00 2018\r
Subject: =?utf-8?B?////?=\r
\r
";

#[test]
fn messages_are_articles() {
    let (documents, errors) = read(MBOX, "list.mbox", "");
    assert_eq!(errors, ["list.mbox: record 3, line 28: has neither a text nor a title"]);
    let first = &documents[0];
    assert_eq!(first.text, "Talks end\n\nThey ended in S\u{e3}o Paulo.\nFrom there he left.");
    assert_eq!((first.source.as_str(), first.date.as_deref()), ("list.mbox#1@gazette.example", Some("2018-11-12")));
    assert_eq!((first.author.as_deref(), first.id.starts_with("list-")), (Some("Jo D\u{f6}e"), true));
    assert_eq!(documents[1].text, "Second\n\nOne line.\n\nFrom here on.");
    assert_eq!(documents.len(), 2);
    // A message of nothing is none.
    let empty = MBOX.replace("From al@", "From nobody\r\n\r\nFrom al@");
    assert_eq!(read(empty, "list.mbox", "").0.len(), 2);
    // A message without the line of a mailbox before it.
    let message = MBOX.split_once('\n').unwrap().1.split("\r\nFrom al@").next().unwrap();
    let (documents, errors) = read(message, "a.eml", "");
    assert_eq!((documents.len(), errors.len()), (1, 0));
    assert_eq!(documents[0].sha256, first.sha256);
    // The file is its name, as it is of a page.
    assert_eq!((documents[0].id.as_str(), documents[0].source.as_str()), ("a", "a.eml"));
}
