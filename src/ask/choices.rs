//! The papers to try where a chain of clauses starts: who may have issued one, when, to which edition.

use super::chain::Chain;
use super::template::{code, level};
use crate::decide::guard;
use crate::decide::moment::Moment;
use crate::decide::{Holding, Issuer, Level, Many, Origin, limits, search};
use crate::law::{
    Clause, Day, Id, IssuerClass, IssuerRule, Kind, Market, OriginFact, OriginRule, OriginTest, Place, Record,
    Register, Scheme, Slot, Span, When,
};
use std::cell::Cell;
use std::collections::BTreeSet;

/// What a paper can be, choice by choice; the first of each is tried first.
pub(super) struct Choices {
    scheme: String,
    dates: Vec<Option<Day>>,
    issuers: Vec<Issuer>,
    kinds: Vec<Kind>,
    editions: Vec<Option<String>>,
    attests: Vec<Option<String>>,
    owners: Vec<Option<&'static str>>,
    /// For each reissue, the markets that can act.
    acting: Vec<Vec<Id<Market>>>,
    level: Option<u8>,
    /// How long papers of the scheme usually run, and the day asked: an older one is taken to state that it still runs.
    runs: Option<Span>,
    today: Day,
    /// Papers in hand beside it.
    beside: Vec<Holding>,
    /// The origin, with what the chain demands besides.
    pub(super) origin: Origin,
    /// Whether no day and no issuer was left out.
    pub(super) whole: bool,
}

/// Which of the choices, from the one that changes most slowly to the quickest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Choice {
    Date,
    Issuer,
    Kind,
    Edition,
    Attests,
    Owner,
    Acting(usize),
}

impl Choice {
    fn place(self) -> usize {
        match self {
            Choice::Date => 0,
            Choice::Issuer => 1,
            Choice::Kind => 2,
            Choice::Edition => 3,
            Choice::Attests => 4,
            Choice::Owner => 5,
            Choice::Acting(hop) => hop.saturating_add(6),
        }
    }
}

/// One paper of the many, as places in the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pick(Vec<usize>);

impl Choices {
    /// The papers to try for a chain into a slot of a market. `seats` are preferred.
    pub(super) fn of(
        moment: &Moment<'_>,
        chain: &Chain,
        scheme_id: Id<Scheme>,
        slot: &Slot,
        market: Id<Market>,
        origin: &Origin,
        seats: &[Id<Market>],
    ) -> Choices {
        let records = moment.records();
        let scheme = records.schemes.at(scheme_id);
        let first = chain.clauses().next().map(|id| records.clauses.at(id));
        let direct = chain.reissues.is_empty();
        let status = first.is_some_and(Clause::of_status);
        let wanted_kind = first.map_or(slot.kind, |clause| clause.kind);
        let kinds: Vec<Kind> =
            scheme.kinds.iter().copied().filter(|kind| wanted_kind.is_none_or(|wanted| wanted == *kind)).collect();
        let editions: Vec<Option<String>> = match first.map_or(&slot.edition, |clause| &clause.edition) {
            None => vec![None],
            Some(rule) => rule.accepts.iter().map(|a| Some(records.editions.at(a.edition).id().to_owned())).collect(),
        };
        let own_regime = |demanded: &[String]| scheme.regime.as_ref().is_some_and(|regime| demanded.contains(regime));
        let attests = match first.and_then(|clause| clause.attests.as_deref()) {
            Some(demanded) if !own_regime(demanded) => demanded.iter().cloned().map(Some).collect(),
            _ => vec![None],
        };
        let acting = chain.reissues.iter().map(|id| search::acting(moment, records.clauses.at(*id), market)).collect();
        let mut beside: Vec<Holding> = Vec::new();
        for needed in chain.clauses().flat_map(|id| &records.clauses.at(id).needs_all).filter(|id| **id != scheme_id) {
            let needed = records.schemes.at(*needed);
            if !beside.iter().any(|holding| holding.scheme.as_ref() == Some(&needed.id)) {
                let by_supplier = needed.kinds == [Kind::SupplierDeclaration];
                let class = by_supplier.then(|| IssuerClass::Manufacturer.word().to_owned());
                let issuer = Issuer { class, ..Issuer::default() };
                let (scheme, issued) = (Some(needed.id.clone()), Some(moment.day.to_string()));
                beside.push(Holding { scheme, issued, issuer, ..Holding::default() });
            }
        }
        let mut origin = origin.clone();
        for id in chain.clauses() {
            fill(moment, &mut origin, records.clauses.at(id).origin.as_ref(), seats);
        }
        let issuers = Issuers { moment, scheme, seats, market, whole: Cell::new(true) };
        let (dates, all_dates) = if status { (vec![None], true) } else { dates(moment, scheme, first) };
        Choices {
            scheme: scheme.id.clone(),
            dates,
            issuers: issuers.of(first),
            whole: all_dates && issuers.whole.get(),
            kinds,
            editions,
            attests,
            owners: vec![None, Some("none")],
            acting,
            level: if direct { level(slot, guard::wanted(moment, slot)) } else { None },
            runs: scheme.validity,
            today: moment.day,
            beside,
            origin,
        }
    }

    /// The first pick; `None` where some choice has nothing to choose from.
    pub(super) fn first(&self) -> Option<Pick> {
        let lengths = self.lengths();
        lengths.iter().all(|length| *length > 0).then(|| Pick(vec![0; lengths.len()]))
    }

    /// The next pick in which a choice is another, or one that changes more slowly; what changes quicker starts over.
    pub(super) fn after(&self, pick: &Pick, choice: Choice) -> Option<Pick> {
        self.advanced(pick, choice.place(), 0)
    }

    /// The same paper, with another market acting at a reissue or at one before it.
    pub(super) fn other_market(&self, pick: &Pick, hop: usize) -> Option<Pick> {
        self.advanced(pick, Choice::Acting(hop).place(), Choice::Acting(0).place())
    }

    fn advanced(&self, pick: &Pick, mut place: usize, slowest: usize) -> Option<Pick> {
        let lengths = self.lengths();
        let mut picked = pick.0.clone();
        for quicker in picked.iter_mut().skip(place.saturating_add(1)) {
            *quicker = 0;
        }
        loop {
            let (at, length) = (picked.get_mut(place)?, *lengths.get(place)?);
            *at = at.saturating_add(1);
            if *at < length {
                return Some(Pick(picked));
            }
            *at = 0;
            place = place.checked_sub(1).filter(|place| *place >= slowest)?;
        }
    }

    fn lengths(&self) -> Vec<usize> {
        let fixed = [
            self.dates.len(),
            self.issuers.len(),
            self.kinds.len(),
            self.editions.len(),
            self.attests.len(),
            self.owners.len(),
        ];
        fixed.into_iter().chain(self.acting.iter().map(Vec::len)).collect()
    }

    /// The papers of a pick: the paper itself, and those beside it.
    pub(super) fn holdings(&self, pick: &Pick) -> Vec<Holding> {
        let at = |choice: Choice| pick.0.get(choice.place()).copied().unwrap_or_default();
        let mut issuer = self.issuers.get(at(Choice::Issuer)).cloned().unwrap_or_default();
        issuer.owner = self.owners.get(at(Choice::Owner)).copied().flatten().map(str::to_owned);
        let paper = Holding {
            scheme: Some(self.scheme.clone()),
            kind: self.kinds.get(at(Choice::Kind)).map(|kind| kind.word().to_owned()),
            issued: self.issued(pick).map(|day| day.to_string()),
            expires: self.expires(pick).map(|day| day.to_string()),
            issuer,
            norm: Many::List(self.editions.get(at(Choice::Edition)).cloned().flatten().into_iter().collect()),
            level: self.level.map(Level::Number),
            attests: self.attests.get(at(Choice::Attests)).cloned().flatten().map(Many::One),
            basis: Some(Vec::new()),
            ..Holding::default()
        };
        // A report comes from whoever wrote the certificate on it, and from nobody who is barred for its owner.
        let beside = self.beside.iter().cloned().map(|mut holding| {
            if holding.issuer.class.is_none() {
                holding.issuer = Issuer { owner: Some("none".to_owned()), ..paper.issuer.clone() };
            }
            holding
        });
        std::iter::once(paper.clone()).chain(beside).collect()
    }

    /// The last day that a pick states: none, unless such papers usually ended before the day asked.
    fn expires(&self, pick: &Pick) -> Option<Day> {
        let usual = self.issued(pick)?.after(self.runs?);
        (usual < self.today).then_some(self.today)
    }

    /// The day of issue of a pick.
    pub(super) fn issued(&self, pick: &Pick) -> Option<Day> {
        self.dates.get(pick.0.first().copied().unwrap_or_default()).copied().flatten()
    }

    /// The reissues of a pick, each with the market that acts.
    pub(super) fn reissues(&self, chain: &Chain, pick: &Pick) -> Vec<(Id<Clause>, Id<Market>)> {
        let acting = |hop: usize| {
            let at = pick.0.get(Choice::Acting(hop).place()).copied().unwrap_or_default();
            self.acting.get(hop).and_then(|markets| markets.get(at)).copied()
        };
        chain.reissues.iter().enumerate().filter_map(|(hop, id)| acting(hop).map(|market| (*id, market))).collect()
    }
}

/// Days of issue to try: the day asked, then every day on which some date that papers are held against turns, latest first.
/// And whether those are all.
fn dates(moment: &Moment<'_>, scheme: &Scheme, first: Option<&Clause>) -> (Vec<Option<Day>>, bool) {
    let records = moment.records();
    let mut turns: BTreeSet<Day> = BTreeSet::new();
    let mut note = |when: Option<When>| {
        for day in when.filter(|when| *when != When::UNKNOWN).into_iter().flat_map(|when| [when.earliest, when.latest])
        {
            turns.extend([day.previous(), day, day.next()]);
        }
    };
    let (mut places, mut registers): (Vec<Place>, Vec<Id<Register>>) = (Vec::new(), Vec::new());
    if let Some(clause) = first {
        let agreement = records.agreements.at(clause.agreement);
        for when in [clause.since, clause.in_force, clause.until, agreement.in_force, agreement.ended] {
            note(when);
        }
        for newer in moment.law.superseded_by(clause.agreement) {
            note(records.agreements.at(*newer).in_force);
        }
        for party in &agreement.parties {
            note(party.from);
            note(party.until);
            places.push(party.place);
        }
        places.extend(clause.from.iter().flatten());
        if let Some(IssuerRule::Body { register, .. }) = &clause.issuer {
            registers.extend(register);
        }
    }
    if first.is_none_or(|clause| clause.issuer == Some(IssuerRule::Native)) {
        places.extend(scheme.home);
        registers.extend(scheme.issuers.register);
    }
    for listing in registers.iter().flat_map(|id| moment.law.listings_of(*id)).map(|id| records.listings.at(*id)) {
        note(listing.from);
        note(listing.until);
    }
    for place in places {
        let Place::Bloc(bloc) = place else { continue };
        for member in &records.blocs.at(bloc).members {
            note(member.from);
            note(member.until);
        }
    }
    for (_, bar) in records.bars.iter() {
        note(bar.issued_from);
    }
    note(scheme.since);
    for closing in &scheme.closings {
        note(Some(closing.last));
    }
    let earlier = turns.into_iter().rev().filter(|day| *day < moment.day);
    let mut all = std::iter::once(moment.day).chain(earlier);
    let tried: Vec<Option<Day>> = all.by_ref().take(limits::ALIKE).map(Some).collect();
    (tried, all.next().is_none())
}

/// States what a rule of origin asks and the question leaves open.
fn fill(moment: &Moment<'_>, origin: &mut Origin, rule: Option<&OriginRule>, seats: &[Id<Market>]) {
    let tests: Vec<&OriginTest> = match rule {
        None | Some(OriginRule::Free) => return,
        Some(OriginRule::All(tests)) => tests.iter().collect(),
        // One is enough: one that the question already speaks of, else the first.
        Some(OriginRule::Any(tests)) => {
            if tests.iter().any(|test| meets(moment, origin, test)) {
                return;
            }
            tests.iter().filter(|test| stated(origin, test.fact).is_none()).take(1).collect()
        }
    };
    for test in tests {
        if stated(origin, test.fact).is_none() {
            let markets = test.places.iter().flat_map(|place| members_on(moment, *place));
            let chosen = seats.iter().copied().find(|seat| markets.clone().any(|m| m == *seat));
            let Some(market) = chosen.or_else(|| markets.clone().next()) else { continue };
            *slot_of(origin, test.fact) = Some(Many::One(moment.records().markets.at(market).code.clone()));
        }
    }
}

fn meets(moment: &Moment<'_>, origin: &Origin, test: &OriginTest) -> bool {
    let codes: Vec<String> = test
        .places
        .iter()
        .flat_map(|place| members_on(moment, *place))
        .map(|market| moment.records().markets.at(market).code.clone())
        .collect();
    stated(origin, test.fact).is_some_and(|many| many.values().iter().all(|value| codes.contains(value)))
}

/// Those who surely belong to a place on the day.
fn members_on(moment: &Moment<'_>, place: Place) -> Vec<Id<Market>> {
    let now = crate::decide::moment::Point::Now;
    let sure = |market: &Id<Market>| moment.member(place, *market, now).value == crate::decide::Truth::True;
    members(moment, place).into_iter().filter(sure).collect()
}

fn stated(origin: &Origin, fact: OriginFact) -> Option<&Many> {
    match fact {
        OriginFact::MadeIn => origin.made_in.as_ref(),
        OriginFact::GrownIn => origin.grown_in.as_ref(),
        OriginFact::LastProcessedIn => origin.last_processed_in.as_ref(),
        OriginFact::Originating => origin.originating_in.as_ref(),
        OriginFact::ShippedDirect => origin.shipped_from.as_ref(),
    }
    .filter(|many| !many.values().is_empty())
}

fn slot_of(origin: &mut Origin, fact: OriginFact) -> &mut Option<Many> {
    match fact {
        OriginFact::MadeIn => &mut origin.made_in,
        OriginFact::GrownIn => &mut origin.grown_in,
        OriginFact::LastProcessedIn => &mut origin.last_processed_in,
        OriginFact::Originating => &mut origin.originating_in,
        OriginFact::ShippedDirect => &mut origin.shipped_from,
    }
}

/// All who ever belonged to a place.
pub(super) fn members(moment: &Moment<'_>, place: Place) -> Vec<Id<Market>> {
    match place {
        Place::Market(market) => vec![market],
        Place::Bloc(bloc) => moment.records().blocs.at(bloc).members.iter().map(|m| m.market).collect(),
    }
}

/// Who can have issued a paper of a scheme.
struct Issuers<'m, 'a> {
    moment: &'m Moment<'a>,
    scheme: &'a Scheme,
    /// Seats that are preferred.
    seats: &'m [Id<Market>],
    market: Id<Market>,
    /// Whether nobody was left out.
    whole: Cell<bool>,
}

impl Issuers<'_, '_> {
    fn of(&self, first: Option<&Clause>) -> Vec<Issuer> {
        let Some(clause) = first else { return self.native(&self.seats_in(self.scheme.home.as_slice())) };
        let from = clause.from.as_deref();
        let seats = match from {
            Some(places) => self.seats_in(places),
            // Anybody's papers: those seats are tried that the question or the scheme names.
            None => {
                let home = self.seats_in(self.scheme.home.as_slice());
                let mut seats: Vec<Id<Market>> = self.seats.iter().copied().chain(home).collect();
                crate::decide::route::add(&mut seats, &[self.market]);
                seats
            }
        };
        if clause.of_status() {
            return self.seated(&seats);
        }
        match &clause.issuer {
            Some(IssuerRule::Native) => self.native(&seats),
            Some(IssuerRule::Body { classes, register, accredited_by }) => {
                let words: Vec<Option<String>> = match classes.as_slice() {
                    [] => vec![None],
                    classes => classes.iter().map(|class| Some(class.word().to_owned())).collect(),
                };
                let mut issuers = Vec::new();
                if let Some(register) = register {
                    issuers.extend(self.listed(*register));
                }
                let recognised = register.map(|id| vec![self.moment.records().registers.at(id).id.clone()]);
                for class in words {
                    issuers.extend(self.seated(&seats).into_iter().map(|issuer| Issuer {
                        class: class.clone(),
                        recognised_by: recognised.clone(),
                        ..issuer
                    }));
                }
                match accredited_by {
                    None => issuers,
                    Some(register) => {
                        let by = self.listed(*register);
                        let with = |issuer: Issuer| {
                            let accredited = |by: &Issuer| Issuer { accredited_by: by.body.clone(), ..issuer.clone() };
                            by.iter().map(accredited).chain([issuer.clone()]).collect::<Vec<_>>()
                        };
                        issuers.into_iter().flat_map(with).collect()
                    }
                }
            }
            Some(IssuerRule::Any) | None => self.seated(&seats),
        }
    }

    /// Native issuers with these seats, or by name.
    fn native(&self, seats: &[Id<Market>]) -> Vec<Issuer> {
        let records = self.moment.records();
        let issuers = &self.scheme.issuers;
        let mut found: Vec<Issuer> = Vec::new();
        let home = self.scheme.home.map(|home| members(self.moment, home));
        let at_home: Vec<Id<Market>> =
            seats.iter().copied().filter(|seat| home.as_ref().is_none_or(|home| home.contains(seat))).collect();
        for body in &issuers.bodies {
            found.push(Issuer { body: Some(records.bodies.at(*body).id.clone()), ..Issuer::default() });
        }
        let classes = issuers.classes.iter().map(|class| Some(class.word().to_owned()));
        let classes: Vec<Option<String>> =
            if issuers.anybody || issuers.classes.is_empty() { vec![None] } else { classes.collect() };
        let seats = if issuers.anybody { seats } else { &at_home };
        if issuers.anybody || issuers.bodies.is_empty() {
            for class in classes {
                let of_class = |issuer: Issuer| Issuer { class: class.clone(), ..issuer };
                found.extend(self.seated(seats).into_iter().map(of_class));
            }
        }
        if let Some(register) = issuers.register {
            found.extend(self.listed(register));
            let on = Some(vec![records.registers.at(register).id.clone()]);
            found.extend(self.seated(seats).into_iter().map(|issuer| Issuer { recognised_by: on.clone(), ..issuer }));
        }
        if found.is_empty() && issuers.anybody {
            found.push(Issuer::default());
        }
        found
    }

    /// Bodies on a register; of those alike in seat and dates one.
    fn listed(&self, register: Id<Register>) -> Vec<Issuer> {
        let records = self.moment.records();
        let mut alike = BTreeSet::new();
        let mut issuers = Vec::new();
        let mut listings: Vec<_> =
            self.moment.law.listings_of(register).iter().map(|id| records.listings.at(*id)).collect();
        // Those of preferred seats first.
        listings.sort_by_key(|listing| {
            let seat = records.bodies.at(listing.body).seat;
            self.seats.iter().position(|preferred| Some(*preferred) == seat).unwrap_or(usize::MAX)
        });
        for listing in listings {
            let body = records.bodies.at(listing.body);
            let barred = records.bars.iter().any(|(_, bar)| bar.reach == crate::law::Reach::Body(listing.body));
            let key = (body.seat, listing.from, listing.until, listing.survival, barred, listing.evidence.doubtful());
            if !alike.insert(key) {
                continue;
            }
            if issuers.len() >= limits::ALIKE {
                self.whole.set(false);
                break;
            }
            issuers.push(Issuer { body: Some(body.id.clone()), ..Issuer::default() });
        }
        issuers
    }

    fn seated(&self, seats: &[Id<Market>]) -> Vec<Issuer> {
        let code = |seat: &Id<Market>| code(self.moment.records(), Place::Market(*seat));
        seats.iter().map(|seat| Issuer { seat: Some(code(seat)), ..Issuer::default() }).collect()
    }

    /// The seats in some places, preferred ones first; of those that no place on record tells apart, one.
    fn seats_in(&self, places: &[Place]) -> Vec<Id<Market>> {
        let records = self.moment.records();
        let mut all: Vec<Id<Market>> = places.iter().flat_map(|place| members(self.moment, *place)).collect();
        all.sort_by_key(|seat| (self.seats.iter().position(|p| p == seat).unwrap_or(usize::MAX), *seat));
        all.dedup();
        let mut kinds = BTreeSet::new();
        all.into_iter()
            .filter(|seat| {
                let standing: Vec<_> = records
                    .blocs
                    .iter()
                    .flat_map(|(bloc, record)| {
                        record
                            .members
                            .iter()
                            .filter(|m| m.market == *seat)
                            .map(move |m| (bloc, m.from, m.until, m.doubtful))
                    })
                    .collect();
                let named = self.named(*seat);
                kinds.insert((named, standing))
            })
            .collect()
    }

    /// A seat that stands for itself: it is preferred, the market itself, or named as such by the law.
    fn named(&self, seat: Id<Market>) -> Option<Id<Market>> {
        let place = Place::Market(seat);
        let records = self.moment.records();
        let by_law =
            records.clauses.iter().any(|(_, clause)| {
                clause.from.as_ref().is_some_and(|from| from.contains(&place)) || clause.to.contains(&place)
            }) || records.agreements.iter().any(|(_, agreement)| agreement.parties.iter().any(|p| p.place == place));
        (by_law || self.seats.contains(&seat) || seat == self.market).then_some(seat)
    }
}
