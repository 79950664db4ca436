//! The answers of the API: those of the commands.

use super::super::Outcome;
use super::super::base::Base;
use super::super::question::Session;
use super::super::store::{self, Place};
use super::error::response;
use super::parameters::Parameters;
use super::route::{ROUTES, Route};
use super::{add, openapi};
use crate::export::Form;
use crate::graph::{Filter, Graph, Node};
use crate::pipeline::Pipeline;
use crate::reading::Reader;
use crate::relations::Ontology;
use crate::store::Store;
use crate::web::{self, Live, Method, Request, Response, Service};
use anyhow::{Result, anyhow};
use serde::Serialize;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

/// Entities that the page shows first.
pub(super) const TOP: usize = 200;
/// Entities that one answer draws at most.
pub(super) const MOST: usize = 5000;
/// Entries of a list at most.
pub(super) const LISTED: usize = 1000;

/// Graphs that are kept.
const KEPT: usize = 4;

/// A store that questions are asked of.
pub(super) struct Api {
    pub place: PathBuf,
    pub curation: Option<PathBuf>,
    pub ontology: Ontology,
    pub write: bool,
    wholes: Mutex<Wholes>,
    /// Loaded when the first question in English comes.
    reader: OnceLock<Reader>,
    /// Loaded when the first article comes; who adds, adds alone.
    pub pipeline: Mutex<Option<Pipeline>>,
}

/// The graphs without evidence that were asked for last.
#[derive(Default)]
struct Wholes {
    /// What the files of the store looked like then.
    then: Stamp,
    graphs: Vec<(Filter, Arc<Graph>)>,
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
        drop(place.open()?);
        Ok(Self {
            place: place.store.clone(),
            curation: place.curation.clone(),
            ontology,
            write,
            wholes: Mutex::default(),
            reader: OnceLock::new(),
            pipeline: Mutex::new(None),
        })
    }

    /// Lets `ask` have a connection of its own.
    ///
    /// None stays open between questions: the last one to close leaves nothing of a log beside the file, so that another store
    /// may be moved to its place. A log that was left there would be taken for that one's.
    pub fn store<T>(&self, ask: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        let store = Store::open(&self.place)?;
        store.hold()?;
        ask(&store)
    }

    /// What a command answers as JSON.
    pub fn ask_command(&self, asked: &Asked, ask: impl FnOnce(&mut Session) -> Result<Outcome>) -> Result<Vec<u8>> {
        let mut session = Session {
            base: Base::Store(Store::open(&self.place)?),
            outcome: Outcome::Done,
            ontology: self.ontology.clone(),
            filter: asked.filter.clone(),
            form: Form::Json,
            understood: None,
            counted: None,
            kept: Some(RefCell::default()),
        };
        if let Base::Store(store) = &session.base {
            store.hold()?;
        }
        ask(&mut session)?;
        Ok(session.kept.map(RefCell::into_inner).unwrap_or_default())
    }

    /// All relations that pass, without evidence.
    pub fn graph_of(&self, filter: &Filter) -> Result<Arc<Graph>> {
        // Whoever comes while one is made waits for it rather than making it too.
        let mut kept = self.wholes.lock().unwrap_or_else(PoisonError::into_inner);
        let Wholes { then, graphs } = &mut *kept;
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

    /// The entity that a name means.
    pub fn find(&self, name: &str) -> Result<Node> {
        self.store(|store| {
            let node = store::find(store, name)?;
            Ok(Node { documents: store.documents_with(&node.id)?, ..node })
        })
    }

    pub fn add(&self, asked: &Asked) -> Result<Vec<u8>> {
        json(&add::add(self, asked)?)
    }

    /// Brings the graph up to date with what was added.
    pub fn refresh(&self, store: &mut Store) -> Result<()> {
        let curation = store::read_curation(&self.place, self.curation.as_deref())?;
        store::refresh(store, &curation)
    }

    pub fn reader(&self) -> Result<&Reader> {
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
        // An empty log comes and goes with the connections.
        let known = fs::metadata(file).ok().filter(|known| known.len() > 0)?;
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

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}
