//! `comity openers`: what opens this market for this product on this day.

use crate::Failure;
use crate::flags::Flags;
use crate::progress::Progress;
use crate::words::{Whole, Words, line};
use comity::ask::{self, IssuerDemand, Openers, SlotOpeners, Template};
use comity::decide::Truth;

/// Templates of one slot that words show; data has all.
const SHOWN: usize = 12;

/// Seats that words name; data has all.
const SEATS: usize = 6;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &[])?;
    let (goods, market) = flags.portfolio_to()?;
    let law = flags.law()?;
    let words = Words::about(flags.language, &law);
    let mut progress = Progress::new(flags.progress, &words);
    let mut all = 0;
    let openers = ask::openers_with(&law, &goods, &market, |done, of| {
        all = of;
        progress.at(done, Some(of));
    });
    progress.end(all);
    let openers = openers.map_err(|error| flags.refuse(&law, &error))?;
    flags.answer(&openers, || words.openers(&openers))
}

impl Words {
    fn openers(&self, openers: &Openers) -> String {
        let mut out = String::new();
        let market = self.pick(&openers.market_name);
        self.assumed(&mut out, &openers.overlay);
        line(&mut out, &self.say("ask.openers.title", &[("market", market), ("date", &openers.on)]));
        for requirement in &openers.requirements {
            line(&mut out, "");
            let perhaps = match requirement.applies {
                Truth::True => String::new(),
                Truth::Unknown | Truth::False => format!(" ({})", self.say("ask.perhaps", &[])),
            };
            line(&mut out, &format!("{} [{}]{perhaps}", self.pick(&requirement.name), requirement.id));
            for way in &requirement.ways {
                line(&mut out, &format!("  {} {}", self.say("ask.openers.way", &[]), way.id));
                for obligation in &way.obligations {
                    line(&mut out, &format!("    □ {}", self.obligation(obligation, &self.asking(&openers.market))));
                }
                way.slots.iter().for_each(|slot| self.slot(&mut out, slot, &openers.market));
            }
            let open = if requirement.open_ways { "why.ways-open" } else { "ask.openers.closed" };
            line(&mut out, &format!("  {}", self.say(open, &[])));
        }
        if openers.requirements.is_empty() && openers.r#virtual.is_empty() {
            line(&mut out, &self.say("ask.openers.nothing", &[]));
        }
        if !openers.r#virtual.is_empty() {
            self.title(&mut out, "ask.openers.virtual");
            openers.r#virtual.iter().for_each(|slot| self.slot(&mut out, slot, &openers.market));
        }
        line(&mut out, "");
        let whole = Whole { budget: openers.budget, bound_hit: openers.bound_hit };
        self.close(&mut out, whole, &openers.edition, openers.as_of.as_deref());
        out.trim_end().to_owned()
    }

    fn slot(&self, out: &mut String, slot: &SlotOpeners, market: &str) {
        line(out, &format!("    {}", self.say("ask.openers.slot", &[("paper", self.pick(&slot.asks_for.name))])));
        if slot.templates.is_empty() {
            line(out, &format!("      {}", self.say("ask.openers.none", &[])));
        }
        for template in slot.templates.iter().take(SHOWN) {
            let mut text = self.template(template);
            if template.hops.len() > 1 || template.hops.iter().any(|hop| hop.clause.is_some()) {
                let clauses: Vec<String> = template.hops.iter().filter_map(|hop| hop.clause.clone()).collect();
                text = format!("{text} · {}", clauses.join(" → "));
            }
            line(out, &format!("      {} {text}", self.scale(template.effect)));
            for obligation in &template.obligations {
                line(out, &format!("          □ {}", self.obligation(obligation, &self.asking(market))));
            }
            if template.truth == Truth::Unknown {
                let mut facts: Vec<String> = Vec::new();
                for hinge in &template.hinges_on {
                    let fact = self.say(&format!("fact.{}.if", hinge.fact), &[]);
                    let fact =
                        if hinge.about.is_empty() { fact } else { format!("{fact} ({})", self.names(&hinge.about)) };
                    if !facts.contains(&fact) {
                        facts.push(fact);
                    }
                }
                line(out, &format!("          ? {}", self.say("ask.openers.hinges", &[("facts", &self.list(&facts))])));
            }
        }
        let more = slot.templates.len().saturating_sub(SHOWN);
        if more > 0 {
            line(out, &format!("      {}", self.say("ask.more", &[("count", &more.to_string())])));
        }
    }

    /// A sort of paper in one line.
    pub(crate) fn template(&self, template: &Template) -> String {
        let scheme = template.scheme.as_ref().map(|scheme| self.pick(&scheme.name).to_owned());
        let mut parts = vec![scheme.unwrap_or_else(|| self.say(&format!("kind.{}", template.kind), &[]))];
        parts.extend(self.issuer(&template.issuer));
        if !template.obtainable {
            let day = template.issued_until.as_deref().unwrap_or("");
            parts.push(self.say("ask.openers.past", &[("date", day)]));
        } else if let Some(day) = &template.issued_from {
            parts.push(self.say("ask.openers.since", &[("date", day)]));
        }
        if !template.editions.is_empty() {
            parts.push(self.say("ask.openers.editions", &[("editions", &template.editions.join(", "))]));
        }
        if let Some(level) = template.level {
            parts.push(self.say("ask.openers.level", &[("level", &level.to_string())]));
        }
        for with in &template.with {
            parts.push(self.say("ask.openers.with", &[("paper", self.pick(&with.name))]));
        }
        if template.basis == ask::BasisDemand::Own {
            parts.push(self.say("ask.openers.own", &[]));
        }
        for origin in template.origin.iter().filter(|origin| origin.recorded) {
            for test in &origin.tests {
                let fact = self.say(&format!("ask.origin.{}", test.fact), &[]);
                parts.push(format!("{fact}: {}", self.names(&test.places)));
            }
        }
        if !template.members.is_empty() {
            parts.push(self.say("ask.openers.members", &[("members", &template.members.join(" "))]));
        }
        self.list(&parts)
    }

    fn issuer(&self, issuer: &IssuerDemand) -> Vec<String> {
        let mut parts = Vec::new();
        let classes: Vec<String> =
            issuer.classes.iter().map(|class| self.say(&format!("class.{class}"), &[])).collect();
        if !issuer.bodies.is_empty() {
            parts.push(self.names(&issuer.bodies));
        } else if !classes.is_empty() {
            parts.push(classes.join(", "));
        }
        if let Some(register) = issuer.register.as_ref().filter(|_| !issuer.native) {
            parts.push(self.say("ask.openers.register", &[("register", &self.name(register))]));
        }
        if !issuer.seats.is_empty() {
            let more = if issuer.seats.len() > SEATS { " …" } else { "" };
            let seats: Vec<String> = issuer.seats.iter().take(SEATS).cloned().collect();
            parts.push(self.say("ask.openers.seats", &[("places", &format!("{}{more}", self.names(&seats)))]));
        }
        if !issuer.recorded {
            parts.push(self.say("ask.openers.issuer-not-recorded", &[]));
        }
        parts
    }
}
