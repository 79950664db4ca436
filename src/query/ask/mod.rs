//! Questions in plain English.
//!
//! The names in a question are looked for in the graph first. Some questions are asked as a whole ("How is X connected to
//! Y?", `words.toml`). All others are turned into the statement that would answer them, which powermap's own reader reads, and in
//! which the triggers of the ontology find relations as they do in articles: its words decide what "back" or "run" means.
//! What is not understood is told, and nothing is guessed.

mod except;
mod head;
mod period;
mod read;
mod roles;
mod set;
mod spot;
mod statement;
mod table;
mod tell;
mod words;

pub use period::TimeError;
pub use roles::Role;
pub use set::{Atom, Set};

use super::NameError;
use crate::entities::EntityType;
use crate::graph::{Graph, Node, Period};
use crate::reading::Reader;
use crate::relations::{Ontology, Status};
use petgraph::graph::NodeIndex;
use read::{End, Heard, Said, hear};
use spot::{Spans, Spotted};
use statement::{Asks, statement};
use table::{Item, Whole, table};
use words::Vocabulary;

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
    /// When some relations, which all have one end in common, were stated.
    When(Vec<Claim>),
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
    /// How certain it is meant to be, where the question says so: that it held once, or is planned.
    pub status: Option<Status>,
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
    /// Whether the number of those who are asked for is asked.
    pub counted: bool,
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
    /// A word of it would make it another question, and is not understood.
    #[error("{0:?} is not understood in a question; leave it out, or put a name or other words in its place")]
    Word(String),
    /// A post in it has no holder here.
    #[error("nothing here says who the {0} is; ask with a name")]
    Post(String),
    /// It is no single question.
    #[error("it has {0} words; ask one question at a time, in no more than {LONGEST} words")]
    Long(usize),
    /// What it asks is not understood.
    #[error(
        "it is not clear what is asked{}; such questions are understood: \"Who backs NAME?\", \"Whom does NAME support?\", \
         \"Which countries back NAME but not NAME?\", \"Does NAME oppose NAME?\", \"How is NAME connected to NAME?\", \
         \"What happened to NAME in 2018?\", \"Who are NAME's allies?\"",
        understood(.0)
    )]
    Unclear(Vec<String>),
}

/// Most words of a question; whoever asks more tells something.
const LONGEST: usize = 60;

fn understood(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!(" (understood: {})", parts.join(", ")) }
}

/// The words of a question.
fn words(question: &str) -> Result<Vec<String>, AskError> {
    let count = question.split_whitespace().count();
    if count > LONGEST { Err(AskError::Long(count)) } else { Ok(words::words(question)) }
}

/// The runs of words of a question that may be names, in the form of [`crate::graph::fold`], with and without an article.
///
/// # Errors
/// Where it is too long to be one.
pub fn possible_names(question: &str) -> Result<Vec<String>, AskError> {
    let mut words = words(question)?;
    // A time that is not clear is told when the question is understood.
    let _ = period::take_period(&mut words);
    Ok(spot::possible(&words))
}

/// Whether all names in a question are whole names of entities of `graph`; what it takes for a name otherwise may be a
/// part of any other.
pub fn knows_names(question: &str, graph: &Graph, ontology: &Ontology) -> bool {
    let Ok(mut words) = words(question) else { return true };
    let vocabulary = Vocabulary::of(ontology);
    roles::with_owners(&mut words, graph, &vocabulary.posts);
    period::take_period(&mut words).is_ok()
        && period::vague(&words, |name| super::find(graph, name).is_ok()).is_ok()
        && [Spans::Longest, Spans::WithoutVerbs].iter().all(|spans| spot::knows_all(&words, graph, &vocabulary, *spans))
}

/// What a question about a graph means.
///
/// # Errors
/// Where a name is not known or may be several, and where it is not clear what is asked, with what was understood of it.
pub fn understand(question: &str, graph: &Graph, ontology: &Ontology, reader: &Reader) -> Result<Understood, AskError> {
    let mut words = words(question)?;
    let vocabulary = Vocabulary::of(ontology);
    roles::with_owners(&mut words, graph, &vocabulary.posts);
    let period = period::take_period(&mut words)?;
    period::vague(&words, |name| super::find(graph, name).is_ok())?;
    // "Does Norland attack Corti?": where there is a "Norland attack" too, the verb may have been taken for a part of a name.
    let spans = [Spans::Longest, Spans::WithoutVerbs];
    let [longest, shorter] = spans.map(|spans| spot::spot(&words, graph, &vocabulary, spans));
    let understood = |spotted: Result<Spotted, NameError>| {
        understand_spotted(spotted?, period, graph, (ontology, &vocabulary), reader)
    };
    let same = match (&longest, &shorter) {
        (Ok(longest), Ok(shorter)) => longest.items == shorter.items && longest.nodes == shorter.nodes,
        _ => false,
    };
    // Who is called by a post is asked for by it, and only where nobody holds it for what is called so itself.
    let (first, second) = if longest.as_ref().is_ok_and(|spotted| spotted.called_by_post && !same) {
        (shorter, longest)
    } else {
        (longest, shorter)
    };
    match understood(first) {
        Err(error) if !same && !matches!(error, AskError::Word(_)) => understood(second).map_err(|_| error),
        first => first,
    }
}

fn understand_spotted(
    mut spotted: Spotted,
    period: Period,
    graph: &Graph,
    (ontology, vocabulary): (&Ontology, &Vocabulary),
    reader: &Reader,
) -> Result<Understood, AskError> {
    let roles = roles::settle(&mut spotted, graph, ontology, &vocabulary.posts)?;
    let done = |question, unused| Ok(Understood { question, period, roles: roles.clone(), unused, counted: false });
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
    let plain = except::plain(statement::without_lead(&spotted.items), &spotted.nodes, graph)?;
    let Some(statement) = statement(&plain.items) else { return Err(unclear(None)) };
    let Some(heard) = hear(&statement, graph, &spotted.nodes, ontology, reader) else { return Err(unclear(None)) };
    let used = |name: usize| heard.said.iter().any(|s| s.source == End::Name(name) || s.target == End::Name(name));
    let plays = |name: usize| used(name) || !plain.items.contains(&Item::Name(name));
    if heard.said.is_empty() || !(0..spotted.nodes.len()).all(plays) {
        return Err(unclear(Some(&heard)));
    }
    if let Some(word) = heard.lost {
        return Err(AskError::Word(word));
    }
    let question = if statement.open {
        let Some(set) = set::of(&heard, &spotted.nodes, &plain.negated) else { return Err(unclear(Some(&heard))) };
        let left_out: Vec<NodeIndex> = plain.left_out.iter().map(|&name| spotted.nodes[name]).collect();
        let set = if left_out.is_empty() { set } else { Set::Without(Box::new(set), Box::new(Set::These(left_out))) };
        let wanted = statement.wanted.map(|wanted| Wanted {
            called: wanted.called.clone(),
            kinds: wanted.kinds.clone(),
            coded: wanted.coded,
        });
        Question::Which { wanted, set }
    } else if let Some(word) = plain.word {
        return Err(AskError::Word(word));
    } else {
        let claims: Vec<Claim> = heard.said.iter().filter_map(|said| claim(said, &spotted.nodes)).collect();
        let shared = |node: NodeIndex| claims.iter().all(|c| c.source == node || c.target == node);
        match statement.asks {
            Asks::When if spotted.nodes.iter().any(|&node| shared(node)) => Question::When(claims),
            Asks::When => return Err(unclear(Some(&heard))),
            _ => Question::Whether(claims),
        }
    };
    let understood = done(question, heard.unused)?;
    Ok(Understood { counted: statement.asks == Asks::HowMany, ..understood })
}

/// What is said of two names.
fn claim(said: &Said, nodes: &[NodeIndex]) -> Option<Claim> {
    let (End::Name(source), End::Name(target)) = (said.source, said.target) else { return None };
    Some(Claim {
        source: nodes[source],
        relation: said.relation.clone(),
        target: nodes[target],
        status: Some(said.status).filter(|status| ![Status::Asserted, Status::Negated].contains(status)),
    })
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
