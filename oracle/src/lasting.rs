//! How long papers last: their own dates and status, how long their scheme's papers usually run, lapses and closings (g8, decided
//! question no. 50).

use crate::calendar::{Day, When, not_after, within};
use crate::case::Case;
use crate::law::{Closing, Lapse};
use crate::paper::Paper;
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{all, any};

impl Case<'_> {
    /// Dates and status of a paper on a day (g8, without any clause's age limit).
    pub(crate) fn valid(&self, paper: &Paper, day: Day) -> Truth {
        let today = When::on(day);
        let spells = paper.spells.iter().filter(|spell| spell.state != "active");
        let spells = spells.map(|spell| within(spell.from, spell.until, today));
        all([
            self.issue_dated(not_after(paper.issued, today), paper, || "by today".to_owned()),
            self.going(paper, today),
            !any(spells.map(|spell| self.dated(spell, || format!("{}.status", paper.key())))),
            self.carried(paper, today),
        ])
    }

    /// Whether a paper's last day is not over. Where it states none it is taken as running for as long as papers of its scheme usually
    /// do; beyond that nobody knows. What is made on the day runs.
    fn going(&self, paper: &Paper, today: When) -> Truth {
        let usual = paper.scheme.and_then(|id| self.law.scheme(id)).and_then(|scheme| scheme.validity);
        match (paper.expires, usual) {
            (Some(expires), _) => self.dated(not_after(today, expires), || format!("{}.expires", paper.key())),
            (None, Some(usual)) if !paper.derived && !paper.is_status() => {
                let running = not_after(today, paper.issued.plus(usual)).or(U);
                // Not issued on any stated day, it is that day that would have to be told first.
                let fact = if paper.undated { "issued" } else { "expires" };
                self.atom(running, fact, || format!("{}.expires/usual", paper.key()))
            }
            (None, _) => T,
        }
    }

    /// Whether the rules of its scheme carry a paper: those under which it was issued have not ended with all their papers, and when it
    /// was issued its scheme was not closed yet (decided question no. 50).
    fn carried(&self, paper: &Paper, today: When) -> Truth {
        let Some(scheme) = paper.scheme.and_then(|id| self.law.scheme(id)) else { return T };
        // What is made on the day is made under the rules of the day.
        let lapses = scheme.lapses.iter().filter(|_| !paper.derived);
        let lapsed = lapses.map(|lapse| self.lapsed(lapse, paper, today));
        let too_late = scheme.closings.iter().map(|closing| self.too_late(closing, paper, today));
        !any(lapsed.chain(too_late))
    }

    fn lapsed(&self, lapse: &Lapse, paper: &Paper, today: When) -> Truth {
        let before = lapse.issued_before;
        let newer = self.issue_dated(not_after(before, paper.issued), paper, || format!("lapse/{before:?}"));
        let running = not_after(today, lapse.last);
        let running = self.dated(running, || format!("lapse/{:?}/{:?}", paper.scheme, lapse.last));
        all([self.within_scope(&lapse.scope), !newer, !running])
    }

    fn too_late(&self, closing: &Closing, paper: &Paper, today: When) -> Truth {
        // Nothing is issued later than the day on which it is shown.
        let in_time = match not_after(today, closing.last) {
            T => T,
            _ => not_after(paper.issued, closing.last),
        };
        let in_time = self.issue_dated(in_time, paper, || format!("closing/{:?}", closing.last));
        self.within_scope(&closing.scope).and(!in_time)
    }

    /// What comes up of all this in a question, by name: papers in hand that have ended or may have, and those of which it would be
    /// otherwise the day before or the day after.
    pub(crate) fn lasts(&self) -> Vec<&'static str> {
        let mut seen = Vec::new();
        let on = self.question.on;
        for (number, holding) in self.question.holdings.iter().enumerate() {
            let paper = self.held(number, holding);
            let Some(scheme) = paper.scheme.and_then(|id| self.law.scheme(id)) else { continue };
            let usual = |day| self.going(&paper, When::on(day));
            if paper.expires.is_none() && scheme.validity.is_some() {
                seen.push(if usual(on) == T { "within its usual run" } else { "beyond its usual run" });
                if usual(on - 1) != usual(on) || usual(on) != usual(on + 1) {
                    seen.push("the usual run ends");
                }
            }
            let lapsed = |day| any(scheme.lapses.iter().map(|lapse| self.lapsed(lapse, &paper, When::on(day))));
            seen.extend(match lapsed(on) {
                T => Some("a lapsed paper"),
                U => Some("a paper that may have lapsed"),
                F => None,
            });
            if lapsed(on - 1) != lapsed(on) || lapsed(on) != lapsed(on + 1) {
                seen.push("a paper that just lapses");
            }
            for closing in &scheme.closings {
                seen.extend(match self.too_late(closing, &paper, When::on(on)) {
                    T => Some("a paper of after the closing"),
                    U => Some("a paper perhaps of after the closing"),
                    F => None,
                });
                let about = |day: Day| not_after(When::on(day), closing.last);
                if self.within_scope(&closing.scope) > F && (about(on - 1) != about(on) || about(on) != about(on + 1)) {
                    seen.push("a scheme that just closes");
                }
            }
        }
        seen
    }
}
