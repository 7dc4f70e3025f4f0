//! Which register a stated sort of body stands on: "designated body" does not say by whom.

use super::Step;
use super::issuer::answers;
use crate::decide::Truth;
use crate::decide::moment::{Moment, Point};
use crate::decide::survey::ever;
use crate::law::{Agreement, Clause, Id, IssuerClass, IssuerRule, Register};

/// Words that name a standing and not who gave it.
pub(super) fn says_not_by_whom(class: IssuerClass) -> bool {
    use IssuerClass as C;
    matches!(class, C::DesignatedBody | C::DesignatedLaboratory | C::RecognisedBody | C::RecognisedLaboratory)
}

/// Whom an issuer rule looks to: a register, or where none is on record, whoever the agreement's parties designate.
#[derive(PartialEq)]
enum Designation {
    Register(Id<Register>),
    Agreement(Id<Agreement>),
}

/// Whether the sort of body alone says that the issuer stands on this register (or, where there is none, is designated
/// under this agreement): it is the register of the paper's own scheme, or the only one on which a body of that sort and
/// seat could stand for it. The paper must be the acting market's own sort of paper, or that of the issuer's market; papers of
/// no market are written by bodies on many registers, and a listing in one market does not carry over to another.
pub(super) fn is_meant(moment: &Moment<'_>, step: &Step<'_>, register: Option<Id<Register>>) -> bool {
    let records = moment.records();
    let scheme = records.schemes.at(step.paper.scheme);
    if register.is_some() && scheme.issuers.register == register {
        return true;
    }
    let Some(home) = scheme.home else { return false };
    let for_this_market = ever(moment, home, step.market);
    if !for_this_market && !step.paper.issuer.seat.is_some_and(|seat| ever(moment, home, seat)) {
        return false;
    }
    let meant = designation(step.clause, register);
    moment.law.graph().out_of(step.paper.scheme).into_iter().all(|(id, _)| {
        let clause = records.clauses.at(id);
        let Some(IssuerRule::Body { classes, register, .. }) = &clause.issuer else { return true };
        let here = !for_this_market || clause.to.iter().any(|place| ever(moment, *place, step.market));
        let from_there = clause.from.as_ref().is_none_or(|from| {
            from.iter().any(|place| step.paper.issuer.seat.is_none_or(|seat| ever(moment, *place, seat)))
        });
        let sort =
            step.paper.issuer.class.is_none_or(|stated| {
                classes.is_empty() || classes.iter().any(|class| answers(stated, *class).possible())
            });
        !(here && from_there && sort)
            || is_over(moment, clause)
            || (register.is_none() && !classes.iter().any(|class| says_not_by_whom(*class)))
            || designation(clause, *register) == meant
    })
}

fn designation(clause: &Clause, register: Option<Id<Register>>) -> Designation {
    register.map_or(Designation::Agreement(clause.agreement), Designation::Register)
}

/// Whether the clause or its agreement has surely ended.
fn is_over(moment: &Moment<'_>, clause: &Clause) -> bool {
    let agreement = moment.records().agreements.at(clause.agreement);
    [clause.until, agreement.ended].into_iter().flatten().any(|last| moment.no_later(Point::Now, last) == Truth::False)
}
