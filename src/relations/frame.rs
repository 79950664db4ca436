//! The slots of a frame, looked up around one trigger word.

use super::arguments::{Arguments, BY_POSITION, Filler};
use super::ontology::{Part, Slot};
use super::tree::Found;
use crate::entities::{Entity, MentionForm, MentionId};
use crate::reading::{Deprel, Upos};

/// A trigger's word with the tree around it.
pub(super) struct Frame<'a> {
    pub(super) arguments: Arguments<'a>,
    pub(super) token: usize,
    pub(super) part: Part,
}

/// How sure a prepositional phrase is that hangs on the verb beside the noun it belongs to.
const BY_LIGHT_VERB: f32 = 0.9;
/// How sure an argument is that is shared by coordinated nouns.
const BY_COORDINATION: f32 = 0.9;

impl Frame<'_> {
    /// What fills the first of the slots that fits; an entity counts once.
    pub(super) fn fill_first(&self, slots: &[Slot], fits: impl Fn(&Slot, &Filler) -> bool) -> Vec<Filler> {
        for slot in slots {
            let mut found = self.fill(slot);
            found.retain(|filler| fits(slot, filler));
            if !found.is_empty() {
                return self.distinct(found);
            }
        }
        Vec::new()
    }

    fn distinct(&self, mut found: Vec<Filler>) -> Vec<Filler> {
        let entity = |f: &Filler| self.arguments.tree.mention(f.mention).entity;
        let mut kept: Vec<Filler> = Vec::with_capacity(found.len());
        found.drain(..).for_each(|filler| match kept.iter_mut().find(|k| entity(k) == entity(&filler)) {
            Some(old) if old.certainty < filler.certainty => *old = filler,
            Some(_) => {}
            None => kept.push(filler),
        });
        kept
    }

    /// The pairs among what one slot is filled with, each once, in both directions.
    pub(super) fn pairs(&self, slots: &[Slot]) -> Vec<(Filler, Filler)> {
        let mut pairs = Vec::new();
        for slot in slots {
            let group = self.distinct(self.fill(slot));
            for (i, &first) in group.iter().enumerate() {
                for &second in &group[i + 1..] {
                    pairs.push((first, second));
                    pairs.push((second, first));
                }
            }
        }
        pairs
    }

    fn fill(&self, slot: &Slot) -> Vec<Filler> {
        let tree = self.arguments.tree;
        let at = |found: Option<Found>| found.map_or_else(Vec::new, |f| self.arguments.fill(f.token, f.certainty));
        match slot {
            Slot::Subject => at(tree.logical_subject(self.token)),
            Slot::Object => at(tree.logical_object(self.token)),
            Slot::Recipient => at(tree.child(self.token, Deprel::Iobj).map(|token| Found { token, certainty: 1.0 })),
            Slot::Itself => {
                let own = tree
                    .headed(self.token)
                    .or_else(|| self.arguments.counted(self.token))
                    .map(|mention| Filler { mention, certainty: 1.0 });
                own.into_iter().collect()
            }
            Slot::Holder => self.holders(),
            Slot::Possessor => self.possessors(),
            Slot::Modifier => {
                let modifiers = self.arguments.modifiers(self.token).into_iter();
                modifiers.map(|mention| Filler { mention, certainty: 1.0 }).collect()
            }
            Slot::Light => at(self.light_subject()),
            Slot::Giver => at(self.light_subject().filter(|_| self.received_by().is_none())),
            Slot::Receiver => at(self.receiver()),
            Slot::Relative => at(self.relative_subject()),
            Slot::Bracket => self.bracketed().into_iter().collect(),
            Slot::Governed => at(self.governor().and_then(|verb| tree.logical_object(verb))),
            Slot::Governor => at(self.governor_subject()),
            Slot::Home => self.home().into_iter().collect(),
            Slot::Preposition(preposition) => self.prepositional(preposition),
        }
    }

    /// Whether a word like "deputy" stands among the noun's modifiers.
    pub(super) fn is_demoted(&self) -> bool {
        let tree = self.arguments.tree;
        let demotes = |t: usize| {
            let word = tree.lemma(t);
            self.arguments.lexicon.is_demoting(word)
                || word.split('-').next().is_some_and(|w| self.arguments.lexicon.is_demoting(w))
        };
        let own = tree.children(self.token).iter().copied().filter(|&c| c < self.token);
        // In flat titles the words stand beside each other.
        own.chain((self.token.saturating_sub(3)..self.token).filter(|&t| tree.head(t) == tree.head(self.token)))
            .any(demotes)
    }

    /// A noun or, where it is a bare second one as in "founder and leader", the first of those that it is coordinated with.
    fn first_conjunct(&self) -> usize {
        let tree = self.arguments.tree;
        let bare = !tree.has(self.token, Deprel::Det) && !tree.has(self.token, Deprel::NmodPoss);
        match tree.head(self.token) {
            Some(head) if tree.deprel(self.token) == Deprel::Conj && bare && tree.upos(head) == Upos::Noun => head,
            _ => self.token,
        }
    }

    /// The name that the word stands before as a title.
    fn titled(&self) -> Option<usize> {
        let tree = self.arguments.tree;
        let head = tree.head(self.token).filter(|&h| h > self.token)?;
        let link = matches!(
            tree.deprel(self.token),
            Deprel::NmodDesc | Deprel::Compound | Deprel::Amod | Deprel::NmodUnmarked
        );
        (link && matches!(tree.upos(head), Upos::Propn)).then_some(head)
    }

    /// The state that a title without one is likely of: the only one of the sentence, and of all states that the document tells of the
    /// one told of most.
    fn home(&self) -> Option<Filler> {
        let tree = self.arguments.tree;
        self.titled()?;
        let states =
            |id: &&MentionId| tree.entity(**id).code.is_some() && tree.mention(**id).form != MentionForm::Pronoun;
        let mut here = tree.mentions.iter().filter(states);
        let first = *here.next()?;
        let entity = tree.mention(first).entity;
        let told = |e: &Entity| e.mentions.len();
        let most = tree.entities.entities.iter().enumerate().filter(|(id, e)| *id != entity && e.code.is_some());
        let rival = most.map(|(_, e)| told(e)).max().unwrap_or(0);
        let alone = here.all(|&other| tree.mention(other).entity == entity);
        (alone && told(tree.entity(first)) > rival).then_some(Filler { mention: first, certainty: 1.0 })
    }

    fn is_plural(&self) -> bool {
        let tree = self.arguments.tree;
        // "Sens. X and Y"
        matches!(tree.xpos(self.token), "NNS" | "NNPS") || tree.form(self.token).ends_with("s.")
    }

    /// Who has the role or quality that the word names.
    fn holders(&self) -> Vec<Filler> {
        let tree = self.arguments.tree;
        let arguments = self.arguments;
        let first = self.first_conjunct();
        let mut found = Vec::new();
        if let Some(name) = self.titled() {
            if self.is_plural() {
                found.extend(arguments.fill(name, 1.0));
            } else if let Some(mention) = tree.headed(name) {
                found.push(Filler { mention, certainty: 1.0 });
            }
            return found;
        }
        let head = tree.head(first);
        match tree.deprel(first) {
            Deprel::Appos | Deprel::NmodDesc if head.is_some_and(|h| h < first) => {
                if let Some(mention) = head.and_then(|h| tree.headed(h)) {
                    found.push(Filler { mention, certainty: 1.0 });
                }
            }
            Deprel::Amod | Deprel::Acl if self.part == Part::Adjective => {
                found.extend(head.into_iter().flat_map(|h| arguments.fill(h, 1.0)));
            }
            // "figures such as X and Y", "members like X"
            _ if self.part == Part::Noun && self.examples().next().is_some() => {
                found.extend(self.examples().flat_map(|e| arguments.fill(e, BY_COORDINATION)));
            }
            // "X, who succeeded Y as head of Z"
            Deprel::Xcomp | Deprel::Obl if head.is_some_and(|h| self.is_succession(h, first)) => {
                let subject = head.and_then(|h| tree.logical_subject(h));
                found.extend(subject.into_iter().flat_map(|s| arguments.fill(s.token, s.certainty)));
                return found;
            }
            Deprel::Xcomp => {
                let subject = tree.surface_subject(first);
                found.extend(subject.into_iter().flat_map(|s| arguments.fill(s.token, s.certainty)));
            }
            Deprel::Obl if ["as", "among"].iter().any(|p| tree.has_case(first, p)) => {
                let verb = head.filter(|&h| tree.is_predicate(h));
                let subject = verb.and_then(|v| tree.logical_object(v).or_else(|| tree.surface_subject(v)));
                found.extend(subject.into_iter().flat_map(|s| arguments.fill(s.token, s.certainty * BY_COORDINATION)));
            }
            _ => {}
        }
        if self.part != Part::Adjective {
            for &child in tree.children(first) {
                if tree.deprel(child) != Deprel::Appos || tree.headed(child).is_none() {
                    continue;
                }
                if self.is_plural() {
                    found.extend(arguments.fill(child, 1.0));
                } else {
                    found.extend(arguments.fill_alone(child));
                }
            }
        }
        if tree.has(first, Deprel::Cop) || tree.has(first, Deprel::Nsubj) {
            let subject = tree.surface_subject(first);
            found.extend(subject.into_iter().flat_map(|s| arguments.fill(s.token, s.certainty)));
        }
        if found.is_empty() && self.part == Part::Noun {
            let name = arguments.apposed_before(self.token);
            found.extend(name.map(|mention| Filler { mention, certainty: BY_POSITION }));
        }
        if self.part != Part::Adjective {
            found.extend(tree.headed(self.token).map(|mention| Filler { mention, certainty: 1.0 }));
        }
        found
    }

    /// Whether a verb says that its subject has the post that a noun behind "as" names.
    fn is_succession(&self, verb: usize, noun: usize) -> bool {
        let tree = self.arguments.tree;
        tree.is_predicate(verb) && self.arguments.lexicon.is_succeeding(tree.lemma(verb)) && tree.has_case(noun, "as")
    }

    fn examples(&self) -> impl Iterator<Item = usize> + '_ {
        let tree = self.arguments.tree;
        let example = move |&c: &usize| {
            matches!(tree.deprel(c), Deprel::Nmod | Deprel::Obl)
                && ["such", "like", "including"].iter().any(|p| tree.has_case(c, p))
        };
        tree.children(self.token).iter().copied().filter(example)
    }

    fn possessors(&self) -> Vec<Filler> {
        let tree = self.arguments.tree;
        let of = |token: usize| tree.children(token).iter().copied().filter(|&c| tree.deprel(c) == Deprel::NmodPoss);
        let mut found: Vec<Filler> = of(self.token).flat_map(|p| self.arguments.fill(p, 1.0)).collect();
        if found.is_empty() {
            let shared = self.titled().or_else(|| Some(self.first_conjunct()).filter(|&f| f != self.token));
            let before = shared.into_iter().flat_map(of).filter(|&p| p < self.token);
            found.extend(before.flat_map(|p| self.arguments.fill(p, 1.0)));
        }
        found
    }

    /// The subject of the light verb that the noun is the object of, or of the noun as a predicate ("X is in talks with Y").
    fn light_subject(&self) -> Option<Found> {
        let tree = self.arguments.tree;
        let noun = self.first_conjunct();
        if tree.has(noun, Deprel::Cop) {
            return tree.surface_subject(noun);
        }
        let verb = tree.head(noun)?;
        let linked =
            matches!(tree.deprel(noun), Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Xcomp | Deprel::Acl);
        if linked && self.arguments.lexicon.is_light(tree.lemma(verb)) {
            return tree.logical_subject(verb);
        }
        None
    }

    /// The verb of getting that the noun is the object of.
    fn received_by(&self) -> Option<usize> {
        let tree = self.arguments.tree;
        let noun = self.first_conjunct();
        let verb = tree.head(noun).filter(|&v| self.arguments.lexicon.is_receiving(tree.lemma(v)))?;
        (tree.deprel(noun) == Deprel::Obj).then_some(verb)
    }

    /// The subject of the verb of getting that the noun is the object of.
    fn receiver(&self) -> Option<Found> {
        self.received_by().and_then(|verb| self.arguments.tree.surface_subject(verb))
    }

    /// The subject of "at which X spoke", "where X spoke" behind the noun.
    fn relative_subject(&self) -> Option<Found> {
        let tree = self.arguments.tree;
        let verb = tree.child(self.token, Deprel::AclRelcl)?;
        let set = tree.children(verb).iter().any(|&c| match tree.deprel(c) {
            Deprel::Obl => tree.is_relative_pronoun(c) && ["at", "in", "during"].iter().any(|p| tree.has_case(c, p)),
            Deprel::Advmod => matches!(tree.lemma(c), "where" | "when"),
            _ => false,
        });
        set.then(|| tree.surface_subject(verb)).flatten()
    }

    /// "Lim (DAP-Tanjung)", "Rep. Smith, R-Texas"
    fn bracketed(&self) -> Option<Filler> {
        let tree = self.arguments.tree;
        let end = tree.mention(tree.headed(self.token)?).span.end;
        let rest = &tree.text[end..];
        let bracket = ["(", " ("].iter().find(|b| rest.starts_with(**b));
        let comma = Some(&", ").filter(|c| rest.starts_with(**c));
        let opening = bracket.or(comma)?.len();
        let mention = tree.mentions.iter().copied().find(|&m| tree.mention(m).span.start == end + opening)?;
        let closed = bracket.is_some() || tree.text[tree.mention(mention).span.end..].starts_with('-');
        closed.then_some(Filler { mention, certainty: 1.0 })
    }

    /// The verb that the noun hangs on by a preposition.
    fn governor(&self) -> Option<usize> {
        let tree = self.arguments.tree;
        tree.head(self.token).filter(|&h| tree.is_predicate(h) && tree.deprel(self.token) == Deprel::Obl)
    }

    /// Its subject, in an active clause who does it.
    fn governor_subject(&self) -> Option<Found> {
        let tree = self.arguments.tree;
        let verb = self.governor()?;
        tree.logical_subject(verb).or_else(|| tree.surface_subject(verb))
    }

    fn prepositional(&self, preposition: &str) -> Vec<Filler> {
        let tree = self.arguments.tree;
        let arguments = self.arguments;
        let after = |token: usize| tree.obliques(token, preposition);
        let mut found: Vec<Filler> = after(self.token).flat_map(|o| arguments.fill(o, 1.0)).collect();
        if !found.is_empty() {
            return found;
        }
        if self.part == Part::Verb {
            return found;
        }
        // "founder and leader of the party"
        let conjuncts = tree.children(self.token).iter().copied().filter(|&c| tree.deprel(c) == Deprel::Conj);
        let first = Some(self.first_conjunct()).filter(|&f| f != self.token);
        let shared = conjuncts.chain(first);
        found.extend(
            shared.flat_map(after).filter(|&o| o > self.token).flat_map(|o| arguments.fill(o, BY_COORDINATION)),
        );
        if !found.is_empty() {
            return found;
        }
        // A preposition right behind the noun or the name belongs to it, whatever the tree says.
        let end = match tree.headed(self.token) {
            Some(mention) if self.part == Part::Mention => tree.mention(mention).tokens.end,
            _ => self.token + 1,
        };
        if end < tree.len() && tree.lemma(end) == preposition && tree.deprel(end) == Deprel::Case {
            let object = tree.head(end).filter(|&o| o > end);
            found.extend(object.into_iter().flat_map(|o| arguments.fill(o, BY_POSITION)));
            if !found.is_empty() {
                return found;
            }
        }
        // "Fighting broke out between X and Y"
        if preposition == "between" && matches!(tree.deprel(self.token), Deprel::Nsubj | Deprel::NsubjPass) {
            found.extend(tree.head(self.token).into_iter().flat_map(after).flat_map(|o| arguments.fill(o, 1.0)));
        }
        if !found.is_empty() {
            return found;
        }
        // "President X of Egypt"
        if let Some(name) = self.titled() {
            found.extend(after(name).flat_map(|o| arguments.fill(o, 1.0)));
        } else if let Some(verb) =
            tree.head(self.first_conjunct()).filter(|&v| arguments.lexicon.is_light(tree.lemma(v)))
        {
            // "expressed support on Sunday for the plan"
            let late = after(verb).filter(|&o| o > self.token && preposition != "by");
            found.extend(late.flat_map(|o| arguments.fill(o, BY_LIGHT_VERB)));
        }
        found
    }
}
