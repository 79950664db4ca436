//! A question turned into the statement that would answer it, with a pronoun for what is asked: "Who is Corti backed by?" into
//! "Corti is backed by them." A reader that was trained on news reads statements better than questions.

use super::head::{Head, SOMEBODY};
use super::table::{Item, Type, table};

/// A part of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Word(String),
    /// "will" in the place of "did", which says nothing of when.
    Will,
    Comma,
    /// By its number among the names of the question.
    Name(usize),
    /// What is asked for.
    Asked(Case),
}

/// How the pronoun for what is asked stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
}

/// A question as a statement.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub pieces: Vec<Piece>,
    /// The type that was asked for; none where any will do.
    pub wanted: Option<&'static Type>,
    /// Whether something is asked for, or only whether the statement holds.
    pub open: bool,
    /// Whether somebody is asked for ("who"), and not maybe an event or a plan.
    pub personal: bool,
    /// What is asked beside that.
    pub asks: Asks,
}

/// What a question asks beside who or whether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Nothing,
    /// When it was stated.
    When,
    /// How many there are.
    HowMany,
}

pub(super) const AUXILIARIES: &[&str] = &[
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may",
    "might", "must", "should", "shall",
];
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];
const PREPOSITIONS: &[&str] = &[
    "by", "with", "for", "to", "from", "against", "of", "at", "in", "on", "behind", "under", "over", "about", "into",
    "towards",
];
pub(super) const PARTICLES: &[&str] = &["up", "out", "off", "down", "away", "back"];
/// What may stand before the verb that an object belongs to.
const BEFORE_VERB: &[&str] = &["not", "never", "be", "been", "being", "have", "had", "to"];

/// The statement behind a question; none where it is not of a kind that has one.
pub(super) fn statement(items: &[Item]) -> Option<Statement> {
    let items = without_lead(items);
    let (asks, items) = match items {
        [when, auxiliary, ..] if when.is(&["when"]) && auxiliary.is(AUXILIARIES) => (Asks::When, &items[1..]),
        [how, many, ..] if how.is(&["how"]) && many.is(&["many"]) => (Asks::HowMany, &items[2..]),
        items => (Asks::Nothing, items),
    };
    let unnegated: Vec<Item>;
    let items = match items {
        // "Didn't they meet?" asks whether they did.
        [auxiliary, not, rest @ ..] if auxiliary.is(AUXILIARIES) && not.is(&["not"]) => {
            unnegated = std::iter::once(auxiliary).chain(rest).cloned().collect();
            &unnegated
        }
        items => items,
    };
    let statement = of_kind(items)?;
    // When somebody unknown did it, and how many times something was, is no question that is answered.
    (statement.open || asks != Asks::HowMany).then_some(())?;
    (!statement.open || asks != Asks::When).then_some(Statement { asks, ..statement })
}

fn of_kind(items: &[Item]) -> Option<Statement> {
    let first = items.first()?;
    if first.is(AUXILIARIES) && items.get(1)?.is(SOMEBODY) {
        // "Did any country oppose it?" asks which did.
        let head = Head::of(&items[1..])?;
        let mut pieces = vec![Piece::Asked(Case::Subject), auxiliary(first.word()?)];
        pieces.extend(plain(head.rest));
        return Some(finished(pieces, &head, true));
    }
    if first.is(AUXILIARIES) {
        let (subject, rest) = subject(&items[1..])?;
        let mut pieces = plain(subject);
        pieces.push(auxiliary(first.word()?));
        pieces.extend(plain(rest));
        return Some(finished(pieces, &Head { wanted: None, personal: false, owned: None, rest }, false));
    }
    let (fronted, items) = match items {
        [preposition, asked, ..] if preposition.is(PREPOSITIONS) && asked.is(&["whom", "who", "which", "what"]) => {
            (preposition.word(), &items[1..])
        }
        _ => (None, items),
    };
    let head = Head::of(items)?;
    let pieces = match head.owned {
        Some(noun) => with_owner(noun, head.rest)?,
        None => with_gap(head.rest, fronted)?,
    };
    Some(finished(pieces, &head, true))
}

/// What stands before a question without being part of it: "tell me", "do you know".
pub(super) fn without_lead(items: &[Item]) -> &[Item] {
    const LEADS: &[&[&str]] = &[
        &["can", "you", "tell", "me"],
        &["could", "you", "tell", "me"],
        &["i", "want", "to", "know"],
        &["do", "you", "know"],
        &["tell", "me"],
        &["show", "me"],
        &["give", "me"],
        &["list"],
        &["name"],
        &["find"],
        &["is", "there"],
        &["are", "there"],
        &["show"],
    ];
    let fits = |lead: &&&[&str]| {
        lead.len() < items.len() && lead.iter().zip(items).all(|(word, item)| item.word() == Some(*word))
    };
    LEADS.iter().find(fits).map_or(items, |lead| &items[lead.len()..])
}

/// "Whose support does Corti have?"
fn with_owner(noun: &[Item], rest: &[Item]) -> Option<Vec<Piece>> {
    let mut owned = vec![Piece::Asked(Case::Possessive)];
    owned.extend(plain(noun));
    match rest.split_first() {
        Some((first, behind)) if first.is(AUXILIARIES) && subject(behind).is_some() => {
            let (subject, rest) = subject(behind)?;
            let mut pieces = plain(subject);
            pieces.push(auxiliary(first.word()?));
            pieces.extend(plain(rest));
            pieces.extend(owned);
            Some(pieces)
        }
        _ => {
            owned.extend(plain(rest));
            Some(owned)
        }
    }
}

/// What is asked for put back to where it was taken from: before all, or behind the verb or the preposition that lacks it.
fn with_gap(rest: &[Item], fronted: Option<&str>) -> Option<Vec<Piece>> {
    let first = rest.first()?;
    let inverted = if first.is(AUXILIARIES) { subject(&rest[1..]) } else { None };
    let relative = if first.is_name() { subject(rest) } else { None };
    let (subject, verb, behind) = match (inverted, relative) {
        // "Who is Corti's friend?"
        (Some((_, behind)), _) if behind.first().is_some_and(|item| item.is(&["'s"])) => return Some(before(rest)),
        (Some((subject, behind)), _) => (subject, first.word(), behind),
        (None, Some((subject, behind))) => (subject, None, behind),
        (None, None) => return Some(before(rest)),
    };
    let mut pieces = plain(subject);
    pieces.extend(verb.map(auxiliary));
    let gap = Piece::Asked(Case::Object);
    let mut behind = plain(behind);
    match (fronted, behind.last()) {
        (Some(preposition), _) => behind.extend([Piece::Word(preposition.to_owned()), gap]),
        (None, Some(Piece::Word(last))) if PREPOSITIONS.contains(&last.as_str()) => behind.push(gap),
        (None, None) if verb.is_some_and(|word| BE.contains(&word)) => return None,
        _ => {
            let at = object_place(&behind);
            behind.insert(at, gap);
        }
    }
    pieces.extend(behind);
    Some(pieces)
}

/// An auxiliary of a question in a statement. "Norland did back Corti" is seldom written, and "will back" often; of what was and
/// what is to be, only the words that state it matter here.
fn auxiliary(word: &str) -> Piece {
    if matches!(word, "do" | "does" | "did") { Piece::Will } else { Piece::Word(word.to_owned()) }
}

/// Behind the verb, with its particle, and behind infinitives that depend on it: "want to meet".
fn object_place(pieces: &[Piece]) -> usize {
    let is =
        |at: usize, words: &[&str]| matches!(pieces.get(at), Some(Piece::Word(word)) if words.contains(&word.as_str()));
    let mut at = 0;
    while is(at, BEFORE_VERB) {
        at += 1;
    }
    at = (at + 1).min(pieces.len());
    while is(at, &["to"]) && matches!(pieces.get(at + 1), Some(Piece::Word(_))) {
        at += 2;
    }
    // "stop backing"
    while matches!(pieces.get(at), Some(Piece::Word(word)) if word.ends_with("ing")) {
        at += 1;
    }
    at + usize::from(is(at, PARTICLES))
}

fn before(rest: &[Item]) -> Vec<Piece> {
    let mut pieces = vec![Piece::Asked(Case::Subject)];
    pieces.extend(plain(rest));
    pieces
}

fn plain(items: &[Item]) -> Vec<Piece> {
    let piece = |item: &Item| match item {
        Item::Word(word) => Piece::Word(word.clone()),
        Item::Comma => Piece::Comma,
        Item::Name(number) => Piece::Name(*number),
    };
    items.iter().map(piece).collect()
}

/// The names, joined by commas, "and" and "or", that items begin with, and what is behind.
fn subject(items: &[Item]) -> Option<(&[Item], &[Item])> {
    let article = |at: usize| usize::from(items.get(at).is_some_and(|item| item.is(&["the", "both", "either"])));
    let mut end = article(0);
    if !items.get(end)?.is_name() {
        return None;
    }
    end += 1;
    loop {
        let joints = items[end..].iter().take_while(|i| matches!(i, Item::Comma) || i.is(&["and", "or"])).count();
        let next = end + joints + article(end + joints);
        if joints == 0 || !items.get(next).is_some_and(Item::is_name) {
            return Some(items.split_at(end));
        }
        end = next + 1;
    }
}

/// With the words that questions have for others reworded, and no word for pairs, which only point at what follows.
fn finished(pieces: Vec<Piece>, head: &Head, open: bool) -> Statement {
    let mut pieces: Vec<Piece> =
        pieces.into_iter().filter(|piece| !matches!(piece, Piece::Word(w) if w == "both" || w == "either")).collect();
    let item = |piece: &Piece| match piece {
        Piece::Word(word) => Item::Word(word.clone()),
        Piece::Will => Item::Word("will".to_owned()),
        Piece::Comma => Item::Comma,
        Piece::Name(number) => Item::Name(*number),
        Piece::Asked(_) => Item::Word("*".to_owned()),
    };
    let mut at = 0;
    while at < pieces.len() {
        let items: Vec<Item> = pieces[at..].iter().map(item).collect();
        let reworded = table().rewords.iter().find_map(|reword| {
            let length = reword.from.iter().filter_map(|pattern| pattern.length(&items)).max()?;
            Some((length, &reword.to))
        });
        // "Who is in it", but not "who is in contact with it": the name must follow.
        let names = |at: usize| match pieces.get(at) {
            Some(Piece::Name(_) | Piece::Asked(_)) => true,
            Some(Piece::Word(the)) => the == "the" && matches!(pieces.get(at + 1), Some(Piece::Name(_))),
            _ => false,
        };
        if let Some((length, to)) = reworded.filter(|(length, _)| names(at + length)) {
            pieces.splice(at..at + length, to.split(' ').map(|word| Piece::Word(word.to_owned())));
        }
        at += 1;
    }
    Statement { pieces, wanted: head.wanted, open, personal: head.personal, asks: Asks::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(question: &str) -> Option<String> {
        let item = |word: &str| match word {
            "," => Item::Comma,
            word if word.starts_with(char::is_uppercase) => Item::Name(usize::from(word.as_bytes()[0] - b'A')),
            word => Item::Word(word.to_owned()),
        };
        let items: Vec<Item> = question.split(' ').map(item).collect();
        let statement = statement(&items)?;
        let piece = |piece: &Piece| match piece {
            Piece::Word(word) => word.clone(),
            Piece::Will => "will".to_owned(),
            Piece::Comma => ",".to_owned(),
            Piece::Name(number) => char::from(b'A' + *number as u8).to_string(),
            Piece::Asked(Case::Subject) => "THEY".to_owned(),
            Piece::Asked(Case::Object) => "THEM".to_owned(),
            Piece::Asked(Case::Possessive) => "THEIR".to_owned(),
        };
        let text = statement.pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
        Some(statement.wanted.map_or(text.clone(), |wanted| format!("{text} ({})", wanted.called)))
    }

    #[test]
    fn questions_become_statements() {
        for (question, expected) in [
            ("who backs A", "THEY backs A"),
            ("whom does A support", "A will support THEM"),
            ("who is A backed by", "A is backed by THEM"),
            ("by whom is A backed", "A is backed by THEM"),
            ("who did A meet in B", "A will meet THEM in B"),
            ("who did A stop backing", "A will stop backing THEM"),
            ("who does A want to meet", "A will want to meet THEM"),
            ("which countries support A but oppose B", "THEY support A but oppose B (countries)"),
            ("list all countries that A and B support", "A and B support THEM (countries)"),
            ("tell me who met A", "THEY met A"),
            ("does A support B", "A will support B"),
            ("did A , B and C meet", "A , B and C will meet"),
            ("whose support does A have", "A will have THEIR support"),
            ("who are A 's supporters", "THEY are A 's supporters"),
            ("who is behind A", "THEY supports A"),
            ("is A against the B", "A opposes the B"),
            ("who opposes both A and B", "THEY opposes A and B"),
            ("who turned up at A", "THEY attends A"),
            ("did any country oppose A", "THEY will oppose A (countries)"),
            ("is there anyone who backs A", "THEY backs A"),
            ("when did A meet B", "A will meet B"),
            ("how many countries back A", "THEY back A (countries)"),
            ("did not A meet B", "A will meet B"),
        ] {
            assert_eq!(told(question).as_deref(), Some(expected), "{question}");
        }
        assert_eq!(told("where did A meet B"), None);
        assert_eq!(told("how many did A meet B"), None);
        assert_eq!(told("when did anyone meet B"), None);
        assert_eq!(told("which generals back A"), None);
    }
}
