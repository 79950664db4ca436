//! Why a graph has an edge, for readers and as JSON.
//!
//! The JSON is `{"edges": [...]}`: each edge as in the JSON of graphs, with `source_name` and `target_name` beside the ids and
//! with the fields of [`Explanation`] in its `evidence`.

use super::layout::{Layout, heading, plain, styled};
use super::mark::{bracketed, highlighted};
use super::text::{label, marks};
use crate::graph::Evidence;
use crate::query::{ExplainedEdge, Explanation, Link, Part, Pattern, Word};
use crate::relations::{Ontology, Status};
use anstyle::Style;
use serde::Serialize;

/// Words of a row of the ontology that are shown; the JSON has all.
const SHOWN_WORDS: usize = 12;
/// Links of a chain that are shown at its start, where it is too long to be shown whole.
const FIRST_LINKS: usize = 2;
/// And at its end.
const LAST_LINKS: usize = 4;
/// Columns before what a label says.
const MARGIN: usize = 14;

/// The explanations of some edges, to be read.
///
/// Sentences and words are counted from 1, as in the CoNLL-U that `powermap read` prints.
pub fn explanation(edges: &[ExplainedEdge], ontology: &Ontology, layout: &Layout) -> String {
    let mut text = String::new();
    for ExplainedEdge { source, target, edge, explanations } in edges {
        for explanation in explanations {
            if !text.is_empty() {
                text.push('\n');
            }
            let words = label(ontology, &edge.relation);
            text.push_str(&heading(&format!("{} {words} {}", source.name, target.name), layout));
            text.push_str(&statement(explanation, layout));
        }
    }
    text
}

/// The same as JSON, ending in a line end.
pub fn explanation_json(edges: &[ExplainedEdge]) -> Vec<u8> {
    let edges = edges.iter().map(Wire::new).collect();
    // Serde_json fails only at maps whose keys are no strings, of which there are none.
    let mut json = serde_json::to_vec_pretty(&WireEdges { edges }).unwrap_or_default();
    json.push(b'\n');
    json
}

#[derive(Serialize)]
struct WireEdges<'g> {
    edges: Vec<Wire<'g>>,
}

#[derive(Serialize)]
struct Wire<'g> {
    source: &'g str,
    source_name: &'g str,
    target: &'g str,
    target_name: &'g str,
    key: String,
    relation: &'g str,
    status: Status,
    confidence: f32,
    count: usize,
    evidence: &'g [Explanation],
}

impl<'g> Wire<'g> {
    fn new(explained: &'g ExplainedEdge) -> Self {
        let ExplainedEdge { source, target, edge, explanations } = explained;
        Self {
            source: &source.id,
            source_name: &source.name,
            target: &target.id,
            target_name: &target.name,
            key: edge.key(),
            relation: &edge.relation,
            status: edge.status,
            confidence: edge.confidence,
            count: edge.count,
            evidence: explanations,
        }
    }
}

fn statement(explanation: &Explanation, layout: &Layout) -> String {
    let evidence = &explanation.evidence;
    let place = format!("{}, sentence {}", plain(&evidence.document), evidence.sentence + 1);
    let mut text = format!("  {}\n", styled(&place, Style::new().dimmed(), layout));
    let (sentence, marks) = (&evidence.text, marks(evidence));
    let start = evidence.span.start;
    let sentence =
        if layout.colored { highlighted(sentence, start, &marks) } else { bracketed(sentence, start, &marks) };
    text.push_str(&labelled("sentence", &sentence, layout));
    text.push_str(&labelled("found by", &finder(explanation), layout));
    if let Some(pattern) = &explanation.pattern {
        text.push_str(&labelled("", &row(pattern), layout));
    }
    text.push_str(&labelled("status", &status(explanation), layout));
    if let Some(speaker) = &evidence.attributed_to {
        text.push_str(&labelled("says", &said(speaker, evidence), layout));
    }
    text.push_str(&tree(&explanation.tree, layout));
    for (name, links) in [("source", &explanation.source_chain), ("target", &explanation.target_chain)] {
        // A name that stands in the sentence needs no way to it.
        if links.len() > 1 {
            text.push_str(&labelled(name, &chain(links), layout));
        }
    }
    text
}

/// A label and what it says, broken to the width beside it.
fn labelled(name: &str, words: &str, layout: &Layout) -> String {
    let name = format!("    {name:<width$}", width = MARGIN - 4);
    let Some(width) = layout.width else { return format!("{}{words}\n", name) };
    let hanging = " ".repeat(MARGIN);
    let options = textwrap::Options::new(width.max(3 * MARGIN)).initial_indent(&name).subsequent_indent(&hanging);
    format!("{}\n", textwrap::fill(words, options))
}

fn finder(explanation: &Explanation) -> String {
    let model = explanation.model.map(|probability| format!("model {probability:.2}"));
    let pattern = explanation.pattern.as_ref().map(|p| format!("pattern:{} {:.2}", plain(&p.id), p.confidence));
    let found = match (pattern, model) {
        (Some(pattern), Some(model)) => format!("{pattern}, {model}"),
        (Some(one), None) => one,
        (None, Some(model)) => format!("{model}, no pattern"),
        (None, None) => plain(&explanation.evidence.by),
    };
    format!("{found}: confidence {:.2}", explanation.evidence.confidence)
}

fn row(pattern: &Pattern) -> String {
    let shown: Vec<String> = pattern.words.iter().take(SHOWN_WORDS).map(|word| plain(word)).collect();
    let more = pattern.words.len().saturating_sub(SHOWN_WORDS);
    let words = match (shown.is_empty(), more) {
        (true, _) => "any of its types".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    };
    let (source, target) = (pattern.source.join(" or "), pattern.target.join(" or "));
    let sure = pattern.row_confidence;
    format!("{}: {words}; source: {source}; target: {target}; plainly {sure:.2}", pattern.part)
}

fn status(explanation: &Explanation) -> String {
    let evidence = &explanation.evidence;
    let status = evidence.status.as_str();
    match explanation.status_cue_span.and_then(|span| words(evidence, span)) {
        Some(word) => format!("{status}: \"{word}\""),
        None => status.to_owned(),
    }
}

fn said(speaker: &str, evidence: &Evidence) -> String {
    match evidence.attributed_to_span.and_then(|span| words(evidence, span)) {
        Some(words) if words != plain(speaker) => format!("{} (\"{words}\")", plain(speaker)),
        _ => plain(speaker),
    }
}

/// The words of a statement's sentence at a place of its document.
fn words(evidence: &Evidence, span: crate::Span) -> Option<String> {
    let base = evidence.span.start;
    evidence.text.get(span.start.checked_sub(base)?..span.end.checked_sub(base)?).map(plain)
}

/// A line a word, indented below the word that it depends on.
fn tree(words: &[Word], layout: &Layout) -> String {
    let mut text = String::new();
    let top = words.iter().filter(|word| words.iter().all(|other| other.id != word.head));
    for word in top {
        branch(words, word, 0, &mut text, layout);
    }
    text
}

fn branch(words: &[Word], word: &Word, depth: usize, text: &mut String, layout: &Layout) {
    let style = match word.parts.as_slice() {
        [] => Style::new(),
        [Part::Cue] => Style::new().underline(),
        _ => Style::new().bold(),
    };
    let form = plain(&word.form);
    let form = if word.parts.is_empty() { form } else { styled(&form, style, layout) };
    let parts: String = word.parts.iter().map(|part| format!(" [{}]", part.as_str())).collect();
    let name = if text.is_empty() { "tree" } else { "" };
    let indent = "  ".repeat(depth);
    text.push_str(&format!(
        "    {name:<width$}{indent}{form} {} {}{parts}\n",
        word.upos,
        word.deprel,
        width = MARGIN - 4
    ));
    // A reading made by hand may have circles, and no tree is deeper than it has words.
    if depth < words.len() {
        for child in words.iter().filter(|child| child.head == word.id) {
            branch(words, child, depth + 1, text, layout);
        }
    }
}

/// "Kalimar Hallam (2) > the general (5) > he (5)"
fn chain(links: &[Link]) -> String {
    let link = |link: &Link| format!("{} ({})", plain(&link.text), link.sentence + 1);
    let left_out = links.len().saturating_sub(FIRST_LINKS + LAST_LINKS);
    if left_out < 2 {
        return links.iter().map(link).collect::<Vec<_>>().join(" > ");
    }
    let first = links[..FIRST_LINKS].iter().map(link);
    let last = links[links.len() - LAST_LINKS..].iter().map(link);
    first.chain([format!("... {left_out} more ...")]).chain(last).collect::<Vec<_>>().join(" > ")
}

#[cfg(test)]
#[path = "explanation_tests.rs"]
mod tests;
