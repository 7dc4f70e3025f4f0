//! Why an answer is what it is: routes with every hop and guard, and what stands in the way.

use crate::words::{Words, asked, line};
use comity::decide::{
    Answer, Guard, GuardAnswer, Hop, Reason, Remedy, RequirementAnswer, Route, Shortfall, SourceCited, Truth,
};

impl Words {
    pub(crate) fn why(&self, out: &mut String, answer: &Answer, requirement: &RequirementAnswer) {
        self.title(out, "answer.why");
        line(out, &format!("  {}", self.pick(&requirement.name)));
        if !requirement.legal_basis.is_empty() {
            line(out, &format!("  {}", self.say("why.legal-basis", &[("text", &requirement.legal_basis)])));
        }
        let stated = match &requirement.ways_stated {
            Some(day) => self.say("why.ways-stated", &[("date", day)]),
            None => self.say("why.ways-open", &[]),
        };
        line(out, &format!("  {stated}"));
        if requirement.routes.is_empty() && requirement.conditional_routes.is_empty() {
            line(out, &format!("  {}", self.say("why.no-route", &[])));
            let papers: Vec<String> = requirement.asks_for.iter().map(|n| self.pick(&n.name).to_owned()).collect();
            if !papers.is_empty() {
                line(out, &format!("  {}", self.say("why.asks-for", &[("papers", &self.list(&papers))])));
            }
            self.sources(out, "  ", &requirement.sources);
        }
        for route in &requirement.routes {
            self.route(out, answer, route);
        }
        for route in &requirement.conditional_routes {
            line(out, &format!("  {}", self.say("why.conditional", &[])));
            self.route(out, answer, route);
        }
        let more = requirement.more_routes.saturating_add(requirement.more_conditional);
        if more > 0 {
            line(out, &format!("  {}", self.say("routes.more", &[("count", &more.to_string())])));
        }
        // Beside a recognition, what keeps it from being a stronger one would read like a refusal.
        if let Some(shortfall) = requirement.reason.as_ref().filter(|_| requirement.routes.is_empty()) {
            self.shortfall(out, answer, shortfall);
        }
    }

    /// What stands in the way, and the recognition that comes nearest.
    fn shortfall(&self, out: &mut String, answer: &Answer, shortfall: &Shortfall) {
        // A clause about another paper is near to nothing.
        let other_paper = |guard: &GuardAnswer| guard.name == Guard::Artefact && guard.value == Truth::False;
        let near = !shortfall.hop.as_ref().is_some_and(|hop| hop.guards.iter().any(other_paper));
        if near {
            let reasons: Vec<String> = shortfall.because.iter().map(|reason| self.reason(reason)).collect();
            line(out, &format!("  {}", self.say("why.shortfall", &[("reason", &self.list(&reasons))])));
        } else {
            line(out, &format!("  {}", self.say("why.none-near", &[])));
        }
        if shortfall.remedies.contains(&Remedy::NotActionable) {
            line(out, &format!("  {}", self.say("repair.not-actionable", &[])));
        }
        if let Some(hop) = shortfall.hop.as_ref().filter(|_| near) {
            let agreement = hop.agreement.as_ref().map_or("", |agreement| self.pick(&agreement.name));
            let near = if agreement.is_empty() { "why.near.native" } else { "why.near" };
            line(out, &format!("  {}", self.say(near, &[("agreement", agreement)])));
            self.hop(out, answer, 1, hop);
        }
    }

    fn route(&self, out: &mut String, answer: &Answer, route: &Route) {
        for (number, hop) in route.hops.iter().enumerate() {
            self.hop(out, answer, number.saturating_add(1), hop);
        }
    }

    fn hop(&self, out: &mut String, answer: &Answer, number: usize, hop: &Hop) {
        let from = self.pick(&hop.from.name);
        let to = self.pick(&hop.to.name);
        let here = asked(answer).contains(&hop.at.as_str());
        let at = if here { self.pick(&answer.question.market_name).to_owned() } else { self.name(&hop.at) };
        line(out, &format!("  {number}. {} [{at}]", self.say("why.from-to", &[("from", from), ("to", to)])));
        match (&hop.clause, &hop.agreement) {
            (Some(clause), Some(agreement)) => {
                let place = if hop.place.is_empty() { String::new() } else { format!(", {}", hop.place) };
                let form = self.say(&format!("form.{}", agreement.form), &[]);
                line(out, &format!("     {}{place} ({form}; {clause})", self.pick(&agreement.name)));
                if let Some(name) = &hop.name {
                    line(out, &format!("     {}", self.pick(name)));
                }
            }
            _ => line(out, &format!("     {}", self.say("why.native", &[("market", &at)]))),
        }
        if !hop.hypothetical.is_empty() {
            let records = hop.hypothetical.join(", ");
            line(out, &format!("     ◇ {}", self.say("overlay.hop", &[("records", &records)])));
        }
        for guard in &hop.guards {
            self.guard(out, guard, hop);
        }
        self.sources(out, "     ", &hop.sources);
        if hop.hypothetical.is_empty() {
            line(out, &format!("     {}", self.say(&format!("confidence.{}", hop.confidence), &[])));
        }
    }

    pub(crate) fn reason(&self, reason: &Reason) -> String {
        self.reason_of(reason, None)
    }

    /// A reason; told of a hop, it calls the hop's own clause and agreement so and repeats no title.
    fn reason_of(&self, reason: &Reason, hop: Option<&Hop>) -> String {
        let clause = hop.and_then(|hop| hop.clause.as_deref());
        let agreement = hop.and_then(|hop| hop.agreement.as_ref()).map(|agreement| agreement.id.as_str());
        let said = |name: &str, value: &str| match name {
            "clause" | "agreement" | "record" if Some(value) == clause => self.say("why.this-clause", &[]),
            "clause" | "agreement" | "record" if Some(value) == agreement => self.say("why.this-agreement", &[]),
            "value" => self.value(reason.args.get("attribute").map_or("", String::as_str), value),
            _ => self.argument(name, value),
        };
        let args: Vec<(&str, String)> = reason.args.iter().map(|(name, value)| (*name, said(name, value))).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say(&format!("reason.{}", reason.code), &args)
    }

    fn guard(&self, out: &mut String, guard: &GuardAnswer, hop: &Hop) {
        let mark = match guard.value {
            Truth::True => "✓",
            Truth::Unknown => "?",
            Truth::False => "✗",
        };
        let name = self.say(&format!("guard.{}", guard.name), &[]);
        let because: Vec<String> = guard.because.iter().map(|reason| self.reason_of(reason, Some(hop))).collect();
        let because = if because.is_empty() { String::new() } else { format!(": {}", self.list(&because)) };
        line(out, &format!("     {mark} {name}{because}"));
        self.sources(out, "       ", &guard.sources);
    }

    pub(crate) fn sources(&self, out: &mut String, indent: &str, sources: &[SourceCited]) {
        for source in sources {
            let read = if source.read.is_empty() {
                self.say("why.unread", &[])
            } else {
                self.say("why.read", &[("date", &source.read)])
            };
            line(out, &format!("{indent}· {} ({read})", source.url));
        }
    }
}
