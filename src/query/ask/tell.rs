//! How a question was understood, in words.

use super::{Atom, Claim, Question, Set, Understood, Wanted};
use crate::graph::Graph;
use crate::relations::{Ontology, Status};
use petgraph::graph::NodeIndex;

impl Understood {
    /// The question as it was understood, in one line: "who supports Kalimar Hallam, from 2018 on".
    pub fn tell(&self, graph: &Graph, ontology: &Ontology) -> String {
        let mut text = Teller { graph, ontology }.question(&self.question);
        if self.counted {
            text.insert_str(0, "how many: ");
        }
        if self.period.is_bounded() {
            text.push_str(&format!(", {}", self.period));
        }
        for role in &self.roles {
            text.push_str(&format!(" ({} is {})", role.words, graph.node(role.holder).name));
        }
        if !self.unused.is_empty() {
            text.push_str(&format!(" (left out: {})", self.unused.join(", ")));
        }
        text
    }
}

/// How certain it is to be stated, behind what is asked.
fn certainty(status: Option<Status>) -> String {
    status.map_or_else(String::new, |status| format!(" ({})", status.as_str()))
}

struct Teller<'g> {
    graph: &'g Graph,
    ontology: &'g Ontology,
}

impl Teller<'_> {
    fn question(&self, question: &Question) -> String {
        let name = |node: NodeIndex| &self.graph.node(node).name;
        match question {
            Question::Which { wanted, set } => self.which(wanted.as_ref(), set),
            Question::Whether(claims) => {
                let claims: Vec<String> = claims.iter().map(|claim| self.claim(claim)).collect();
                format!("whether {}", claims.join(", and whether "))
            }
            Question::When(claims) => {
                let claims: Vec<String> = claims.iter().map(|claim| self.claim(claim)).collect();
                format!("when it was stated that {}", claims.join(" or that "))
            }
            Question::Path([a, b]) => format!("how {} is connected to {}", name(*a), name(*b)),
            Question::Between([a, b]) => format!("what there is between {} and {}", name(*a), name(*b)),
            Question::Timeline(node) => format!("what happened to {}", name(*node)),
            Question::Allies(node) => format!("who the allies of {} are", name(*node)),
            Question::Rivals(node) => format!("who the rivals of {} are", name(*node)),
            Question::Show(node) => format!("what is known of {}", name(*node)),
            Question::Rank => "who is most central".to_owned(),
            Question::Camps => "what camps there are".to_owned(),
        }
    }

    fn claim(&self, claim: &Claim) -> String {
        let [source, target] = [claim.source, claim.target].map(|node| &self.graph.node(node).name);
        format!("{source} {} {target}{}", self.verb(&claim.relation, false), certainty(claim.status))
    }

    fn which(&self, wanted: Option<&Wanted>, set: &Set) -> String {
        let asked_as_target = set.atoms().iter().all(|atom| atom.outgoing);
        let head = match wanted {
            Some(wanted) => format!("which {}", wanted.called),
            None if asked_as_target => "whom".to_owned(),
            None => "who".to_owned(),
        };
        format!("{head} {}", self.set(set, wanted.is_some(), false))
    }

    fn set(&self, set: &Set, plural: bool, inside: bool) -> String {
        let list = |sets: &[Set], joint: &str| {
            sets.iter().map(|set| self.set(set, plural, true)).collect::<Vec<_>>().join(joint)
        };
        let text = match set {
            Set::Of(atom) => return self.atom(atom, plural),
            Set::All(sets) => list(sets, " and "),
            Set::Any(sets) => list(sets, " or "),
            Set::These(nodes) => {
                nodes.iter().map(|n| self.graph.node(*n).name.clone()).collect::<Vec<_>>().join(" or ")
            }
            Set::Without(set, other) => {
                let names = |nodes: &[NodeIndex]| {
                    nodes.iter().map(|node| self.graph.node(*node).name.clone()).collect::<Vec<_>>().join(" and ")
                };
                if let Set::These(nodes) = &**other {
                    return format!("{}, without {}", self.set(set, plural, false), names(nodes));
                }
                let others = match &**other {
                    Set::Any(sets) => sets.iter().map(|set| self.set(set, plural, true)).collect(),
                    other => vec![self.set(other, plural, true)],
                };
                format!("{} but not {}", self.set(set, plural, false), others.join(" and not "))
            }
        };
        if inside && matches!(set, Set::Any(_)) { format!("({text})") } else { text }
    }

    fn atom(&self, atom: &Atom, plural: bool) -> String {
        let name = &self.graph.node(atom.node).name;
        let verb = self.verb(&atom.relation, plural && !atom.outgoing);
        let text = if atom.outgoing { format!("{name} {verb}") } else { format!("{verb} {name}") };
        let text = text + &certainty(atom.status);
        match (atom.denied, plural) {
            (true, true) => format!("are said not to: {text}"),
            (true, false) => format!("is said not to: {text}"),
            (false, _) => text,
        }
    }

    /// The label of a relation as a verb; of a plural subject without its ending.
    fn verb(&self, relation: &str, plural: bool) -> String {
        let label = self.ontology.relation(relation).map_or(relation, |r| &r.label);
        match label.strip_suffix('s') {
            Some(stem) if plural => stem.to_owned(),
            Some(_) => label.to_owned(),
            None if plural => format!("are {label}"),
            None => format!("is {label}"),
        }
    }
}
