//! `comity plan`: the smallest sets of certificates that open some markets.

use crate::Failure;
use crate::flags::Flags;
use crate::progress::Progress;
use crate::words::{Whole, Words, line};
use comity::ask::{self, Aim, Gap, Opening, Plan, PlanSet, Used};
use comity::decide::Truth;
use comity::law::Effect;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &["markets", "effect"])?;
    let owned = flags.portfolio()?;
    let Some(markets) = flags.own("markets") else {
        return Err(Failure::Input("--markets: missing; name them with commas between".to_owned()));
    };
    let effect = match flags.own("effect") {
        None => Effect::Reissue,
        Some(word) => Effect::parse(word).ok_or_else(|| {
            let known: Vec<&str> = Effect::ALL.iter().map(|effect| effect.word()).collect();
            Failure::Input(format!("--effect: `{word}` is not one of {}", known.join(", ")))
        })?,
    };
    let aim = Aim { markets: markets.split(',').map(|market| market.trim().to_owned()).collect(), effect };
    let law = flags.law()?;
    let words = Words::about(flags.language, &law);
    let mut progress = Progress::new(flags.progress, &words);
    let mut all = 0;
    let plan = ask::plan_with(&law, &owned, &aim, |done, of| {
        all = of;
        progress.at(done, Some(of));
    });
    progress.end(all);
    let plan = plan.map_err(|error| flags.refuse(&law, &error))?;
    flags.answer(&plan, || words.plan(&plan))
}

impl Words {
    fn plan(&self, plan: &Plan) -> String {
        let mut out = String::new();
        let effect = self.scale(plan.effect.into());
        let markets = self.names(&plan.markets);
        self.assumed(&mut out, &plan.overlay);
        line(&mut out, &self.say("ask.plan.title", &[("markets", &markets), ("date", &plan.on), ("effect", &effect)]));
        let weighed = plan.candidates.to_string();
        line(&mut out, &self.say(&format!("ask.method.{}", plan.method), &[("count", &weighed)]));
        let told = |market: &&String| {
            let opened = plan.sets.iter().flat_map(|set| &set.openings).any(|opening| opening.market == **market);
            opened || plan.gaps.iter().any(|gap| gap.market == **market)
        };
        let silent: Vec<String> = plan.markets.iter().filter(|market| !told(market)).cloned().collect();
        if !silent.is_empty() {
            line(&mut out, &self.say("ask.plan.nothing", &[("markets", &self.names(&silent))]));
        }
        for (number, set) in plan.sets.iter().enumerate() {
            line(&mut out, "");
            let number = number.saturating_add(1).to_string();
            let weight = set.weight.to_string();
            line(&mut out, &self.say("ask.plan.set", &[("number", &number), ("weight", &weight)]));
            self.set(&mut out, set);
        }
        if plan.more_as_light {
            line(&mut out, "");
            line(&mut out, &self.say("ask.plan.more", &[]));
        }
        if !plan.gaps.is_empty() {
            self.title(&mut out, "ask.plan.gaps");
            plan.gaps.iter().for_each(|gap| self.gap(&mut out, gap));
        }
        if !plan.perhaps_more.is_empty() {
            line(&mut out, "");
            line(&mut out, &self.say("ask.plan.perhaps-more", &[("markets", &plan.perhaps_more.join(", "))]));
        }
        line(&mut out, "");
        let whole = Whole { budget: plan.budget, bound_hit: plan.bound_hit };
        self.close(&mut out, whole, &plan.edition, plan.as_of.as_deref());
        out.trim_end().to_owned()
    }

    fn set(&self, out: &mut String, set: &PlanSet) {
        let in_hand: Vec<&Opening> =
            set.openings.iter().filter(|o| o.by.iter().all(|used| matches!(used, Used::Owned(_)))).collect();
        if !in_hand.is_empty() {
            line(out, &format!("  {}", self.say("ask.plan.in-hand", &[])));
            in_hand.iter().for_each(|opening| self.opening(out, opening, &[]));
        }
        for (place, certificate) in set.certificates.iter().enumerate() {
            let paper = self.template(&certificate.template);
            line(out, &format!("  {}", self.say("ask.plan.get", &[("paper", &paper)])));
            for opening in certificate.opens.iter().filter_map(|at| set.openings.get(*at)) {
                let beside: Vec<&str> = opening
                    .by
                    .iter()
                    .filter_map(|used| match used {
                        Used::Certificate(other) if *other != place => set.certificates.get(*other),
                        Used::Certificate(_) | Used::Owned(_) => None,
                    })
                    .map(|other| self.pick(&other.scheme.name))
                    .collect();
                self.opening(out, opening, &beside);
            }
        }
    }

    /// A requirement that is opened; `beside`: the other certificates to be got that it takes.
    fn opening(&self, out: &mut String, opening: &Opening, beside: &[&str]) {
        let perhaps =
            if opening.applies == Truth::True { String::new() } else { format!(" ({})", self.say("ask.perhaps", &[])) };
        let effect = self.scale(opening.effect);
        line(
            out,
            &format!(
                "    {}: {} [{}]: {effect}{perhaps}",
                self.name(&opening.market),
                self.pick(&opening.name),
                opening.requirement
            ),
        );
        if !beside.is_empty() {
            line(out, &format!("      {}", self.say("ask.plan.beside", &[("papers", &beside.join("; "))])));
        }
        if !opening.clauses.is_empty() {
            line(out, &format!("      {}", opening.clauses.join("; ")));
        }
        for obligation in &opening.obligations {
            line(out, &format!("      □ {}", self.obligation(obligation, &self.asking(&opening.market))));
        }
    }

    fn gap(&self, out: &mut String, gap: &Gap) {
        let mut text = format!("  {} {} [{}]", gap.market, self.pick(&gap.name), gap.requirement);
        if gap.applies != Truth::True {
            text = format!("{text} ({})", self.say("ask.perhaps", &[]));
        }
        if gap.perhaps {
            text = format!("{text}: {}", self.say("ask.plan.gap-perhaps", &[]));
        }
        line(out, &text);
    }
}
