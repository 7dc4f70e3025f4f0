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
    Modified(BTreeSet<&'u str>),
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

    /// What an edition is read as: itself, and each text that it adopts or that adopts it.
    fn texts(&self, edition: &'u str) -> Vec<(&'u str, u8, BTreeSet<&'u str>)> {
        let mut texts = vec![(edition, 0, BTreeSet::new())];
        for adoption in self.law.norms.iter().flat_map(|norm| &norm.adoptions) {
            let grade = match adoption.degree.as_str() {
                "IDT" => 0,
                "MOD" => 1,
                _ => 2,
            };
            let deviations: BTreeSet<&str> = adoption.deviations.iter().map(String::as_str).collect();
            for (one, other) in [(&adoption.edition, &adoption.of), (&adoption.of, &adoption.edition)] {
                if one == edition {
                    texts.push((other, grade, deviations.clone()));
                }
            }
        }
        texts
    }

    /// How two editions relate, read both ways and through a text that both share: the closest relation counts.
    fn relation(&self, edition: &'u str, accepted: &'u str) -> Relation<'u> {
        let mut closest: Option<(u8, BTreeSet<&'u str>)> = None;
        for (ours, our_grade, our_deviations) in self.texts(edition) {
            for (theirs, their_grade, their_deviations) in self.texts(accepted) {
                let grade = our_grade.max(their_grade);
                if ours == theirs && closest.as_ref().is_none_or(|(known, _)| grade < *known) {
                    closest = Some((grade, our_deviations.union(&their_deviations).copied().collect()));
                }
            }
        }
        match closest {
            Some((0, _)) => Relation::Same,
            Some((1, deviations)) => Relation::Modified(deviations),
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

    /// Whether an accepted edition of the same norm is taken by a day.
    fn begun(&self, edition: &'u str, rule: &'u EditionRule, day: Day) -> bool {
        let class = self.identical(edition);
        rule.accepts.iter().any(|accepted| {
            let theirs = self.identical(&accepted.edition);
            let same = self.law.norms.iter().any(|norm| {
                let of =
                    |class: &BTreeSet<&str>| norm.editions.iter().any(|edition| class.contains(edition.id.as_str()));
                of(&class) && of(&theirs)
            });
            same && within(accepted.from, None, When::on(day)) == T
        })
    }

    /// Whether a paper's edition will do on a day for an effect, and the deviations that are still to be tested for it.
    pub(crate) fn edition(
        &self,
        rule: Option<&'u EditionRule>,
        by: &str,
        paper: &Paper<'u>,
        effect: Effect,
        day: Day,
    ) -> (Truth, Vec<&'u str>) {
        let Some(rule) = rule else { return (T, Vec::new()) };
        let Some(edition) = paper.edition else {
            return (self.atom(U, "edition", || format!("{}.edition", paper.key())), Vec::new());
        };
        let (mut same, mut modified, mut different) = (Vec::new(), Vec::new(), false);
        for accepted in &rule.accepts {
            let accepted_now = || {
                let value = within(accepted.from, accepted.until, When::on(day));
                self.dated(value, || format!("edition/{by}/{}", accepted.edition))
            };
            match self.relation(edition, &accepted.edition) {
                Relation::Same => same.push(accepted_now()),
                Relation::Modified(deviations) if effect == Effect::Reissue => {
                    let left = deviations.into_iter().filter(|d| !paper.deviations_tested.iter().any(|t| t == d));
                    modified.push((accepted_now(), left.collect::<Vec<_>>()));
                }
                Relation::Modified(_) | Relation::Different => different = true,
                Relation::Unrelated => {}
            }
        }
        if same.is_empty() && modified.is_empty() && !different {
            let value = match (self.newer(edition, rule), rule.accept_newer) {
                // What is not taken yet opens no way to what is newer.
                _ if !self.begun(edition, rule, day) => U,
                (T, Some(true)) => T,
                (T, Some(false)) => F,
                _ => U,
            };
            return (self.atom(value, "edition", || format!("{}.edition/{edition}", paper.key())), Vec::new());
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
