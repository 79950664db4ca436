//! The parameters of a question in an address.

use super::error::Wrong;
use crate::entities::EntityType;
use crate::graph::{Date, Filter, Period};
use crate::relations::Status;
use anyhow::Result;

/// What stands behind `?`.
pub(super) struct Parameters<'r> {
    given: &'r [(String, String)],
}

impl<'r> Parameters<'r> {
    /// The parameters that were given, of which all must be known and none may come twice.
    pub fn new(given: &'r [(String, String)], known: &[&str]) -> Result<Self> {
        for (nth, (name, _)) in given.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(Wrong::asked(format!("there is no parameter {name:?} here; there are: {list}")));
            }
            if given[..nth].iter().any(|(other, _)| other == name) {
                return Err(Wrong::asked(format!("the parameter {name:?} is given twice")));
            }
        }
        Ok(Self { given })
    }

    /// One that may be left out, or left empty.
    pub fn get(&self, name: &str) -> Option<&'r str> {
        let found = self.given.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// One that must be there.
    pub fn required(&self, name: &str) -> Result<&'r str> {
        self.get(name).ok_or_else(|| Wrong::asked(format!("the parameter {name:?} is missing; give it as {name}=...")))
    }

    /// A number up to `most`; 0 is all, which is `most`.
    pub fn count(&self, name: &str, default: usize, most: usize) -> Result<usize> {
        let Some(text) = self.get(name) else { return Ok(default) };
        match text.parse::<usize>() {
            Ok(0) => Ok(most),
            Ok(count) if count <= most => Ok(count),
            _ => Err(Wrong::asked(format!("{name}={text}: give a whole number from 0 to {most}"))),
        }
    }

    /// Words with commas between them.
    pub fn list(&self, name: &str) -> Vec<String> {
        let words = self.get(name).unwrap_or_default().split(',').map(str::trim);
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// A word of a few.
    pub fn choice<T: Copy>(&self, name: &str, known: &[(&str, T)], default: T) -> Result<T> {
        let Some(text) = self.get(name) else { return Ok(default) };
        one_of(name, text, known)
    }

    /// A yes or a no, which it is where it is left out.
    pub fn yes(&self, name: &str) -> Result<bool> {
        self.choice(name, &[("true", true), ("false", false)], false)
    }

    /// The types of entity that are listed.
    pub fn kinds(&self, name: &str) -> Result<Vec<EntityType>> {
        let known = EntityType::ALL.map(|kind| (kind.as_str(), kind));
        self.list(name).iter().map(|word| one_of(name, word, &known)).collect()
    }

    /// A period, which must be there.
    pub fn period(&self, name: &str) -> Result<Period> {
        let text = self.required(name)?;
        let period: Period = text.parse().map_err(|error| Wrong::asked(format!("{name}={text}: {error}")))?;
        if period.is_empty() {
            return Err(Wrong::asked(format!("{name}={text}: the period ends before it starts; turn it round")));
        }
        Ok(period)
    }

    /// The filter that the parameters `since`, `until`, `status` and `min_confidence` are.
    pub fn filter(&self) -> Result<Filter> {
        let date = |name: &str| -> Result<Option<Date>> {
            let Some(text) = self.get(name) else { return Ok(None) };
            text.parse().map(Some).map_err(|error| Wrong::asked(format!("{name}={text}: {error}")))
        };
        let period = Period { since: date("since")?, until: date("until")? };
        if period.is_empty() {
            return Err(Wrong::asked("until is before since, so that nothing is between them; turn them round"));
        }
        let min_confidence = match self.get("min_confidence").map(|text| (text, text.parse::<f32>())) {
            None => 0.0,
            Some((_, Ok(value))) if (0.0..=1.0).contains(&value) => value,
            Some((text, _)) => {
                return Err(Wrong::asked(format!("min_confidence={text}: give a number from 0 to 1, such as 0.6")));
            }
        };
        let known = Status::ALL.map(|status| (status.as_str(), status));
        let statuses: Result<_> = self.list("status").iter().map(|word| one_of("status", word, &known)).collect();
        Ok(Filter { min_confidence, statuses: statuses?, period })
    }
}

fn one_of<T: Copy>(name: &str, word: &str, known: &[(&str, T)]) -> Result<T> {
    match known.iter().find(|(other, _)| *other == word) {
        Some((_, value)) => Ok(*value),
        None => {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            Err(Wrong::asked(format!("{name}={word}: give one of {}", words.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(given: &[(&str, &str)]) -> String {
        let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let known = ["since", "until", "status", "min_confidence", "limit"];
        let parameters = Parameters::new(&given, &known);
        let checked = parameters.and_then(|p| Ok((p.filter()?, p.count("limit", 20, 100)?)));
        checked.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(
            wrong(&[("since", "2018"), ("until", "2019-03"), ("status", "asserted, former"), ("limit", "0")]),
            ""
        );
        assert_eq!(wrong(&[("limit", "101")]), "limit=101: give a whole number from 0 to 100");
        assert_eq!(wrong(&[("limit", "-1")]), "limit=-1: give a whole number from 0 to 100");
        assert!(wrong(&[("sinse", "2018")]).starts_with("there is no parameter \"sinse\" here; there are: since"));
        assert_eq!(wrong(&[("since", "2018"), ("since", "2019")]), "the parameter \"since\" is given twice");
        assert!(wrong(&[("since", "2018-13")]).starts_with("since=2018-13: "));
        assert!(wrong(&[("since", "2019"), ("until", "2018")]).contains("turn them round"));
        assert!(wrong(&[("min_confidence", "NaN")]).contains("a number from 0 to 1"));
        assert!(wrong(&[("status", "sure")]).contains("give one of asserted, former"));
    }
}
