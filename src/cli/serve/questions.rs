//! The questions of the command line: each is answered by what answers its command.

use super::super::{allies, ask, between, camps, diff, path, rank, show, stats, timeline, who};
use super::api::{Api, Asked, LISTED};
use super::error::Wrong;
use crate::graph::Grain;
use crate::query::Measure;
use anyhow::Result;

impl Api {
    pub fn who(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (relation, name) = (asked.parameters.required("relation")?, asked.parameters.required("name")?);
        self.ask_command(asked, |session| who::answer(session, relation, name, false))
    }

    pub fn whom(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (relation, name) = (asked.parameters.required("relation")?, asked.parameters.required("name")?);
        self.ask_command(asked, |session| who::answer(session, relation, name, true))
    }

    pub fn show(&self, asked: &Asked) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        self.ask_command(asked, |session| show::answer(session, name))
    }

    pub fn between(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (one, other) = (asked.parameters.required("one")?, asked.parameters.required("other")?);
        self.two(one, other)?;
        self.ask_command(asked, |session| between::answer(session, one, other))
    }

    pub fn path(&self, asked: &Asked) -> Result<Vec<u8>> {
        let (from, to) = (asked.parameters.required("from")?, asked.parameters.required("to")?);
        self.two(from, to)?;
        self.ask_command(asked, |session| path::answer(session, from, to, &asked.parameters.list("relations")))
    }

    pub fn allies(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.circle(asked, false)
    }

    pub fn rivals(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.circle(asked, true)
    }

    fn circle(&self, asked: &Asked, rivals: bool) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| allies::answer(session, name, limit, rivals))
    }

    pub fn rank(&self, asked: &Asked) -> Result<Vec<u8>> {
        let by = asked.parameters.choice("by", &Measure::ALL.map(|m| (m.as_str(), m)), Measure::PageRank)?;
        let (relations, kinds) = (asked.parameters.list("relation"), asked.parameters.kinds("type")?);
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| rank::answer(session, by, &relations, &kinds, limit))
    }

    pub fn camps(&self, asked: &Asked) -> Result<Vec<u8>> {
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| camps::answer(session, limit))
    }

    pub fn timeline(&self, asked: &Asked) -> Result<Vec<u8>> {
        let name = asked.parameters.required("name")?;
        let steps = [("year", Grain::Year), ("month", Grain::Month), ("day", Grain::Day)];
        let grain = asked.parameters.choice("by", &steps, Grain::Month)?;
        self.ask_command(asked, |session| timeline::answer(session, name, grain))
    }

    pub fn diff(&self, asked: &Asked) -> Result<Vec<u8>> {
        let [old, new] = [asked.parameters.period("old")?, asked.parameters.period("new")?];
        if old == new {
            return Err(Wrong::asked("old and new are the same period; give two"));
        }
        let limit = asked.parameters.count("limit", 20, LISTED)?;
        self.ask_command(asked, |session| diff::answer(session, None, [old, new], limit))
    }

    pub fn stats(&self, asked: &Asked) -> Result<Vec<u8>> {
        self.ask_command(asked, |session| stats::answer(session))
    }

    pub fn ask(&self, asked: &Asked) -> Result<Vec<u8>> {
        let question = asked.parameters.required("question")?;
        let reader = self.reader()?;
        self.ask_command(asked, |session| ask::put(session, question, || Ok(reader)))
    }

    /// That two names mean two.
    fn two(&self, one: &str, other: &str) -> Result<()> {
        let ends = [self.find(one)?, self.find(other)?];
        let same = format!("{one:?} and {other:?} are both {}; give two", ends[0].name);
        if ends[0].id == ends[1].id { Err(Wrong::asked(same)) } else { Ok(()) }
    }
}
