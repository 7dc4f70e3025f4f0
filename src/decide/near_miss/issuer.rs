//! A body that counts, for a candidate that fails on its issuer or its seat: the first found that does.

use super::super::finding::Guard;
use super::super::inquiry::{Accreditor, Issued, Issuer, Paper};
use super::super::moment::Point;
use super::super::question;
use super::super::route::add;
use super::super::{Truth, limits};
use super::act::Scene;
use crate::law::{Body, Day, Id, IssuerClass, IssuerRule, Market, Place, Register, When};

/// An issuer with the day on which it would have to have issued, if not on the day asked.
pub(crate) struct Counting {
    pub(crate) stated: question::Issuer,
    /// `Some`: nobody counts on the day, and this is the last on which somebody did.
    pub(crate) issued: Option<Day>,
    /// What it is called in words: a body, or a sort of body and a market.
    pub(crate) told: String,
}

/// One issuer to be tried.
struct Tried {
    body: Option<Id<Body>>,
    class: Option<IssuerClass>,
    seat: Option<Id<Market>>,
    issued: Option<Day>,
}

/// The first issuer of today with whom issuer and seat surely do not fail, and whom no bar hits; where there is none, the first of today with whom
/// they may not, and the first of the past with whom they surely do not, or else may not.
pub(crate) fn that_count(scene: &Scene<'_, '_>) -> Vec<Counting> {
    let accredited_by = accreditor(scene);
    let (mut today, mut may_today, mut past, mut may_past) = (None, None, None, None);
    for (number, tried) in tried(scene).into_iter().enumerate() {
        if number >= limits::TRIAL_ISSUERS {
            scene.allowance.leave();
            break;
        }
        let issuer = Issuer {
            body: tried.body,
            class: tried.class,
            seat: tried.seat,
            accredited_by: accredited_by.map(Accreditor::Body),
            recognised_by: None,
            owner: None,
        };
        let issued = Issued::On(When::on(tried.issued.unwrap_or(scene.moment.day)));
        let paper = Paper { issuer, issued, ..scene.paper.clone() };
        let explaining = scene.moment.on(scene.moment.day).explaining();
        let walked = scene.candidate.walked(&explaining, paper);
        // Nobody is advised to go to a body that is barred.
        let asks = |guard: Guard| matches!(guard, Guard::Issuer | Guard::Parties | Guard::Bars);
        let about = walked.guards.iter().filter(|(guard, _)| asks(*guard));
        let first = match (about.map(|(_, finding)| finding.value).min(), tried.issued) {
            (None | Some(Truth::False), _) => continue,
            (Some(Truth::True), None) => &mut today,
            (Some(Truth::Unknown), None) => &mut may_today,
            (Some(Truth::True), Some(_)) => &mut past,
            (Some(Truth::Unknown), Some(_)) => &mut may_past,
        };
        first.get_or_insert(tried);
        if today.is_some() {
            break;
        }
    }
    let found = if today.is_some() { [today, None] } else { [may_today, past.or(may_past)] };
    found.into_iter().flatten().map(|tried| counting(scene, &tried, accredited_by)).collect()
}

fn counting(scene: &Scene<'_, '_>, tried: &Tried, accredited_by: Option<Id<Body>>) -> Counting {
    let records = scene.moment.records();
    let body = tried.body.map(|id| records.bodies.at(id).id.clone());
    let seat = tried.seat.map(|id| records.markets.at(id).code.clone());
    let class = tried.class.map(|class| class.word().to_owned());
    let told: Vec<String> = match &body {
        Some(body) => vec![body.clone()],
        None => class.iter().chain(&seat).cloned().collect(),
    };
    // The seat of a body on record is the record's; stated beside it, it could only contradict it.
    let seat = seat.filter(|_| tried.body.is_none_or(|id| records.bodies.at(id).seat.is_none()));
    let accredited_by = accredited_by.map(|id| records.bodies.at(id).id.clone());
    let stated = question::Issuer { body, class, seat, accredited_by, recognised_by: None, owner: None };
    Counting { stated, issued: tried.issued, told: told.join(", ") }
}

/// The rule that the issuer must satisfy; for the market's own scheme, its native issuers.
fn rule(scene: &Scene<'_, '_>) -> IssuerRule {
    let clause = scene.candidate.clause.map(|id| scene.moment.records().clauses.at(id));
    clause.map_or(IssuerRule::Native, |clause| clause.issuer.clone().unwrap_or(IssuerRule::Any))
}

/// A body on the register that accreditors must stand on.
fn accreditor(scene: &Scene<'_, '_>) -> Option<Id<Body>> {
    let IssuerRule::Body { accredited_by: Some(register), .. } = rule(scene) else { return None };
    on_register(scene, register).into_iter().find(|(_, until)| until.is_none()).map(|(body, _)| body)
}

/// Issuers in the order in which they are tried: the present one and its market first, those of today before the past.
fn tried(scene: &Scene<'_, '_>) -> Vec<Tried> {
    let records = scene.moment.records();
    let scheme = records.schemes.at(scene.paper.scheme);
    let seats = seats(scene);
    let seat_of = |body: Id<Body>| records.bodies.at(body).seat;
    let at_home = |body: Id<Body>| seat_of(body).is_none_or(|seat| seats.is_empty() || seats.contains(&seat));
    // Where those sit whom a scheme names its own papers do not ask, unless it says so; a clause asks.
    let native = scene.candidate.clause.is_none();
    let placed = |body: Id<Body>| native || at_home(body);
    let by_class = |classes: &[IssuerClass]| -> Vec<Tried> {
        let class = classes.first().copied();
        let of = |seat: Option<Id<Market>>| Tried { body: None, class, seat, issued: None };
        if seats.is_empty() {
            vec![of(scene.paper.issuer.seat)]
        } else {
            seats.iter().map(|seat| of(Some(*seat))).collect()
        }
    };
    let named =
        |body: Id<Body>, issued: Option<Day>| Tried { body: Some(body), class: None, seat: seat_of(body), issued };
    let registered = |register: Id<Register>| -> Vec<Tried> {
        let listed = on_register(scene, register).into_iter().filter(|(body, _)| placed(*body));
        listed.map(|(body, until)| named(body, until)).collect()
    };
    let mut tried = match rule(scene) {
        IssuerRule::Any if scheme.issuers.supplier => by_class(scheme.issuers.sorts()),
        IssuerRule::Any => by_class(&[]),
        IssuerRule::Native => {
            let own = scheme.issuers.bodies.iter().copied().filter(|body| placed(*body)).map(|body| named(body, None));
            let mut tried: Vec<Tried> = own.collect();
            if !tried.iter().any(|tried| tried.body.is_some_and(at_home)) {
                tried.extend(by_class(scheme.issuers.sorts()));
            }
            tried.extend(scheme.issuers.register.into_iter().flat_map(registered));
            tried
        }
        IssuerRule::Body { classes, register, .. } => {
            let mut tried: Vec<Tried> = register.into_iter().flat_map(registered).collect();
            tried.extend(by_class(&classes));
            tried
        }
    };
    let place = |seat: Option<Id<Market>>| seats.iter().position(|known| Some(*known) == seat).unwrap_or(seats.len());
    tried.sort_by_key(|t| {
        let past = t.issued.map(std::cmp::Reverse);
        (past, t.body.is_none(), t.body != scene.paper.issuer.body, place(t.seat), t.body)
    });
    tried
}

/// Where an issuer may sit, for the clause or the scheme: the present seat first, then where the goods are made.
fn seats(scene: &Scene<'_, '_>) -> Vec<Id<Market>> {
    let records = scene.moment.records();
    let clause = scene.candidate.clause.map(|id| records.clauses.at(id));
    let mut places: Vec<Place> = match clause {
        Some(clause) => clause.from.clone().unwrap_or_default(),
        // Where a supplier sits is not tested.
        None if records.schemes.at(scene.paper.scheme).issuers.anybody => Vec::new(),
        None => records.schemes.at(scene.slot().scheme).home.into_iter().collect(),
    };
    places.sort_unstable();
    let mut seats: Vec<Id<Market>> = Vec::new();
    for place in places {
        match place {
            Place::Market(market) => add(&mut seats, &[market]),
            Place::Bloc(bloc) => {
                let members = records.blocs.at(bloc).members.iter().map(|member| member.market);
                let now = members.filter(|market| scene.moment.member(place, *market, Point::Now).value.possible());
                add(&mut seats, &now.collect::<Vec<_>>());
            }
        }
    }
    let made_in = scene.moment.ask.origin.made_in.as_deref().unwrap_or_default();
    seats.sort_by_key(|seat| (Some(*seat) != scene.paper.issuer.seat, !made_in.contains(seat), *seat));
    seats
}

/// The bodies of a register: those listed on the day, and those whose listing ended before it with its last day.
fn on_register(scene: &Scene<'_, '_>, register: Id<Register>) -> Vec<(Id<Body>, Option<Day>)> {
    let moment = scene.moment;
    let mut listed = Vec::new();
    for id in moment.law.listings_of(register) {
        let listing = moment.records().listings.at(*id);
        if moment.within(listing.from, Point::Now, listing.until).possible() {
            listed.push((listing.body, None));
        } else if let Some(until) = listing.until.filter(|until| !moment.no_later(Point::Now, *until).possible()) {
            listed.push((listing.body, Some(until.earliest)));
        }
    }
    listed
}
