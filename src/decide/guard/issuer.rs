//! g7: the issuer satisfies the rule, for this scope, on the day of issue; and who is a native issuer.

use super::{Step, product, register};
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::{Accreditor, Issued, Paper};
use crate::decide::moment::{Moment, Point};
use crate::law::{Body, Closes, Id, IssuerClass, IssuerRule, Listing, Register, When};

pub(super) fn issuer(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    match &step.clause.issuer {
        None => {
            let reason =
                moment.explain.then(|| Reason::new(Why::IssuerRuleNotRecorded, &[("clause", &step.clause.id)]));
            moment.unknown(Fact::IssuerRule, format!("issuer-rule/{}", step.clause.id), &[&step.clause.id], reason)
        }
        Some(IssuerRule::Any) => {
            let any = moment.found(Truth::True, || Reason::new(Why::AnyIssuer, &[]));
            any.and(suppliers_own(moment, step.paper))
        }
        Some(IssuerRule::Native) => native(moment, step.paper, false),
        Some(IssuerRule::Body { classes, register, accredited_by }) => {
            let mut finding = qualified(moment, step, classes, *register);
            if let Some(register) = accredited_by {
                finding = finding.and(accredited(moment, step.paper, *register));
            }
            finding
        }
    }
}

/// The issuer is of one of these sorts (any, if none is named) and on the register, if one is named.
fn qualified(moment: &Moment<'_>, step: &Step<'_>, classes: &[IssuerClass], register: Option<Id<Register>>) -> Finding {
    let paper = step.paper;
    let class = if classes.is_empty() { None } else { Some(classed(moment, paper, classes)) };
    let Some(on) = register else {
        let class = class.unwrap_or_else(|| Finding::of(Truth::True));
        // "Designated", "recognised": by whom, under which agreement?
        let by_somebody = class.value == Truth::True && paper.issuer.class.is_some_and(register::says_not_by_whom);
        return if by_somebody && !register::is_meant(moment, step, None) {
            class.and(not_said_by_whom(moment, step))
        } else {
            class
        };
    };
    let name = &moment.records().registers.at(on).id;
    let recorded = recorded_on(moment, paper, on);
    if recorded.value == Truth::False {
        return recorded;
    }
    if let Some(stated) = asserted(moment, paper, on, class.as_ref()) {
        return stated;
    }
    let meant = register::is_meant(moment, step, Some(on));
    if let Some(body) = paper.issuer.body {
        // A body that nobody listed or delisted, on an open register: its stated capacity counts, as a presumption.
        return match class {
            Some(class) if meant && paper.issuer.class.is_some() && !on_record(moment, body, on) => {
                recorded.or(standing_for(moment, class, name))
            }
            _ => recorded,
        };
    }
    // Nobody is named: the sort of body speaks for the register only where no other can be meant, or where the register lists
    // states. That it is complete rules out seats of which nobody is on it; who is on it vouches for nobody else (L29).
    match class {
        Some(class) if moment.records().registers.at(on).by_seat => class.and(listed_by_seat(moment, paper, on)),
        Some(class) if meant && closed(moment, on, paper.issued) => class.and(recorded),
        Some(class) if meant => standing_for(moment, class, name).and(recorded),
        Some(class) => class.and(recorded).and(unlisted(moment, paper, on, Why::IssuerNotNamed)),
        None => recorded.and(unlisted(moment, paper, on, Why::IssuerNotNamed)),
    }
}

/// What is on record of the issuer and a register. It comes first: the holder's word speaks only where the record does not say no.
fn recorded_on(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    match paper.issuer.body {
        Some(body) => listed(moment, paper, body, register),
        None => seat_listed(moment, paper, register),
    }
}

/// What the holder says of a register, if anything: on it, which is presumed and told, or not on it. The sort of body that
/// belongs there is asked as well: standing on a register says more than a general word, not more than another sort.
fn asserted(moment: &Moment<'_>, paper: &Paper, on: Id<Register>, class: Option<&Finding>) -> Option<Finding> {
    let stands = paper.issuer.recognised_by.as_ref()?.contains(&on);
    let name = &moment.records().registers.at(on).id;
    let mut stated = moment.found(Truth::of(stands), || {
        let code = if stands { Why::RecognisedAsStated } else { Why::NotRecognisedAsStated };
        Reason::new(code, &[("register", name)])
    });
    if stands {
        stated.presumed.push(Reason::new(Why::RecognitionAsserted, &[("register", name)]));
    }
    Some(match class {
        Some(class) if class.value == Truth::False => stated.and(class.clone()),
        _ => stated,
    })
}

/// A sort of body taken for a place on a register of which the record has no complete list: presumed, and told.
fn standing_for(moment: &Moment<'_>, mut class: Finding, register: &str) -> Finding {
    if class.value == Truth::True {
        let reason = || Reason::new(Why::ClassStandsForRegister, &[("register", &register)]);
        class.because.extend(moment.explain.then(reason));
        class.presumed.push(reason());
    }
    class
}

/// A designated or recognised body, of which nothing says that it is so under this agreement.
fn not_said_by_whom(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let agreement = &moment.records().agreements.at(step.clause.agreement).id;
    let reason = moment.explain.then(|| Reason::new(Why::DesignationNotStated, &[("agreement", agreement)]));
    let key = format!("designated/{agreement}/{}", moment.paper_key(step.paper));
    moment.unknown(Fact::Listing, key, &[agreement], reason)
}

/// Whether a register says anything about a body.
fn on_record(moment: &Moment<'_>, body: Id<Body>, register: Id<Register>) -> bool {
    moment.law.listings_of(register).iter().any(|id| moment.records().listings.at(*id).body == body)
}

/// How far a stated sort of body answers a wanted one. A weaker word leaves it unknown, another sort of thing does not.
pub(super) fn answers(stated: IssuerClass, wanted: IssuerClass) -> Truth {
    use IssuerClass as C;
    const CERTIFIERS: &[IssuerClass] = &[
        C::MemberNcb,
        C::SchemeMember,
        C::ExCb,
        C::IssuingAuthority,
        C::AuthorisingBody,
        C::NotifiedBody,
        C::ApprovedBody,
        C::DesignatedBody,
        C::RecognisedBody,
        C::Nrtl,
        C::Tcb,
        C::AccreditedCertificationBody,
        C::AuditingOrganisation,
        C::ControlBody,
    ];
    const LABORATORIES: &[IssuerClass] =
        &[C::AccreditedLaboratory, C::DesignatedLaboratory, C::RecognisedLaboratory, C::Nrtl, C::SchemeMember];
    const AUTHORITIES: &[IssuerClass] = &[
        C::ApprovalAuthority,
        C::CustomsAuthority,
        C::GlpMonitoringAuthority,
        C::IssuingAuthority,
        C::AuthorisingBody,
        C::ControlBody,
    ];
    if stated == wanted {
        return Truth::True;
    }
    let mut best = Truth::False;
    for (family, general) in
        [(CERTIFIERS, C::CertificationBody), (LABORATORIES, C::Laboratory), (AUTHORITIES, C::Authority)]
    {
        let value = if family.contains(&stated) && wanted == general {
            Truth::True
        } else if (family.contains(&stated) || stated == general) && family.contains(&wanted) {
            // The general word may mean the special one; and one body can hold several designations.
            Truth::Unknown
        } else {
            Truth::False
        };
        best = best.or(value);
    }
    best
}

/// The issuer's sort, as stated, as recorded, or by the scheme's nature.
fn classed(moment: &Moment<'_>, paper: &Paper, wanted: &[IssuerClass]) -> Finding {
    let against = |class: IssuerClass| wanted.iter().map(|w| answers(class, *w)).max().unwrap_or(Truth::True);
    let words = wanted.iter().map(|w| w.word()).collect::<Vec<_>>().join(", ");
    let recorded =
        paper.issuer.body.map(|body| moment.records().bodies.at(body).classes.as_slice()).unwrap_or_default();
    let recorded_value = recorded.iter().map(|class| against(*class)).max();
    if recorded_value == Some(Truth::True) {
        return moment.found(Truth::True, || Reason::new(Why::IssuerClassRecorded, &[("class", &words)]));
    }
    if let Some(class) = paper.issuer.class {
        let value = against(class);
        if value == Truth::Unknown {
            return class_unknown(moment, paper, &words, Some(class));
        }
        let mut finding = moment.found(value, || {
            let code = if value == Truth::True { Why::IssuerClassStated } else { Why::IssuerClassDiffers };
            Reason::new(code, &[("class", &class), ("wanted", &words)])
        });
        if value == Truth::True {
            finding.presumed.push(Reason::new(Why::IssuerClassAsserted, &[("class", &class)]));
        }
        return finding;
    }
    if let Some(value) = recorded_value {
        return if value == Truth::Unknown {
            class_unknown(moment, paper, &words, None)
        } else {
            moment.found(value, || Reason::new(Why::IssuerClassDiffers, &[("class", &"recorded"), ("wanted", &words)]))
        };
    }
    let scheme = moment.records().schemes.at(paper.scheme);
    if paper.issuer.body.is_some() && !scheme.issuers.bodies.is_empty() {
        // The scheme names its issuers, and this body is known by name: its nature says nothing about it.
        return class_unknown(moment, paper, &words, None);
    }
    let by_nature = match scheme.home {
        None => Truth::True,
        Some(_) => seated_at_home(moment, paper, false).value,
    };
    let natural = &scheme.issuers.classes;
    if by_nature == Truth::True && !natural.is_empty() {
        let all_answer = natural.iter().map(|class| against(*class)).min().unwrap_or(Truth::Unknown);
        let any_answers = natural.iter().map(|class| against(*class)).max().unwrap_or(Truth::Unknown);
        let value = if all_answer == any_answers { all_answer } else { Truth::Unknown };
        if value != Truth::Unknown {
            let mut finding =
                moment.found(value, || Reason::new(Why::IssuerByNature, &[("scheme", &scheme.id), ("class", &words)]));
            if value == Truth::True {
                finding.presumed.push(Reason::new(Why::IssuedWithinScheme, &[("scheme", &scheme.id)]));
            }
            return finding;
        }
    }
    class_unknown(moment, paper, &words, None)
}

fn class_unknown(moment: &Moment<'_>, paper: &Paper, words: &str, stated: Option<IssuerClass>) -> Finding {
    let reason = moment.explain.then(|| match stated {
        Some(class) => Reason::new(Why::IssuerClassTooGeneral, &[("class", &class), ("wanted", &words)]),
        None => Reason::new(Why::IssuerClassNotStated, &[("wanted", &words)]),
    });
    let key = format!("{}.issuer.class/{words}", moment.paper_key(paper));
    moment.unknown(Fact::IssuerClass, key, &[words], reason)
}

/// Whether a register is declared complete on a day (for a paper that does not exist yet: the earlier of today and the day asked).
fn closed(moment: &Moment<'_>, register: Id<Register>, issued: Issued) -> bool {
    let at = match issued {
        Issued::On(when) => when,
        Issued::Today => When::on(moment.day.min(moment.asked)),
        Issued::NotStated => return false,
    };
    moment.records().coverage.iter().any(|(_, coverage)| {
        coverage.register == Some(register)
            && moment.stated(coverage, Closes::Register, Point::At(at))
            && (coverage.scope.include.is_empty() || product::in_scope(moment, &coverage.scope).value == Truth::True)
    })
}

/// Whether a body stood on a register at issue.
fn listed(moment: &Moment<'_>, paper: &Paper, body: Id<Body>, register: Id<Register>) -> Finding {
    let mut best = Finding::of(Truth::False);
    for id in moment.law.listings_of(register) {
        let listing = moment.records().listings.at(*id);
        if listing.body == body && listing.conflicts_with.is_none() {
            best = best.or(entry(moment, paper, *id, listing));
        }
    }
    if best.value == Truth::False { unlisted(moment, paper, register, Why::NotListed).owing(&best) } else { best }
}

/// One entry of a register, with what other sources state differently.
fn entry(moment: &Moment<'_>, paper: &Paper, id: Id<Listing>, listing: &Listing) -> Finding {
    let mut finding = stands(moment, paper, listing);
    for (_, rival) in moment.records().listings.iter().filter(|(_, l)| l.conflicts_with == Some(id)) {
        let theirs = stands(moment, paper, rival);
        finding = if theirs.value == finding.value {
            finding.alike(&theirs)
        } else {
            let reason =
                moment.explain.then(|| Reason::new(Why::Conflict, &[("clause", &listing.id), ("other", &rival.id)]));
            let key = format!("conflict/{}", listing.id);
            let unsettled = moment.unknown(Fact::Conflict, key, &[&listing.id, &rival.id], reason);
            unsettled.between(&finding, &theirs)
        };
    }
    finding
}

fn stands(moment: &Moment<'_>, paper: &Paper, listing: &Listing) -> Finding {
    let records = moment.records();
    let reason = |code: Why| {
        let date = |when: Option<When>| when.map_or_else(|| "open".to_owned(), |w| w.to_string());
        Reason::new(
            code,
            &[
                ("body", &records.bodies.at(listing.body).id),
                ("register", &records.registers.at(listing.register).id),
                ("from", &date(listing.from)),
                ("until", &date(listing.until)),
            ],
        )
    };
    let mut finding = match moment.issued(paper.issued) {
        Some(issued) => {
            let value = moment.within(listing.from, issued, listing.until);
            moment.dated(
                value,
                &|| format!("listing-dates/{}{}", listing.id, moment.of_another_day(issued)),
                &listing.id,
                || reason(if value == Truth::False { Why::NotListedAtIssue } else { Why::ListedAtIssue }),
            )
        }
        None if listing.from.is_none() && listing.until.is_none() => {
            moment.found(Truth::True, || reason(Why::ListedAtIssue))
        }
        None => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            let key = format!("{}.issued/listing/{}", moment.paper_key(paper), listing.id);
            moment.unknown(Fact::Issued, key, &[], reason)
        }
    };
    if !listing.survival
        && let Some(until) = listing.until
    {
        let value = moment.no_later(Point::Now, until);
        finding = finding.and(moment.dated(value, &|| format!("survival/{}", listing.id), &listing.id, || {
            reason(if value == Truth::False { Why::PapersFellWithListing } else { Why::StillListed })
        }));
    }
    if let Some(scope) = &listing.scope {
        finding = finding.and(product::in_scope(moment, scope));
    }
    let finding = moment.doubted(finding, listing.evidence.doubtful(), "listing", &listing.id);
    if finding.value == Truth::False {
        moment.supposing(finding, &listing.evidence)
    } else {
        moment.resting_on(finding, &listing.evidence)
    }
}

/// Nobody of that name on the register: a no where the register is declared complete, else unknown.
fn unlisted(moment: &Moment<'_>, paper: &Paper, register: Id<Register>, code: Why) -> Finding {
    let name = &moment.records().registers.at(register).id;
    let body = paper.issuer.body.map_or("", |body| moment.records().bodies.at(body).id.as_str());
    let reason = Reason::new(code, &[("register", name), ("body", &body)]);
    if paper.issuer.body.is_some() && closed(moment, register, paper.issued) {
        return Finding { because: vec![reason], ..Finding::of(Truth::False) };
    }
    let key = format!("listing/{name}/{body}");
    moment.unknown(Fact::Listing, key, &[name], Some(reason))
}

/// A complete register on which no body of that seat stood says no; otherwise the seat does not decide.
fn seat_listed(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    if closed(moment, register, paper.issued) { of_the_seat(moment, paper, register) } else { Finding::of(Truth::True) }
}

/// On a register of states: whoever sits where an entry's body sits. Silence decides nothing unless the list is complete.
fn listed_by_seat(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    let found = of_the_seat(moment, paper, register);
    if found.value == Truth::False && !closed(moment, register, paper.issued) {
        return unlisted(moment, paper, register, Why::IssuerNotNamed).owing(&found);
    }
    found
}

/// Whether a body of the issuer's seat stood on a register at issue.
fn of_the_seat(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    let Some(seat) = paper.issuer.seat else {
        // It may sit where nobody is on the list.
        return seat_not_stated(moment, paper);
    };
    let records = moment.records();
    let mut best = Finding::of(Truth::False);
    for id in moment.law.listings_of(register) {
        let listing = records.listings.at(*id);
        let body = records.bodies.at(listing.body);
        if listing.conflicts_with.is_some() || body.seat.is_some_and(|of| of != seat) {
            continue;
        }
        let found = entry(moment, paper, *id, listing);
        best = best.or(if body.seat.is_some() { found } else { found.and(seat_not_recorded(moment, body)) });
    }
    let (name, seat) = (&records.registers.at(register).id, &records.markets.at(seat).code);
    if best.value == Truth::False {
        let nobody = || Reason::new(Why::NobodyOfSeatListed, &[("register", name), ("seat", seat)]);
        return moment.found(Truth::False, nobody).owing(&best);
    }
    if best.value == Truth::True {
        best.presumed.push(Reason::new(Why::IssuerOnRegister, &[("register", name), ("seat", seat)]));
    }
    best
}

/// A body on a register of which nobody recorded where it sits: it may be the one that is meant, or another.
fn seat_not_recorded(moment: &Moment<'_>, body: &Body) -> Finding {
    let reason = moment.explain.then(|| Reason::new(Why::SeatNotRecorded, &[("body", &body.id)]));
    moment.unknown(Fact::Seat, format!("seat/{}", body.id), &[&body.id], reason)
}

/// The body that accredited the issuer stands on a register.
fn accredited(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    let records = moment.records();
    let name = &records.registers.at(register).id;
    let unknown = |code: Why| {
        let reason = moment.explain.then(|| Reason::new(code, &[("register", name)]));
        moment.unknown(
            Fact::Accreditation,
            format!("accreditation/{name}/{}", moment.paper_key(paper)),
            &[name],
            reason,
        )
    };
    let by = match paper.issuer.accredited_by {
        None => return unknown(Why::AccreditorNotStated),
        Some(by) => by,
    };
    let meant = |id: Id<Body>| {
        let body = records.bodies.at(id);
        match (by, body.seat) {
            (Accreditor::Body(stated), _) => Finding::of(Truth::of(id == stated)),
            (Accreditor::Of(market), Some(seat)) => Finding::of(Truth::of(seat == market)),
            (Accreditor::Of(_), None) => seat_not_recorded(moment, body),
        }
    };
    let mut best = Finding::of(Truth::False);
    for id in moment.law.listings_of(register) {
        let listing = records.listings.at(*id);
        let meant = meant(listing.body);
        if meant.value.possible() && listing.conflicts_with.is_none() {
            best = best.or(entry(moment, paper, *id, listing).and(meant));
        }
    }
    match best.value {
        Truth::False if closed(moment, register, paper.issued) => {
            moment.found(Truth::False, || Reason::new(Why::AccreditorNotListed, &[("register", name)])).owing(&best)
        }
        Truth::False => unknown(Why::AccreditorNotOnRecord).owing(&best),
        Truth::True => {
            if let Accreditor::Of(market) = by {
                let market = &records.markets.at(market).code;
                best.presumed.push(Reason::new(Why::AccreditorPresumed, &[("market", market), ("register", name)]));
            }
            best
        }
        Truth::Unknown => best,
    }
}

/// Where the issuer sits is not stated; of a body named by a clause that issues the paper, it is not recorded.
pub(crate) fn seat_not_stated(moment: &Moment<'_>, paper: &Paper) -> Finding {
    if let Some(body) = paper.issuer.body.filter(|_| paper.to_be_issued()) {
        return seat_not_recorded(moment, moment.records().bodies.at(body));
    }
    let reason = moment.explain.then(|| Reason::new(Why::SeatNotStated, &[]));
    moment.unknown(Fact::Seat, format!("{}.issuer.seat", moment.paper_key(paper)), &[], reason)
}

/// Whether the issuer sits in the scheme's home at issue (and, if asked, on the day).
fn seated_at_home(moment: &Moment<'_>, paper: &Paper, on_the_day: bool) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    let Some(home) = scheme.home else {
        return Finding::of(Truth::True);
    };
    let Some(seat) = paper.issuer.seat else {
        return seat_not_stated(moment, paper);
    };
    let at_issue = match moment.issued(paper.issued) {
        Some(issued) => moment.member(home, seat, issued),
        None if moment.always(home, seat) => Finding::of(Truth::True),
        None => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            let key = format!("{}.issued/home/{}", moment.paper_key(paper), scheme.id);
            // On some day or other it was issued: a seat that once lay in the home may have lain there then.
            if crate::decide::survey::ever(moment, home, seat) {
                moment.unknown(Fact::Issued, key, &[], reason)
            } else {
                Finding::of(Truth::False)
            }
        }
    };
    let mut seated = if on_the_day { at_issue.and(moment.member(home, seat, Point::Now)) } else { at_issue };
    if moment.explain && seated.value == Truth::False && seated.because.is_empty() {
        let code = &moment.records().markets.at(seat).code;
        seated.because = vec![Reason::new(Why::SeatOutsideHome, &[("market", code), ("scheme", &scheme.id)])];
    }
    seated
}

/// A native issuer of the paper's scheme: one of its own with its seat in the home, or a foreign body on the scheme's register.
pub(crate) fn native(moment: &Moment<'_>, paper: &Paper, on_the_day: bool) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    let issuers = &scheme.issuers;
    if issuers.anybody {
        if issuers.supplier {
            return suppliers_own(moment, paper);
        }
        return moment.found(Truth::True, || Reason::new(Why::AnybodyIssues, &[("scheme", &scheme.id)]));
    }
    let named = paper.issuer.body.is_some_and(|body| issuers.bodies.contains(&body));
    let of_its_own = if named {
        moment.found(Truth::True, || Reason::new(Why::NativeIssuer, &[("scheme", &scheme.id)]))
    } else if !issuers.classes.is_empty() {
        classed(moment, paper, &issuers.classes)
    } else if issuers.bodies.is_empty() && paper.issuer.body.is_none() {
        // Nobody recorded who issues it: its nature says it comes from its home.
        let mut finding = Finding::of(Truth::True);
        finding.presumed.push(Reason::new(Why::IssuedWithinScheme, &[("scheme", &scheme.id)]));
        finding
    } else if paper.issuer.body.is_some() && !issuers.bodies.is_empty() {
        moment.found(Truth::False, || Reason::new(Why::NotANativeIssuer, &[("scheme", &scheme.id)]))
    } else {
        let reason =
            moment.explain.then(|| Reason::new(Why::IssuerNotNamed, &[("register", &scheme.id), ("body", &"")]));
        moment.unknown(Fact::IssuerClass, format!("{}.issuer.body/{}", moment.paper_key(paper), scheme.id), &[], reason)
    };
    let own = of_its_own.and(seated_at_home(moment, paper, on_the_day));
    match issuers.register {
        Some(register) => own.or(on_own_register(moment, paper, register)),
        None => own,
    }
}

/// A supplier's own declaration: what a test house calls so is none (`semantics.md`, decision 64). What is on record of a body
/// comes before what is said of it; where nobody says who drew it up, that is presumed and told.
fn suppliers_own(moment: &Moment<'_>, paper: &Paper) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    if !scheme.issuers.supplier {
        return Finding::of(Truth::True);
    }
    let supplier = |class: &IssuerClass| scheme.issuers.sorts().contains(class);
    let recorded =
        paper.issuer.body.map(|body| moment.records().bodies.at(body).classes.as_slice()).unwrap_or_default();
    let stated = paper.issuer.class.filter(|class| *class != IssuerClass::Nobody);
    let other = recorded.first().copied().or(stated);
    match other.filter(|_| !recorded.iter().any(supplier)).filter(|class| !supplier(class)) {
        Some(class) => moment
            .found(Truth::False, || Reason::new(Why::NotTheSuppliers, &[("scheme", &scheme.id), ("class", &class)])),
        None => {
            let mut finding = moment.found(Truth::True, || Reason::new(Why::SupplierIssues, &[("scheme", &scheme.id)]));
            finding.presumed.push(match stated {
                Some(class) => Reason::new(Why::IssuerClassAsserted, &[("class", &class)]),
                None => Reason::new(Why::SuppliersOwn, &[("scheme", &scheme.id)]),
            });
            finding
        }
    }
}

/// On the scheme's own register, which names bodies: only one who is known, or said to stand on it, is found there.
fn on_own_register(moment: &Moment<'_>, paper: &Paper, register: Id<Register>) -> Finding {
    if paper.issuer.recognised_by.is_none() {
        let known = |body| registered(moment, paper, body, register);
        return paper.issuer.body.map_or(Finding::of(Truth::False), known);
    }
    let recorded = recorded_on(moment, paper, register);
    if recorded.value == Truth::False {
        return recorded;
    }
    let classes = &moment.records().schemes.at(paper.scheme).issuers.classes;
    let class = (!classes.is_empty()).then(|| classed(moment, paper, classes));
    asserted(moment, paper, register, class.as_ref()).unwrap_or(recorded)
}

/// On the scheme's own register. A body that never stood there is no native issuer: its paper has another ground. One
/// whose listing ended may have been listed again, where the register is not declared complete (`semantics.md` §3.2).
fn registered(moment: &Moment<'_>, paper: &Paper, body: Id<Body>, register: Id<Register>) -> Finding {
    if on_record(moment, body, register) { listed(moment, paper, body, register) } else { Finding::of(Truth::False) }
}

#[cfg(test)]
mod tests {
    use super::{IssuerClass as C, Truth, answers};

    #[test]
    fn a_weaker_word_never_satisfies_a_stronger_rule() {
        assert_eq!(answers(C::CertificationBody, C::NotifiedBody), Truth::Unknown);
        assert_eq!(answers(C::Laboratory, C::AccreditedLaboratory), Truth::Unknown);
        assert_eq!(answers(C::Authority, C::ApprovalAuthority), Truth::Unknown);
    }

    #[test]
    fn a_special_word_satisfies_the_general_rule() {
        assert_eq!(answers(C::NotifiedBody, C::CertificationBody), Truth::True);
        assert_eq!(answers(C::AccreditedLaboratory, C::Laboratory), Truth::True);
    }

    #[test]
    fn a_manufacturer_is_no_body() {
        for wanted in [C::NotifiedBody, C::Laboratory, C::Authority, C::MemberNcb] {
            assert_eq!(answers(C::Manufacturer, wanted), Truth::False);
        }
    }
}
