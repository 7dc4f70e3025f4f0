//! One question put to one law, and the plain facts read off them: places, products, bars, coverage, registers.

use crate::atoms::Atoms;
use crate::calendar::{Age, Day, When, not_after, within};
use crate::law::{Bar, Coverage, Item, Law, Listing, Requirement, Scope};
use crate::paper::{Ground, Issuer, Paper};
use crate::question::Question;
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{all, any};
use std::cell::Cell;

/// Coverage statements hold so long after their date (§2.2).
const COVERAGE: Age = Age { years: 0, months: 18, days: 0 };

pub(crate) struct Case<'u> {
    pub(crate) law: &'u Law,
    pub(crate) question: &'u Question,
    /// Set when a route longer than the bound was cut off.
    pub(crate) bound_hit: Cell<bool>,
    pub(crate) atoms: Atoms,
}

impl<'u> Case<'u> {
    pub(crate) fn new(law: &'u Law, question: &'u Question) -> Self {
        Self { law, question, bound_hit: Cell::new(false), atoms: Atoms::default() }
    }

    /// Whether an economy belongs to a place on a day.
    pub(crate) fn inside(&self, economy: &str, place: &str, day: When) -> Truth {
        if economy == place {
            return T;
        }
        let bloc = self.law.blocs.iter().find(|bloc| bloc.id == place);
        let members = bloc.into_iter().flat_map(|bloc| &bloc.members).filter(|member| member.code == economy);
        any(members.enumerate().map(|(entry, m)| {
            let value = within(m.from, m.until, day);
            let value = self.dated(value, || format!("membership/{place}/{economy}/{entry}/{day:?}"));
            self.doubt(value, m.confidence.doubtful(), || format!("membership/{place}/{economy}"))
        }))
    }

    /// Whether an economy is, was or will be in a place.
    pub(crate) fn ever_inside(&self, economy: &str, place: &str) -> bool {
        let bloc = self.law.blocs.iter().find(|bloc| bloc.id == place);
        economy == place || bloc.is_some_and(|bloc| bloc.members.iter().any(|member| member.code == economy))
    }

    /// Whether the product meets one of the items (§3.3 g5).
    pub(crate) fn among(&self, items: &[Item]) -> Truth {
        let product = &self.question.product;
        any(items.iter().map(|item| match item {
            Item::All => T,
            Item::Code { code, indicative } => {
                let value = match &product.code {
                    None => U,
                    Some(stated) if stated.starts_with(code.as_str()) => T,
                    Some(stated) if code.starts_with(stated.as_str()) => U,
                    Some(_) => F,
                };
                // A code that only illustrates leaves it to the words of the scope whether they mean the product.
                let sort = if *indicative { "like" } else { "code" };
                self.atom(value.doubted(*indicative), "product", || format!("product/{sort}/{code}"))
            }
            Item::Group(group) => {
                let value = product.groups.as_ref().map_or(U, |stated| Truth::of(stated.contains(group)));
                self.atom(value, "product", || format!("product/group/{group}"))
            }
            Item::Attribute { name, equals } => {
                let value = product.attributes.get(name).map_or(U, |stated| Truth::of(equals.contains(stated)));
                self.atom(value, "product", || format!("product/attribute/{name}/{equals:?}"))
            }
        }))
    }

    pub(crate) fn within_scope(&self, scope: &Scope) -> Truth {
        self.among(&scope.include).and(!self.among(&scope.exclude))
    }

    /// Whether a scope includes the product, be it only to take it out again.
    pub(crate) fn spoken_of(&self, scope: &Scope) -> Truth {
        self.among(&scope.include)
    }

    /// Whether a market asks this of the product on a day.
    pub(crate) fn applies(&self, requirement: &Requirement, market: &str, day: Day) -> Truth {
        let id = &requirement.id;
        let today = within(requirement.from, requirement.until, When::on(day));
        let value = all([
            self.inside(market, &requirement.market, When::on(day)),
            self.within_scope(&requirement.scope),
            self.dated(today, || format!("requirement/{id}")),
        ]);
        self.doubt(value, requirement.confidence.doubtful(), || format!("requirement/{id}"))
    }

    /// Whether a statement says on a day that the record is complete.
    fn covers(&self, coverage: &Coverage, day: When) -> Truth {
        let scope = coverage.scope.as_ref().map_or(T, |items| self.among(items));
        let last = coverage.as_of.map(|as_of| as_of.plus(COVERAGE));
        within(coverage.from, last, day).and(scope).doubted(coverage.confidence.doubtful())
    }

    fn closed_in(&self, closes: &str, market: &str, aspect: Option<&str>) -> bool {
        let day = When::on(self.question.on);
        self.law.coverage.iter().filter(|c| c.closes == closes).any(|c| {
            let place = c.market.as_ref().map_or(F, |place| self.inside(market, place, day));
            let about = c.aspect.is_none() || c.aspect.as_deref() == aspect && aspect.is_some();
            about && self.covers(c, day).and(place) == T
        })
    }

    /// Whether the record of what a market asks is complete on the day asked; it is held so while looking forward (§3.8).
    pub(crate) fn requirements_complete(&self, market: &str) -> bool {
        self.closed_in("requirements", market, None)
    }

    /// Whether the record of ways to meet a requirement is complete on the day asked.
    pub(crate) fn all_ways_closed(&self, market: &str) -> bool {
        self.closed_in("ways", market, None)
    }

    pub(crate) fn ways_closed(&self, market: &str, requirement: &Requirement) -> bool {
        self.closed_in("ways", market, requirement.aspect.as_deref())
    }

    fn register_closed(&self, register: &str, day: When) -> bool {
        let about = |c: &&Coverage| c.closes == "register" && c.register.as_deref() == Some(register);
        self.law.coverage.iter().filter(about).any(|c| self.covers(c, day) == T)
    }

    /// The day for which a register is judged: the issue date, for a paper derived on a later day the day asked (§3.8).
    fn judged(&self, paper: &Paper) -> When {
        if paper.derived {
            When { first: paper.issued.first.min(self.question.on), last: paper.issued.last.min(self.question.on) }
        } else {
            paper.issued
        }
    }

    /// Whether the issuer stood on a register when it issued (g7). `never` is the value where no listing of it is recorded.
    pub(crate) fn listed(&self, register: &str, paper: &Paper, day: Day, never: Option<Truth>) -> Truth {
        let absent = if self.register_closed(register, self.judged(paper)) { F } else { U };
        let value = |l: &Listing| {
            let at_issue = within(l.from, l.until, paper.issued);
            let at_issue = self.issue_dated(at_issue, paper, || format!("listing/{}", l.id));
            // That it had begun by the day of issue is said already.
            let last = l.until.filter(|_| !l.survives);
            let lasting = last.map_or(T, |last| not_after(When::on(day), last));
            let lasting = self.dated(lasting, || format!("survival/{}", l.id));
            let scope = l.scope.as_ref().map_or(T, |items| self.among(items));
            self.doubt(all([at_issue, lasting, scope]), l.confidence.doubtful(), || format!("listing/{}", l.id))
        };
        // An issuer that is not named may be any body of its market; nobody knows whether it stood there.
        let may_be = |l: &&Listing| match paper.issuer {
            Issuer::Body(body) => body.id == l.body,
            Issuer::Unnamed | Issuer::Unknown if paper.seat.is_some() => {
                self.law.body(&l.body).and_then(|body| body.seat.as_deref()).is_none_or(|its| paper.seat == Some(its))
            }
            Issuer::Unnamed | Issuer::Unknown | Issuer::Nobody => false,
        };
        let listings: Vec<&Listing> =
            self.law.listings.iter().filter(|l| l.register == register).filter(may_be).collect();
        let first = listings.iter().filter(|l| l.conflicts_with.is_none());
        let found = any(first.map(|l| {
            let rivals = listings.iter().filter(|rival| rival.conflicts_with.as_ref() == Some(&l.id));
            self.contested(std::iter::once(l).chain(rivals).map(|record| value(record)), || format!("listing/{}", l.id))
        }));
        // Nobody is named, or nobody of that name stands there, or does any more.
        let unlisted = |value| self.atom(value, "listing", || format!("listing/{register}/{}", paper.issuer.name()));
        match (paper.issuer, never) {
            (Issuer::Body(_), Some(never)) if listings.is_empty() => never,
            (Issuer::Body(_), _) if found == F => unlisted(absent),
            (Issuer::Body(_), _) => found,
            (_, Some(never)) => never,
            (Issuer::Unnamed | Issuer::Unknown, None) if absent == F && paper.seat.is_some() => found.and(unlisted(U)),
            // On a complete register one may look up who of a seat stands there.
            (Issuer::Unknown, None) if absent == F => self.seat_unknown(paper).and(unlisted(U)),
            (_, None) => unlisted(U),
        }
    }

    fn barring(&self, bar: &Bar, market: &str, day: Day) -> Truth {
        let place = bar.market.as_ref().map_or(T, |place| self.inside(market, place, When::on(day)));
        place.and(self.dated(within(bar.from, bar.until, When::on(day)), || format!("bar/{}", bar.id)))
    }

    /// Whether a bar hits, given how its subject is met: F is a hit, U a contested or possible one (g14).
    fn spared(&self, reach: &str, market: &str, day: Day, meets: impl Fn(&Bar) -> Truth) -> Truth {
        let bars = self.law.bars.iter().filter(|bar| bar.reach == reach);
        !any(bars.map(|bar| {
            let hits = self.barring(bar, market, day).and(meets(bar));
            self.doubt(hits, bar.confidence.doubtful(), || format!("bar/{}", bar.id))
        }))
    }

    pub(crate) fn clause_spared(&self, clause: &str, agreement: &str, market: &str, day: Day) -> Truth {
        let named = |id: &str, bar: &Bar| Truth::of(bar.subject.as_deref() == Some(id));
        self.spared("clause", market, day, |bar| named(clause, bar))
            .and(self.spared("agreement", market, day, |bar| named(agreement, bar)))
    }

    /// Whether no bar hits a body. One that is not known may be the one that is barred; of a market's body that has yet to issue
    /// nobody barred will be asked.
    fn body_spared(&self, who: &Ground, issued_under: impl Fn(&Bar) -> Truth, market: &str, day: Day) -> Truth {
        let meets = |bar: &Bar| {
            let body = match who.issuer {
                Issuer::Body(body) => body,
                Issuer::Nobody | Issuer::Unnamed => return F,
                // It may be a barred body, if that one sits where it does.
                Issuer::Unknown if bar.owned_by.is_empty() => {
                    let barred = bar.subject.as_deref().and_then(|id| self.law.body(id));
                    let there = barred.and_then(|body| body.seat.as_deref());
                    if who.seat.is_some() && there.is_some() && who.seat != there {
                        return F;
                    }
                    return self.atom(U, "issuer", || format!("{}.issuer/barred", who.whose()));
                }
                Issuer::Unknown => {
                    return self.atom(U, "owner", || format!("{}.owner/{:?}", who.whose(), bar.owned_by));
                }
            };
            if bar.owned_by.is_empty() {
                return Truth::of(bar.subject.as_ref() == Some(&body.id));
            }
            let owners = body.owners.as_ref();
            let value = owners.map_or(U, |owners| Truth::of(owners.iter().any(|owner| bar.owned_by.contains(owner))));
            self.atom(value, "owner", || format!("owner/{}/{:?}", body.id, bar.owned_by))
        };
        self.spared("body", market, day, |bar| {
            let about =
                bar.schemes.is_empty() || who.scheme.is_some_and(|scheme| bar.schemes.iter().any(|s| s == scheme));
            all([Truth::of(about), issued_under(bar), meets(bar)])
        })
    }

    /// Whether no bar hits the paper: its issuer, the bodies it rests on, its scheme in the market.
    pub(crate) fn paper_spared(&self, paper: &Paper, market: &str, day: Day) -> Truth {
        let scheme = self.spared("scheme-in-market", market, day, |bar| {
            Truth::of(bar.subject.is_some() && bar.subject.as_deref() == paper.scheme)
        });
        let issued = |bar: &Bar| bar.issued_from.map_or(T, |first| not_after(first, paper.issued));
        let own = |bar: &Bar| self.issue_dated(issued(bar), paper, || format!("bar/{}", bar.id));
        // What it rests on is older than it; how much, nobody says.
        let before = |bar: &Bar| {
            let value = issued(bar).doubted(bar.issued_from.is_some());
            self.dated(value, || format!("{}.basis/issued/bar/{}", paper.key(), bar.id))
        };
        let grounds = paper.basis.iter().map(|ground| self.body_spared(ground, before, market, day));
        // Of every sort that accompanied what it rests on there is one in hand, valid and spared wherever it has been asked for.
        let accompanied = paper.accompanied.iter().map(|(sort, _)| {
            let in_hand = self.question.holdings.iter().enumerate();
            let in_hand = in_hand.filter(|(_, holding)| holding.scheme.as_deref() == Some(sort));
            any(in_hand.map(|(number, holding)| {
                let companion = self.held(number, holding);
                let asked = paper.accompanied.iter().filter(|(other, _)| other == sort).map(|(_, place)| *place);
                let spared = asked.chain([market]).map(|place| self.paper_spared(&companion, place, day));
                all(spared).and(self.valid(&companion, day))
            }))
        });
        let own = all(grounds).and(self.body_spared(&paper.as_ground(), own, market, day)).and(scheme);
        own.and(all(accompanied))
    }

    pub(crate) fn product_spared(&self, market: &str, day: Day) -> Truth {
        self.spared("product-in-market", market, day, |bar| bar.scope.as_ref().map_or(T, |items| self.among(items)))
    }
}
