//! The answers of the API: those of the commands, asked of a store that stays open.

use super::super::base::Base;
use super::super::question::Session;
use super::super::store::{self, Place};
use super::super::{Outcome, allies, ask, between, camps, path, rank, show, stats, timeline, who};
use super::error::{Wrong, response};
use super::parameters::Parameters;
use super::route::{ROUTES, Route};
use super::{add, openapi};
use crate::export::Form;
use crate::graph::{Filter, Grain, Graph, Node, Source};
use crate::pipeline::Pipeline;
use crate::query::{self, Measure};
use crate::reading::Reader;
use crate::relations::Ontology;
use crate::store::Store;
use crate::web::{self, Live, Method, Part, Request, Response, Service, important, neighbours};
use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

/// Entities that the page shows first.
const TOP: usize = 200;
/// Entities that one answer draws at most.
const MOST: usize = 5000;
/// Entries of a list at most.
const LISTED: usize = 1000;

/// Graphs that are kept.
const KEPT: usize = 4;

/// A store, open for questions.
pub(super) struct Api {
    pub place: PathBuf,
    pub curation: Option<PathBuf>,
    pub ontology: Ontology,
    pub write: bool,
    /// Connections that nobody uses at the moment.
    idle: Mutex<Vec<Store>>,
    /// The graphs without evidence that were asked for last, with what the files of the store looked like then.
    wholes: Mutex<(Stamp, Vec<(Filter, Arc<Graph>)>)>,
    /// Loaded when the first question in English comes.
    reader: OnceLock<Reader>,
    /// Loaded when the first article comes; who adds, adds alone.
    pub pipeline: Mutex<Option<Pipeline>>,
}

/// Size and time of a store's files: when they change, its graph may.
type Stamp = [Option<(u64, SystemTime)>; 2];

/// A question with its parameters, checked.
pub(super) struct Asked<'r> {
    pub parameters: Parameters<'r>,
    pub filter: Filter,
    pub body: &'r [u8],
}

impl Api {
    /// Opens the store and brings its graph up to date.
    pub fn open(place: &Place, ontology: Ontology, write: bool) -> Result<Self> {
        let store = place.open()?;
        Ok(Self {
            place: place.store.clone(),
            curation: place.curation.clone(),
            ontology,
            write,
            idle: Mutex::new(vec![store]),
            wholes: Mutex::default(),
            reader: OnceLock::new(),
            pipeline: Mutex::new(None),
        })
    }

    /// Lets `ask` have a connection of its own.
    pub fn store<T>(&self, ask: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        let store = self.take()?;
        let answer = ask(&store);
        self.idle().push(store);
        answer
    }

    fn take(&self) -> Result<Store> {
        let idle = self.idle().pop();
        idle.map_or_else(|| Ok(Store::open(&self.place)?), Ok)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Store>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a command answers as JSON.
    fn ask_command(&self, asked: &Asked, ask: impl FnOnce(&mut Session) -> Result<Outcome>) -> Result<Vec<u8>> {
        let mut session = Session {
            base: Base::Store(self.take()?),
            outcome: Outcome::Done,
            ontology: self.ontology.clone(),
            filter: asked.filter.clone(),
            form: Form::Json,
            understood: None,
            kept: Some(RefCell::default()),
        };
        let done = ask(&mut session);
        if let Base::Store(store) = session.base {
            self.idle().push(store);
        }
        done?;
        Ok(session.kept.map(RefCell::into_inner).unwrap_or_default())
    }

    /// All relations that pass, without evidence.
    fn graph_of(&self, filter: &Filter) -> Result<Arc<Graph>> {
        // Whoever comes while one is made waits for it rather than making it too.
        let mut kept = self.wholes.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, graphs) = &mut *kept;
        let now = stamp(&self.place);
        if *then != now {
            (*then, *graphs) = (now, Vec::new());
        }
        if let Some((_, graph)) = graphs.iter().find(|(of, _)| of == filter) {
            return Ok(Arc::clone(graph));
        }
        let graph = Arc::new(self.store(|store| Ok(store.whole(filter)?))?);
        if graphs.len() == KEPT {
            // The first one stays where it is that of everything, which is asked for most.
            graphs.remove(usize::from(graphs[0].0 == Filter::default()));
        }
        graphs.push((filter.clone(), Arc::clone(&graph)));
        Ok(graph)
    }

    fn reader(&self) -> Result<&Reader> {
        if self.reader.get().is_none() {
            // Two that come at once load it twice, and one of the two is kept.
            let _ = self.reader.set(Reader::embedded()?);
        }
        self.reader.get().ok_or_else(|| anyhow!("the reader cannot be loaded"))
    }

    fn page(&self) -> Result<Vec<u8>> {
        let entities = self.store(|store| Ok(store.size()?.nodes))?;
        Ok(web::live_page(Live { entities, top: TOP, write: self.write }, &self.ontology).into_bytes())
    }
}

fn stamp(path: &Path) -> Stamp {
    let mut log = path.file_name().unwrap_or_default().to_owned();
    log.push("-wal");
    [path.to_owned(), path.with_file_name(log)].map(|file| {
        let known = fs::metadata(file).ok()?;
        Some((known.len(), known.modified().ok()?))
    })
}

impl Service for Api {
    fn answer(&self, request: &Request) -> Response {
        let on_page =
            |media, made: Result<Vec<u8>>| made.map_or_else(|e| response(&e), |body| Response::ok(media, body));
        match (request.method, request.path.as_str()) {
            (Method::Get, "/") => return on_page("text/html; charset=utf-8", self.page()),
            (Method::Get, "/openapi.json") => return Response::json(openapi::document().into_bytes()),
            _ => {}
        }
        let here: Vec<&Route> = ROUTES.iter().filter(|route| route.path == request.path).collect();
        let Some(route) = here.iter().find(|route| route.method == request.method) else {
            let allow = match here[..] {
                [] if matches!(request.path.as_str(), "/" | "/openapi.json") => "GET, HEAD",
                [] => return Response::error(404, "there is nothing here; /openapi.json tells what there is"),
                [Route { method: Method::Get, .. }] => "GET, HEAD",
                [_] => "POST",
                _ => "GET, HEAD, POST",
            };
            let message = format!("{} takes {allow}", request.path);
            return Response { allow: Some(allow), ..Response::error(405, &message) };
        };
        let made = || -> Result<Vec<u8>> {
            let parameters = Parameters::new(&request.parameters, &route.names())?;
            let filter = if route.filtered { parameters.filter()? } else { Filter::default() };
            (route.answer)(self, &Asked { parameters, filter, body: &request.body })
        };
        on_page("application/json", made())
    }

    fn most_bytes(&self, method: Method, path: &str) -> usize {
        let route = ROUTES.iter().find(|route| route.method == method && route.path == path);
        route.and_then(|route| route.body).map_or(0, |(most, _)| most)
    }
}

/// The questions of the command line.
impl Api {
    pub fn who(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (relation, name) = (asked.parameters.required("relation")?, asked.parameters.required("name")?);
        self.ask_command(asked, |session| who::answer(session, relation, name, false))
    }

    pub fn whom(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (relation, name) = (asked.parameters.required("relation")?, asked.parameters.required("name")?);
        self.ask_command(asked, |session| who::answer(session, relation, name, true))
    }

    pub fn show(&self, asked: &Asked) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        self.ask_command(asked, |session| show::answer(session, name))
    }

    pub fn between(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (one, other) = (asked.parameters.required("one")?, asked.parameters.required("other")?);
        self.two(one, other)?;
        self.ask_command(asked, |session| between::answer(session, one, other))
    }

    pub fn path(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (from, to) = (asked.parameters.required("from")?, asked.parameters.required("to")?);
        self.two(from, to)?;
        self.ask_command(asked, |session| path::answer(session, from, to, &asked.parameters.list("relations")))
    }

    pub fn allies(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.circle(asked, false)
    }

    pub fn rivals(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.circle(asked, true)
    }

    fn circle(&self, asked: &Asked, rivals: bool) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| allies::answer(session, name, limit, rivals))
    }

    pub fn rank(&self, asked: &Asked) -> Result<Vec<u8>> {
        let by = asked.parameters.choice("by", &Measure::ALL.map(|m| (m.as_str(), m)), Measure::PageRank)?;
        let (relations, kinds) = (asked.parameters.list("relation"), asked.parameters.kinds("type")?);
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| rank::answer(session, by, &relations, &kinds, limit))
    }

    pub fn camps(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| camps::answer(session, limit))
    }

    pub fn timeline(&self, asked: &Asked) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        let steps = [("year", Grain::Year), ("month", Grain::Month), ("day", Grain::Day)];
        let grain = asked.parameters.choice("by", &steps, Grain::Month)?;
        self.ask_command(asked, |session| timeline::answer(session, name, grain))
    }

    pub fn stats(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.ask_command(asked, |session| stats::answer(session))
    }

    pub fn ask(&self, asked: &Asked) -> Result<Vec<u8>> {
        let question = asked.parameters.required("question")?;
        let reader = self.reader()?;
        self.ask_command(asked, |session| ask::put(session, question, reader))
    }

    /// That two names mean two.
    fn two(&self, one: &str, other: &str) -> Result<()> {
        let ends = [self.find(one)?, self.find(other)?];
        let same = format!("{one:?} and {other:?} are both {}; give two", ends[0].name);
        if ends[0].id == ends[1].id { Err(Wrong::asked(same)) } else { Ok(()) }
    }
}

#[derive(Serialize)]
struct Found {
    id: String,
    name: String,
    r#type: &'static str,
    mentions: usize,
    /// The name that fits, where it is another one.
    also: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<String>,
}

/// What the page asks for.
impl Api {
    pub fn find(&self, name: &str) -> Result<Node> {
        self.store(|store| {
            let called = store.called(name)?;
            Ok(called.node(query::find(&called, name)?).clone())
        })
    }

    pub fn search(&self, asked: &Asked) -> Result<Vec<u8>> {
        let typed = asked.parameters.required("q")?;
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        let nodes = self.store(|store| Ok(store.complete(typed, limit)?))?;
        let found = nodes.into_iter().map(|node| {
            let also = node.aliases.into_iter().find(|alias| *alias != node.name);
            Found { id: node.id, name: node.name, r#type: node.kind.as_str(), mentions: node.mentions, also }
        });
        json(&serde_json::json!({ "found": found.collect::<Vec<_>>() }))
    }

    pub fn entity(&self, asked: &Asked) -> Result<Vec<u8>> {
        let node = self.find(asked.parameters.required("name")?)?;
        json(&serde_json::json!({ "node": node }))
    }

    pub fn graph(&self, asked: &Asked) -> Result<Vec<u8>> {
        let top = asked.parameters.count("top", TOP, MOST)?;
        let graph = self.graph_of(&asked.filter)?;
        json(&Part::new(&graph, &important(&graph, top)))
    }

    pub fn around(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 40, LISTED)?;
        let node = self.find(asked.parameters.required("name")?)?;
        let graph = self.graph_of(&asked.filter)?;
        let Some(center) = graph.find(&node.id) else {
            // It has no relation that passes.
            let alone = Graph::default().with_nodes(std::slice::from_ref(&node));
            return json(&Part::new(&alone, &BTreeSet::from([node.id.as_str()])));
        };
        json(&Part::new(&graph, &neighbours(&graph, center, limit)))
    }

    pub fn among(&self, asked: &Asked) -> Result<Vec<u8>> {
        let wrong = |error: &dyn std::fmt::Display| Wrong::asked(format!("give {{\"ids\": [...]}} as JSON: {error}"));
        let Ids { ids } = serde_json::from_slice(asked.body).map_err(|error| wrong(&error))?;
        if ids.len() > MOST {
            return Err(wrong(&format!("{} ids are more than {MOST}", ids.len())));
        }
        let graph = self.graph_of(&asked.filter)?;
        let missing: Vec<&String> = ids.iter().filter(|id| graph.find(id).is_none()).collect();
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        // Who has no relation that passes may be on a map all the same; ids that mean nobody are passed over.
        let mut more = Vec::new();
        for id in missing.into_iter().take(100) {
            more.extend(self.find(id).ok().filter(|node| node.id == *id));
        }
        if more.is_empty() {
            return json(&Part::new(&graph, &ids));
        }
        json(&Part::new(&Graph::clone(&graph).with_nodes(&more), &ids))
    }

    pub fn evidence(&self, asked: &Asked) -> Result<Vec<u8>> {
        let denied = asked.parameters.yes("denied")?;
        let [source, target] = ["source", "target"].map(|name| asked.parameters.required(name));
        let (source, target) = (self.find(source?)?, self.find(target?)?);
        let relation = asked.parameters.required("relation")?;
        let relation = query::relation(&Graph::default(), &self.ontology, relation).or_else(|error| {
            // A store may have relations of another ontology.
            let known = self.graph_of(&Filter::default())?.edges().any(|r| r.edge.relation == relation);
            if known { Ok(relation.to_owned()) } else { Err(anyhow::Error::from(error)) }
        })?;
        let ends = [source.id.as_str(), &target.id];
        let (evidence, mut documents): (_, Vec<Source>) =
            self.store(|store| Ok(store.evidence(ends, &relation, denied, &asked.filter)?))?;
        documents.sort_unstable();
        json(&serde_json::json!({ "evidence": evidence, "documents": documents }))
    }

    pub fn document(&self, asked: &Asked) -> Result<Vec<u8>> {
        let document = self.store(|store| Ok(store.document(asked.parameters.required("id")?)?))?;
        json(&serde_json::json!({
            "id": document.id, "title": document.title, "date": document.date, "author": document.author,
            "url": document.url, "source": document.source, "sha256": document.sha256, "text": document.text,
        }))
    }

    pub fn documents(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 100, LISTED)?;
        let all = self.store(|store| Ok(store.documents()?))?;
        let after = asked.parameters.get("after").unwrap_or_default();
        let listed: Vec<&Source> = all.iter().filter(|source| source.id.as_str() > after).take(limit).collect();
        json(&serde_json::json!({ "documents": listed, "of": all.len() }))
    }

    pub fn add(&self, asked: &Asked) -> Result<Vec<u8>> {
        json(&add::add(self, asked)?)
    }

    /// Brings the graph up to date with what was added.
    pub fn refresh(&self, store: &mut Store) -> Result<()> {
        let curation = store::read_curation(&self.place, self.curation.as_deref())?;
        store::refresh(store, &curation)
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}
