//! The questions that the API answers, one table for answering, checking and documenting them.

use super::api::{Api, Asked};
use crate::web::Method;
use anyhow::Result;

/// One path of the API.
pub(super) struct Route {
    pub method: Method,
    pub path: &'static str,
    /// What it gives, for the documentation.
    pub about: &'static str,
    pub parameters: &'static [Parameter],
    /// Whether the parameters of the filter belong to it.
    pub filtered: bool,
    /// The schema of its answer, under `components/schemas`.
    pub schema: &'static str,
    /// The bytes that a request may give, and their media type; none where it gives nothing.
    pub body: Option<(usize, &'static str)>,
    pub answer: fn(&Api, &Asked) -> Result<Vec<u8>>,
}

/// A parameter behind `?`.
pub(super) struct Parameter {
    pub name: &'static str,
    pub about: &'static str,
    pub required: bool,
}

/// A parameter that must be given.
const fn must(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, required: true }
}

/// One that may be left out.
const fn may(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, required: false }
}

/// What narrows relations down, as the options of the command line do.
pub(super) const FILTER: [Parameter; 4] = [
    may("since", "Only what documents of this year, month or day or later state: 2018, 2018-11 or 2018-11-12"),
    may("until", "Only what documents of this year, month or day or earlier state"),
    may("status", "Only these, with commas between: asserted, former, reported, planned, negated"),
    may("min_confidence", "Only what is at least so certain, from 0 to 1"),
];

const NAME: Parameter = must("name", "A name or an id");
const LIMIT: Parameter = may("limit", "As many at most [default: 20]; 0 for 1000");

/// Most bytes of a list of ids.
const IDS: usize = 1024 * 1024;
/// Most bytes of an article, or a file of them, that is added.
const ARTICLE: usize = 16 * 1024 * 1024;

const fn get(
    path: &'static str,
    schema: &'static str,
    about: &'static str,
    parameters: &'static [Parameter],
    filtered: bool,
    answer: fn(&Api, &Asked) -> Result<Vec<u8>>,
) -> Route {
    Route { method: Method::Get, path, about, parameters, filtered, schema, body: None, answer }
}

/// All of them, in the order of the documentation.
pub(super) const ROUTES: &[Route] = &[
    get(
        "/api/who",
        "Answer",
        "Who stands in a relation to somebody: `powermap who`",
        &[must("relation", "A relation, such as supports"), NAME],
        true,
        Api::who,
    ),
    get(
        "/api/whom",
        "Answer",
        "Whom somebody stands in a relation to: `powermap whom`",
        &[NAME, must("relation", "A relation, such as supports")],
        true,
        Api::whom,
    ),
    get("/api/show", "Answer", "All that is known of somebody: `powermap show`", &[NAME], true, Api::show),
    get(
        "/api/between",
        "Answer",
        "All that is stated between two: `powermap between`",
        &[must("one", "A name or an id"), must("other", "Another")],
        true,
        Api::between,
    ),
    get(
        "/api/path",
        "Answer",
        "The shortest chain from one to another: `powermap path`",
        &[
            must("from", "A name or an id"),
            must("to", "Another"),
            may("relations", "Only along these, with commas between"),
        ],
        true,
        Api::path,
    ),
    get("/api/allies", "Answer", "Who stands with somebody: `powermap allies`", &[NAME, LIMIT], true, Api::allies),
    get("/api/rivals", "Answer", "Who stands against somebody: `powermap rivals`", &[NAME, LIMIT], true, Api::rivals),
    get(
        "/api/rank",
        "Answer",
        "Entities by their place in the network: `powermap rank`",
        &[
            may("by", "degree, strength, pagerank or betweenness [default: pagerank]"),
            may("relation", "Count only these, with commas between"),
            may("type", "List only these, with commas between: person, organization, place, group, event, plan"),
            LIMIT,
        ],
        true,
        Api::rank,
    ),
    get("/api/camps", "Answer", "Who stands together and against whom: `powermap camps`", &[LIMIT], true, Api::camps),
    get(
        "/api/timeline",
        "Answer",
        "What was stated of somebody when: `powermap timeline`",
        &[NAME, may("by", "year, month or day [default: month]")],
        true,
        Api::timeline,
    ),
    get(
        "/api/diff",
        "Answer",
        "What changed from one period to another: `powermap diff`",
        &[
            must("old", "The old period: 2018, 2018-11, or two dates with .. between, of which one may be left out"),
            must("new", "The new period"),
            LIMIT,
        ],
        true,
        Api::diff,
    ),
    get("/api/stats", "Answer", "What there is, counted: `powermap stats`", &[], true, Api::stats),
    get(
        "/api/ask",
        "Asked",
        "A question in plain English, with how it was understood: `powermap ask`",
        &[must("question", "The question")],
        true,
        Api::ask,
    ),
    get(
        "/api/search",
        "Found",
        "Names that have a word beginning with what is typed",
        &[must("q", "What is typed"), LIMIT],
        false,
        Api::search,
    ),
    get("/api/entity", "Entity", "Somebody with all names and documents", &[NAME], false, Api::entity),
    get(
        "/api/graph",
        "Graph",
        "The most important entities, by the sum of the confidence of their relations, and the relations among them",
        &[may("top", "As many entities at most [default: 200]; 0 for 5000")],
        true,
        Api::graph,
    ),
    get(
        "/api/around",
        "Graph",
        "Somebody and the nearest neighbours, and the relations among them",
        &[NAME, may("limit", "As many neighbours at most [default: 40]; 0 for 1000")],
        true,
        Api::around,
    ),
    Route {
        method: Method::Post,
        path: "/api/among",
        about: "The entities whose ids are given, as {\"ids\": [...]}, and the relations among them; it changes nothing",
        parameters: &[],
        filtered: true,
        schema: "Graph",
        body: Some((IDS, "application/json")),
        answer: Api::among,
    },
    get(
        "/api/evidence",
        "Evidence",
        "The statements of one relation, with their documents",
        &[
            must("source", "A name or an id"),
            must("relation", "A relation, such as supports"),
            must("target", "A name or an id"),
            may("denied", "true for the statements that deny it [default: false]"),
        ],
        true,
        Api::evidence,
    ),
    get("/api/document", "Document", "A document with its text", &[must("id", "Its id")], false, Api::document),
    get(
        "/api/documents",
        "Documents",
        "The documents by id",
        &[may("after", "Those behind this id"), may("limit", "As many at most [default: 100]; 0 for 1000")],
        false,
        Api::documents,
    ),
    Route {
        method: Method::Post,
        path: "/api/documents",
        about: "Adds an article, or a file of them, as `powermap add` does; only with `powermap serve --write`",
        parameters: &[
            may(
                "name",
                "The file's name; one that was added under it before is replaced. A text without a name is a new article",
            ),
            may("title", "Headline of a text that has none"),
            may("date", "Date of a text that has none: a year, a month or a day"),
        ],
        filtered: false,
        schema: "Added",
        body: Some((ARTICLE, "application/octet-stream")),
        answer: Api::add,
    },
];

impl Route {
    /// The names of all parameters.
    pub fn names(&self) -> Vec<&'static str> {
        self.all_parameters().map(|parameter| parameter.name).collect()
    }

    /// All parameters, those of the filter too.
    pub fn all_parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        const FILTER_OF_ALL: &[Parameter] = &FILTER;
        let filter = if self.filtered { FILTER_OF_ALL } else { &[] };
        self.parameters.iter().chain(filter)
    }
}
