//! What would change an answer: the facts it hangs on, each with its flag, and the acts that would strengthen it.

use crate::words::{Words, line};
use comity::decide::{Answer, Fact, NearMiss, Pivotal, Remedy, Repair, RequirementAnswer, Scale};

impl Words {
    /// The unknown facts and the acts that would strengthen what the headline is about.
    pub(crate) fn change(&self, out: &mut String, answer: &Answer, lead: &[&RequirementAnswer]) {
        let near: Vec<&NearMiss> = lead.iter().flat_map(|requirement| &requirement.near_misses).collect();
        if answer.pivotal_unknowns.is_empty() && near.is_empty() {
            return;
        }
        self.title(out, "answer.change");
        for (pivotal, worst, best) in grouped(&answer.pivotal_unknowns) {
            let about =
                if pivotal.about.is_empty() { String::new() } else { format!(" ({})", self.names(&pivotal.about)) };
            let fact = self.say(&format!("fact.{}.ask", pivotal.fact), &[]);
            let reach = self.say("change.best", &[("hi", &self.scale(best)), ("lo", &self.scale(worst))]);
            let flag = flag(pivotal).map(|flag| format!(" [{flag}]")).unwrap_or_default();
            line(out, &format!("  ? {fact}{about} — {reach}{flag}"));
        }
        // What helps with several requirements alike is told once.
        let mut told: Vec<String> = Vec::new();
        for near in near {
            let acts: Vec<String> = near.repairs.iter().map(|repair| self.repair(repair)).collect();
            let then = self.interval(near.interval);
            let then = self.say(if near.past { "change.past" } else { "change.then" }, &[("then", &then)]);
            let under = near.agreement.as_ref().map(|agreement| format!(" [{}]", self.pick(&agreement.name)));
            let text = format!("  → {} — {then}{}", self.list(&acts), under.unwrap_or_default());
            if !told.contains(&text) {
                line(out, &text);
                told.push(text);
            }
        }
    }

    /// One act, in words.
    fn repair(&self, repair: &Repair) -> String {
        let has = |name: &str| repair.args.contains_key(name);
        let variant = match repair.kind {
            _ if repair.past => ".past",
            Remedy::Renew if has("edition") => ".edition",
            Remedy::Renew if has("level") => ".level",
            Remedy::OtherRegime if !has("rules") => ".scheme",
            _ => "",
        };
        let named = |(name, value): (&&'static str, &String)| {
            let value = match *name {
                "fact" => self.say(&format!("fact.{value}.if"), &[]),
                "facts" => {
                    let facts = value.split(", ").map(|fact| self.say(&format!("fact.{fact}"), &[]));
                    self.list(&facts.collect::<Vec<_>>())
                }
                "issuer" => self.issued_by(value),
                "value" => self.value(repair.args.get("attribute").map_or("", String::as_str), value),
                _ => self.argument(name, value),
            };
            (*name, value)
        };
        let args: Vec<(&str, String)> = repair.args.iter().map(named).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say(&format!("repair.{}{variant}", repair.kind), &args)
    }

    /// Who issues: a body, or the sort of body, where it sits, or both.
    fn issued_by(&self, told: &str) -> String {
        let place = |code: &str| self.argument("seat", code);
        match told.split_once(", ") {
            Some((class, seat)) => {
                let class = self.say(&format!("class.{class}"), &[]);
                self.say("repair.issuer", &[("class", &class), ("place", &place(seat))])
            }
            None if told.len() == 2 && told.bytes().all(|letter| letter.is_ascii_uppercase()) => {
                self.say("repair.issuer.seat", &[("place", &place(told))])
            }
            None => self.argument("issuer", told),
        }
    }
}

/// Facts that are stated in one and the same way, each once, with the worst and the best that may come of it: the best is what
/// would be proved, or, where nothing would, what would still be possible.
fn grouped(pivotals: &[Pivotal]) -> Vec<(&Pivotal, Scale, Scale)> {
    let mut groups: Vec<(&Pivotal, Scale, Scale)> = Vec::new();
    for pivotal in pivotals {
        let worst = pivotal.if_yes.lo().min(pivotal.if_no.lo());
        let proved = pivotal.if_yes.lo().max(pivotal.if_no.lo());
        let best = if proved > Scale::Nothing { proved } else { pivotal.if_yes.hi().max(pivotal.if_no.hi()) };
        let alike = |known: &&mut (&Pivotal, Scale, Scale)| {
            known.0.fact == pivotal.fact && known.0.about == pivotal.about && flag(pivotal).is_some()
        };
        match groups.iter_mut().find(alike) {
            Some(known) => (known.1, known.2) = (known.1.min(worst), known.2.max(best)),
            None => groups.push((pivotal, worst, best)),
        }
    }
    groups
}

/// How a fact is stated on the command line, where a flag of its own does it.
fn flag(pivotal: &Pivotal) -> Option<String> {
    let flag = match pivotal.fact {
        Fact::Product => {
            let attribute = pivotal.about.first().filter(|_| pivotal.key.starts_with("product/attr:"))?;
            return Some(format!("--attribute {attribute}=…"));
        }
        Fact::Issued => "--issued",
        Fact::Expires => "--expires",
        Fact::Seat => "--issued-in",
        Fact::Issuer => "--issuer",
        Fact::IssuerClass => "--issuer-class",
        Fact::MadeIn => "--made-in",
        Fact::Edition => "--standard",
        Fact::Level => "--level",
        _ => return None,
    };
    Some(flag.to_owned())
}
