use super::*;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Gives back what it got, after a while where the path asks for that.
struct Echo {
    busy: AtomicUsize,
    most: AtomicUsize,
}

impl Service for Echo {
    fn answer(&self, request: &Request) -> Response {
        let busy = self.busy.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(busy, Ordering::SeqCst);
        match request.path.as_str() {
            "/panic" => panic!("a service that fails"),
            "/slow" => std::thread::sleep(Duration::from_millis(400)),
            "/slower" => std::thread::sleep(Duration::from_secs(3)),
            _ => {}
        }
        self.busy.fetch_sub(1, Ordering::SeqCst);
        let parameters: Vec<String> =
            request.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let told = format!("{} {} {:?}", request.method.as_str(), parameters.join(" "), request.body.len());
        Response::ok("text/plain", told)
    }

    fn most_bytes(&self, method: Method, _: &str) -> usize {
        if method == Method::Post { 1000 } else { 0 }
    }
}

/// A server with short limits that goes on until the tests end.
fn start(change: impl FnOnce(&mut Limits)) -> (SocketAddr, Arc<Echo>) {
    let mut limits = Limits {
        head_time: Duration::from_millis(500),
        body_time: Duration::from_millis(500),
        answer_time: Duration::from_secs(1),
        connection_time: Duration::from_secs(5),
        connections: 8,
        answers: 2,
        ..Limits::default()
    };
    change(&mut limits);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let echo = Arc::new(Echo { busy: AtomicUsize::new(0), most: AtomicUsize::new(0) });
    let service = Arc::clone(&echo);
    let hosts = Hosts { loopback: true, names: Vec::new() };
    std::thread::spawn(move || Server { listener, hosts, limits, service }.run());
    (address, echo)
}

fn send(address: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = stream.write_all(bytes.as_bytes());
    let mut back = String::new();
    let _ = stream.read_to_string(&mut back);
    back
}

fn get(address: SocketAddr, path: &str) -> String {
    send(address, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
}

#[test]
fn requests_reach_the_service_decoded() {
    let (address, _) = start(|_| ());
    assert!(get(address, "/?a=1%202&b=%C3%96+x&a=%00").ends_with("\r\n\r\nGET a=1 2 b=Ö x a=\0 0"));
    let post = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
    assert!(send(address, post).ends_with("POST  5"));
    let two = "GET /?n=1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /?n=2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answers = send(address, two);
    assert!(answers.contains("GET n=1") && answers.ends_with("GET n=2 0"), "{answers}");
}

#[test]
fn what_calls_the_server_by_two_names_is_refused() {
    let (address, _) = start(|_| ());
    let ask = |line: &str, hosts: &str| send(address, &format!("{line} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"));
    let local = "Host: localhost\r\n";
    let two = ask("GET /", "Host: localhost\r\nHost: evil.example\r\n");
    assert!(two.starts_with("HTTP/1.1 400") && two.contains("more than one Host header"), "{two}");
    let foreign = ask("GET http://evil.example/?a=1", local);
    assert!(foreign.starts_with("HTTP/1.1 403") && foreign.contains("evil.example"), "{foreign}");
    assert!(ask("GET http://evil.example/", "Host: evil.example\r\n").starts_with("HTTP/1.1 403"));
    assert!(ask("GET http://localhost/?a=1", local).ends_with("GET a=1 0"));
}

#[test]
fn parameters_that_cannot_be_decoded_are_refused() {
    let (address, _) = start(|_| ());
    for (query, words) in [("a=%zz", "two hexadecimal digits"), ("a=1%", "two hexadecimal"), ("a=%ff", "is not UTF-8")]
    {
        let answer = get(address, &format!("/?{query}"));
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains(words), "{query}: {answer}");
    }
    assert!(get(address, "/?a=%EF%BF%BD%25").ends_with("GET a=\u{fffd}% 0"));
}

#[test]
fn who_sends_slowly_is_left() {
    let (address, _) = start(|_| ());
    let start = Instant::now();
    send(address, "GET / HTTP/1.1\r\nHost: loc");
    let half = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe";
    assert!(send(address, half).starts_with("HTTP/1.1 408"), "a body that does not come");
    send(address, "");
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn answers_take_their_turns_and_not_too_long() {
    let (address, echo) = start(|_| ());
    let many: Vec<_> = (0..4).map(|_| std::thread::spawn(move || get(address, "/slow"))).collect();
    let answers: Vec<String> = many.into_iter().map(|one| one.join().unwrap()).collect();
    assert!(answers.iter().all(|answer| answer.starts_with("HTTP/1.1 200")), "{answers:?}");
    assert_eq!(echo.most.load(Ordering::SeqCst), 2, "no more than two at once");
    assert!(get(address, "/slower").starts_with("HTTP/1.1 503"));
    assert!(get(address, "/").starts_with("HTTP/1.1 200"), "it goes on");
}

#[test]
fn a_service_that_fails_fails_one_answer() {
    let (address, _) = start(|_| ());
    assert!(get(address, "/panic").starts_with("HTTP/1.1 500"));
    assert!(get(address, "/").starts_with("HTTP/1.1 200"));
}

#[test]
fn connections_have_an_end_and_others_wait_for_it() {
    let (address, _) = start(|limits| {
        limits.connections = 2;
        limits.head_time = Duration::from_secs(60);
        limits.connection_time = Duration::from_millis(700);
    });
    let idle: Vec<TcpStream> = (0..2).map(|_| TcpStream::connect(address).unwrap()).collect();
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    assert!(get(address, "/").starts_with("HTTP/1.1 200"));
    assert!(start.elapsed() > Duration::from_millis(200), "it waited for a place: {:?}", start.elapsed());
    drop(idle);
}
