//! What went wrong with inputs, told so that a long batch stays readable: the first cases, and how many more.

use super::output;
use crate::document::{BlockKind, Document, DocumentError, Input};
use std::collections::BTreeMap;
use std::io;

/// Faults of records that are told one by one for each file.
const TOLD: usize = 5;
/// So many records without text are told one by one.
const FEW: usize = 3;

/// Tells faults, and counts what is told at the end.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Articles that were read.
    articles: usize,
    /// Those that are no more than their title.
    titles: usize,
    /// Files that failed.
    files: usize,
    /// Records that failed, for each file.
    records: BTreeMap<String, usize>,
    /// Records without text, for each file, and the first of them.
    empty: BTreeMap<String, (usize, Vec<String>)>,
    /// Files in folders that are no articles.
    others: Vec<String>,
}

impl Faults {
    /// Counts an article that was read.
    pub fn read(&mut self, document: &Document) {
        self.articles += 1;
        self.titles += usize::from(matches!(document.blocks.as_slice(), [only] if only.kind == BlockKind::Heading));
    }

    /// Tells what is wrong with an input, at once or at the end.
    pub fn tell(&mut self, error: &anyhow::Error, input: &Input) -> io::Result<()> {
        let Some(fault) = error.downcast_ref::<DocumentError>() else {
            self.files += 1;
            return output::complain(error);
        };
        if fault.is_remark() {
            return output::message(&fault.to_string());
        }
        let file = fault.source_name().to_owned();
        if fault.is_empty_record() {
            let (count, first) = self.empty.entry(file).or_default();
            *count += 1;
            if first.len() < FEW {
                first.push(fault.to_string());
            }
            return Ok(());
        }
        if fault.is_no_article() && !input.is_named() {
            self.others.push(file);
            return Ok(());
        }
        if fault.is_of_record() {
            let count = self.records.entry(file).or_default();
            *count += 1;
            if *count > TOLD {
                return Ok(());
            }
        } else {
            self.files += 1;
            // What is wrong with all records says more than each of them.
            if matches!(fault, DocumentError::NoTexts { .. }) {
                self.empty.remove(&file);
            }
        }
        output::complain(error)
    }

    /// Whether anything failed that should not have.
    pub fn any(&self) -> bool {
        self.files > 0 || !self.records.is_empty()
    }

    /// Sums up what was not told one by one; `files` is how many were to be read.
    pub fn sum_up(&self, files: usize) -> io::Result<()> {
        for (file, &count) in &self.records {
            if count > TOLD {
                output::message(&format!("{file}: {} more records could not be read", count - TOLD))?;
            }
        }
        let empty: usize = self.empty.values().map(|(count, _)| count).sum();
        if empty > FEW {
            let all = self.articles + empty + self.records.values().sum::<usize>();
            let first = self.empty.values().next().and_then(|(_, first)| first.first()).map_or("", String::as_str);
            output::message(&format!("{empty} of {all} records were passed over; the first: {first}"))?;
        } else {
            for line in self.empty.values().flat_map(|(_, lines)| lines) {
                output::message(&format!("{line}; it was passed over"))?;
            }
        }
        if self.titles > 0 {
            output::message(&format!("{} of {} articles have a title and no text", self.titles, self.articles))?;
        }
        match self.others.as_slice() {
            [] => {}
            [one] => output::message(&format!("{one}: is no text and was passed over"))?,
            [first, ..] => {
                let count = self.others.len();
                output::message(&format!("{count} files are no text and were passed over; the first: {first}"))?;
            }
        }
        if self.files > 0 && files > 1 {
            output::message(&format!("{} of {files} files could not be read", self.files))?;
        }
        Ok(())
    }
}
