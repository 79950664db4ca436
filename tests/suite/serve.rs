//! The server: every route, whom it refuses, how it starts and stops.

use crate::helpers::Folder;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const A: &str = "Northland backs Ada Lang\n\nROME, Nov 12, 2018 - Northland backs Ada Lang, the minister said. Ada Lang met Ben Oduya in Rome.\n";
const B: &str = "Sudmark condemns Ada Lang\n\nROME, Jan 3, 2020 - Sudmark condemned Ada Lang on Friday. Northland condemned Ada Lang too.\n";

/// A folder with a store of two articles, which is made once.
fn folder() -> Folder {
    static STORE: OnceLock<Vec<u8>> = OnceLock::new();
    let store = STORE.get_or_init(|| {
        let folder = Folder::new();
        folder.write("a.txt", A);
        folder.write("b.txt", B);
        folder.run(&["add", "a.txt", "b.txt"]).must_succeed();
        fs::read(folder.path("powermap.db")).unwrap()
    });
    let folder = Folder::new();
    folder.write("powermap.db", store);
    folder
}

/// A server on a free port, which ends with the test.
struct Server {
    child: Child,
    address: String,
    said: String,
}

impl Server {
    fn start(folder: &Folder, options: &[&str]) -> Self {
        let mut command = folder.command(env!("CARGO_BIN_EXE_powermap"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(options);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{said:?} tells no address")).to_owned();
        Self { child, address, said }
    }

    /// Sends bytes as they are, and gives all that comes back.
    fn send(&self, bytes: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A server that has seen enough may close before all is sent.
        let _ = stream.write_all(bytes);
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        Reply(String::from_utf8_lossy(&back).into_owned())
    }

    fn with(&self, line: &str, headers: &[&str]) -> Reply {
        let has_host = headers.iter().any(|header| header.starts_with("Host:"));
        let host = if has_host { String::new() } else { format!("Host: {}\r\n", self.address) };
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        self.send(format!("{line} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Reply {
        self.with(&format!("GET {path}"), &[])
    }

    fn post(&self, path: &str, body: &str) -> Reply {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            self.address,
            body.len()
        );
        self.send((head + body).as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// All that came back.
#[derive(Debug)]
struct Reply(String);

impl Reply {
    fn status(&self) -> u16 {
        self.0.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.body()).unwrap_or_else(|error| panic!("{error}: {}", self.0))
    }

    #[track_caller]
    fn must_be(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{}", self.0);
        self
    }

    /// It is refused with this status and tells why on one line.
    #[track_caller]
    fn must_say(self, status: u16, words: &str) {
        let reply = self.must_be(status);
        let error = reply.json()["error"].as_str().unwrap_or_default().to_owned();
        assert!(error.contains(words) && !error.contains('\n'), "{words:?} in {error:?}");
    }
}

#[test]
fn it_answers_what_the_commands_answer() {
    let folder = folder();
    let server = Server::start(&folder, &[]);
    assert!(server.said.starts_with("powermap.db is shown at http://127.0.0.1:"), "{}", server.said);
    assert!(server.said.contains("read-only"), "{}", server.said);
    for (path, command) in [
        ("who?relation=supports&name=lang", &["who", "supports", "lang"][..]),
        ("whom?name=Northland&relation=opposes", &["whom", "Northland", "opposes"]),
        ("show?name=Ada+Lang", &["show", "Ada Lang"]),
        (
            "show?name=Ada%20Lang&since=2019&status=asserted&min_confidence=0.2",
            &["show", "Ada Lang", "--since", "2019", "--status", "asserted", "--min-confidence", "0.2"],
        ),
        ("between?one=Northland&other=lang", &["between", "Northland", "lang"]),
        ("path?from=Northland&to=Oduya", &["path", "Northland", "Oduya"]),
        ("path?from=Northland&to=Oduya&relations=supports", &["path", "Northland", "Oduya", "--relations", "supports"]),
        ("allies?name=lang&limit=3", &["allies", "lang", "--limit", "3"]),
        ("rivals?name=lang", &["rivals", "lang"]),
        ("rank?by=degree&type=person&limit=1", &["rank", "--by", "degree", "--type", "person", "--limit", "1"]),
        ("camps", &["camps"]),
        ("timeline?name=lang&by=year", &["timeline", "lang", "--by", "year"]),
        ("diff?old=2018&new=2019..&limit=5", &["diff", "--old", "2018", "--new", "2019..", "--limit", "5"]),
        ("stats", &["stats"]),
        ("ask?question=Who+backs+Ada+Lang%3F", &["ask", "Who backs Ada Lang?"]),
    ] {
        let told = folder.run(&[command, &["--format", "json"]].concat()).must_succeed().out;
        let reply = server.get(&format!("/api/{path}")).must_be(200);
        assert_eq!(reply.body(), told, "{path}");
    }
}

#[test]
fn it_gives_the_page_what_the_page_shows() {
    let folder = folder();
    let server = Server::start(&folder, &[]);
    let page = server.get("/").must_be(200);
    for header in [
        "content-security-policy: default-src 'none'; script-src 'sha256-",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: DENY",
        "cache-control: no-store",
        "text/html",
    ] {
        assert!(page.0.contains(header), "{header}");
    }
    assert!(!page.0.to_lowercase().contains("access-control"), "no other site may read");
    assert!(page.body().contains("\"mode\":\"live\"") && page.body().contains("\"write\":false"));

    let graph = server.get("/api/graph?top=2").must_be(200).json();
    assert_eq!(graph["nodes"].as_array().unwrap().len(), 2);
    let around = server.get("/api/around?name=lang&limit=1&since=2020").must_be(200).json();
    assert!(around["edges"].as_array().unwrap().iter().all(|edge| edge["relation"] == "opposes"), "{around}");
    let ids: Vec<&str> = graph["nodes"].as_array().unwrap().iter().filter_map(|node| node["id"].as_str()).collect();
    let body = serde_json::json!({ "ids": [ids[0], ids[1], "nobody"] }).to_string();
    assert_eq!(server.post("/api/among", &body).must_be(200).json(), graph);

    let found = server.get("/api/search?q=LAN").must_be(200).json();
    assert_eq!(
        (found["found"][0]["id"].as_str(), found["found"][0]["type"].as_str()),
        (Some("ada-lang"), Some("person"))
    );
    assert_eq!(server.get("/api/search?q=%25").must_be(200).json()["found"], serde_json::json!([]));
    let node = server.get("/api/entity?name=ada-lang").must_be(200).json();
    assert_eq!(node["node"]["documents"], serde_json::json!(["a", "b"]));

    let edge = server.get("/api/evidence?source=Northland&relation=supports&target=ada-lang").must_be(200).json();
    let statement = &edge["evidence"][0];
    let document = server.get("/api/document?id=a").must_be(200).json();
    let [start, end] = ["start", "end"].map(|at| usize::try_from(statement[at].as_u64().unwrap()).unwrap());
    assert_eq!(document["text"].as_str().unwrap().get(start..end), statement["text"].as_str());
    assert_eq!(edge["documents"][0]["date"], "2018-11-12");
    let none = "/api/evidence?source=Northland&relation=supports&target=ada-lang&denied=true";
    assert_eq!(server.get(none).must_be(200).json()["evidence"], serde_json::json!([]));
    let listed = server.get("/api/documents?after=a").must_be(200).json();
    assert_eq!((listed["of"].as_u64(), listed["documents"][0]["id"].as_str()), (Some(2), Some("b")));
}

#[test]
fn the_api_is_what_it_says_it_is() {
    let folder = folder();
    let server = Server::start(&folder, &[]);
    let told = server.get("/openapi.json").must_be(200).json();
    let documented = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md")).unwrap();
    let mut routes = 0;
    for (path, operations) in told["paths"].as_object().unwrap() {
        assert!(documented.contains(&format!("`{path}`")), "docs/api.md does not tell of {path}");
        for (method, operation) in operations.as_object().unwrap() {
            routes += 1;
            // Without its parameters, a question is wrong, and never unknown.
            let needs = operation["parameters"].as_array().unwrap().iter().any(|p| p["required"] == true);
            let reply = if method == "get" { server.get(path) } else { server.post(path, "") };
            match (method.as_str(), needs) {
                ("get", false) => drop(reply.must_be(200)),
                ("get", true) => reply.must_say(400, "is missing"),
                _ => assert!([400, 403].contains(&reply.status()), "{}", reply.0),
            }
            if method == "get" {
                server.get(&format!("{path}?nonsense=1")).must_say(400, "there is no parameter \"nonsense\"");
            }
        }
    }
    assert!(routes > 18, "{routes}");
}

#[test]
fn wrong_questions_are_told_on_one_line() {
    let folder = folder();
    let server = Server::start(&folder, &[]);
    server.get("/api/nothing").must_say(404, "/openapi.json");
    server.get("/../../etc/passwd").must_say(404, "nothing here");
    server.get("/api/show?name=Zzyzx").must_say(404, "nothing here is called");
    let long = server.get(&format!("/api/show?name={}", "x".repeat(10_000)));
    assert!(long.status() == 404 && long.body().len() < 1500, "{}", long.0);
    server.get("/api/who?relation=flatters&name=lang").must_say(400, "there is no relation \"flatters\"");
    server.get("/api/ask?question=Why%3F").must_say(400, "it is not clear what is asked");
    server.get("/api/document?id=c").must_say(404, "there is no document \"c\"");
    server.get("/api/diff?old=2018&new=2018").must_say(400, "give two");
    server.get("/api/diff?old=2018&new=2020..2019").must_say(400, "turn it round");
    server.get("/api/diff?old=2018&new=soon").must_say(400, "new=soon: ");
    server.get("/api/between?one=lang&other=Ada+Lang").must_say(400, "give two");
    server.get("/api/rank?limit=100000").must_say(400, "from 0 to 1000");
    server.get("/api/graph?since=2019&until=2018").must_say(400, "turn them round");
    server.post("/api/among", "{\"ids\": 3}").must_say(400, "as JSON");
    server
        .post("/api/among", &format!("{{\"ids\": [{}\"x\"]}}", "\"x\",".repeat(5000)))
        .must_say(400, "more than 5000");
    server.with("DELETE /api/documents", &[]).must_say(405, "only GET, HEAD and POST");
    let reply = server.post("/api/show?name=lang", "").must_be(405);
    assert!(reply.0.contains("allow: GET, HEAD"), "{}", reply.0);
    let head = server.with("HEAD /api/stats", &[]).must_be(200);
    assert!(head.body().is_empty() && head.0.contains("content-length: "), "{}", head.0);
}

#[test]
fn foreign_names_and_other_sites_are_refused() {
    let folder = folder();
    let server = Server::start(&folder, &["--host", "atlas.example:443", "--write"]);
    let port = server.address.rsplit(':').next().unwrap();
    let host = |name: &str| server.with("GET /api/stats", &[&format!("Host: {name}:{port}")]);
    for name in ["localhost", "127.0.0.1", "[::1]", "Atlas.Example"] {
        host(name).must_be(200);
    }
    for name in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0"] {
        host(name).must_say(403, "this server is not called");
    }
    server.with("GET /", &["Host: evil.example"]).must_say(403, "--host evil.example");
    // RFC 9112, 3.2: not a question of whose name it is.
    server.with("GET /", &["Host: 127.0.0.1", "Host: evil.example"]).must_say(400, "more than one Host header");
    server.send(b"GET / HTTP/1.0\r\n\r\n").must_say(403, "no Host header");
    for headers in [
        &["Origin: https://evil.example"][..],
        &["Origin: null"],
        &["Origin: http://127.0.0.1:1"],
        &["Sec-Fetch-Site: cross-site"],
        &["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate"],
    ] {
        for line in ["GET /api/stats", "POST /api/documents", "POST /api/among"] {
            server.with(line, headers).must_say(403, "other sites");
        }
    }
    server.with("GET /", &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"]).must_be(200);
    server.with("GET /", &["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"]).must_say(403, "other sites");
    let preflight =
        server.with("OPTIONS /api/stats", &["Origin: https://evil.example", "Access-Control-Request-Method: GET"]);
    assert!(!preflight.0.to_lowercase().contains("access-control-allow"), "{}", preflight.0);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let folder = folder();
    let server = Server::start(&folder, &["--write"]);
    let announced = |line: &str, bytes: u64| server.with(line, &[&format!("Content-Length: {bytes}")]);
    announced("POST /api/documents", 17 * 1024 * 1024).must_say(413, "16777216 bytes at most");
    announced("POST /api/among", u64::MAX / 2).must_say(413, "1048576 bytes at most");
    announced("GET /api/stats", 1).must_say(413, "0 bytes at most");
    let chunk = format!("{:x}\r\n{}\r\n", 600_000, "x".repeat(600_000));
    let head = format!("POST /api/among HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\r\n", server.address);
    server.send((head + &chunk + &chunk + "0\r\n\r\n").as_bytes()).must_say(413, "1048576 bytes at most");
    let long = server.get(&format!("/api/show?name={}", "x".repeat(100_000)));
    assert!([414, 431].contains(&long.status()), "{}", long.0);
    let many = server.with("GET /", &[&format!("X-Long: {}", "x".repeat(100_000))]).status();
    assert_eq!(many, 431);
    assert_eq!(server.send(b"\x16\x03\x01 nonsense\r\n\r\n").status(), 400);
    server.get("/api/stats").must_be(200);
}

#[test]
fn slow_clients_do_not_hold_it() {
    let folder = folder();
    let server = Server::start(&folder, &[]);
    let slow: Vec<TcpStream> = (0..40)
        .map(|nth| {
            let mut stream = TcpStream::connect(&server.address).unwrap();
            let half = format!("POST /api/among HTTP/1.1\r\nHost: {}\r\nContent-Length: 9\r\n\r\n{{", server.address);
            let sent = if nth % 2 == 0 { "GET / HT" } else { &half };
            stream.write_all(sent.as_bytes()).unwrap();
            stream
        })
        .collect();
    let start = Instant::now();
    server.get("/api/stats").must_be(200);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    drop(slow);
}

#[test]
fn articles_are_added_only_where_that_was_allowed() {
    let folder = folder();
    // The first question about all of it keeps a snapshot of the graph in the file.
    folder.run(&["stats"]).must_succeed();
    let before = fs::read(folder.path("powermap.db")).unwrap();
    let article = "Eastmark backs Ada Lang\n\nROME, Feb 4, 2021 - Eastmark backs Ada Lang </script><img src=x onerror=alert(1)>, officials said.\n";
    {
        let server = Server::start(&folder, &[]);
        server.post("/api/documents?name=c.txt", article).must_say(403, "--write");
        server.get("/api/stats").must_be(200);
    }
    assert!(fs::read(folder.path("powermap.db")).unwrap() == before, "nothing was written");

    let server = Server::start(&folder, &["--write"]);
    assert!(server.said.contains("articles may be added"), "{}", server.said);
    let added = server.post("/api/documents?name=c.txt", article).must_be(200).json();
    assert_eq!((added["added"].as_u64(), added["known"].as_u64()), (Some(1), Some(0)), "{added}");
    assert!(added["nodes"].as_array().unwrap().iter().any(|id| id == "ada-lang"), "{added}");
    let graph = server.get("/api/graph?since=2021").must_be(200).json();
    assert!(graph["edges"].as_array().unwrap().iter().any(|edge| edge["relation"] == "supports"), "{graph}");
    let document = server.get("/api/document?id=c").must_be(200).json();
    assert_eq!(
        (document["source"].as_str(), document["text"].as_str()),
        (Some("upload:c.txt"), Some(article.trim_end_matches(' ')))
    );
    assert_eq!(server.post("/api/documents?name=c.txt", article).must_be(200).json()["known"], 1);
    let changed = server.post("/api/documents?name=c.txt", &article.replace("backs", "opposes")).must_be(200).json();
    assert_eq!(changed["changed"], 1, "{changed}");

    let pasted = server.post("/api/documents?title=Talks&date=2022-05", "Ben Oduya met Ada Lang.").must_be(200).json();
    assert_eq!(pasted["added"], 1, "{pasted}");
    let listed = server.get("/api/documents").must_be(200).json();
    assert!(listed["documents"].as_array().unwrap().iter().any(|d| d["date"] == "2022-05"), "{listed}");
    server.post("/api/documents?name=d.txt", "").must_say(400, "d.txt: is empty");
    server.post("/api/documents?date=soon", "Ben Oduya met Ada Lang.").must_say(400, "date=soon");
    server.post("/api/documents?name=e.bin", "\0\0\0").must_say(400, "binary");
    drop(server);
    folder.run(&["check"]).must_succeed().must_contain("all in order");
}

#[test]
fn a_store_that_is_moved_to_its_place_is_answered_from() {
    let folder = folder();
    folder.write("c.txt", "Eastmark backs Ada Lang, officials said on Friday.\n");
    folder.write("d.txt", "Westmark condemned Eastmark, officials said on Monday.\n");
    folder.run(&["add", "--store", "next.db", "c.txt"]).must_succeed();
    let server = Server::start(&folder, &["--write"]);
    let told = |words: &str| {
        let documents = server.get("/api/stats").must_be(200).json()["documents"].as_u64();
        (documents, server.get("/api/graph").must_be(200).body().contains(words))
    };
    assert_eq!(told("Sudmark"), (Some(2), true));
    // What is written while it runs leaves nothing beside the file that another store there would take for its own.
    folder.run(&["add", "d.txt"]).must_succeed();
    server.post("/api/documents?name=e.txt", "Northland condemned Westmark.").must_be(200);
    assert_eq!(told("Westmark"), (Some(4), true));
    assert!(!folder.path("powermap.db-wal").exists());
    fs::rename(folder.path("next.db"), folder.path("powermap.db")).unwrap();
    assert_eq!(told("Eastmark"), (Some(1), true));
    assert!(!server.get("/api/graph").must_be(200).body().contains("Sudmark"));
    folder.run(&["add", "d.txt"]).must_succeed();
    assert_eq!(told("Westmark"), (Some(2), true));
    folder.run(&["check"]).must_succeed().must_contain("all in order");

    fs::rename(folder.path("powermap.db"), folder.path("gone.db")).unwrap();
    server.get("/api/stats").must_say(500, "powermap.db");
    server.post("/api/documents?name=f.txt", "Northland backs Westmark.").must_say(500, "powermap.db");
    assert!(!folder.path("powermap.db").exists(), "a store that was taken away is not made anew");
    fs::rename(folder.path("gone.db"), folder.path("powermap.db")).unwrap();
    assert_eq!(told("Westmark"), (Some(2), true));
    folder.run(&["check"]).must_succeed().must_contain("all in order");
}

#[test]
fn it_tells_why_it_does_not_start() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = folder.run(&["serve", "--listen", &address]).must_fail(1);
    assert!(
        run.err.starts_with(&format!("powermap: {address}: another program listens there; give another port")),
        "{run:?}"
    );
    assert_eq!(run.err.lines().count(), 1, "{run:?}");
    let run = folder.run(&["serve", "--listen", "0.0.0.0:0", "--write"]).must_fail(2);
    assert!(run.err.contains("whoever reaches this address could change the store"), "{run:?}");
    let run = folder.run(&["serve", "--store", "none.db"]).must_fail(1);
    assert!(run.err.contains("none.db: there is no such store"), "{run:?}");
    for wrong in [["--listen", "nowhere"], ["--host", "http://atlas.example/"]] {
        let run = folder.run(&["serve", wrong[0], wrong[1]]).must_fail(2);
        assert!(run.err.contains(", such as "), "{run:?}");
    }
    let named = format!("localhost:{}", address.rsplit(':').next().unwrap());
    let run = folder.run(&["serve", "--listen", &named]).must_fail(1);
    assert!(run.err.contains(&format!("{address}: another program listens there")), "{run:?}");
}

#[cfg(unix)]
#[test]
fn it_stops_cleanly() {
    let folder = folder();
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start(&folder, &[]);
        // One who does not go away by himself.
        let mut idle = TcpStream::connect(&server.address).unwrap();
        idle.write_all(b"GET / HT").unwrap();
        server.get("/api/stats").must_be(200);
        let start = Instant::now();
        let sent = Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = server.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
        let mut said = String::new();
        server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(said, "", "{signal}");
    }
}
