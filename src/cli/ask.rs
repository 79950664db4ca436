//! `powermap ask`: questions in plain English.

use super::question::{Asked, Session};
use super::{Outcome, allies, between, camps, output, path, rank, show, timeline, who};
use crate::export::{self, Answer, Form, View};
use crate::graph::{Evidence, Grain, Graph, Relation};
use crate::query::{self, Atom, Claim, Question, Selection, Set, Understood, Verdicts, Wanted};
use crate::reading::Reader;
use crate::relations::Status;
use anyhow::Result;
use clap::Args;
use petgraph::graph::NodeIndex;
use std::borrow::Borrow;
use std::thread;

/// How many are listed where a question asks who matters or who stands with whom.
const LISTED: usize = 20;

/// Answer a question in plain English, saying first how it was understood
#[derive(Debug, Args)]
#[command(after_help = "\
It is read as articles are: the words of the ontology decide what \"back\" or \"run\" means. What is asked can be joined by and, or and
but not, and limited by since, in, before, after and between. What is not understood is told, and nothing is guessed.

Examples:
  powermap ask \"Who backs Kalimar Hallam?\" map.json
  powermap ask \"Which countries support the UN plan but oppose Corti?\" map.json
  powermap ask \"Does Norland back Hallam?\" map.json
  powermap ask \"How is Norland connected to the Eastern Army?\" map.json
  powermap ask \"What happened to Corti between 2018 and 2020?\" map.json --format json")]
pub(super) struct Options {
    /// The question
    question: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    // Its weights are unpacked while the graph is looked for.
    let reader = thread::spawn(Reader::embedded);
    let mut session = options.asked.open()?;
    put(&mut session, &options.question, || {
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok(read?)
    })
}

/// Answers a question in the words of its asker; `reader` is asked for when the names in it are known.
pub(super) fn put<R: Borrow<Reader>>(
    session: &mut Session,
    question: &str,
    reader: impl FnOnce() -> Result<R>,
) -> Result<Outcome> {
    let mut graph = session.base.named_in(question)?;
    // Names that are given in part may be those of any entity.
    if !query::knows_names(question, &graph, &session.ontology) {
        graph = session.base.with_all(graph)?;
    }
    let understood = query::understand(question, &graph, &session.ontology, reader()?.borrow())?;
    if understood.period.is_bounded() && !session.filter.period.is_bounded() && session.kept.is_none() {
        session.base.tell_undated("the times in the question")?;
    }
    session.filter.period = session.filter.period.and(&understood.period);
    session.understood = Some(understood.tell(&graph, &session.ontology));
    answer(session, &graph, understood)
}

fn answer(session: &mut Session, graph: &Graph, understood: Understood) -> Result<Outcome> {
    let id = |node: NodeIndex| graph.node(node).id.as_str();
    match understood.question {
        Question::Which {
            wanted: None,
            set: Set::Of(Atom { relation, node, outgoing, denied: false, status: None }),
        } if !understood.counted => who::answer(session, &relation, id(node), outgoing),
        Question::Which { wanted, set } => which(session, graph, &set, wanted.as_ref(), understood.counted),
        Question::When(claims) => when(session, graph, &claims),
        Question::Whether(claims) => whether(session, graph, &claims),
        Question::Path([a, b]) => path::answer(session, id(a), id(b), &[]),
        Question::Between([a, b]) => between::answer(session, id(a), id(b)),
        Question::Timeline(node) => timeline::answer(session, id(node), Grain::Month),
        Question::Allies(node) => allies::answer(session, id(node), LISTED, false),
        Question::Rivals(node) => allies::answer(session, id(node), LISTED, true),
        Question::Show(node) => show::answer(session, id(node)),
        Question::Rank => rank::answer(session, query::Measure::PageRank, &[], &[], LISTED),
        Question::Camps => camps::answer(session, LISTED),
    }
}

/// The places of the nodes of one graph in another are found by id.
fn which(session: &mut Session, asked: &Graph, set: &Set, wanted: Option<&Wanted>, counted: bool) -> Result<Outcome> {
    let nodes: Vec<_> = set.atoms().iter().map(|atom| asked.node(atom.node).clone()).collect();
    let graph = session.base.stars(&nodes, &session.filter)?;
    // What is not near takes nothing out.
    let set = set.clone().moved(&|node| graph.find(&asked.node(node).id).unwrap_or(NodeIndex::end()));
    let chosen = query::select(&graph, &session.ontology, &set, wanted);
    session.counted = Some(chosen.len()).filter(|_| counted);
    session.print(&graph, &Selection::new(&graph, &session.ontology, &chosen))
}

/// The statements of some relations by their dates.
fn when(session: &Session, asked: &Graph, claims: &[Claim]) -> Result<Outcome> {
    let ends: Vec<[&str; 2]> =
        claims.iter().map(|c| [c.source, c.target].map(|end| asked.node(end).id.as_str())).collect();
    let shared = ends.first().into_iter().flatten().find(|end| ends.iter().all(|ends| ends.contains(end)));
    let nodes: Vec<_> = claims.iter().flat_map(|c| [c.source, c.target]).map(|end| asked.node(end).clone()).collect();
    let graph = session.base.stars(&nodes, &session.filter)?;
    let index = shared.and_then(|id| graph.find(id)).unwrap_or_default();
    let is_asked = |relation: &Relation, evidence: &Evidence| {
        claims.iter().zip(&ends).any(|(claim, ends)| {
            let there = [relation.source.id.as_str(), &relation.target.id];
            let symmetric = session.ontology.relation(&claim.relation).is_some_and(|r| r.symmetric);
            relation.edge.relation == claim.relation
                && (there == *ends || symmetric && there == [ends[1], ends[0]])
                && claim.status.is_none_or(|status| evidence.status == status)
        })
    };
    session.print(&graph, &query::timeline(&graph, &session.ontology, index, Grain::Day, is_asked))
}

fn whether(session: &Session, asked: &Graph, claims: &[Claim]) -> Result<Outcome> {
    let mut graphs = Vec::new();
    for claim in claims {
        let ends = [claim.source, claim.target].map(|end| asked.node(end).clone());
        let graph = session.base.pair(&ends, &session.filter)?;
        graphs.push((graph, ends, claim));
    }
    let mut verdicts = Vec::new();
    let mut view: Option<View> = None;
    for (graph, ends, claim) in &graphs {
        let [Some(source), Some(target)] = ends.each_ref().map(|end| graph.find(&end.id)) else { continue };
        // Whether it held once is another question than whether it holds; what is said or planned may hold by now.
        let former = claim.status == Some(Status::Former);
        verdicts.push(query::verdict(graph, &session.ontology, source, &claim.relation, target, former));
        view = Some(match view {
            Some(view) => view.and(graph),
            None => View::new(graph, &session.ontology),
        });
    }
    match view {
        Some(view) => session.print_view(&view, &Verdicts { verdicts }),
        None => Ok(session.outcome),
    }
}

/// An answer with how the question was understood: before it in a text, around it in JSON,
/// and on standard error where the answer is a table.
pub(super) fn render(
    understood: &str,
    count: Option<usize>,
    answer: &dyn Answer,
    view: &View,
    form: Form,
) -> Result<Vec<u8>> {
    let layout = output::layout();
    if form == Form::Csv {
        output::message(&format!("understood: {understood}"))?;
        count.map_or(Ok(()), |count| output::message(&format!("count: {count}")))?;
    }
    Ok(match form {
        Form::Text => {
            let mut bytes = export::line(&format!("understood: {understood}"), &layout).into_bytes();
            bytes.extend(count.map(|count| format!("count: {count}\n")).unwrap_or_default().into_bytes());
            bytes.extend(export::render(answer, view, form, &layout));
            bytes
        }
        Form::Json => {
            let understood = serde_json::to_string(understood)?;
            let count = count.map(|count| format!("\"count\": {count},\n")).unwrap_or_default();
            let answer = answer.json(view);
            format!("{{\n\"understood\": {understood},\n{count}\"answer\": {answer}\n}}\n").into_bytes()
        }
        Form::Csv => export::render(answer, view, form, &layout),
    })
}
