//! `comity compare`: two answers side by side, of two days, papers, markets, editions of the data, or of law assumed.

use crate::flags::{self, Flags};
use crate::words::{Whole, Words, line};
use crate::{Failure, files};
use comity::ask::{self, Compared, Comparison, Difference, RequirementSide};
use std::path::Path;

/// Flags that say what is different in the second question.
const OTHER: [&str; 6] = ["with", "with-on", "with-market", "with-holding", "with-data", "with-what-if"];

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &OTHER)?;
    if OTHER.iter().all(|flag| flags.own(flag).is_none()) {
        let known = OTHER.map(|flag| format!("--{flag}")).join(", ");
        return Err(Failure::Input(format!("compared with what? Give one of {known}")));
    }
    let first = flags.question()?;
    let mut second = match flags.own("with") {
        Some(path) => flags::read(Path::new(path))?,
        None => first.clone(),
    };
    if let Some(day) = flags.own("with-on") {
        day.clone_into(&mut second.on);
    }
    if let Some(market) = flags.own("with-market") {
        market.clone_into(&mut second.market);
    }
    if let Some(paper) = flags.own("with-holding") {
        second.holdings = vec![flags::holding(paper)?];
    }
    let law = flags.law()?;
    let mut other = match flags.own("with-data") {
        Some(path) => Some(flags.assuming(files::law(Some(Path::new(path)))?)?),
        None => None,
    };
    if let Some(path) = flags.own("with-what-if") {
        other = Some(flags.laid(other.as_ref().unwrap_or(&law), Path::new(path))?);
    }
    let comparison = ask::compare((&law, &first), (other.as_ref().unwrap_or(&law), &second))
        .map_err(|error| flags.refuse(&law, &error))?;
    flags.answer(&comparison, || Words::about(flags.language, &law).comparison(&comparison))
}

impl Words {
    fn comparison(&self, comparison: &Comparison) -> String {
        let mut out = String::new();
        for (key, side) in [("ask.compare.first", &comparison.first), ("ask.compare.second", &comparison.second)] {
            line(&mut out, &format!("{}: {}", self.say(key, &[]), self.compared(side)));
            self.assumed(&mut out, &side.overlay);
        }
        line(&mut out, "");
        if comparison.same {
            line(&mut out, &self.say("ask.compare.same", &[]));
        }
        for (key, differs) in
            [("ask.compare.headline", &comparison.headline), ("ask.compare.market", &comparison.market)]
        {
            if !differs.is_empty() {
                line(&mut out, &format!("{}: {}", self.say(key, &[]), self.differences(differs)));
            }
        }
        for requirement in &comparison.requirements {
            let differs = self.differences(&requirement.differs);
            line(&mut out, &format!("{} ({}): {differs}", self.pick(&requirement.name), requirement.id));
            for (side, of) in [(&requirement.first, &comparison.first), (&requirement.second, &comparison.second)] {
                let market = &of.question.market;
                let text = side.as_ref().map_or_else(|| self.say("ask.compare.nothing", &[]), |s| self.side(s, market));
                line(&mut out, &format!("  {text}"));
            }
        }
        if !comparison.unchanged.is_empty() {
            let ids = self.list(&comparison.unchanged);
            line(&mut out, &self.say("ask.compare.unchanged", &[("ids", &ids)]));
        }
        line(&mut out, "");
        let as_of = comparison.second.as_of.as_deref();
        let whole = Whole { budget: comparison.budget, bound_hit: comparison.bound_hit };
        self.close(&mut out, whole, &comparison.second.edition, as_of);
        out.trim_end().to_owned()
    }

    fn compared(&self, side: &Compared) -> String {
        let question = &side.question;
        let verdict = self.say(&format!("verdict.{}", side.verdict), &[]);
        let papers = self.names(&question.schemes);
        let market = self.pick(&question.market_name);
        format!("{papers} → {market}, {} ({}): {verdict}", question.on, side.edition)
    }

    fn differences(&self, differs: &[Difference]) -> String {
        self.list(&differs.iter().map(|d| self.say(&format!("ask.differs.{d}"), &[])).collect::<Vec<_>>())
    }

    fn side(&self, side: &RequirementSide, market: &str) -> String {
        let verdict = self.say(&format!("verdict.{}", side.verdict), &[]);
        let routes: Vec<String> =
            side.routes.iter().filter(|route| !route.is_empty()).map(|route| route.join(" → ")).collect();
        let mut text = format!("{verdict} ({})", self.interval(side.interval));
        for part in [
            self.list(&routes),
            self.list(&side.obligations.iter().map(|o| self.obligation(o, &self.asking(market))).collect::<Vec<_>>()),
        ] {
            if !part.is_empty() {
                text = format!("{text} · {part}");
            }
        }
        match &side.stable_until {
            Some(day) => format!("{text} · {}", self.say("ask.markets.until", &[("date", day)])),
            None => text,
        }
    }
}
