//! `comity timeline`: every day on which an answer changes.

use crate::Failure;
use crate::flags::Flags;
use crate::progress::Progress;
use crate::words::{Words, line};
use comity::ask::{self, Outlived, Timeline};

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &[])?;
    let question = flags.question()?;
    let law = flags.law()?;
    let words = Words::about(flags.language, &law);
    let mut progress = Progress::new(flags.progress, &words);
    let mut seen = 0;
    let timeline = ask::timeline_with(&law, &question, |done| {
        seen = done;
        progress.at(done, None);
    });
    progress.end(seen);
    let timeline = timeline.map_err(|error| flags.refuse(&error))?;
    flags.answer(&timeline, || words.timeline(&timeline))
}

impl Words {
    fn timeline(&self, timeline: &Timeline) -> String {
        let mut out = String::new();
        let (papers, market) = (self.names(&timeline.question.schemes), self.pick(&timeline.question.market_name));
        line(&mut out, &self.say("ask.timeline.title", &[("papers", &papers), ("market", market)]));
        for period in &timeline.periods {
            line(&mut out, "");
            let dates = match (&period.from, &period.until) {
                (Some(from), Some(until)) => self.say("ask.timeline.between", &[("from", from), ("until", until)]),
                (Some(from), None) => self.say("ask.timeline.from", &[("from", from)]),
                (None, Some(until)) => self.say("ask.timeline.until", &[("until", until)]),
                (None, None) => self.say("ask.timeline.always", &[]),
            };
            let verdict = self.say(&format!("verdict.{}", period.verdict), &[]);
            let mark = if period.asked { "▸" } else { " " };
            line(&mut out, &format!("{mark} {dates}: {verdict}"));
            let market = self.interval(period.market);
            line(&mut out, &format!("    {}", self.say("market.interval", &[("verdict", &market)])));
            for route in period.routes.iter().filter(|route| !route.is_empty()) {
                line(&mut out, &format!("    {}", route.join(" → ")));
            }
            for turned in &period.why {
                let record = self.say(&format!("ask.dated.{}", turned.record), &[]);
                let event =
                    self.say(&format!("ask.event.{}", turned.event), &[("record", &record), ("id", &turned.id)]);
                line(&mut out, &format!("    · {event}"));
            }
            if period.projected {
                let as_of = timeline.as_of.as_deref().unwrap_or("");
                line(&mut out, &format!("    {}", self.say("frame.projected", &[("as_of", as_of)])));
            }
        }
        for Outlived { agreement, ends } in &timeline.outlived {
            let (name, ends) = (self.pick(&agreement.name), ends.join(", "));
            line(&mut out, "");
            line(&mut out, &self.say("ask.timeline.outlived", &[("agreement", name), ("ends", &ends)]));
            self.sources(&mut out, "  ", &agreement.sources);
        }
        line(&mut out, "");
        self.close(&mut out, timeline.complete, timeline.budget, &timeline.edition, timeline.as_of.as_deref());
        out.trim_end().to_owned()
    }
}
