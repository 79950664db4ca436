//! Who is for or against whom: the five classes of "Who Blames or Endorses Whom?" (Park, Pan and Joo, ACL 2021).

use super::PairModel;
use super::observe::scene_of_spans;
use crate::Span;
use crate::reading::Reading;
use crate::reading::model::softmax;
use crate::relations::Ontology;

/// What a sentence says of two of its ends. Its number in the order of [`Stance::ALL`] is the class of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Nothing, or neither praise nor blame.
    Neutral,
    /// The first is positive of the second: praises, backs, defends.
    FirstForSecond,
    /// The second is positive of the first.
    SecondForFirst,
    /// The first is negative of the second: blames, opposes, attacks.
    FirstAgainstSecond,
    /// The second is negative of the first.
    SecondAgainstFirst,
}

impl Stance {
    /// All classes, in the order of the corpus.
    pub const ALL: [Stance; 5] =
        [Self::Neutral, Self::FirstForSecond, Self::SecondForFirst, Self::FirstAgainstSecond, Self::SecondAgainstFirst];

    /// A few words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::FirstForSecond => "first for second",
            Self::SecondForFirst => "second for first",
            Self::FirstAgainstSecond => "first against second",
            Self::SecondAgainstFirst => "second against first",
        }
    }

    /// The same of the two ends taken the other way round.
    pub fn turned(self) -> Self {
        match self {
            Self::Neutral => Self::Neutral,
            Self::FirstForSecond => Self::SecondForFirst,
            Self::SecondForFirst => Self::FirstForSecond,
            Self::FirstAgainstSecond => Self::SecondAgainstFirst,
            Self::SecondAgainstFirst => Self::FirstAgainstSecond,
        }
    }
}

impl PairModel {
    /// Who in a sentence is for or against whom: the probability of each class, in the order of [`Stance::ALL`], for two `spans`,
    /// which are bytes of the text that was read.
    ///
    /// The model reads the pair both ways, and the answer is the mean, so that to turn the spans is to turn the classes. Words of
    /// the `ontology` are among what it looks at. None where a span holds no word of the sentence, both have one head, or the reading
    /// has no vectors, as one that was made by hand.
    ///
    /// ```
    /// use powermap::document::{Document, Format};
    /// use powermap::reading::Reader;
    /// use powermap::relations::{Ontology, PairModel, Stance};
    ///
    /// let text = "Norland sharply criticised Sudmark on Monday.";
    /// let document = Document::from_bytes(text.as_bytes(), "-", Format::Text)?;
    /// let reading = Reader::embedded()?.read(&document);
    /// let spans = [(0, 7).into(), (27, 34).into()];
    /// let stance = PairModel::embedded()?.stance(&reading, 0, spans, &Ontology::built_in()).expect("two words");
    /// assert!(stance[Stance::FirstAgainstSecond as usize] > 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stance(
        &self,
        reading: &Reading,
        sentence: usize,
        spans: [Span; 2],
        ontology: &Ontology,
    ) -> Option<[f32; Stance::ALL.len()]> {
        let vectors = &reading.sentences.get(sentence)?.vectors;
        let scene = scene_of_spans(reading, sentence, spans, ontology)?;
        let rows = self.outputs(&scene, vectors, &[(0, 1)])?;
        let mut mean = [0f32; Stance::ALL.len()];
        for (row, turned) in rows.chunks_exact(self.out.outputs()).zip([false, true]) {
            let mut classes = row[row.len() - Stance::ALL.len()..].to_vec();
            softmax(&mut classes, Stance::ALL.len());
            for (class, probability) in Stance::ALL.into_iter().zip(classes) {
                let class = if turned { class.turned() } else { class };
                mean[class as usize] += probability / 2.0;
            }
        }
        Some(mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::reading::Reader;

    #[test]
    fn turned_spans_turn_the_classes() {
        let text = "Sudmark, which backs Norland, was praised.";
        let document = Document::from_bytes(text.as_bytes(), "-", Format::Text).unwrap();
        let reading = Reader::embedded().unwrap().read(&document);
        let (model, ontology) = (PairModel::embedded().unwrap(), Ontology::built_in());
        let [sudmark, norland] = [Span::new(0, 7), Span::new(21, 28)];
        let stance = |spans| model.stance(&reading, 0, spans, &ontology);
        let (forth, back) = (stance([sudmark, norland]).unwrap(), stance([norland, sudmark]).unwrap());
        for class in Stance::ALL {
            assert!((forth[class as usize] - back[class.turned() as usize]).abs() < 1e-6, "{forth:?} {back:?}");
        }
        assert!((forth.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(stance([sudmark, sudmark]), None);
        assert_eq!(stance([sudmark, Span::new(500, 504)]), None);
        assert_eq!(model.stance(&reading, 9, [sudmark, norland], &ontology), None);
    }
}
