//! Inputs of every kind, through the binary.

use super::helpers::Folder;

const WIRE: &str = "{\"id\": \"w1\", \"title\": \"Talks in Rome\", \"date\": \"2018-11-12T10:00:00Z\", \"url\": \"https://example.org/w1\", \
                    \"text\": \"Angela Holm backs the plan of Italy.\"}\n{\"id\": \"w2\", \"text\": \"Italy supports Angela Holm.\"}\n";

#[test]
fn one_graph_comes_of_files_of_many_articles() {
    let folder = Folder::new();
    folder.write("wire.jsonl", WIRE);
    folder.write("table.csv", "id,body\nt1,Angela Holm backs Italy.\n");
    let run = folder.run(&["extract", "wire.jsonl", "table.csv", "--format", "json"]).must_succeed();
    let run = run.must_contain("{\"id\":\"t1\",\"title\":null,\"date\":null,\"source\":\"table.csv#t1\",");
    let run = run
        .must_contain("\"date\":\"2018-11-12\",\"source\":\"wire.jsonl#w1\",")
        .must_contain("\"source\":\"wire.jsonl#w2\"");
    assert_eq!(run.out.matches("\"url\":\"https://example.org/w1\"}").count(), 1, "{}", run.out);
    folder.run_with(WIRE, &["who", "supports", "Holm"]).must_succeed().must_contain("Italy supports Angela Holm");
    folder
        .run(&["read", "wire.jsonl"])
        .must_succeed()
        .must_contain("# newdoc id = w1")
        .must_contain("# newdoc id = w2");
}

#[test]
fn folders_are_read_with_what_is_in_them() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("news/deep")).unwrap();
    folder.write("news/a.txt", "Angela Holm backs Italy.");
    folder.write("news/deep/b.md", "# Talks\n\nAngela Holm backs *Norland*.\n");
    folder.write("news/.hidden.txt", "Angela Holm backs Spain.");
    let read = |arguments: &[&str]| folder.run(&[&["extract"], arguments, &["--format", "json"]].concat());
    let run = read(&["news"]).must_succeed().must_contain("\"source\":\"news/a.txt\"").must_contain("news/deep/b.md");
    run.must_not_contain("hidden");
    read(&["news/**/*.md"]).must_succeed().must_contain("news/deep/b.md").must_not_contain("a.txt");
    // A picture beside articles is no failure; one that is named is.
    folder.write("news/picture.png", b"\x89PNG\0\0");
    let run = read(&["news"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "powermap: news/picture.png: is no text and was passed over\n"));
    let run = read(&["news/picture.png"]).must_fail(1);
    assert!(run.err.contains("looks like binary data"), "{}", run.err);
    read(&["news/*.pdf"]).must_fail(1).must_say(&["news/*.pdf: no file is called so; check the path and the pattern"]);
}

#[test]
fn the_fields_of_records_can_be_named() {
    let folder = Folder::new();
    folder.write("own.csv", "nr;words;day\n1;Angela Holm backs Italy.;13/11/2018\n");
    folder
        .run(&["extract", "own.csv", "--map", "text=words,id=nr,date=day"])
        .must_succeed()
        .must_contain("\"date\":\"2018-11-13\",\"source\":\"own.csv#1\"");
    folder
        .run(&["extract", "own.csv"])
        .must_fail(1)
        .must_say(&["own.csv: no record has any of the usual names, such \
        as text, body or content; its fields are nr, words, day: say which is the text with --map text=FIELD"]);
    for map in ["words", "body=words", "text=", "text=a,text=b"] {
        folder.run(&["extract", "own.csv", "--map", map]).must_fail(2);
    }
}

#[test]
fn many_faults_of_records_are_summed_up() {
    let folder = Folder::new();
    let good = "{\"text\": \"Angela Holm backs Italy.\"}\n{\"title\": \"Talks end\"}\n";
    folder.write("few.jsonl", format!("{good}{{\"id\": 1}}\n"));
    let run = folder.run(&["extract", "few.jsonl"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            Some(0),
            "powermap: few.jsonl: line 3: has neither a text nor a title; it was passed over\n\
             powermap: 1 of 2 articles have a title and no text\n"
        )
    );
    folder.write("many.jsonl", format!("{good}{}{}", "{\"id\": 1}\n".repeat(9), "{broken\n".repeat(8)));
    let run = folder.run(&["extract", "many.jsonl"]).must_fail(1);
    assert!(run.out.contains("angela-holm"), "{}", run.out);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines[0].starts_with("powermap: many.jsonl: line 12: is no valid JSON ("), "{lines:?}");
    assert_eq!(
        lines[5..],
        [
            "powermap: many.jsonl: 3 more records could not be read",
            "powermap: 9 of 19 records were passed over; the first: many.jsonl: line 3: has neither a text nor a title",
            "powermap: 1 of 2 articles have a title and no text"
        ]
    );
}

#[test]
fn explain_finds_the_record_behind_an_edge() {
    let folder = Folder::new();
    folder.write("wire.jsonl", WIRE);
    folder.run(&["extract", "wire.jsonl", "-o", "map.json"]).must_succeed();
    for file in ["map.json", "wire.jsonl"] {
        let run = folder.run(&["explain", file, "Italy", "supports", "Holm"]).must_succeed();
        run.must_contain("w2, sentence 1").must_contain("[cue: supports]");
    }
    folder.write("wire.jsonl", WIRE.replace("supports", "backs"));
    let run = folder.run(&["explain", "map.json", "Italy", "supports", "Holm"]).must_fail(1);
    assert!(run.err.contains("wire.jsonl#w2: has changed since"), "{}", run.err);
}

#[test]
fn pages_feeds_and_mail_are_read() {
    let folder = Folder::new();
    folder.write(
        "talks.html",
        "<!doctype html><html><head><title>Talks in Rome</title><meta name=\"date\" content=\"2018-11-12\">\
         <link rel=\"canonical\" href=\"https://example.org/talks\"></head>\
         <body><nav>Home</nav><p>Angela&nbsp;Holm backs <b>Italy</b>.</p><script>no()</script></body></html>",
    );
    folder.write(
        "feed.xml",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title><item><guid>f1</guid>\
         <pubDate>Mon, 12 Nov 2018 10:00:00 GMT</pubDate><description>&lt;p&gt;Angela Holm backs Spain.&lt;/p&gt;</description>\
         </item></channel></rss>",
    );
    folder.write(
        "list.mbox",
        "From a@b Mon Nov 12 10:00:00 2018\nFrom: a@b\nSubject: Talks end\nMessage-ID: <m1@b>\n\nAngela Holm backs France.\n",
    );
    folder.write("news.xml", "<?xml version=\"1.0\"?>\n<nitf><body/></nitf>");
    folder
        .run(&["extract", "talks.html", "feed.xml", "list.mbox", "--format", "json"])
        .must_succeed()
        .must_contain("\"title\":\"Talks in Rome\",\"date\":\"2018-11-12\",\"source\":\"talks.html\"")
        .must_contain("\"url\":\"https://example.org/talks\"")
        .must_contain("\"date\":\"2018-11-12\",\"source\":\"feed.xml#f1\"")
        .must_contain("\"title\":\"Talks end\",\"date\":null,\"source\":\"list.mbox#m1@b\"")
        .must_contain("Angela Holm backs Italy.")
        .must_not_contain("no()");
    folder.run(&["extract", "news.xml"]).must_fail(1).must_say(&[
        "news.xml: is XML with <nitf> at its top, which is not read; give text, HTML, a feed, JSON or CSV",
    ]);
}

#[test]
fn an_unchanged_page_is_found_again_for_an_edge() {
    let folder = Folder::new();
    folder.write("talks.html", "<html><body><p>Angela Holm backs Italy.</p><aside>One reader</aside></body></html>");
    folder.run(&["extract", "talks.html", "-o", "map.json"]).must_succeed();
    folder.run(&["explain", "map.json", "Holm", "supports", "Italy"]).must_succeed().must_contain("talks, sentence 1");
}
