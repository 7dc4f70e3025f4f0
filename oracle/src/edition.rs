//! Editions of norms (g10).

use crate::calendar::{Day, When, not_after, within};
use crate::case::Case;
use crate::law::{Edition, EditionRule, Effect};
use crate::paper::Paper;
use crate::truth::Truth::{self, F, T, U};
use crate::truth::any;
use std::collections::BTreeSet;

enum Relation<'u> {
    Same,
    Modified(&'u [String]),
    Different,
    Unrelated,
}

impl<'u> Case<'u> {
    /// Every edition that is identical with this one, itself included.
    fn identical(&self, edition: &'u str) -> BTreeSet<&'u str> {
        let mut class = BTreeSet::from([edition]);
        loop {
            let before = class.len();
            for adoption in self.law.norms.iter().flat_map(|norm| &norm.adoptions).filter(|a| a.degree == "IDT") {
                if class.contains(adoption.edition.as_str()) || class.contains(adoption.of.as_str()) {
                    class.extend([adoption.edition.as_str(), adoption.of.as_str()]);
                }
            }
            if class.len() == before {
                return class;
            }
        }
    }

    fn relation(&self, edition: &'u str, accepted: &'u str) -> Relation<'u> {
        let (ours, theirs) = (self.identical(edition), self.identical(accepted));
        if ours.contains(accepted) {
            return Relation::Same;
        }
        let adoptions = self.law.norms.iter().flat_map(|norm| &norm.adoptions);
        let mut linked = adoptions.filter(|a| {
            let (x, y) = (a.edition.as_str(), a.of.as_str());
            ours.contains(x) && theirs.contains(y) || ours.contains(y) && theirs.contains(x)
        });
        match linked.next() {
            Some(link) if link.degree == "MOD" => Relation::Modified(&link.deviations),
            Some(_) => Relation::Different,
            None => Relation::Unrelated,
        }
    }

    /// Whether an edition is later than every accepted one of its norm.
    fn newer(&self, edition: &'u str, rule: &'u EditionRule) -> Truth {
        let class = self.identical(edition);
        let mut values = Vec::new();
        for norm in &self.law.norms {
            let of = |class: &BTreeSet<&str>| {
                norm.editions.iter().filter(|e| class.contains(e.id.as_str())).collect::<Vec<&Edition>>()
            };
            let (ours, theirs): (Vec<&Edition>, Vec<&Edition>) =
                (of(&class), rule.accepts.iter().flat_map(|a| of(&self.identical(&a.edition))).collect());
            for our in &ours {
                for their in &theirs {
                    let (our, their) =
                        (our.published.unwrap_or(When::UNKNOWN), their.published.unwrap_or(When::UNKNOWN));
                    values.push(!not_after(our, their));
                }
            }
        }
        values.into_iter().min().unwrap_or(F)
    }

    /// Whether a paper's edition will do on a day for an effect, and the deviations that are still to be tested for it.
    pub(crate) fn edition(
        &self,
        rule: Option<&'u EditionRule>,
        paper: &Paper<'u>,
        effect: Effect,
        day: Day,
    ) -> (Truth, Vec<&'u str>) {
        let Some(rule) = rule else { return (T, Vec::new()) };
        let Some(edition) = paper.edition else { return (U, Vec::new()) };
        let (mut same, mut modified, mut different) = (Vec::new(), Vec::new(), false);
        for accepted in &rule.accepts {
            let accepted_now = within(accepted.from, accepted.until, When::on(day));
            match self.relation(edition, &accepted.edition) {
                Relation::Same => same.push(accepted_now),
                Relation::Modified(deviations) if effect == Effect::Reissue => {
                    let left = deviations.iter().filter(|d| !paper.deviations_tested.contains(d));
                    modified.push((accepted_now, left.map(String::as_str).collect::<Vec<_>>()));
                }
                Relation::Modified(_) | Relation::Different => different = true,
                Relation::Unrelated => {}
            }
        }
        if same.is_empty() && modified.is_empty() && !different {
            let value = match (self.newer(edition, rule), rule.accept_newer) {
                (T, Some(true)) => T,
                (T, Some(false)) => F,
                _ => U,
            };
            return (value, Vec::new());
        }
        let same = any(same);
        let by_deviation = any(modified.iter().map(|(value, _)| *value));
        if by_deviation > same {
            let best = modified.into_iter().filter(|(value, _)| *value == by_deviation);
            (by_deviation, best.map(|(_, left)| left).min_by_key(Vec::len).unwrap_or_default())
        } else {
            (same, Vec::new())
        }
    }
}
