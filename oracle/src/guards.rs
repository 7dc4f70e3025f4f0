//! The fourteen guards of one hop (§3.3), in the order of the text.

use crate::calendar::{Day, When, not_after, within};
use crate::case::Case;
use crate::law::{Agreement, BasisRule, Clause, Effect, IssuerRule, Issuers, OriginRule, OriginTest, Party, Slot};
use crate::paper::{Issuer, Paper};
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{all, any};

/// The fact of origin that a test is about.
pub(crate) fn origin_fact(kind: &str) -> &'static str {
    match kind {
        "made-in" => "made_in",
        "grown-in" => "grown_in",
        "last-processed-in" => "last_processed_in",
        "shipped-direct" => "shipped_from",
        _ => "originating_in",
    }
}

/// Facts of origin, as they are asked for.
const ORIGINS: [&str; 6] = [
    "origin.made_in",
    "origin.grown_in",
    "origin.last_processed_in",
    "origin.originating_in",
    "origin.shipped_from",
    "origin.marketed_in",
];

/// What a clause says of a paper: its value, and the deviations still to be tested.
pub(crate) struct Guarded<'u> {
    pub(crate) value: Truth,
    /// Each guard, in the order of the text; the last one says whether all records lead to the same target.
    pub(crate) each: [Truth; 15],
    pub(crate) deviations: Vec<&'u str>,
}

impl<'u> Case<'u> {
    /// The value of a clause for a paper, towards a slot or (without one) towards a new paper. Rival records count as one clause.
    pub(crate) fn guard(
        &self,
        clause: &'u Clause,
        paper: &Paper<'u>,
        slot: Option<&Slot>,
        market: &str,
        day: Day,
    ) -> Guarded<'u> {
        let mut deviations = Vec::new();
        let mut doubts = Vec::new();
        let records: Vec<[Truth; 15]> = self
            .law
            .records(clause)
            .into_iter()
            .map(|record| {
                let Some(agreement) = self.law.agreement(&record.agreement) else { return [F; 15] };
                doubts.extend(record.confidence.doubtful().then(|| format!("clause/{}", clause.id)));
                doubts.extend(agreement.confidence.doubtful().then(|| format!("agreement/{}", agreement.id)));
                let (edition, left) = self.edition(record.edition_rule.as_ref(), &record.id, paper, record.effect, day);
                deviations.extend(left);
                let mut values = [
                    self.force(clause, record, agreement, paper, market, day),
                    self.parties(record, agreement, paper, market, day),
                    self.artefact(record, paper, market, day),
                    self.rules(record, paper),
                    self.among(&record.scope.include),
                    !self.among(&record.scope.exclude),
                    self.issuer(record, paper, day),
                    self.validity(record, paper, day),
                    self.pre_issue(record, agreement, paper),
                    edition,
                    self.level(record, paper, slot),
                    self.origin(record, day),
                    self.basis(record, paper),
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
        let each: [Truth; 15] = std::array::from_fn(|n| {
            let of_each = records.iter().map(|record| record.get(n).copied().unwrap_or(U));
            self.contested(of_each, || format!("{}/{n}", clause.id))
        });
        let value = all(each);
        deviations.sort_unstable();
        deviations.dedup();
        doubts.dedup();
        let value = doubts.into_iter().fold(value, |value, record| self.doubt(value, true, || record));
        Guarded { value, each, deviations }
    }

    /// The target's half of g2: the market is a place to which the clause is addressed, and a party that must accept.
    pub(crate) fn accepting(&self, clause: &Clause, agreement: &Agreement, market: &str, day: Day) -> Truth {
        let day = When::on(day);
        let addressed = any(clause.to_party.iter().map(|place| self.inside(market, place, day)));
        let accepts = agreement.parties.iter().enumerate().filter(|(_, party)| party.accepts);
        addressed.and(any(accepts.map(|(number, party)| {
            let there = self.inside(market, &party.place, day);
            there.and(self.a_party(agreement, number, party, day))
        })))
    }

    /// Whether one of the parties is one on a day.
    fn a_party(&self, agreement: &Agreement, number: usize, party: &Party, day: When) -> Truth {
        let value = within(party.from, party.until, day);
        self.dated(value, || format!("party/{}/{number}/{day:?}", agreement.id))
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
        let Some(seat) = paper.seat else { return accepting.and(self.seat_unknown(paper)) };
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
                .enumerate()
                .filter(|(_, party)| party.issues)
                .map(|(n, p)| self.seated(paper, &p.place, seat_on).and(self.a_party(agreement, n, p, when))))
        };
        let alone = agreement.form == "unilateral";
        let then = || {
            let by_a_party = match (alone, clause.preissue) {
                (true, _) => T,
                (false, preissue) => {
                    let now = if test_use { T } else { issuing(today, issued) };
                    if preissue { now } else { now.and(issuing(issued, issued)) }
                }
            };
            pair(issued).and(by_a_party)
        };
        all([
            accepting,
            if test_issue { self.at_issue(paper, &format!("seat/{}", clause.id), then) } else { T },
            if test_use { pair(today) } else { T },
            distinct,
            if test_use && !alone { issuing(today, today) } else { T },
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
            let Some(source) = paper.seat else { return self.seat_unknown(paper) };
            return self.stated("marketed_in", &[source.to_owned()], day);
        }
        let same = self.same_artefact(clause, paper);
        let companions = clause.needs_all.iter().map(|needed| {
            let in_hand = self.question.holdings.iter().enumerate();
            let in_hand = in_hand.filter(|(_, holding)| holding.scheme.as_ref() == Some(needed));
            any(in_hand.map(|(number, holding)| {
                let companion = self.held(number, holding);
                self.valid(&companion, day).and(self.paper_spared(&companion, market, day))
            }))
        });
        Truth::of(same).and(all(companions))
    }

    /// Whether a paper is of the kind and scheme that a clause takes.
    pub(crate) fn same_artefact(&self, clause: &Clause, paper: &Paper) -> bool {
        let kind = clause.kind.as_deref().is_none_or(|kind| paper.kind == Some(kind));
        let schemes = clause.schemes.as_ref();
        let scheme = paper.scheme.is_some_and(|scheme| schemes.is_none_or(|all| all.iter().any(|s| s == scheme)));
        kind && (scheme || schemes.is_none())
    }

    /// g4.
    fn rules(&self, clause: &Clause, paper: &Paper) -> Truth {
        match (&clause.attests, &paper.attests) {
            (None, _) => T,
            (Some(wanted), None) => self.atom(U, "attests", || format!("{}.attests/{wanted:?}", paper.key())),
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
            (Issuers::Named(_), _) | (Issuers::Unrecorded, Issuer::Body(_)) => {
                self.atom(U, "issuer_class", || format!("{}.issuer/{}", paper.key(), scheme.id))
            }
            // Nobody is named on either side: the papers of a scheme come from within it.
            (Issuers::Unrecorded, _) => T,
        };
        let seat = scheme.home.as_ref().map_or(T, |home| {
            let now = if on_the_day { self.seated(paper, home, When::on(day)) } else { T };
            let then = || self.seated(paper, home, paper.issued);
            // A seat that nobody stated is what is unknown, on whatever day.
            let then =
                if paper.seat.is_none() { then() } else { self.at_issue(paper, &format!("home/{}", scheme.id), then) };
            now.and(then)
        });
        own.and(seat).or(self.listed(&scheme.id, paper, day, Some(F)))
    }

    /// g7.
    fn issuer(&self, record: &Clause, paper: &Paper, day: Day) -> Truth {
        let clause = &record.id;
        match &record.issuer_rule {
            IssuerRule::Native => self.native_issuer(paper, day, false),
            IssuerRule::Any => T,
            IssuerRule::Listed(register) => self.listed(register, paper, day, None),
            IssuerRule::Unrecorded => self.atom(U, "issuer_rule", || format!("issuer-rule/{clause}")),
        }
    }

    /// g8.
    fn validity(&self, clause: &Clause, paper: &Paper, day: Day) -> Truth {
        let young = clause.max_age.map_or(T, |age| not_after(When::on(day), paper.issued.plus(age)));
        let young = self.issue_dated(young, paper, || format!("age/{}", clause.id));
        self.valid(paper, day).and(young)
    }

    /// g9.
    fn pre_issue(&self, clause: &Clause, agreement: &Agreement, paper: &Paper) -> Truth {
        // Signed only, nothing says when the lineage begins: that is asked once, of g1.
        let lineage = clause.since.or(clause.in_force).or(agreement.in_force).filter(|_| !clause.preissue);
        let value = lineage.map_or(T, |first| not_after(first, paper.issued));
        self.issue_dated(value, paper, || format!("since/{}", clause.id))
    }

    /// g11.
    fn level(&self, clause: &Clause, paper: &Paper, slot: Option<&Slot>) -> Truth {
        let Some(asked) = slot.and_then(|slot| slot.level) else { return T };
        if clause.cap.is_some_and(|cap| cap < asked) {
            return F;
        }
        self.leveled(paper, asked)
    }

    /// Whether a paper states a level as high as is asked.
    fn leveled(&self, paper: &Paper, asked: i32) -> Truth {
        let value = paper.level.map_or(U, |level| Truth::of(level >= asked));
        self.atom(value, "level", || format!("{}.level", paper.key()))
    }

    /// Whether a stated fact of origin lies in one of the places.
    fn stated(&self, fact: &str, places: &[String], day: Day) -> Truth {
        let stated = self.question.origin.get(fact).map_or(&[][..], Vec::as_slice);
        let lies = stated.iter().map(|at| any(places.iter().map(|place| self.inside(at, place, When::on(day)))));
        if stated.is_empty() {
            let word = ORIGINS.iter().find(|word| word.ends_with(fact)).unwrap_or(&"origin");
            return self.atom(U, word, || format!("origin/{fact}/{places:?}"));
        }
        all(lies)
    }

    /// One test of g12.
    pub(crate) fn comes_up_to(&self, test: &OriginTest, day: Day) -> Truth {
        self.stated(origin_fact(&test.kind), &test.places, day)
    }

    /// g12.
    fn origin(&self, record: &Clause, day: Day) -> Truth {
        let value = |test: &OriginTest| self.comes_up_to(test, day);
        match &record.origin_rule {
            OriginRule::None => T,
            OriginRule::Any(tests) => any(tests.iter().map(value)),
            OriginRule::All(tests) => all(tests.iter().map(value)),
            OriginRule::Unrecorded => self.atom(U, "origin_rule", || format!("origin-rule/{}", record.id)),
        }
    }

    /// g13. A status always rests on something.
    fn basis(&self, record: &Clause, paper: &Paper) -> Truth {
        match &record.basis_rule {
            BasisRule::Own => Truth::of(paper.basis.is_empty() && !paper.is_status()),
            BasisRule::Any => T,
            // A status in hand rests on papers of which nobody told.
            BasisRule::Only(_) if paper.is_status() && !paper.derived && paper.basis.is_empty() => {
                self.atom(U, "basis", || format!("{}.basis", paper.key()))
            }
            BasisRule::Only(schemes) => all(paper
                .basis
                .iter()
                .map(|ground| ground.scheme.map_or(U, |scheme| Truth::of(schemes.iter().any(|s| s == scheme))))),
            BasisRule::Unrecorded => {
                if paper.basis.is_empty() && !paper.is_status() {
                    T
                } else {
                    self.atom(U, "basis_rule", || format!("basis-rule/{}", record.id))
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
        self.native_guards(paper, slot, market, day).map_or(F, |each| all(each.map(|(_, value)| value)))
    }

    /// What the native edge asks, each with the guard that asks the like of a clause; none for the paper of another scheme.
    pub(crate) fn native_guards(
        &self,
        paper: &Paper<'u>,
        slot: &'u Slot,
        market: &str,
        day: Day,
    ) -> Option<[(u8, Truth); 7]> {
        if paper.scheme != Some(slot.scheme.as_str()) {
            return None;
        }
        let home = self.law.scheme(&slot.scheme)?.home.as_deref()?;
        let level = slot.level.map_or(T, |asked| self.leveled(paper, asked));
        Some([
            (0, self.inside(market, home, When::on(day))),
            (7, self.native_issuer(paper, day, true)),
            (11, level),
            (10, self.edition(slot.edition_rule.as_ref(), &slot.scheme, paper, Effect::Native, day).0),
            (8, self.valid(paper, day)),
            (14, self.paper_spared(paper, market, day)),
            (14, self.product_spared(market, day)),
        ])
    }
}
