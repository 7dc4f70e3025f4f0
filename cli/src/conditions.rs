//! What an open answer hangs on, as conditions in a sentence.

use crate::words::Words;
use comity::decide::{Answer, Interval, Pivotal, Reason, RequirementAnswer, Scale, Truth, Verdict, Why};
use comity::law::Duty;

impl Words {
    /// The pivotal facts of a requirement, as conditions.
    pub(crate) fn facts(&self, answer: &Answer, requirement: &RequirementAnswer) -> Vec<String> {
        let mut facts: Vec<String> = Vec::new();
        for pivotal in answer.pivotal_unknowns.iter().filter(|p| p.moves.contains(&requirement.id)) {
            let text = self.of_product(pivotal).unwrap_or_else(|| {
                let fact = self.say(&format!("fact.{}.if", pivotal.fact), &[]);
                if pivotal.about.is_empty() { fact } else { format!("{fact} ({})", self.names(&pivotal.about)) }
            });
            if !facts.contains(&text) {
                facts.push(text);
            }
        }
        facts
    }

    /// What an attribute or the group of the product would have to be for the better answer.
    fn of_product(&self, pivotal: &Pivotal) -> Option<String> {
        let better = |interval: Interval| (interval.hi(), interval.lo());
        let so = better(pivotal.if_yes) >= better(pivotal.if_no);
        let told = |key: &str, so: bool, args: &[(&str, &str)]| {
            Some(self.say(&if so { key.to_owned() } else { format!("{key}.not") }, args))
        };
        if let Some(group) = pivotal.key.strip_prefix("product/group:") {
            return told("fact.product.group", so, &[("name", &self.name(group))]);
        }
        let test = pivotal.key.strip_prefix("product/attr:")?;
        let (id, value) = test.split_once(['!', '=', '<', '>'])?;
        let sign = test.strip_prefix(id)?.strip_suffix(value)?;
        let (so, value) = match (sign, value.trim_start_matches('=')) {
            ("!", value) => (!so, value.to_owned()),
            ("<", value) => (so, format!("≤ {value}")),
            (">", value) => (so, format!("≥ {value}")),
            (_, value) => (so, value.to_owned()),
        };
        let (so, value) = match value.as_str() {
            "yes" | "no" => (true, self.say(if (value == "yes") == so { "field.yes" } else { "field.no" }, &[])),
            // Several values, of which any one will do.
            _ => (so, self.joined("list.or", &value.split(',').map(|value| self.value(id, value)).collect::<Vec<_>>())),
        };
        told("fact.product.attribute", so, &[("name", &self.name(id)), ("value", &value)])
    }
}

/// Requirements of the same aspect that may be asked in place of one that is open, and that the papers in hand meet.
pub(crate) fn instead<'a>(
    answer: &'a Answer,
    open: &'a RequirementAnswer,
) -> impl Iterator<Item = &'a RequirementAnswer> {
    let met = |requirement: &RequirementAnswer| requirement.interval.lo() > Scale::Nothing;
    let asks = matches!(answer.headline.verdict, Verdict::Unknown | Verdict::NotAddressed) && !met(open);
    let rival =
        move |other: &&RequirementAnswer| other.applies == Truth::Unknown && other.aspect == open.aspect && met(other);
    answer.requirements.iter().filter(move |other| asks && rival(other))
}

/// Whether a recognition is at discretion; of several alike the weakest duty is told.
pub(crate) fn may(verdict: Verdict, lead: &[&RequirementAnswer]) -> bool {
    let recognised = matches!(verdict, Verdict::Accepted | Verdict::AcceptedWithConditions | Verdict::Convertible);
    recognised && lead.iter().filter_map(|lead| lead.routes.first()).any(|route| route.duty == Duty::May)
}

/// Whether nothing on record could recognise what is in hand for any requirement of this aspect.
pub(crate) fn hopeless(answer: &Answer, open: &RequirementAnswer) -> bool {
    let none =
        |r: &RequirementAnswer| r.conditional_routes.is_empty() && !r.open_ways && r.interval.lo() == Scale::Nothing;
    answer.requirements.iter().filter(|other| other.aspect == open.aspect).all(none)
}

/// Whether a recognition on record would be as strong as any could be: then several open points stand before it, not a gap in the record.
pub(crate) fn on_points(requirement: &RequirementAnswer) -> bool {
    requirement.conditional_routes.iter().any(|route| route.effect == requirement.interval.hi())
}

/// Whether what counts is a declaration that is presumed to be the supplier's own.
pub(crate) fn suppliers_own(answer: &Answer, requirement: &RequirementAnswer) -> bool {
    let shown = requirement.routes.first().and_then(|route| route.hops.first()).map(|hop| hop.from.id.as_str());
    let presumed =
        |reason: &&Reason| reason.code == Why::SuppliersOwn && reason.args.get("scheme").map(String::as_str) == shown;
    answer.presumptions_used.iter().any(|reason| presumed(&reason))
}
