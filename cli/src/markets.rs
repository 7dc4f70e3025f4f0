//! `comity markets`: one portfolio, every market.

use crate::Failure;
use crate::flags::Flags;
use crate::progress::Progress;
use crate::words::{Whole, Words, line};
use comity::ask::{self, MarketLine, Markets};
use comity::decide::Verdict;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &[])?;
    let portfolio = flags.portfolio()?;
    let law = flags.law()?;
    let words = Words::about(flags.language, &law);
    let mut progress = Progress::new(flags.progress, &words);
    let mut all = 0;
    let markets = ask::markets_with(&law, &portfolio, |done, of| {
        all = of;
        progress.at(done, Some(of));
    });
    progress.end(all);
    let markets = markets.map_err(|error| flags.refuse(&law, &error))?;
    flags.answer(&markets, || words.markets(&markets))
}

impl Words {
    fn markets(&self, markets: &Markets) -> String {
        let mut out = String::new();
        let args = [("papers", self.names(&markets.schemes)), ("date", markets.on.clone())];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.assumed(&mut out, &markets.overlay);
        line(&mut out, &self.say("ask.markets.title", &args));
        // Verdicts that most wish to see come first; what nothing is recorded of is counted, not listed.
        for verdict in Verdict::ALL.iter().filter(|verdict| **verdict != Verdict::NotRequired) {
            let of: Vec<&MarketLine> = markets.markets.iter().filter(|m| m.verdict == *verdict).collect();
            if of.is_empty() {
                continue;
            }
            self.title(&mut out, &format!("verdict.{verdict}"));
            let (named, silent): (Vec<&&MarketLine>, Vec<&&MarketLine>) =
                of.iter().partition(|m| !m.requirements.is_empty());
            for market in named {
                line(&mut out, &format!("  {}", self.market_line(market)));
            }
            if !silent.is_empty() {
                let codes: Vec<String> = silent.iter().map(|m| m.market.clone()).collect();
                line(&mut out, &format!("  {}: {}", self.say("ask.markets.silent", &[]), codes.join(" ")));
            }
        }
        let free: Vec<String> =
            markets.markets.iter().filter(|m| m.verdict == Verdict::NotRequired).map(|m| m.market.clone()).collect();
        if !free.is_empty() {
            self.title(&mut out, "verdict.not-required");
            line(&mut out, &format!("  {}", free.join(" ")));
        }
        line(&mut out, "");
        let whole = Whole { budget: markets.budget, bound_hit: markets.bound_hit };
        self.close(&mut out, whole, &markets.edition, markets.as_of.as_deref());
        out.trim_end().to_owned()
    }

    fn market_line(&self, market: &MarketLine) -> String {
        let mut parts = vec![self.names(&market.requirements)];
        if !market.agreements.is_empty() {
            parts.push(self.list(&market.agreements));
        }
        if market.obligations > 0 {
            parts.push(self.say("ask.markets.steps", &[("count", &market.obligations.to_string())]));
        }
        if !market.open.is_empty() {
            parts.push(self.say("ask.markets.open", &[("count", &market.open.len().to_string())]));
        }
        if let Some(day) = &market.stable_until {
            parts.push(self.say("ask.markets.until", &[("date", day)]));
        }
        if market.interval.lo() != market.interval.hi() {
            parts.push(self.interval(market.interval));
        }
        if let Some(budget) = market.budget {
            parts.push(self.say("frame.cut", &[("budget", budget)]));
        }
        format!("{:<4} {}: {}", market.market, self.pick(&market.name), parts.join(" · "))
    }
}
