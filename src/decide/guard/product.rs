//! g5 and g6: is the product in the scope, and not among the exclusions.

use super::Step;
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::Product;
use crate::decide::moment::{Moment, Point};
use crate::law::{Attribute, CodeRole, Comparison, Id, ProductGroup, ProductTest, Scope, ScopeItem, Span};

pub(super) fn included(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let mut finding = among(moment, &step.clause.scope.include);
    if moment.explain && finding.because.is_empty() {
        let code = if finding.value == Truth::False { Why::ProductOutsideScope } else { Why::ProductInScope };
        finding.because.push(Reason::new(code, &[("clause", &step.clause.id)]));
    }
    finding
}

pub(super) fn not_excluded(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let mut finding = among(moment, &step.clause.scope.exclude).negate();
    if moment.explain && finding.value == Truth::False {
        finding.because = vec![Reason::new(Why::ProductExcluded, &[("clause", &step.clause.id)])];
    }
    finding
}

/// Whether the product lies in a scope: included and not excluded.
pub(crate) fn in_scope(moment: &Moment<'_>, scope: &Scope) -> Finding {
    among(moment, &scope.include).and(among(moment, &scope.exclude).negate())
}

/// Whether a scope speaks of the product: includes it, be it only to take it out again.
pub(crate) fn spoken_of(moment: &Moment<'_>, scope: &Scope) -> Finding {
    among(moment, &scope.include)
}

/// Whether the product is one of the items. Where reasons are wanted it is looked at anew.
fn among(moment: &Moment<'_>, items: &[ScopeItem]) -> Finding {
    let look = || Finding::any(items.iter().map(|item| Finding::all(item.iter().map(|test| tested(moment, test)))));
    if moment.explain { look() } else { moment.of_product().among(moment, items, look) }
}

fn tested(moment: &Moment<'_>, test: &ProductTest) -> Finding {
    let product = &moment.ask.product;
    match test {
        ProductTest::All => Finding::of(Truth::True),
        ProductTest::Code(code, role) => coded(moment, product, code, *role),
        ProductTest::Group(group) => grouped(moment, product, *group),
        ProductTest::Attribute(attribute, how, values) => attributed(moment, product, *attribute, *how, values),
    }
}

fn unknown(moment: &Moment<'_>, key: String, about: &str) -> Finding {
    let reason = moment.explain.then(|| Reason::new(Why::ProductNotStatedPrecisely, &[("test", &about)]));
    moment.unknown(Fact::Product, key, &[about], reason)
}

fn coded(moment: &Moment<'_>, product: &Product, code: &str, role: CodeRole) -> Finding {
    match &product.hs {
        Some(hs) if !hs.starts_with(code) && !code.starts_with(hs.as_str()) => Finding::of(Truth::False),
        // A code that only illustrates never says that the words of the scope mean the product (`semantics.md` §3.3 g5).
        _ if role == CodeRole::Indicative => unknown(moment, format!("product/hs~{code}"), code),
        Some(hs) if hs.starts_with(code) => Finding::of(Truth::True),
        None | Some(_) => unknown(moment, format!("product/hs:{code}"), code),
    }
}

fn grouped(moment: &Moment<'_>, product: &Product, group: Id<ProductGroup>) -> Finding {
    let products = &moment.records().products;
    let record = products.at(group);
    let outside = || match &product.hs {
        None => false,
        Some(hs) => {
            !record.covering.is_empty()
                && !record.covering.iter().any(|c| hs.starts_with(c.as_str()) || c.starts_with(hs.as_str()))
        }
    };
    let Some(groups) = &product.groups else {
        return if outside() {
            Finding::of(Truth::False)
        } else {
            unknown(moment, format!("product/group:{}", record.id), &record.id)
        };
    };
    if groups.contains(&group) {
        return Finding::of(Truth::True);
    }
    // A stated group leaves its sub-groups open; a stated sub-group rules out its siblings.
    let mut ancestor = record.parent;
    for _ in 0..crate::decide::limits::LIST {
        let Some(parent) = ancestor else { break };
        if product.stated.contains(&parent) {
            return if outside() {
                Finding::of(Truth::False)
            } else {
                unknown(moment, format!("product/group:{}", record.id), &record.id)
            };
        }
        ancestor = products.at(parent).parent;
    }
    let mut finding = Finding::of(Truth::False);
    finding.presumed.push(Reason::new(Why::NoOtherGroup, &[]));
    finding
}

fn attributed(
    moment: &Moment<'_>,
    product: &Product,
    id: Id<Attribute>,
    how: Comparison,
    values: &[String],
) -> Finding {
    let attribute = moment.records().attributes.at(id);
    let stated = product.attributes.get(&id);
    let presumed = attribute.presumed.as_ref().filter(|_| stands(moment, attribute));
    let number = |text: &str| text.parse::<i64>().ok();
    let bound = values.first().and_then(|v| number(v));
    let compared = |value: &String| match how {
        Comparison::Is => Some(values.contains(value)),
        Comparison::IsNot => Some(!values.contains(value)),
        Comparison::AtMost => number(value).zip(bound).map(|(v, bound)| v <= bound),
        Comparison::AtLeast => number(value).zip(bound).map(|(v, bound)| v >= bound),
    };
    // What cannot be compared says as little as what nobody stated.
    let value = stated.or(presumed);
    let Some((value, truth)) = value.zip(value.and_then(compared)) else {
        let key = format!("product/attr:{}{how}{}", attribute.id, values.join(","));
        return unknown(moment, key, &attribute.id);
    };
    let mut finding = moment
        .found(Truth::of(truth), || Reason::new(Why::Attribute, &[("attribute", &attribute.id), ("value", value)]));
    if stated.is_none() {
        finding.presumed.push(Reason::new(Why::AttributePresumed, &[("attribute", &attribute.id), ("value", value)]));
    }
    finding
}

/// Whether the presumption of an attribute's value stands, the papers in hand being what they are.
fn stands(moment: &Moment<'_>, attribute: &Attribute) -> bool {
    (!attribute.presumed_while_current || current(moment))
        && attribute.presumed_for.is_none_or(|span| no_older(moment, span))
}

/// The attributes whose presumption depends on the papers in hand, and stands.
pub(crate) fn presumed(moment: &Moment<'_>) -> Vec<Id<Attribute>> {
    let depends = |a: &Attribute| a.presumed_while_current || a.presumed_for.is_some();
    let all = moment.records().attributes.iter().filter(|(_, attribute)| depends(attribute));
    all.filter(|(_, attribute)| stands(moment, attribute)).map(|(id, _)| id).collect()
}

/// Whether every paper in hand was surely issued no longer ago than so, on the day asked: that a presumption grows old is no
/// change of law, and no end of a recognition.
fn no_older(moment: &Moment<'_>, span: Span) -> bool {
    moment.ask.papers.iter().all(|paper| match moment.issued(paper.issued) {
        Some(Point::At(issued)) => moment.asked <= issued.earliest.after(span),
        Some(Point::Now | Point::Asked(_)) => true,
        None => false,
    })
}

/// Whether no paper in hand states an edition of a standard that has a later one on record.
fn current(moment: &Moment<'_>) -> bool {
    let editions = &moment.records().editions;
    let stated = || moment.ask.papers.iter().flat_map(|paper| &paper.editions).map(|id| editions.at(*id));
    stated().all(|edition| {
        edition.norm.is_none()
            || editions.iter().filter(|(_, other)| other.norm == edition.norm && other.id != edition.id).all(
                |(_, other)| match (edition.published, other.published) {
                    (Some(this), Some(other)) => other.latest <= this.earliest,
                    // Which is the later is not on record.
                    _ => false,
                },
            )
    })
}
