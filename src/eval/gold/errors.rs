//! What is wrong in one article, to be read.

use super::ArticleScore;
use crate::eval::one_line::one_line as line;
use crate::graph::Evidence;
use std::fmt;

impl ArticleScore {
    /// Every wrong and every missed edge with its sentence, under a heading.
    pub fn errors(&self) -> impl fmt::Display + '_ {
        Errors(self)
    }
}

struct Errors<'a>(&'a ArticleScore);

impl fmt::Display for Errors<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ArticleScore { id, hits, wrong, missed, .. } = self.0;
        let id = line(id);
        writeln!(f, "## {id}: {} right, {} wrong, {} missed", hits.len(), wrong.len(), missed.len())?;
        for w in wrong {
            let (source, target, edge) = (line(&w.source), line(&w.target), &w.edge);
            let (relation, status) = (line(&edge.relation), edge.status.as_str());
            writeln!(f, "wrong   {source} {relation} {target}  {status} {:.2}", edge.confidence)?;
            for Evidence { text, by, confidence, .. } in &edge.evidence {
                writeln!(f, "        {by} {confidence:.2}: {}", line(text))?;
            }
        }
        for m in missed {
            let (source, relation, target) = (line(&m.source), line(&m.relation), line(&m.target));
            writeln!(f, "missed  {source} {relation} {target}  {}", m.status.as_str())?;
            writeln!(f, "        {}", line(&m.evidence))?;
        }
        Ok(())
    }
}
