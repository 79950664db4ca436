//! Stands in for `relations::Ontology` until that is there.

/// The relations.
#[derive(Debug, Clone)]
pub struct Ontology {
    relations: Vec<RelationType>,
}

/// A relation that edges of a graph can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationType {
    /// As in JSON, such as `member_of`.
    pub name: String,
    /// For readers, such as "member of".
    pub label: String,
    /// Whether it has no direction.
    pub symmetric: bool,
    /// Colour of its edges in pictures: `#rrggbb`.
    pub color: String,
    /// Line style of its edges in pictures, as Graphviz names it.
    pub style: String,
    /// Relations that it makes superfluous for the same pair.
    pub implies: Vec<String>,
    /// Relations that it makes superfluous for the same pair within the sentence that states both.
    pub implies_in_sentence: Vec<String>,
}

impl Ontology {
    /// The relations that powermap comes with.
    pub fn built_in() -> Self {
        let relations = [
            ("supports", "#0072b2", "", ""),
            ("opposes", "#d55e00", "", ""),
            ("attacks", "#a50f15", "", "opposes"),
            ("leads", "#6a3d9a", "member_of", ""),
            ("member_of", "#7f7f7f", "", ""),
            ("attends", "#009e73", "", ""),
            ("hosts", "#b8860b", "", ""),
            ("meets", "#cc79a7", "", ""),
        ];
        let some = |name: &str| Some(name.to_owned()).filter(|n| !n.is_empty()).into_iter().collect();
        let relations = relations.iter().map(|(name, color, implies, here)| RelationType {
            name: name.to_string(),
            label: name.replace('_', " "),
            symmetric: *name == "meets",
            color: color.to_string(),
            style: "solid".to_owned(),
            implies: some(implies),
            implies_in_sentence: some(here),
        });
        Self { relations: relations.collect() }
    }

    /// The relations, in the order of the file.
    pub fn relations(&self) -> &[RelationType] {
        &self.relations
    }

    /// The relation with this name.
    pub fn relation(&self, name: &str) -> Option<&RelationType> {
        self.relations.iter().find(|r| r.name == name)
    }
}
