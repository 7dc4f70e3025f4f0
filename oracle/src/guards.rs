//! The fourteen guards of one hop (§3.3), in the order of the text.

use crate::calendar::{Day, When, not_after, within};
use crate::case::Case;
use crate::law::{Agreement, BasisRule, Clause, Effect, IssuerRule, Issuers, OriginRule, OriginTest, Slot};
use crate::paper::{Issuer, Paper};
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{agreed, all, any};

/// What a clause says of a paper: its value, and the deviations still to be tested.
pub(crate) struct Guarded<'u> {
    pub(crate) value: Truth,
    pub(crate) deviations: Vec<&'u str>,
}

impl<'u> Case<'u> {
    /// The value of a clause for a paper, towards a slot or (without one) towards a new paper. Rival records count as one clause.
    pub(crate) fn guard(
        &self,
        clause: &'u Clause,
        effect: Effect,
        paper: &Paper<'u>,
        slot: Option<&Slot>,
        market: &str,
        day: Day,
    ) -> Guarded<'u> {
        let mut deviations = Vec::new();
        let mut doubtful = false;
        let records: Vec<[Truth; 15]> = self
            .law
            .records(clause)
            .into_iter()
            .map(|record| {
                let Some(agreement) = self.law.agreement(&record.agreement) else { return [F; 15] };
                doubtful |= record.confidence.doubtful() || agreement.confidence.doubtful();
                let (edition, left) = self.edition(record.edition_rule.as_ref(), paper, effect, day);
                deviations.extend(left);
                let mut values = [
                    self.force(clause, record, agreement, paper, market, day),
                    self.parties(record, agreement, paper, market, day),
                    self.artefact(record, paper, market, day),
                    Self::rules(record, paper),
                    self.among(&record.scope.include),
                    !self.among(&record.scope.exclude),
                    self.issuer(&record.issuer_rule, paper, day),
                    Self::validity(record, paper, day),
                    Self::pre_issue(record, agreement, paper),
                    edition,
                    Self::level(record, paper, slot),
                    self.origin(&record.origin_rule, day),
                    Self::basis(&record.basis_rule, paper),
                    self.bars(clause, agreement, paper, market, day),
                    // What only one record of a clause leads to is no more settled than a guard on which they differ.
                    Truth::of(match slot {
                        Some(slot) => record.fills(&slot.scheme),
                        None => record.issued_scheme() == clause.issued_scheme(),
                    }),
                ];
                if paper.is_status() {
                    // Its papers met g4 and g7 to g11 on the way; a status held as a paper has dates of its own.
                    for (number, value) in (1..).zip(values.iter_mut()) {
                        if matches!(number, 4 | 7 | 9 | 10 | 11) || number == 8 && paper.derived {
                            *value = T;
                        }
                    }
                }
                values
            })
            .collect();
        let value = all((0..15).map(|n| agreed(records.iter().map(|record| record.get(n).copied().unwrap_or(U)))));
        deviations.sort_unstable();
        deviations.dedup();
        Guarded { value: value.doubted(doubtful), deviations }
    }

    /// The target's half of g2: the market is a place to which the clause is addressed, and a party that must accept.
    pub(crate) fn accepting(&self, clause: &Clause, agreement: &Agreement, market: &str, day: Day) -> Truth {
        let day = When::on(day);
        let addressed = any(clause.to_party.iter().map(|place| self.inside(market, place, day)));
        let accepts = agreement.parties.iter().filter(|party| party.accepts);
        addressed.and(any(accepts.map(|p| self.inside(market, &p.place, day).and(within(p.from, p.until, day)))))
    }

    /// g2.
    fn parties(&self, clause: &Clause, agreement: &Agreement, paper: &Paper, market: &str, day: Day) -> Truth {
        let (today, issued) = (When::on(day), paper.issued);
        let scheme = paper.scheme.and_then(|id| self.law.scheme(id));
        // Members of a scheme recognise their own papers too; the sides of an agreement do not (Q17).
        let joined = matches!(
            agreement.form.as_str(),
            "multilateral-scheme" | "accreditation-arrangement" | "single-market" | "unilateral"
        );
        let own = joined && !paper.is_status() && scheme.is_some_and(|scheme| scheme.home.is_none());
        let (test_issue, test_use) = (clause.party_test != "use", clause.party_test != "issue");
        let accepting = self.accepting(clause, agreement, market, day);
        // Papers from anywhere: there is no issuing side.
        if clause.from_party.iter().any(|from| from == "any") {
            return accepting;
        }
        // Where the issuer sits decides: not stated, it is unknown.
        let Some(seat) = paper.seat else { return accepting.and(U) };
        // A bloc that stands alone on both sides speaks of its members; any other text never joins a bloc with itself.
        let inside = paper.is_status() && clause.from_party == clause.to_party && clause.to_party.len() == 1;
        // Nor do two sides that agree say anything of those who sit on one of them together: blocs may overlap (§3.4).
        let apart = |from: &str, to: &str| {
            if joined || inside {
                return T;
            }
            (!self.inside(market, from, today)).and(!self.seated(paper, to, today))
        };
        let pair = |when: When| {
            let pairs = clause.from_party.iter().flat_map(|from| clause.to_party.iter().map(move |to| (from, to)));
            any(pairs.filter(|(from, to)| own || inside || from != to).map(|(from, to)| {
                self.seated(paper, from, when).and(self.inside(market, to, today)).and(apart(from, to))
            }))
        };
        let distinct = Truth::of(own || seat != market);
        let issuing = |when: When, seat_on: When| {
            any(agreement
                .parties
                .iter()
                .filter(|party| party.issues)
                .map(|p| self.seated(paper, &p.place, seat_on).and(within(p.from, p.until, when))))
        };
        let by_a_party = if agreement.form == "unilateral" {
            T
        } else {
            let now = issuing(today, if test_use { today } else { issued });
            if clause.preissue || !test_issue { now } else { now.and(issuing(issued, issued)) }
        };
        all([
            accepting,
            if test_issue { pair(issued) } else { T },
            if test_use { pair(today) } else { T },
            distinct,
            by_a_party,
        ])
    }

    /// g3.
    fn artefact(&self, clause: &Clause, paper: &Paper<'u>, market: &str, day: Day) -> Truth {
        if paper.is_status() != clause.about_a_status() {
            return F;
        }
        if paper.is_status() {
            if !clause.marketed {
                return T;
            }
            let Some(source) = paper.seat else { return U };
            return self.stated("marketed_in", &[source.to_owned()], day);
        }
        let kind = clause.kind.as_deref().is_none_or(|kind| paper.kind == Some(kind));
        let scheme = clause
            .schemes
            .as_ref()
            .is_none_or(|schemes| paper.scheme.is_some_and(|scheme| schemes.iter().any(|s| s == scheme)));
        let companions = clause.needs_all.iter().map(|needed| {
            let in_hand = self.question.holdings.iter().filter(|h| h.scheme.as_ref() == Some(needed));
            any(in_hand.map(|holding| {
                let companion = self.held(holding);
                Self::valid(&companion, day).and(self.paper_spared(&companion, market, day))
            }))
        });
        Truth::of(kind && scheme).and(all(companions))
    }

    /// g4.
    fn rules(clause: &Clause, paper: &Paper) -> Truth {
        match (&clause.attests, &paper.attests) {
            (None, _) => T,
            (Some(_), None) => U,
            (Some(wanted), Some(attested)) => Truth::of(wanted.iter().any(|w| attested.contains(&w.as_str()))),
        }
    }

    /// Whether the issuer is a native issuer of the paper's scheme: one of its own with its seat in the home at issue (and, for the
    /// native edge, on the day), or a foreign body on the scheme's register (K13).
    fn native_issuer(&self, paper: &Paper, day: Day, on_the_day: bool) -> Truth {
        let Some(scheme) = paper.scheme.and_then(|id| self.law.scheme(id)) else { return U };
        let own = match (&scheme.native_issuers, &paper.issuer) {
            (Issuers::Any, _) => return T,
            (Issuers::Named(named), Issuer::Body(body)) => Truth::of(named.contains(&body.id)),
            // A body not named may be one of those that are, or another of its market.
            (Issuers::Named(_), _) | (Issuers::Unrecorded, Issuer::Body(_)) => U,
            // Nobody is named on either side: the papers of a scheme come from within it.
            (Issuers::Unrecorded, _) => T,
        };
        let days = [Some(paper.issued), on_the_day.then_some(When::on(day))].into_iter().flatten();
        let seat = scheme.home.as_ref().map_or(T, |home| all(days.map(|when| self.seated(paper, home, when))));
        own.and(seat).or(self.listed(&scheme.id, paper, day, Some(F)))
    }

    /// g7.
    fn issuer(&self, rule: &IssuerRule, paper: &Paper, day: Day) -> Truth {
        match rule {
            IssuerRule::Native => self.native_issuer(paper, day, false),
            IssuerRule::Any => T,
            IssuerRule::Listed(register) => self.listed(register, paper, day, None),
            IssuerRule::Unrecorded => U,
        }
    }

    /// g8.
    fn validity(clause: &Clause, paper: &Paper, day: Day) -> Truth {
        let young = clause.max_age.map_or(T, |age| not_after(When::on(day), paper.issued.plus(age)));
        Self::valid(paper, day).and(young)
    }

    /// g9.
    fn pre_issue(clause: &Clause, agreement: &Agreement, paper: &Paper) -> Truth {
        // Signed only, nothing says when the lineage begins: a text in force by now may take papers older than its signature.
        let lineage = clause.since.or(clause.in_force).or(agreement.in_force).unwrap_or(When::UNKNOWN);
        if clause.preissue { T } else { not_after(lineage, paper.issued) }
    }

    /// g11.
    fn level(clause: &Clause, paper: &Paper, slot: Option<&Slot>) -> Truth {
        let Some(asked) = slot.and_then(|slot| slot.level) else { return T };
        if clause.cap.is_some_and(|cap| cap < asked) {
            return F;
        }
        paper.level.map_or(U, |level| Truth::of(level >= asked))
    }

    /// Whether a stated fact of origin lies in one of the places.
    fn stated(&self, fact: &str, places: &[String], day: Day) -> Truth {
        let stated = self.question.origin.get(fact).map_or(&[][..], Vec::as_slice);
        let lies = stated.iter().map(|at| any(places.iter().map(|place| self.inside(at, place, When::on(day)))));
        if stated.is_empty() { U } else { all(lies) }
    }

    /// g12.
    fn origin(&self, rule: &OriginRule, day: Day) -> Truth {
        let value = |test: &OriginTest| {
            let fact = match test.kind.as_str() {
                "made-in" => "made_in",
                "grown-in" => "grown_in",
                "last-processed-in" => "last_processed_in",
                "shipped-direct" => "shipped_from",
                _ => "originating_in",
            };
            self.stated(fact, &test.places, day)
        };
        match rule {
            OriginRule::None => T,
            OriginRule::Any(tests) => any(tests.iter().map(value)),
            OriginRule::All(tests) => all(tests.iter().map(value)),
            OriginRule::Unrecorded => U,
        }
    }

    /// g13. A status always rests on something.
    fn basis(rule: &BasisRule, paper: &Paper) -> Truth {
        match rule {
            BasisRule::Own => Truth::of(paper.basis.is_empty() && !paper.is_status()),
            BasisRule::Any => T,
            // A status in hand rests on papers of which nobody told.
            BasisRule::Only(_) if paper.is_status() && !paper.derived && paper.basis.is_empty() => U,
            BasisRule::Only(schemes) => all(paper
                .basis
                .iter()
                .map(|ground| ground.scheme.map_or(U, |scheme| Truth::of(schemes.iter().any(|s| s == scheme))))),
            BasisRule::Unrecorded => {
                if paper.basis.is_empty() && !paper.is_status() {
                    T
                } else {
                    U
                }
            }
        }
    }

    /// g14, with the goods not barred where a status held as a paper says they are sold.
    fn bars(&self, clause: &Clause, agreement: &Agreement, paper: &Paper, market: &str, day: Day) -> Truth {
        let source = paper.seat.filter(|_| paper.is_status() && !paper.derived);
        all([
            self.clause_spared(&clause.id, &agreement.id, market, day),
            self.paper_spared(paper, market, day),
            self.product_spared(market, day),
            source.map_or(T, |source| self.product_spared(source, day)),
        ])
    }

    /// The native edge: the market's own paper in its own slot.
    pub(crate) fn native(&self, paper: &Paper<'u>, slot: &'u Slot, market: &str, day: Day) -> Truth {
        if paper.scheme != Some(slot.scheme.as_str()) {
            return F;
        }
        let Some(scheme) = self.law.scheme(&slot.scheme) else { return F };
        let Some(home) = scheme.home.as_deref() else { return F };
        let level = slot.level.map_or(T, |asked| paper.level.map_or(U, |level| Truth::of(level >= asked)));
        all([
            self.inside(market, home, When::on(day)),
            self.native_issuer(paper, day, true),
            level,
            self.edition(slot.edition_rule.as_ref(), paper, Effect::Native, day).0,
            Self::valid(paper, day),
            self.paper_spared(paper, market, day),
            self.product_spared(market, day),
        ])
    }
}
