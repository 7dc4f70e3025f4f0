//! `comity timeline`: every day on which an answer changes.

use crate::Failure;
use crate::flags::Flags;
use crate::progress::Progress;
use crate::words::{Whole, Words, line};
use comity::ask::{self, Dated, Outlived, Timeline};

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
    let timeline = timeline.map_err(|error| flags.refuse(&law, &error))?;
    flags.answer(&timeline, || words.timeline(&timeline))
}

impl Words {
    fn timeline(&self, timeline: &Timeline) -> String {
        let mut out = String::new();
        let (papers, market) = (self.names(&timeline.question.schemes), self.pick(&timeline.question.market_name));
        self.assumed(&mut out, &timeline.overlay);
        line(&mut out, &self.say("ask.timeline.title", &[("papers", &papers), ("market", market)]));
        let earlier = std::iter::once(None).chain(timeline.periods.iter().map(Some));
        for (period, before) in timeline.periods.iter().zip(earlier) {
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
            line(
                &mut out,
                &format!("    {}", self.together(period.market, period.each.values().map(|t| (t.interval, t.gap)))),
            );
            // What the line above does not show, but sets this period off from the one before.
            for then in period
                .each
                .iter()
                .filter(|(id, then)| before.is_some_and(|b| b.each.get(*id) != Some(*then)))
                .map(|(_, then)| then)
            {
                let verdict = self.say(&format!("verdict.{}", then.verdict), &[]);
                line(&mut out, &format!("    {}: {verdict}", self.pick(&then.name)));
            }
            for route in period.routes.iter().filter(|route| !route.is_empty()) {
                line(&mut out, &format!("    {}", route.join(" → ")));
            }
            for turned in &period.why {
                let record = self.say(&format!("ask.dated.{}", turned.record), &[]);
                // Papers are counted from one where people read.
                let id = match turned.record {
                    Dated::Holding => turned
                        .id
                        .parse()
                        .map_or_else(|_| turned.id.clone(), |place: usize| place.saturating_add(1).to_string()),
                    _ => turned.id.clone(),
                };
                let event = self.say(&format!("ask.event.{}", turned.event), &[("record", &record), ("id", &id)]);
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
        let whole = Whole { budget: timeline.budget, bound_hit: timeline.bound_hit };
        self.close(&mut out, whole, &timeline.edition, timeline.as_of.as_deref());
        out.trim_end().to_owned()
    }
}
