//! Requests and responses as a service sees them: whole, and no larger than allowed.

/// What a request wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// To be told.
    Get,
    /// To give something.
    Post,
}

impl Method {
    /// The word in HTTP.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request that has passed the guard.
#[derive(Debug, Clone)]
pub struct Request {
    /// What it wants.
    pub method: Method,
    /// The path, from its `/`, as it was sent.
    pub path: String,
    /// The parameters behind `?`, decoded, in their order.
    pub parameters: Vec<(String, String)>,
    /// What it gives.
    pub body: Vec<u8>,
}

/// An answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Status of HTTP.
    pub status: u16,
    /// Media type.
    pub media: &'static str,
    /// The methods that there are, where another was asked for (`Allow`).
    pub allow: Option<&'static str>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Response {
    /// All went well.
    pub fn ok(media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, media, allow: None, body: body.into() }
    }

    /// JSON.
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::ok("application/json", body)
    }

    /// What is wrong and what to do, on one line: `{"error": "..."}`.
    pub fn error(status: u16, message: &str) -> Self {
        let body = serde_json::json!({ "error": message }).to_string() + "\n";
        Self { status, ..Self::json(body) }
    }
}

/// What a server serves.
pub trait Service: Send + Sync + 'static {
    /// Answers a request; it is called on several threads at once.
    fn answer(&self, request: &Request) -> Response;
    /// Most bytes that a request to this path may give; none where it may give nothing.
    fn most_bytes(&self, method: Method, path: &str) -> usize;
}
