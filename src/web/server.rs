//! HTTP/1.1 on hyper, for a service that answers on threads of its own.
//!
//! Everything that a client can make large or slow has a limit: the head, the body, how long each takes to come, how long an
//! answer may take, how long a connection may last, how many there are. hyper rather than a smaller synchronous library,
//! since those that are (tiny_http 0.12, of 2022) know none of these times, so that one slow client holds a thread for ever.

use super::guard::{Hosts, Refusal, Sender};
use super::http::{Method, Request, Response, Service};
use super::page::live_policy;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How large and how slow requests may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a request's first line and headers.
    pub head: usize,
    /// For the head of a request to come, also on a connection that waits for its next one.
    pub head_time: Duration,
    /// For the body of a request to come.
    pub body_time: Duration,
    /// For an answer to be made, waiting for a thread included.
    pub answer_time: Duration,
    /// For a connection as a whole, so that who does not read an answer holds it no longer.
    pub connection_time: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Answers made at once.
    pub answers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            head: 32 * 1024,
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(30),
            answer_time: Duration::from_secs(60),
            connection_time: Duration::from_secs(300),
            connections: 256,
            answers: threads.clamp(2, 8),
        }
    }
}

/// A server that is not yet running.
pub struct Server {
    /// Where it listens.
    pub listener: TcpListener,
    /// How it may be called.
    pub hosts: Hosts,
    /// How large and slow requests may be.
    pub limits: Limits,
    /// What it serves.
    pub service: Arc<dyn Service>,
}

impl Server {
    /// Serves until the process is told to stop, by Ctrl-C or a termination signal; answers that are on their way are
    /// finished, for a few seconds.
    ///
    /// # Errors
    /// Where the system gives no threads, timers or signals.
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(self.limits.answers + 2)
            .build()?;
        let done = runtime.block_on(self.accept());
        // A question that is still being answered must not hold the process.
        runtime.shutdown_background();
        done
    }

    async fn accept(self) -> io::Result<()> {
        self.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(self.limits.connections));
        let door = Arc::new(Door {
            hosts: self.hosts,
            limits: self.limits,
            service: self.service,
            answers: Arc::new(Semaphore::new(self.limits.answers)),
            policy: HeaderValue::from_str(&live_policy()).map_err(io::Error::other)?,
        });
        let mut stop = std::pin::pin!(stopped());
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                stopped = &mut stop => { stopped?; break }
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of file handles, or a client that is gone already: both pass.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            // Who comes while all places are taken waits in the system's queue.
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
            let mine = Arc::clone(&door);
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(door.limits.head_time)
                .max_buf_size(door.limits.head.max(8192))
                .half_close(false)
                .serve_connection(
                    TokioIo::new(stream),
                    service_fn(move |request| {
                        let door = Arc::clone(&mine);
                        async move { Ok::<_, Infallible>(door.handle(request).await) }
                    }),
                );
            let connection = graceful.watch(connection);
            let longest = door.limits.connection_time;
            tokio::spawn(async move {
                // What breaks off is the client's business.
                let _ = timeout(longest, connection).await;
                drop(place);
            });
        }
        drop(listener);
        let _ = timeout(Duration::from_secs(3), graceful.shutdown()).await;
        Ok(())
    }
}

/// When the process is told to stop.
async fn stopped() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// What stands between the network and the service.
struct Door {
    hosts: Hosts,
    limits: Limits,
    service: Arc<dyn Service>,
    answers: Arc<Semaphore>,
    policy: HeaderValue,
}

impl Door {
    async fn handle(&self, request: hyper::Request<Incoming>) -> hyper::Response<Full<Bytes>> {
        let is_head = request.method() == hyper::Method::HEAD;
        let response = match self.take(request).await {
            Ok(request) => self.answer(request).await,
            Err(refused) => refused,
        };
        self.written(response, is_head)
    }

    /// The request, whole, where it may be answered.
    async fn take(&self, request: hyper::Request<Incoming>) -> Result<Request, Response> {
        let (head, body) = request.into_parts();
        let header = |name| text(&head.headers, name);
        let sender = Sender {
            host: header(header::HOST),
            origin: header(header::ORIGIN),
            site: header(HeaderName::from_static("sec-fetch-site")),
            mode: header(HeaderName::from_static("sec-fetch-mode")),
        };
        let method = match head.method {
            hyper::Method::GET | hyper::Method::HEAD => Method::Get,
            hyper::Method::POST => Method::Post,
            _ => {
                let message = "only GET, HEAD and POST are known here";
                return Err(Response { allow: Some("GET, HEAD, POST"), ..Response::error(405, message) });
            }
        };
        let path = head.uri.path().to_owned();
        let opens_page = method == Method::Get && path == "/";
        if head.headers.get_all(header::HOST).iter().count() > 1 {
            return Err(Response::error(400, &Refusal::TwoHosts.to_string()));
        }
        // A proxy's form of address (`GET http://name/path`) has a name of its own, which counts as the header does.
        let senders = [sender.host, head.uri.authority().map(|name| name.as_str()).or(sender.host)];
        for host in senders {
            let sender = Sender { host, ..sender };
            self.hosts.check(&sender, opens_page).map_err(|refusal| Response::error(403, &refusal.to_string()))?;
        }
        let parameters = parameters(head.uri.query().unwrap_or_default())?;
        let most = self.service.most_bytes(method, &path);
        let body = self.body(body, most).await?;
        Ok(Request { method, path, parameters, body })
    }

    async fn body(&self, body: Incoming, most: usize) -> Result<Vec<u8>, Response> {
        let too_large = || Response::error(413, &format!("the body of this request may have {most} bytes at most"));
        if body.size_hint().lower() > most as u64 {
            return Err(too_large());
        }
        match timeout(self.limits.body_time, Limited::new(body, most).collect()).await {
            Ok(Ok(whole)) => Ok(whole.to_bytes().into()),
            Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large()),
            Ok(Err(_)) => Err(Response::error(400, "the body of the request broke off")),
            Err(_) => Err(Response::error(408, "the body of the request took too long")),
        }
    }

    /// Has the service answer, on a thread where it may take its time.
    async fn answer(&self, request: Request) -> Response {
        let (service, answers) = (Arc::clone(&self.service), Arc::clone(&self.answers));
        let made = async {
            let Ok(turn) = answers.acquire_owned().await else { return None };
            let work = tokio::task::spawn_blocking(move || {
                let response = service.answer(&request);
                drop(turn);
                response
            });
            work.await.ok()
        };
        match timeout(self.limits.answer_time, made).await {
            Ok(Some(response)) => response,
            Ok(None) => Response::error(500, "the answer could not be made"),
            Err(_) => Response::error(503, "the answer takes too long; ask for less, or try again later"),
        }
    }

    fn written(&self, response: Response, is_head: bool) -> hyper::Response<Full<Bytes>> {
        let length = response.body.len();
        let body = if is_head { Bytes::new() } else { Bytes::from(response.body) };
        let mut written = hyper::Response::new(Full::new(body));
        *written.status_mut() = hyper::StatusCode::from_u16(response.status).unwrap_or_default();
        let headers = written.headers_mut();
        if is_head {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(response.media));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        if let Some(allow) = response.allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        for (name, value) in SECURITY {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        // What was not read of a request must not be taken for the next one.
        if response.status == 413 || response.status == 408 {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        written
    }
}

/// The parameters of a query, in their order.
fn parameters(query: &str) -> Result<Vec<(String, String)>, Response> {
    let wrong = |what: &str| Response::error(400, &format!("the part of the address behind `?` {what}"));
    let escapes = query.split('%').skip(1);
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    if !escapes.clone().all(is_escape) {
        return Err(wrong("has a % without two hexadecimal digits behind it; write it as %25"));
    }
    let pairs = form_urlencoded::parse(query.as_bytes());
    let pairs: Vec<_> = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    // What cannot be decoded becomes U+FFFD, which may also have been meant.
    let lost = pairs.iter().any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}'));
    if lost && !query.to_ascii_uppercase().contains("%EF%BF%BD") {
        return Err(wrong("is not UTF-8 in percent encoding"));
    }
    Ok(pairs)
}

/// Headers that every answer has.
const SECURITY: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    // Articles are not left in the caches of browsers.
    ("cache-control", "no-store"),
];

/// A header that stands there once and is text.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut all = headers.get_all(&name).iter();
    match (all.next(), all.next()) {
        // One that stands there twice, or is no text, is no name of this server or its sites.
        (Some(one), None) => Some(one.to_str().unwrap_or("?")),
        (Some(_), Some(_)) => Some("?"),
        _ => None,
    }
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
