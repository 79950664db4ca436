//! Where texts disagree about two entities.

use crate::graph::{Node, Relation};
use crate::relations::{Ontology, Sign};

/// Two sides of what is stated of one entity towards another, which do not go together.
#[derive(Debug, Clone)]
pub struct Contradiction<'g> {
    /// Where the statements come from.
    pub source: &'g Node,
    /// Where they go.
    pub target: &'g Node,
    /// What kind it is.
    pub kind: Disagreement,
    /// What is stated of the one side: that it holds, or that they stand together.
    pub held: Vec<Relation<'g>>,
    /// What is stated of the other: that it does not hold, or that they stand against each other.
    pub against: Vec<Relation<'g>>,
}

/// How statements can disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disagreement {
    /// The same relation is stated and denied.
    Denied,
    /// One relation joins the two and another sets them against each other ([`crate::relations::RelationType::sign`]).
    Opposed,
}

impl Disagreement {
    /// As in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Opposed => "opposed",
        }
    }
}

/// Where some relations contradict each other, by source and target; both sides are shown, and nothing is averaged. Whether
/// they were stated at the same time is for the reader to see from their dates.
pub fn contradictions<'g>(
    relations: impl IntoIterator<Item = Relation<'g>>,
    ontology: &Ontology,
) -> Vec<Contradiction<'g>> {
    let ends = |r: &Relation<'g>| (r.source.id.as_str(), r.target.id.as_str());
    let mut relations: Vec<Relation> = relations.into_iter().collect();
    relations.sort_by(|a, b| ends(a).cmp(&ends(b)));
    let pairs = relations.chunk_by(|a, b| ends(a) == ends(b)).filter(|pair| pair.len() > 1);
    pairs.flat_map(|pair| of_pair(pair, ontology)).collect()
}

fn of_pair<'g>(pair: &[Relation<'g>], ontology: &Ontology) -> Vec<Contradiction<'g>> {
    let pick = |fits: &dyn Fn(&Relation) -> bool| pair.iter().copied().filter(|r| fits(r)).collect::<Vec<_>>();
    let signed = |sign| pick(&|r| !r.edge.is_negated() && sign_of(r, ontology) == Some(sign));
    let mut sides = Vec::new();
    for denial in pick(&|r| r.edge.is_negated()) {
        let held = pick(&|r| !r.edge.is_negated() && r.edge.relation == denial.edge.relation);
        sides.push((Disagreement::Denied, held, vec![denial]));
    }
    sides.push((Disagreement::Opposed, signed(Sign::Positive), signed(Sign::Negative)));
    sides.retain(|(_, held, against)| !held.is_empty() && !against.is_empty());
    let whole = |(kind, held, against): (Disagreement, Vec<Relation<'g>>, Vec<Relation<'g>>)| {
        let [source, target] = held.first().map(|r| [r.source, r.target])?;
        Some(Contradiction { source, target, kind, held, against })
    };
    sides.into_iter().filter_map(whole).collect()
}

fn sign_of(relation: &Relation, ontology: &Ontology) -> Option<Sign> {
    ontology.relation(&relation.edge.relation).and_then(|r| r.sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::EntityType::{Person, Place};
    use crate::graph::samples::Sample;
    use crate::relations::Status::{Asserted, Negated, Reported};

    #[test]
    fn both_sides_are_told_and_what_agrees_is_not() {
        let graph =
            Sample::new("d", &["Norland backs Corti, condemns Corti, denies backing Corti; Estavia met Corti."])
                .entity("Norland", Place, &["Norland"])
                .entity("Estavia", Place, &["Estavia"])
                .entity("Corti", Person, &["Corti"])
                .states(0, "Norland", "supports", "Corti", Reported, "backs")
                .states(0, "Norland", "opposes", "Corti", Asserted, "condemns")
                .states(0, "Norland", "supports", "Corti", Negated, "denies")
                .states(0, "Estavia", "meets", "Corti", Asserted, "met")
                .states(0, "Estavia", "attacks", "Corti", Negated, "met")
                .states(0, "Corti", "supports", "Norland", Asserted, "backs")
                .graph();
        let found = contradictions(graph.edges(), &Ontology::built_in());
        let told: Vec<String> = found
            .iter()
            .map(|c| {
                let keys = |side: &[Relation]| side.iter().map(|r| r.edge.key()).collect::<Vec<_>>().join("+");
                format!("{} {} {}: {} / {}", c.source.id, c.kind.as_str(), c.target.id, keys(&c.held), keys(&c.against))
            })
            .collect();
        assert_eq!(
            told,
            [
                "norland.place denied corti: supports / supports:negated",
                "norland.place opposed corti: supports / opposes",
            ]
        );
    }
}
