//! What a pronoun and a cluster that it may stand for look like, as numbers by name.
//!
//! Recency, role and continuity are those of S. Lappin and H. Leass, "An Algorithm for Pronominal Anaphora Resolution",
//! Computational Linguistics 20(4), 1994; what is new here is that their weights are learnt.

use super::bindings::{above, clause, is_reflexive, is_saying, is_subject, may_bind, path, relative_noun};
use super::choice::{Around, Choice};
use super::descriptions::Beside;
use crate::entities::MentionForm;
use crate::entities::candidate::Determined;
use crate::entities::lexicon::Lexicon;
use crate::reading::{Deprel, EntityType};

/// What a choice without rivals is said to lead by.
const ALONE: f32 = 10.0;

/// A feature is a number.
trait Number {
    fn number(self) -> f32;
}

impl Number for bool {
    fn number(self) -> f32 {
        f32::from(u8::from(self))
    }
}

impl Number for usize {
    /// Beyond 200 nothing is told by more.
    fn number(self) -> f32 {
        self.min(200) as f32
    }
}

impl Number for f32 {
    fn number(self) -> f32 {
        self
    }
}

/// Names and values in one place, so that they cannot part.
macro_rules! features {
    ($around:ident, $choice:ident;
     pronoun { $($pronoun:literal $told:expr,)* }
     choice { $($name:literal $value:expr,)* }
     description $beside:ident { $($more:literal $number:expr,)* }) => {
        /// The names of the features, in the order of their values; pronouns have none of the last, those of descriptions.
        pub(super) const NAMES: &[&str] = &[$($pronoun,)* $($name,)* $($more),*];

        /// The values that are the same for all choices.
        pub(super) fn of_pronoun($around: &Around) -> Vec<f32> {
            vec![$(Number::number($told)),*]
        }

        /// The values for one choice, behind those of the pronoun.
        pub(super) fn values(of_pronoun: &[f32], $around: &Around, $choice: &Choice) -> Vec<f32> {
            let mut values = Vec::with_capacity(NAMES.len());
            values.extend_from_slice(of_pronoun);
            values.extend([$(Number::number($value)),*]);
            if $around.pronoun().form == MentionForm::Description {
                let $beside = Beside::new($around, $choice);
                values.extend([$(Number::number($number)),*]);
            }
            values
        }
    };
}

features! { at, c;
    pronoun {
        "p.person" at.pronoun().kind == Some(EntityType::Person),
        "p.plural" at.pronoun().plural,
        "p.possessive" at.scene().deprel(at.pronoun().head) == Deprel::NmodPoss,
        "p.reflexive" is_reflexive(at.pronoun()),
        "p.subject" is_subject(at.scene(), at.pronoun().head),
        "p.object" is_object(at.scene().deprel(at.pronoun().head)),
        "p.oblique" matches!(at.scene().deprel(at.pronoun().head), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent),
        "p.quoted" at.scene().quoted[at.pronoun().head],
        "p.place" at.pronoun().head,
        "p.depth" above(at.scene(), at.pronoun().head).len(),
        "p.main" above(at.scene(), at.pronoun().head).len() <= 1,
        "p.joined" at.scene().deprel(clause(at.scene(), at.pronoun().head)) == Deprel::Conj,
        "p.relative" relative_noun(at.scene(), at.pronoun().head).is_some(),
        "p.reported" at.scene().deprel(clause(at.scene(), at.pronoun().head)) == Deprel::Ccomp,
        "p.owned.of_state" of_state(at),
        "p.said" at.scene().head(at.pronoun().head).is_some_and(|h| is_saying(&at.scene().lemma(h))),
    }
    choice {
        // The field.
        "field.size" at.choices.len(),
        "field.recency" at.choices.iter().filter(|x| x.closest > c.closest && !x.ahead).count(),
        "field.more" at.choices.iter().filter(|x| x.count > c.count).count(),
        "field.named" at.choices.iter().filter(|x| at.cluster(x).named).count(),
        "field.same_sentence" at.choices.iter().filter(|x| x.here > 0).count(),
        "field.rivals" at.choices.iter().filter(|x| x.here > 0 && x.closest > c.closest).count(),
        "field.earlier_here" at.choices.iter().filter(|x| x.here > 0 && x.first_here < c.first_here).count(),
        // The cluster.
        "c.named" at.cluster(c).named,
        "c.known" at.cluster(c).entry.is_some(),
        "c.person" at.cluster(c).kind == Some(EntityType::Person),
        "c.organization" at.cluster(c).kind == Some(EntityType::Organization),
        "c.place" at.cluster(c).kind == Some(EntityType::Place),
        "c.group" at.cluster(c).kind == Some(EntityType::Group),
        "c.event" at.cluster(c).kind == Some(EntityType::Event),
        "c.plan" at.cluster(c).kind == Some(EntityType::Plan),
        "c.plural" at.cluster(c).plural,
        "c.gender.same" at.cluster(c).gender.is_some() && at.cluster(c).gender == at.pronoun().gender,
        "c.gender.other" at.cluster(c).gender.is_some() && at.pronoun().gender.is_some() && at.cluster(c).gender != at.pronoun().gender,
        "c.count" c.count,
        "c.share" c.count as f32 / at.choices.iter().map(|x| x.count).max().unwrap_or(1).max(1) as f32,
        "c.pronouns" c.pronouns,
        "c.same_pronoun" c.same_pronoun,
        "c.other_pronoun" c.other_pronoun,
        "c.first" c.first_sentence,
        "c.names" at.cluster(c).names.len(),
        // Where it stands in the pronoun's sentence and in the two before.
        "here.count" c.here,
        "here.first" c.first_here,
        "here.subject" c.subject_here,
        "here.level" c.level,
        "here.barred" c.barred,
        "before.count" c.before,
        "before.subject" c.subject_before,
        "before.main" c.main_before,
        "before.first" c.first_before,
        "before.object" c.object_before,
        "earlier.count" c.earlier,
        // Its closest mention.
        "m.ahead" c.ahead,
        "m.subject_ahead" c.subject_ahead,
        "m.sentences" c.distance,
        "m.mentions" c.between,
        "m.words" if c.distance == 0 { at.mention(c).head.abs_diff(at.pronoun().head) } else { 99 },
        "m.path" if c.distance == 0 { path(at.scene(), at.mention(c).head, at.pronoun().head) } else { 20 },
        "m.block" at.scene_of(c).sentence.block != at.scene().sentence.block,
        "m.name" at.mention(c).form == MentionForm::Name,
        "m.demonym" at.mention(c).form == MentionForm::Demonym,
        "m.description" at.mention(c).form == MentionForm::Description,
        "m.pronoun" at.mention(c).form == MentionForm::Pronoun,
        "m.same_form" at.mention(c).lemma == at.pronoun().lemma,
        "m.subject" is_subject(at.scene_of(c), at.mention(c).head),
        "m.object" is_object(at.scene_of(c).deprel(at.mention(c).head)),
        "m.oblique" matches!(at.scene_of(c).deprel(at.mention(c).head), Deprel::Obl | Deprel::OblAgent),
        "m.agent" at.scene_of(c).case(at.mention(c).head).as_deref() == Some("by"),
        "m.nmod" at.scene_of(c).deprel(at.mention(c).head) == Deprel::Nmod,
        "m.of" at.scene_of(c).case(at.mention(c).head).as_deref() == Some("of"),
        "m.possessive" at.scene_of(c).deprel(at.mention(c).head) == Deprel::NmodPoss,
        "m.modifier" matches!(at.scene_of(c).deprel(at.mention(c).head), Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Flat),
        "m.root" at.scene_of(c).deprel(at.mention(c).head) == Deprel::Root,
        "m.joined" at.scene_of(c).deprel(at.mention(c).head) == Deprel::Conj,
        "m.apposed" at.scene_of(c).deprel(at.mention(c).head) == Deprel::Appos,
        "m.depth" above(at.scene_of(c), at.mention(c).head).len(),
        "m.place" at.mention(c).head,
        "m.quoted" at.scene_of(c).quoted[at.mention(c).head],
        "m.indefinite" at.mention(c).determined == Determined::Indefinite,
        "m.demonstrative" at.mention(c).determined == Determined::Demonstrative,
        "m.worthy" worthy(at, c),
        "m.same_role" at.scene_of(c).deprel(at.mention(c).head) == at.scene().deprel(at.pronoun().head),
        "m.same_verb" same_verb(at, c),
        "m.same_clause" c.distance == 0 && clause(at.scene(), at.mention(c).head) == clause(at.scene(), at.pronoun().head),
        "m.may_bind" c.distance > 0 || may_bind(at.scene(), at.mention(c), at.pronoun()),
        "m.commands" c.distance == 0 && above(at.scene(), at.pronoun().head).contains(&clause(at.scene(), at.mention(c).head)),
        "m.relative" c.distance == 0 && relative_noun(at.scene(), at.pronoun().head) == Some(at.mention(c).head),
        "m.sayer" super::bindings::is_sayer(at.scene_of(c), at.mention(c).head),
        // How alike the encoder's vectors are, and how far this one is ahead of the best other one in what tells most.
        "m.likeness" c.likeness,
        "c.likeness" c.likeness_of_last,
        "lead.likeness" lead(at, c, |x| x.likeness),
        "lead.likeness_of_last" lead(at, c, |x| x.likeness_of_last),
        "lead.level" lead(at, c, |x| -(x.level as f32)),
        "lead.same_pronoun" lead(at, c, |x| x.same_pronoun as f32),
        "lead.count" lead(at, c, |x| x.count as f32),
        "lead.here" lead(at, c, |x| x.here as f32),
        "lead.subject_here" lead(at, c, |x| x.subject_here.number()),
        "lead.main_before" lead(at, c, |x| x.main_before.number()),
        "lead.subject_before" lead(at, c, |x| x.subject_before.number()),
        "lead.barred" lead(at, c, |x| x.barred.number()),
        "lead.person" lead(at, c, |x| (at.cluster(x).kind == Some(EntityType::Person)).number()),
    }
    description d {
        "d.definite" d.is_determined(Determined::Definite),
        "d.possessive" d.is_determined(Determined::Possessive),
        "d.event" d.is(EntityType::Event),
        "d.plan" d.is(EntityType::Plan),
        "d.group" d.is(EntityType::Group),
        "d.organization" d.is(EntityType::Organization),
        "d.place" d.is(EntityType::Place),
        "d.sentence" at.pronoun().sentence,
        "d.length" at.pronoun().tokens.len(),
        "d.words" at.pronoun().words.len(),
        "d.anchors" at.anchors.len(),
        "d.worthy" at.scene().sentence.tokens[at.pronoun().head].mention.map_or(0.0, |m| m.probability),
        "d.same_head" d.same_head(),
        "d.same_class" d.same_class(),
        "d.other_head" d.other_head(),
        "d.posts" d.posts(),
        "d.known_words" d.known_words(),
        "d.new_words" d.new_words(),
        "d.lost_words" d.lost_words(),
        "d.same_anchors" d.same_anchors(),
        "d.new_anchors" d.new_anchors(),
        "d.anchored_apart" d.anchored_apart(),
        "d.is_place" d.place(),
        "d.anchor_in_name" d.anchor_in_name(),
        "d.head_in_name" d.head_in_name(),
        "d.same_number" d.same_number(),
        "d.same_kind" d.same_kind(),
        "d.rivals" d.rivals(),
        "d.is_owned" d.is_owned(),
        "d.same_head.lead" lead(at, c, |x| Beside::new(at, x).same_head() as f32),
        "d.known_words.lead" lead(at, c, |x| Beside::new(at, x).known_words() as f32),
        "d.same_anchors.lead" lead(at, c, |x| Beside::new(at, x).same_anchors() as f32),
    }
}

fn is_object(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Obj | Deprel::Iobj)
}

/// Whether a pronoun owns what only a state or a body has: "its president", "its troops".
fn of_state(at: &Around) -> bool {
    let scene = at.scene();
    if scene.deprel(at.pronoun().head) != Deprel::NmodPoss {
        return false;
    }
    let Some(owned) = scene.head(at.pronoun().head) else { return false };
    let lemma = scene.lemma(owned);
    let noun = Lexicon::shipped().noun(&lemma, scene.is_plural(owned));
    noun.is_some_and(|n| matches!(n.class, "head_of_state" | "force" | "government" | "office" | "corps"))
        || matches!(lemma.as_str(), "parliament" | "capital" | "citizen" | "border" | "neighbour" | "ally")
}

/// The reader's probability that the head is one of a mention worth a graph.
fn worthy(at: &Around, c: &Choice) -> f32 {
    at.scene_of(c).sentence.tokens[at.mention(c).head].mention.map_or(0.0, |m| m.probability)
}

/// Whether both depend on the same verb, in whatever sentence.
fn same_verb(at: &Around, c: &Choice) -> bool {
    let verb = |scene: &crate::entities::scene::Scene, t: usize| scene.head(t).map(|h| scene.lemma(h));
    let (a, b) = (verb(at.scene(), at.pronoun().head), verb(at.scene_of(c), at.mention(c).head));
    a.is_some() && a == b
}

/// By how much a choice has more of something than the one among the others that has most of it.
fn lead(at: &Around, c: &Choice, value: impl Fn(&Choice) -> f32) -> f32 {
    let others = at.choices.iter().filter(|x| x.cluster != c.cluster).map(&value);
    others.reduce(f32::max).map_or(ALONE, |best| value(c) - best)
}
