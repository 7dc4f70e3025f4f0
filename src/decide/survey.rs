//! From slots to requirements to the market (`semantics.md` §3.5–3.6): what applies, how it is met, and what is not excluded.

use super::answer::{Reason, Why};
use super::finding::{Atom, Finding};
use super::guard::{bars, product};
use super::moment::{Moment, Point};
use super::route::{self, Filled, Label, Path, tagged};
use super::search;
use super::{Interval, Scale, Truth, limits};
use crate::law::{
    Aspect, Clause, Closes, Coverage, Day, Fills, Id, Level, Market, Place, Requirement, Scheme, Slot, When,
};

/// One requirement as evaluated on one day.
pub(crate) struct Surveyed<'a> {
    pub(crate) id: Id<Requirement>,
    pub(crate) requirement: &'a Requirement,
    pub(crate) applies: Finding,
    pub(crate) interval: Interval,
    pub(crate) found: Vec<(Filled, Label)>,
    /// Nothing in hand is about it.
    pub(crate) gap: bool,
    /// The day on which its ways were stated complete.
    pub(crate) ways_stated: Option<When>,
    pub(crate) bound_hit: bool,
}

/// One market as evaluated on one day.
pub(crate) struct Territory<'a> {
    pub(crate) market: Id<Market>,
    pub(crate) requirements: Vec<Surveyed<'a>>,
    pub(crate) interval: Interval,
    pub(crate) complete: bool,
    /// No bar on the product.
    pub(crate) unbarred: Finding,
    /// What was presumed of the product where a requirement is found to apply, or not to.
    pub(crate) presumed: Vec<Reason>,
}

/// Surveys a market.
pub(crate) fn market<'a>(moment: &Moment<'a>, market: Id<Market>) -> Territory<'a> {
    let unbarred = bars::product_in(moment, market);
    let mut presumed = Vec::new();
    for (_, requirement) in moment.records().requirements.iter().filter(|(_, r)| ever(moment, r.market, market)) {
        let applies = applies(moment, requirement, market);
        if applies.value != Truth::Unknown {
            route::add(&mut presumed, &applies.presumed);
        }
    }
    let mut requirements = requirements(moment, market, &search::Way::default());
    for surveyed in &mut requirements {
        surveyed.interval = barred(surveyed.interval, unbarred.value);
    }
    let complete = closed(moment, Closes::Requirements, market, of_every_aspect).is_some();
    let interval = if requirements.is_empty() {
        Interval(if complete { Scale::NotRequired } else { Scale::Nothing }, Scale::NotRequired)
    } else {
        requirements.iter().map(|s| s.interval).fold(Interval::exactly(Scale::NotRequired), Interval::and)
    };
    Territory { market, requirements, interval: barred(interval, unbarred.value), complete, unbarred, presumed }
}

/// A product bar defeats everything; a perhaps-bar takes the floor away (`semantics.md` §3.5).
fn barred(interval: Interval, unbarred: Truth) -> Interval {
    match unbarred {
        Truth::True => interval,
        Truth::Unknown => Interval(Scale::Barred, interval.hi()),
        Truth::False => Interval::exactly(Scale::Barred),
    }
}

/// Every requirement of a market that applies or may. `on_the_way`: where the search already is.
pub(crate) fn requirements<'a>(moment: &Moment<'a>, market: Id<Market>, on_the_way: &search::Way) -> Vec<Surveyed<'a>> {
    let records = moment.records();
    let mut surveyed = Vec::new();
    for (id, requirement) in records.requirements.iter().filter(|(_, r)| ever(moment, r.market, market)) {
        let applies = applies(moment, requirement, market);
        if applies.value.possible() {
            surveyed.push(one(moment, id, requirement, applies, market, on_the_way));
        }
    }
    surveyed
}

/// Whether a requirement applies to the product in the market on the day.
pub(crate) fn applies(moment: &Moment<'_>, requirement: &Requirement, market: Id<Market>) -> Finding {
    let product = product::in_scope(moment, &requirement.scope);
    if product.value == Truth::False {
        return product;
    }
    let place = moment.member(requirement.market, market, Point::Now);
    if place.value == Truth::False {
        return place;
    }
    let value = moment.within(requirement.from, Point::Now, requirement.until);
    let dates = moment.dated(value, &|| format!("requirement-dates/{}", requirement.id), &requirement.id, || {
        Reason::new(Why::RequirementDates, &[("requirement", &requirement.id)])
    });
    moment.doubted(place.and(product).and(dates), requirement.evidence.doubtful(), "requirement", &requirement.id)
}

fn one<'a>(
    moment: &Moment<'a>,
    id: Id<Requirement>,
    requirement: &'a Requirement,
    applies: Finding,
    market: Id<Market>,
    on_the_way: &search::Way,
) -> Surveyed<'a> {
    let ways_stated = closed(moment, Closes::Ways, market, |c| of_aspect(c, requirement.aspect));
    let mut found = Vec::new();
    let mut interval = Interval::exactly(Scale::Nothing);
    let mut bound_hit = false;
    let mut reached = false;
    for (index, way) in requirement.ways.iter().enumerate() {
        let period = route::way_open(moment, requirement, index, way);
        if period.value == Truth::False {
            continue;
        }
        // A way that asks for no paper is met by the goods as they are.
        let mut of_way = Interval::exactly(Scale::Native);
        let mut fillings = vec![(Filled { way: index, paths: Vec::new() }, Label::neutral())];
        for slot in &way.slots {
            let findings = search::routes(moment, slot, market, on_the_way);
            bound_hit |= findings.bound_hit;
            reached |= findings.found.iter().any(|f| f.label.truth.possible());
            let at = |least: Truth| {
                let effects = findings.found.iter().filter(|f| f.label.truth >= least).map(|f| f.label.effect);
                effects.max().unwrap_or(Scale::Nothing)
            };
            of_way = of_way.and(Interval(at(Truth::True), at(Truth::Unknown).max(ceiling(moment, ways_stated))));
            fillings = extended(moment, fillings, &findings.found);
        }
        if period.value == Truth::Unknown {
            of_way = Interval(Scale::Nothing, of_way.hi());
        }
        interval = interval.or(of_way);
        let at = &moment.records().markets.at(market).code;
        for (filled, mut label) in fillings {
            label.found(&period);
            label.confidence = label.confidence.min(requirement.evidence.confidence);
            let own: Vec<_> = way.obligations.iter().map(|o| tagged(o, at)).collect();
            route::add(&mut label.obligations, &own);
            found.push((filled, label));
        }
    }
    interval = Interval(interval.lo(), interval.hi().max(ceiling(moment, ways_stated)));
    if applies.value == Truth::Unknown {
        interval = Interval(interval.lo(), Scale::NotRequired);
    }
    let gap = !reached && !concerned(moment, requirement, market);
    Surveyed { id, requirement, applies, interval, found, gap, ways_stated, bound_hit }
}

/// The strongest effect that silence of the record does not exclude (`semantics.md` §3.6). A budget that ran out has looked at
/// nothing more: what it did not see is not excluded.
pub(crate) fn ceiling(moment: &Moment<'_>, ways_stated: Option<When>) -> Scale {
    match (moment.spent.search_cut(), ways_stated) {
        (true, _) => Scale::Native,
        (false, None) => Scale::Equivalent,
        (false, Some(_)) => Scale::Nothing,
    }
}

/// Whether a filling goes by the lawful sale of the goods in more than one market.
fn mixed(filled: &Filled) -> bool {
    let mut sources = filled.paths.iter().filter_map(|path| match path {
        Path::Status { from, .. } => Some(*from),
        Path::Paper { .. } => None,
    });
    sources.next().is_some_and(|first| sources.any(|other| other != first))
}

/// Each filling so far, with each route to one more slot.
fn extended(moment: &Moment<'_>, fillings: Vec<(Filled, Label)>, found: &[search::Found]) -> Vec<(Filled, Label)> {
    // Where they would be too many, those that go by the lawful sale in several markets give way to one that is no worse:
    // goods that may be sold in one of thirty members need not be sold in two of them.
    let crowded = fillings.len().saturating_mul(found.len()) > limits::LABELS;
    let mut more: Vec<(Filled, Label)> = Vec::new();
    for (filled, label) in &fillings {
        for f in found {
            let label = label.clone().joined(&f.label);
            let mut filled = filled.clone();
            filled.paths.push(f.path.clone());
            if crowded {
                if mixed(&filled) && more.iter().any(|(_, kept)| kept.no_worse(&label)) {
                    continue;
                }
                more.retain(|(kept, of_kept)| !(mixed(kept) && label.no_worse(of_kept)));
            }
            if more.len() >= limits::LABELS {
                moment.spent.cut("labels");
                return more;
            }
            more.push((filled, label));
        }
    }
    more
}

/// Whether a slot of its ways, or a clause into them, takes the kind of any paper in hand (`semantics.md` §3.5).
fn concerned(moment: &Moment<'_>, requirement: &Requirement, market: Id<Market>) -> bool {
    let records = moment.records();
    let slots = || requirement.ways.iter().flat_map(|way| &way.slots);
    moment.ask.papers.iter().any(|paper| {
        slots().any(|slot| {
            let kinds = &records.schemes.at(slot.scheme).kinds;
            let native = slot.kind.map_or_else(|| kinds.contains(&paper.kind), |kind| kind == paper.kind);
            native
                // The graph will not do: it has no edge for a clause of whose schemes none issues the kind of paper it takes.
                || records.clauses.iter().any(|(_, clause)| {
                    let into = match &clause.issues {
                        Some(issues) => issues.scheme == slot.scheme,
                        None => clause.fills.takes(slot.scheme),
                    };
                    let here = || clause.to.iter().any(|place| ever(moment, *place, market));
                    let taken = || match clause.kind {
                        Some(kind) => kind == paper.kind,
                        None => {
                            clause.schemes.is_empty()
                                || clause.schemes.iter().any(|s| records.schemes.at(*s).kinds.contains(&paper.kind))
                        }
                    };
                    let beside = || clause.needs_all.iter().any(|s| records.schemes.at(*s).kinds.contains(&paper.kind));
                    into && (taken() || beside()) && here()
                })
        })
    })
}

/// Whether a market is, was or will be a place.
pub(crate) fn ever(moment: &Moment<'_>, place: Place, market: Id<Market>) -> bool {
    match place {
        Place::Market(other) => other == market,
        Place::Bloc(bloc) => moment.records().blocs.at(bloc).members.iter().any(|m| m.market == market),
    }
}

/// The newest day on which a coverage statement of a kind closes this market and product.
pub(crate) fn closed(
    moment: &Moment<'_>,
    closes: Closes,
    market: Id<Market>,
    about: impl Fn(&Coverage) -> bool,
) -> Option<When> {
    let surely = statements(moment, closes, market, about).filter(|(_, closes)| closes.value == Truth::True);
    surely.map(|(coverage, _)| coverage.as_of).max_by_key(|when| when.earliest)
}

/// The statements of a kind that hold, each with whether it is about this market and product.
/// Ageing of our data is no change of law: as on the day asked (`semantics.md` §3.8, [`Moment::coverage`]).
fn statements<'m>(
    moment: &'m Moment<'_>,
    closes: Closes,
    market: Id<Market>,
    about: impl Fn(&Coverage) -> bool + 'm,
) -> impl Iterator<Item = (&'m Coverage, Finding)> {
    let at = moment.coverage;
    let all = moment.records().coverage.iter().map(|(_, coverage)| coverage);
    all.filter(move |c| c.closes == closes && about(c)).filter_map(move |c| {
        let place = c.market.filter(|place| ever(moment, *place, market))?;
        if !moment.stated(c, closes, at) {
            return None;
        }
        let here = moment.member(place, market, at);
        let here = if here.value == Truth::False { here } else { here.and(product::in_scope(moment, &c.scope)) };
        Some((c, here))
    })
}

/// The unknowns of the case that leave it open whether the record is complete for this market and product: settled, they would
/// lower what is not excluded. None where it surely is.
pub(crate) fn might_close(
    moment: &Moment<'_>,
    closes: Closes,
    market: Id<Market>,
    about: impl Fn(&Coverage) -> bool,
) -> Vec<Atom> {
    let findings: Vec<Finding> = statements(moment, closes, market, about).map(|(_, closes)| closes).collect();
    if findings.iter().any(|finding| finding.value == Truth::True) {
        return Vec::new();
    }
    findings.into_iter().filter(|finding| finding.value == Truth::Unknown).flat_map(|finding| finding.atoms).collect()
}

/// The unknowns of the product that leave it open whether a register is complete for it: who is not found there then is not on it.
pub(crate) fn on_closed_registers(moment: &Moment<'_>) -> Vec<Atom> {
    let registers = moment.records().coverage.iter().filter(|(_, c)| c.closes == Closes::Register);
    let about = registers.map(|(_, c)| product::in_scope(moment, &c.scope));
    about.filter(|finding| finding.value == Truth::Unknown).flat_map(|finding| finding.atoms).collect()
}

/// Whether a statement about ways speaks of requirements of an aspect.
pub(crate) fn of_aspect(coverage: &Coverage, aspect: Aspect) -> bool {
    coverage.aspect.is_none_or(|of| of == aspect)
}

/// Whether a statement is about requirements of every aspect: one about a single aspect leaves the others open.
pub(crate) fn of_every_aspect(coverage: &Coverage) -> bool {
    coverage.aspect.is_none()
}

/// Whether it is stated that all requirements of the target are on record: of each market that belongs to it or may, of
/// which one surely does.
pub(crate) fn stated_complete(moment: &Moment<'_>) -> bool {
    let members = members(moment);
    let stated = |market| closed(moment, Closes::Requirements, market, of_every_aspect).is_some();
    members.iter().any(|(_, belongs, _)| *belongs == Truth::True) && members.iter().all(|(id, ..)| stated(*id))
}

/// Whether a market's requirements are all on record, as a source of a status.
pub(crate) fn complete(moment: &Moment<'_>, market: Id<Market>) -> Finding {
    if closed(moment, Closes::Requirements, market, of_every_aspect).is_some() {
        return Finding::of(Truth::True);
    }
    let mut unknown = route::completeness_unknown(moment, &moment.records().markets.at(market).code);
    if unknown.value == Truth::Unknown {
        unknown.atoms.extend(might_close(moment, Closes::Requirements, market, of_every_aspect));
    }
    unknown
}

/// Slots that no recorded requirement of the market asks for of such a product, but that a clause fills: recognition can
/// still be reported (`semantics.md` §3.5). Where one is on record for the product and does not apply on the day, nothing
/// is asked that could be recognised.
pub(crate) fn virtual_slots(moment: &Moment<'_>, surveyed: &Territory<'_>) -> Vec<Slot> {
    let records = moment.records();
    let mut schemes: Vec<Id<Scheme>> = Vec::new();
    for paper in &moment.ask.papers {
        for (id, node) in moment.law.graph().out_of(paper.scheme) {
            let (crate::graph::Node::Slot(scheme) | crate::graph::Node::Paper(scheme)) = node else {
                continue;
            };
            let clause = records.clauses.at(id);
            // A market asks for no paper of another's scheme.
            let of_here = records.schemes.at(scheme).home.is_none_or(|home| ever(moment, home, surveyed.market));
            if of_here
                && about_product(moment, id)
                && clause.to.iter().any(|place| ever(moment, *place, surveyed.market))
                && !asked(moment, scheme, surveyed.market)
                && !elsewhere(moment, clause, scheme, surveyed.market)
                && !schemes.contains(&scheme)
            {
                schemes.push(scheme);
            }
        }
    }
    schemes.sort_unstable();
    schemes
        .into_iter()
        .map(|scheme| Slot {
            scheme,
            kind: None,
            level: level_of_virtual(moment, scheme, surveyed.market),
            edition: None,
        })
        .collect()
}

/// Whether a requirement on record asks for a scheme's paper of such a product. Goods that it names only to take them out are
/// asked for nothing, which is no gap of the record.
fn asked(moment: &Moment<'_>, scheme: Id<Scheme>, market: Id<Market>) -> bool {
    let here = moment.records().requirements.iter().filter(|(_, r)| ever(moment, r.market, market));
    let of_such = here.filter(|(_, r)| product::spoken_of(moment, &r.scope).value.possible());
    of_such.flat_map(|(_, r)| &r.ways).flat_map(|way| &way.slots).any(|slot| slot.scheme == scheme)
}

/// Of several slots that a clause fills, those that are asked for of such a product are the ones it is about.
pub(crate) fn elsewhere(moment: &Moment<'_>, clause: &Clause, scheme: Id<Scheme>, market: Id<Market>) -> bool {
    let Fills::Schemes(slots) = &clause.fills else { return false };
    slots.iter().any(|slot| *slot != scheme && asked(moment, *slot, market))
}

/// Whether any record of a clause may be about the product: what it says of others is nothing about this one.
fn about_product(moment: &Moment<'_>, clause: Id<Clause>) -> bool {
    let records = std::iter::once(&clause).chain(moment.law.conflicts_with(clause));
    let mut scopes = records.map(|id| &moment.records().clauses.at(*id).scope);
    scopes.any(|scope| product::in_scope(moment, scope).value.possible())
}

/// The level a virtual slot asks for: where papers of the kind have levels, what they are recognised for depends on the
/// level that is wanted, and a cap may lie below it (`semantics.md` §3.3 g11).
pub(crate) fn level_of_virtual(moment: &Moment<'_>, scheme: Id<Scheme>, market: Id<Market>) -> Level {
    let records = moment.records();
    let caps = |id| {
        let clause = records.clauses.at(id);
        // The highest level there can be caps nothing.
        clause.cap.is_some_and(|cap| cap < u8::MAX) && clause.to.iter().any(|place| ever(moment, *place, market))
    };
    let leveled = moment.ask.wanted_level.is_some()
        || !records.schemes.at(scheme).levels.is_empty()
        || moment.law.graph().leading_to(scheme).into_iter().any(caps);
    if leveled { Level::AsWanted } else { Level::Unasked }
}

/// The target as evaluated on one day: one market, or a bloc as the minimum over its members.
pub(crate) struct Target<'a> {
    pub(crate) members: Vec<Member<'a>>,
    pub(crate) interval: Interval,
    pub(crate) complete: bool,
}

/// A member of the target, with those that no record relevant to the question tells apart from it.
pub(crate) struct Member<'a> {
    pub(crate) territory: Territory<'a>,
    /// Whether it surely belongs.
    pub(crate) belongs: Truth,
    pub(crate) twins: Vec<Id<Market>>,
}

impl Target<'_> {
    /// The interval of a requirement: the minimum over the members that ask it; `None` where none does.
    pub(crate) fn requirement(&self, id: Id<Requirement>) -> Option<Interval> {
        let of = |member: &Territory<'_>| member.requirements.iter().find(|s| s.id == id).map(|s| s.interval);
        hull(self.members.iter().filter_map(|member| Some((of(&member.territory)?, member.belongs))))
    }
}

/// The minimum over members; those that perhaps belong lower the floor only (`semantics.md` §3.4, Q16).
fn hull(members: impl Iterator<Item = (Interval, Truth)>) -> Option<Interval> {
    let mut all: Option<Interval> = None;
    let mut sure: Option<Scale> = None;
    for (interval, belongs) in members {
        all = Some(all.map_or(interval, |known| known.and(interval)));
        if belongs == Truth::True {
            sure = Some(sure.map_or(interval.hi(), |known| known.min(interval.hi())));
        }
    }
    // Where only perhaps-members speak, perhaps nobody does.
    all.map(|interval| Interval(interval.lo(), sure.unwrap_or(Scale::NotRequired).max(interval.lo())))
}

/// One requirement of the target alone, on the day: its interval, and each member's survey of it; `None` where no
/// member asks it. It says what [`target`] says of it.
pub(crate) fn requirement<'a>(moment: &Moment<'a>, id: Id<Requirement>) -> Option<(Interval, Vec<Surveyed<'a>>)> {
    let record = moment.records().requirements.at(id);
    let mut asked = Vec::new();
    for (market, belongs, _) in members(moment) {
        let applies = applies(moment, record, market);
        if applies.value.possible() {
            let mut surveyed = one(moment, id, record, applies, market, &search::Way::default());
            surveyed.interval = barred(surveyed.interval, bars::product_in(moment, market).value);
            asked.push((surveyed, belongs));
        }
    }
    let interval = hull(asked.iter().map(|(surveyed, belongs)| (surveyed.interval, *belongs)))?;
    Some((interval, asked.into_iter().map(|(surveyed, _)| surveyed).collect()))
}

/// A market, whether it surely belongs to the target, and who else is like it.
type Standing = (Id<Market>, Truth, Vec<Id<Market>>);

/// The markets that the target stands for on the day.
fn members(moment: &Moment<'_>) -> Vec<Standing> {
    match moment.ask.target {
        Place::Market(id) => vec![(id, Truth::True, Vec::new())],
        Place::Bloc(bloc) => {
            let kinds = moment.kinds(bloc);
            let belonging = kinds.iter().map(|(first, twins)| {
                let belongs = moment.member(Place::Bloc(bloc), *first, Point::Now).value;
                (*first, belongs, twins.clone())
            });
            belonging.filter(|(_, belongs, _)| belongs.possible()).collect()
        }
    }
}

/// Surveys the target of the question.
pub(crate) fn target<'a>(moment: &Moment<'a>) -> Target<'a> {
    let members = members(moment).into_iter();
    let members: Vec<Member<'a>> =
        members.map(|(id, belongs, twins)| Member { territory: market(moment, id), belongs, twins }).collect();
    let hull = hull(members.iter().map(|member| (member.territory.interval, member.belongs)));
    // Where nobody surely belongs, perhaps nobody does: then nothing is on record.
    let surely = members.iter().any(|member| member.belongs == Truth::True);
    let interval = match hull {
        Some(interval) if surely => interval,
        Some(interval) => Interval(interval.lo().min(Scale::Nothing), interval.hi()),
        None => Interval(Scale::Nothing, Scale::NotRequired),
    };
    Target { complete: surely && members.iter().all(|member| member.territory.complete), interval, members }
}

/// When an interval next changes, and to what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Change {
    pub(crate) until: Day,
    pub(crate) next: Interval,
}
