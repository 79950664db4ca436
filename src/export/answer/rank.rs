//! Entities by rank.

use super::super::layout::{Layout, plain, styled};
use super::super::text::counted;
use super::fact::{Fact, Named};
use super::{Answer, Table, View, json};
use crate::query::{Measure, Ranked};
use anstyle::Style;
use serde::Serialize;
use std::fmt::Write as _;

/// Longest name in a column of names, in characters.
const LONGEST: usize = 40;

#[derive(Serialize)]
struct Wire<'g> {
    question: &'static str,
    by: &'static str,
    of: usize,
    /// Starting points that betweenness was estimated from; null where it is exact.
    betweenness_pivots: Option<usize>,
    places: Vec<WirePlace<'g>>,
}

#[derive(Serialize)]
struct WirePlace<'g> {
    rank: usize,
    #[serde(flatten)]
    name: Named<'g>,
    degree: f64,
    strength: f64,
    pagerank: f64,
    betweenness: f64,
    surest: Option<Fact<'g>>,
}

/// Scores in six decimal places at most.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

impl Answer for Ranked<'_> {
    fn text(&self, view: &View, layout: &Layout) -> String {
        if self.names.is_empty() {
            return "none found: nobody has such a relation here\n".to_owned();
        }
        let names: Vec<String> = self.names.iter().map(|(node, _)| cut(&plain(&node.name))).collect();
        let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(4);
        let columns: String = Measure::ALL.iter().map(|measure| format!("{:>13}", measure.as_str())).collect();
        let titles = format!("{:>5}  {:width$}{columns}", "rank", "name");
        let mut text = styled(&titles, Style::new().bold(), layout) + "\n";
        for (at, ((name, place), (_, surest))) in names.iter().zip(&self.ranking.places).zip(&self.names).enumerate() {
            let [degree, strength, pagerank, betweenness] = place.scores;
            let bold = styled(&format!("{name:width$}"), Style::new().bold(), layout);
            let _ =
                writeln!(text, "{:>4}.  {bold}{degree:>13}{strength:>13.2}{pagerank:>13.4}{betweenness:>13.4}", at + 1);
            if let Some(relation) = surest {
                text.push_str(&view.entry(&view.said(relation), "       ", relation, layout));
            }
        }
        let of = counted(self.ranking.of, "entity", "entities");
        let _ = writeln!(text, "\n{} of {of}, by {}{}", names.len(), self.ranking.by.as_str(), estimated(self));
        text
    }

    fn json(&self, view: &View) -> String {
        let places = self.ranking.places.iter().zip(&self.names).enumerate();
        json(&Wire {
            question: "rank",
            by: self.ranking.by.as_str(),
            of: self.ranking.of,
            betweenness_pivots: self.ranking.pivots,
            places: places
                .map(|(at, (place, (node, surest)))| {
                    let [degree, strength, pagerank, betweenness] = place.scores.map(rounded);
                    let surest = surest.as_ref().map(|relation| Fact::new(relation, view));
                    WirePlace { rank: at + 1, name: (*node).into(), degree, strength, pagerank, betweenness, surest }
                })
                .collect(),
        })
    }

    fn table(&self, view: &View) -> Table {
        let places = self.ranking.places.iter().zip(&self.names).enumerate().map(|(at, (place, (node, surest)))| {
            let [degree, strength, pagerank, betweenness] = place.scores.map(|score| rounded(score).to_string());
            let (id, name, kind) = (node.id.clone(), node.name.clone(), node.kind.as_str().to_owned());
            ([(at + 1).to_string(), id, name, kind, degree, strength, pagerank, betweenness], *surest)
        });
        let columns = ["rank", "id", "name", "type", "degree", "strength", "pagerank", "betweenness"];
        view.members_with(columns, places)
    }
}

fn estimated(ranked: &Ranked) -> String {
    let words = |pivots| format!("; betweenness is estimated from {pivots} starting points");
    ranked.ranking.pivots.map(words).unwrap_or_default()
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}
