//! What a statement says, by powermap's own reader and the triggers of the ontology: the names and the pronoun for what is
//! asked are mentions in it, as those of an article are.

use super::statement::{Case, PARTICLES, Piece, Statement};
use crate::Span;
use crate::document::{Document, Format};
use crate::entities::{Entities, Entity, Mention, MentionForm};
use crate::graph::{Graph, Node};
use crate::reading::{EntityType, Reader, Reading, Sentence, Upos};
use crate::relations::{self, Ontology, Status, match_patterns};
use petgraph::graph::NodeIndex;

/// A relation that a statement says of two of its ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub relation: String,
    pub source: End,
    pub target: End,
    /// How certain the question makes it: "used to back" is former, "wants to meet" planned.
    pub status: Status,
    /// Where the source, the target and the words that state it stand in the text.
    pub spans: [Span; 3],
    pub confidence: f32,
}

/// An end of a relation that a statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Asked,
    Name(usize),
}

/// A statement as text, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub text: String,
    /// In the order of the text.
    pub said: Vec<Said>,
    /// Words that play no part in what it says.
    pub unused: Vec<String>,
    /// A word that would change how certain it is and does not.
    pub lost: Option<String>,
}

impl Said {
    pub fn is_negated(&self) -> bool {
        self.status == Status::Negated
    }
}

/// A statement as text.
struct Written {
    text: String,
    /// Its ends and where they stand.
    ends: Vec<(End, Span)>,
    /// Where "will" stands for "did".
    wills: Vec<Span>,
}

/// What "who" may be.
const SOMEBODY: [EntityType; 4] = [EntityType::Person, EntityType::Place, EntityType::Organization, EntityType::Group];

/// Names that stand for those of the question while it is read: every reader knows them, in whatever case they were typed.
fn stand_in(node: &Node, nth: usize) -> &'static str {
    let names: [&str; 6] = match node.kind {
        EntityType::Person => ["Smith", "Jones", "Brown", "Wilson", "Taylor", "Evans"],
        EntityType::Place => ["Norway", "Peru", "Kenya", "Chile", "Nepal", "Ghana"],
        EntityType::Organization => ["Unesco", "Interpol", "Unicef", "Opec", "Oxfam", "Europol"],
        EntityType::Group => {
            ["the rebels", "the militants", "the settlers", "the miners", "the farmers", "the students"]
        }
        EntityType::Event => ["the summit", "the conference", "the meeting", "the congress", "the talks", "the forum"],
        EntityType::Plan => ["the plan", "the deal", "the treaty", "the bill", "the proposal", "the accord"],
    };
    names[nth % names.len()]
}

/// The statement as text.
fn written(statement: &Statement, graph: &Graph, names: &[NodeIndex], asked: &Asked) -> Written {
    let mut text = String::new();
    let (mut ends, mut wills) = (Vec::new(), Vec::new());
    let mut kinds = [0usize; EntityType::ALL.len()];
    let mut stands: Vec<&str> = Vec::new();
    for &name in names {
        let node = graph.node(name);
        stands.push(stand_in(node, kinds[node.kind as usize]));
        kinds[node.kind as usize] += 1;
    }
    let plural = is_plural(&statement.pieces);
    for (at, piece) in statement.pieces.iter().enumerate() {
        let (words, end) = match piece {
            Piece::Comma => (",", None),
            Piece::Will => ("will", None),
            Piece::Word(word) => {
                // "the Council" may stand for one whose stand-in has no article, or one of its own.
                if word == "the" && matches!(statement.pieces.get(at + 1), Some(Piece::Name(_))) {
                    continue;
                }
                let finite = asked.plural && !plural && at > 0 && is_asked_subject(&statement.pieces[at - 1]);
                let bare =
                    word.strip_suffix('s').filter(|_| finite && !["is", "was", "has", "does"].contains(&word.as_str()));
                (bare.unwrap_or(word), None)
            }
            Piece::Name(number) => (stands.get(*number).copied().unwrap_or("Smith"), Some(End::Name(*number))),
            Piece::Asked(Case::Subject) => (asked.subject[usize::from(plural)], Some(End::Asked)),
            Piece::Asked(Case::Object) => (asked.object, Some(End::Asked)),
            Piece::Asked(Case::Possessive) => (asked.possessive, Some(End::Asked)),
        };
        if !text.is_empty() && !matches!(words, "," | "'s") {
            text.push(' ');
        }
        let start = text.len();
        if start == 0 {
            text.extend(words.chars().take(1).flat_map(char::to_uppercase));
            text.extend(words.chars().skip(1));
        } else {
            text.push_str(words);
        }
        let span = Span::new(start, text.len());
        if is_asked_subject(piece) {
            text.push_str(asked.relative);
        }
        ends.extend(end.map(|end| (end, span)));
        wills.extend((*piece == Piece::Will).then_some(span));
    }
    text.push('.');
    Written { text, ends, wills }
}

fn is_asked_subject(piece: &Piece) -> bool {
    *piece == Piece::Asked(Case::Subject)
}

/// Whether the verb behind the pronoun for what is asked is not a third person singular.
fn is_plural(pieces: &[Piece]) -> bool {
    let behind = pieces.iter().skip_while(|piece| !is_asked_subject(piece)).nth(1);
    match behind {
        Some(Piece::Word(verb)) => !verb.ends_with('s') || verb.ends_with("ss"),
        _ => true,
    }
}

/// What stands for what is asked: in singular and plural as a subject, as an object and as an owner.
struct Asked {
    subject: [&'static str; 2],
    /// Whether the verb behind a singular subject is put in the plural, with the subject.
    plural: bool,
    /// What goes on behind the subject where the verb is that of a relative clause: "Which people who attended the summit met X?"
    relative: &'static str,
    object: &'static str,
    possessive: &'static str,
}

/// Pronouns are what is hardest to misread; where nothing is found with them, the other number ("heads" may be a noun) or a
/// noun may lead the reader to the verb.
const ASKED: [Asked; 4] = [
    Asked { subject: ["he", "they"], plural: false, relative: "", object: "them", possessive: "their" },
    Asked { subject: ["they", "they"], plural: true, relative: "", object: "them", possessive: "their" },
    Asked {
        subject: ["the minister", "the ministers"],
        plural: false,
        relative: "",
        object: "the minister",
        possessive: "the minister's",
    },
    Asked { subject: ["he", "they"], plural: false, relative: " who", object: "them", possessive: "their" },
];

/// Reads a statement; what is asked for is tried as each of `kinds`, and the surest reading counts.
pub(super) fn hear(
    statement: &Statement,
    graph: &Graph,
    names: &[NodeIndex],
    ontology: &Ontology,
    reader: &Reader,
) -> Option<Heard> {
    let heard = ASKED.iter().filter_map(|asked| hear_with(asked, statement, graph, names, ontology, reader));
    // The first that has a place for all names; else the first.
    let mut first = None;
    for heard in heard {
        let has = |name: usize| heard.said.iter().any(|s| s.source == End::Name(name) || s.target == End::Name(name));
        let asks = |name: usize| statement.pieces.contains(&Piece::Name(name));
        if (0..names.len()).filter(|&name| asks(name)).all(has) && !heard.said.is_empty() {
            return Some(heard);
        }
        first = first.or(Some(heard));
    }
    first
}

fn hear_with(
    asked: &Asked,
    statement: &Statement,
    graph: &Graph,
    names: &[NodeIndex],
    ontology: &Ontology,
    reader: &Reader,
) -> Option<Heard> {
    let Written { text, ends, wills } = written(statement, graph, names, asked);
    let document = Document::from_bytes(text.as_bytes(), "question", Format::Text).ok()?;
    if document.text != text {
        return None;
    }
    let reading = reader.read(&document);
    let any = if statement.personal { &SOMEBODY[..] } else { &EntityType::ALL[..] };
    let kinds = statement.wanted.map_or(any, |wanted| &wanted.kinds);
    let statuses = statuses(&document.text, &reading, &ends, &wills, ontology);
    // "Did they stop backing it?": of "will" and "stop" only the one that was asked with counts.
    let meant = |relation: &relations::Relation| {
        let is_will = relation.status_cue.is_some_and(|cue| wills.contains(&cue));
        let other = statuses.iter().map(|(_, status)| *status).find(|status| *status != Status::Negated);
        if is_will { other.unwrap_or(Status::Asserted) } else { relation.status }
    };
    let mut said: Vec<Said> = Vec::new();
    for &kind in kinds {
        let entities = entities(&reading, graph, names, &ends, kind);
        for relation in match_patterns(&document, &reading, &entities, ontology) {
            let status = meant(&relation);
            note(&mut said, &entities, &ends, &relation, status);
        }
        if !statement.open {
            break;
        }
    }
    said.sort_by_key(|said| said.spans.map(|span| span.start));
    let unused = unused(&document.text, &reading, &ends, &said, ontology);
    let states = |span: &Span| said.iter().any(|said| said.spans[2].overlaps(*span));
    let mut lost = statuses.iter().filter(|(span, status)| !states(span) && !said.iter().any(|s| s.status == *status));
    let lost = lost.next().map(|(span, _)| span.slice(&text).to_owned());
    Some(Heard { text, said, unused, lost })
}

/// The words of a statement that give a status to what it says, with the status.
fn statuses(
    text: &str,
    reading: &Reading,
    ends: &[(End, Span)],
    wills: &[Span],
    ontology: &Ontology,
) -> Vec<(Span, Status)> {
    let tokens = reading.sentences.iter().flat_map(|sentence| &sentence.tokens);
    let free = tokens.filter(|t| !wills.contains(&t.span) && !ends.iter().any(|(_, span)| span.overlaps(t.span)));
    let status = |lemma: &str| ontology.lexicon().status(lemma).filter(|status| *status != Status::Asserted);
    free.filter_map(|t| Some((t.span, status(&t.lemma).or_else(|| status(t.span.slice(text)))?))).collect()
}

/// The mentions of the ends as the relations stage takes them; what is asked for has the type `kind`.
fn entities(reading: &Reading, graph: &Graph, names: &[NodeIndex], ends: &[(End, Span)], kind: EntityType) -> Entities {
    let mut entities = Entities::default();
    entities.entities.push(Entity { name: "?".to_owned(), kind, code: None, anchored: true, mentions: vec![] });
    for &name in names {
        let node = graph.node(name);
        let entity = Entity {
            name: node.name.clone(),
            kind: node.kind,
            code: node.code.clone(),
            anchored: true,
            mentions: vec![],
        };
        entities.entities.push(entity);
    }
    for (end, span) in ends {
        let Some((index, sentence)) = reading.sentences.iter().enumerate().find(|(_, s)| s.span.contains(*span)) else {
            continue;
        };
        let inside = |token: &usize| sentence.tokens[*token].span.overlaps(*span);
        let tokens: Vec<usize> = (0..sentence.tokens.len()).filter(inside).collect();
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else { continue };
        let (entity, form) = match end {
            End::Asked => (0, MentionForm::Pronoun),
            End::Name(number) => (number + 1, MentionForm::Name),
        };
        entities.entities[entity].mentions.push(entities.mentions.len());
        let head = head(sentence, first, last);
        entities.mentions.push(Mention { entity, sentence: index, span: *span, tokens: first..last + 1, head, form });
    }
    entities
}

/// The token of a run that depends on none of it.
fn head(sentence: &Sentence, first: usize, last: usize) -> usize {
    let outside = |token: &usize| sentence.tokens[*token].head.is_none_or(|head| head < first || head > last);
    (first..=last).rev().find(outside).unwrap_or(last)
}

/// Takes a relation that was found, unless a surer one of the same two ends is known.
fn note(
    said: &mut Vec<Said>,
    entities: &Entities,
    ends: &[(End, Span)],
    relation: &relations::Relation,
    status: Status,
) {
    let end = |mention: usize| {
        let span = entities.mentions[mention].span;
        ends.iter().find(|(_, s)| *s == span).copied()
    };
    let (Some((source, source_span)), Some((target, target_span)), Some(cue)) =
        (end(relation.source), end(relation.target), relation.cue)
    else {
        return;
    };
    let found = Said {
        relation: relation.relation.clone(),
        source,
        target,
        status,
        spans: [source_span, target_span, cue],
        confidence: relation.confidence,
    };
    let pair = |s: &Said| [s.source.min(s.target), s.source.max(s.target)];
    // The same words can state one thing only; others of the same two are told apart by what is between them.
    match said.iter_mut().find(|known| pair(known) == pair(&found) && known.spans[2].overlaps(cue)) {
        Some(known) if known.confidence < found.confidence => *known = found,
        Some(_) => {}
        None => said.push(found),
    }
}

/// Words that carry meaning and play no part: neither ends, nor what states a relation, nor helper words.
fn unused(text: &str, reading: &Reading, ends: &[(End, Span)], said: &[Said], ontology: &Ontology) -> Vec<String> {
    let mut unused = Vec::new();
    for sentence in &reading.sentences {
        for token in &sentence.tokens {
            let carries =
                matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::Adv);
            let is_end = ends.iter().any(|(_, span)| span.overlaps(token.span));
            let states = said.iter().any(|said| said.spans[2].overlaps(token.span));
            // A particle belongs to its verb.
            let helps = ontology.lexicon().is_helper(&token.lemma)
                || token.upos == Upos::Adv && PARTICLES.contains(&token.lemma.as_str());
            if carries && !is_end && !states && !helps {
                unused.push(token.span.slice(text).to_owned());
            }
        }
    }
    unused
}
