//! Questions in plain English.
//!
//! The names in a question are looked for in the graph first. Some questions are asked as a whole ("How is X connected to
//! Y?", `words.toml`). All others are turned into the statement that would answer them, which powermap's own reader reads, and in
//! which the triggers of the ontology find relations as they do in articles: its words decide what "back" or "run" means.
//! What is not understood is told, and nothing is guessed.

mod period;
mod read;
mod roles;
mod set;
mod spot;
mod statement;
mod table;
mod tell;

pub use period::TimeError;
pub use roles::Role;
pub use set::{Atom, Set};

use super::NameError;
use crate::entities::EntityType;
use crate::graph::{Graph, Node, Period};
use crate::reading::Reader;
use crate::relations::Ontology;
use petgraph::graph::NodeIndex;
use read::{End, Heard, hear};
use spot::{Spans, Spotted};
use statement::statement;
use table::{Item, Whole, table};

/// What a question means.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Who or what stands in relations: a set.
    Which {
        /// What is asked for.
        wanted: Option<Wanted>,
        /// The relations, as conditions.
        set: Set,
    },
    /// Whether each of some relations holds.
    Whether(Vec<Claim>),
    /// How two are connected.
    Path([NodeIndex; 2]),
    /// What there is between two.
    Between([NodeIndex; 2]),
    /// What was stated of one when.
    Timeline(NodeIndex),
    /// Who stands with one.
    Allies(NodeIndex),
    /// Who stands against one.
    Rivals(NodeIndex),
    /// All that is known of one.
    Show(NodeIndex),
    /// Who matters most.
    Rank,
    /// What camps there are.
    Camps,
}

/// A type of entity that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it is called in a plural: "countries".
    pub called: String,
    /// The types.
    pub kinds: Vec<EntityType>,
    /// Whether it must have a code of the gazetteer.
    pub coded: bool,
}

impl Wanted {
    /// Whether an entity is of the type.
    pub fn holds(&self, node: &Node) -> bool {
        self.kinds.contains(&node.kind) && (!self.coded || node.code.is_some())
    }
}

/// A relation that may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// From where.
    pub source: NodeIndex,
    /// Its name.
    pub relation: String,
    /// To where.
    pub target: NodeIndex,
}

/// A question as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// What it means.
    pub question: Question,
    /// The time that it is about.
    pub period: Period,
    /// The posts in it that were understood as their holders.
    pub roles: Vec<Role>,
    /// Words that were not understood and play no part.
    pub unused: Vec<String>,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// A name in it means nothing in the graph, or several things.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A time in it is not clear.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// What it asks is not understood.
    #[error(
        "it is not clear what is asked{}; such questions are understood: \"Who backs NAME?\", \"Whom does NAME support?\", \
         \"Which countries back NAME but not NAME?\", \"Does NAME oppose NAME?\", \"How is NAME connected to NAME?\", \
         \"What happened to NAME in 2018?\", \"Who are NAME's allies?\"",
        understood(.0)
    )]
    Unclear(Vec<String>),
}

fn understood(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!(" (understood: {})", parts.join(", ")) }
}

/// The runs of words of a question that may be names, in the form of [`crate::graph::fold`], with and without an article.
pub fn possible_names(question: &str) -> Vec<String> {
    let mut words = spot::words(question);
    // A time that is not clear is told when the question is understood.
    let _ = period::take_period(&mut words);
    spot::possible(&words)
}

/// Whether all names in a question are whole names of entities of `graph`; what it takes for a name otherwise may be a
/// part of any other.
pub fn knows_names(question: &str, graph: &Graph, ontology: &Ontology) -> bool {
    let mut words = spot::words(question);
    period::take_period(&mut words).is_ok()
        && period::vague(&words, |name| super::find(graph, name).is_ok()).is_ok()
        && [Spans::Longest, Spans::WithoutVerbs].iter().all(|spans| spot::knows_all(&words, graph, ontology, *spans))
}

/// What a question about a graph means.
///
/// # Errors
/// Where a name is not known or may be several, and where it is not clear what is asked, with what was understood of it.
pub fn understand(question: &str, graph: &Graph, ontology: &Ontology, reader: &Reader) -> Result<Understood, AskError> {
    let mut words = spot::words(question);
    let period = period::take_period(&mut words)?;
    period::vague(&words, |name| super::find(graph, name).is_ok())?;
    // "Does Norland attack Corti?": where there is a "Norland attack" too, the verb may have been taken for a part of a name.
    let spotted = [Spans::Longest, Spans::WithoutVerbs].map(|spans| spot::spot(&words, graph, ontology, spans));
    let [first, second] = spotted;
    let first = understand_spotted(first?, period, graph, ontology, reader);
    let understood = match (first, second) {
        (Err(unclear @ AskError::Unclear(_)), Ok(second)) => {
            understand_spotted(second, period, graph, ontology, reader).map_err(|_| unclear)?
        }
        (first, _) => first?,
    };
    Ok(understood)
}

fn understand_spotted(
    mut spotted: Spotted,
    period: Period,
    graph: &Graph,
    ontology: &Ontology,
    reader: &Reader,
) -> Result<Understood, AskError> {
    let roles = roles::settle(&mut spotted, graph, ontology)?;
    let done = |question, unused| Ok(Understood { question, period, roles: roles.clone(), unused });
    if let Some(question) = whole(&spotted.items, &spotted.nodes) {
        return done(question, Vec::new());
    }
    let unclear = |heard: Option<&Heard>| {
        let mut parts: Vec<String> = spotted.nodes.iter().map(|&n| graph.node(n).name.clone()).collect();
        if period.is_bounded() {
            parts.push(period.to_string());
        }
        for said in heard.iter().flat_map(|heard| &heard.said) {
            parts.push(format!("{:?}", said.spans[2].slice(&heard.map(|h| h.text.clone()).unwrap_or_default())));
        }
        AskError::Unclear(parts)
    };
    let (items, excluded) = excluding(&spotted.items);
    let Some(statement) = statement(&items) else { return Err(unclear(None)) };
    let Some(heard) = hear(&statement, graph, &spotted.nodes, ontology, reader) else { return Err(unclear(None)) };
    let used = |name: usize| heard.said.iter().any(|s| s.source == End::Name(name) || s.target == End::Name(name));
    if heard.said.is_empty() || !(0..spotted.nodes.len()).all(|name| used(name) || is_role_only(name, &spotted.items)) {
        return Err(unclear(Some(&heard)));
    }
    let question = if statement.open {
        let Some(set) = set::of(&heard, &spotted.nodes, &excluded) else { return Err(unclear(Some(&heard))) };
        let wanted = statement.wanted.map(|wanted| Wanted {
            called: wanted.called.clone(),
            kinds: wanted.kinds.clone(),
            coded: wanted.coded,
        });
        Question::Which { wanted, set }
    } else {
        let claim = |said: &read::Said| match (said.source, said.target) {
            (End::Name(source), End::Name(target)) => Some(Claim {
                source: spotted.nodes[source],
                relation: said.relation.clone(),
                target: spotted.nodes[target],
            }),
            _ => None,
        };
        Question::Whether(heard.said.iter().filter_map(claim).collect())
    };
    done(question, heard.unused)
}

/// Whether a name is there only for the post that stands for another: it is no item any more.
fn is_role_only(name: usize, items: &[Item]) -> bool {
    !items.contains(&Item::Name(name))
}

/// A question that is asked as a whole.
fn whole(items: &[Item], nodes: &[NodeIndex]) -> Option<Question> {
    let items: Vec<Item> = (items.iter().enumerate())
        .filter(|(at, item)| !(item.is(&["the"]) && items.get(at + 1).is_some_and(Item::is_name)))
        .map(|(_, item)| item.clone())
        .collect();
    let items = statement::without_lead(&items);
    for form in &table().forms {
        for pattern in &form.asks {
            let Some(names) = pattern.names(items) else { continue };
            let node = |at: usize| names.get(at).and_then(|&name| nodes.get(name)).copied();
            let two = || Some([node(0)?, node(1)?]);
            return match form.means {
                Whole::Path => two().map(Question::Path),
                Whole::Between => two().map(Question::Between),
                Whole::Timeline => node(0).map(Question::Timeline),
                Whole::Allies => node(0).map(Question::Allies),
                Whole::Rivals => node(0).map(Question::Rivals),
                Whole::Show => node(0).map(Question::Show),
                Whole::Rank => Some(Question::Rank),
                Whole::Camps => Some(Question::Camps),
            };
        }
    }
    None
}

/// The items with "and" for "but not" before a name, and those names: "back Corti but not Hallam".
fn excluding(items: &[Item]) -> (Vec<Item>, Vec<usize>) {
    let mut kept: Vec<Item> = Vec::new();
    let mut excluded = Vec::new();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let joint = item.is(&["but", "and"]) && items.get(at + 1).is_some_and(|i| i.is(&["not", "never"]));
        let except = item.is(&["without", "except", "excluding"]);
        let skip = at + if joint { 2 } else { 1 };
        let name = skip + usize::from(items.get(skip).is_some_and(|i| i.is(&["the"])));
        match items.get(name) {
            Some(Item::Name(name)) if joint || except => {
                excluded.push(*name);
                kept.push(Item::Word("and".to_owned()));
                at = skip;
            }
            _ => {
                kept.push(item.clone());
                at += 1;
            }
        }
    }
    (kept, excluded)
}
