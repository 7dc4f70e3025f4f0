//! The terms of a clause, a scope or a paper's age as text: in the notation of the data, so that whoever reads both knows it again.

use super::period;
use crate::law::{
    BasisRule, Clause, EditionRule, Id, IssuerRule, Lapse, OnEnd, OriginRule, OriginTest, Place, ProductTest, Records,
    Scheme, Scope, ScopeItem, Span,
};

/// What stands where a term is not on record: the answer is then unknown, and the reader is told why.
const NOT_RECORDED: &str = "not-recorded";

/// Terms, each a key with words in `locales/` and its values.
pub(super) type Terms = Vec<(&'static str, Vec<String>)>;

/// The code of a place.
pub(super) fn code(records: &Records, place: Place) -> String {
    match place {
        Place::Market(id) => records.markets.at(id).code.clone(),
        Place::Bloc(id) => records.blocs.at(id).code.clone(),
    }
}

/// The products of a scope and those it leaves out: `toys & attr:for-age<=3`.
pub(super) fn products(records: &Records, scope: &Scope) -> Terms {
    let items = |items: &[ScopeItem]| items.iter().map(|item| scope_item(records, item)).collect();
    vec![("products", items(&scope.include)), ("except", items(&scope.exclude))]
}

fn scope_item(records: &Records, item: &ScopeItem) -> String {
    let tests = item.iter().map(|test| match test {
        ProductTest::All => "all".to_owned(),
        // Whether it defines or illustrates is the decision's affair; the reader wants the code.
        ProductTest::Code(code, _) => format!("hs:{code}"),
        ProductTest::Group(id) => records.products.at(*id).id.clone(),
        ProductTest::Attribute(id, how, values) => {
            format!("attr:{}{how}{}", records.attributes.at(*id).id, values.join(","))
        }
    });
    tests.collect::<Vec<_>>().join(" & ")
}

/// A span as ISO 8601 writes it: `P3Y`.
pub(super) fn span(span: Span) -> String {
    let parts = [(u32::from(span.years), 'Y'), (u32::from(span.months), 'M'), (span.days, 'D')];
    let written: String =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    format!("P{}", if written.is_empty() { "0D".to_owned() } else { written })
}

/// What makes papers of a scheme old, or of rules that were replaced.
pub(super) fn age(records: &Records, scheme: &Scheme) -> Terms {
    let items =
        |scope: &Scope| scope.include.iter().map(|item| scope_item(records, item)).collect::<Vec<_>>().join("; ");
    let lapsed = |lapse: &Lapse| format!("{}..{} {}", lapse.issued_before, lapse.last, items(&lapse.scope));
    vec![
        ("issued-since", scheme.since.iter().map(ToString::to_string).collect()),
        ("validity", scheme.validity.map(span).into_iter().collect()),
        ("lapses", scheme.lapses.iter().map(lapsed).collect()),
        (
            "closings",
            scheme.closings.iter().map(|closing| format!("..{} {}", closing.last, items(&closing.scope))).collect(),
        ),
    ]
}

/// What becomes of papers in hand at an end.
pub(super) fn on_end(end: Option<OnEnd>) -> Vec<String> {
    end.map(|end| match end {
        OnEnd::Lapse => "lapse".to_owned(),
        OnEnd::KeepIssuedBeforeEnd => "keep-issued-before-end".to_owned(),
        OnEnd::KeepUntil(when) => format!("keep-until {when}"),
    })
    .into_iter()
    .collect()
}

/// What a clause asks of paper, issuer and goods.
pub(super) fn of_clause(records: &Records, clause: &Clause) -> Terms {
    let mut terms = products(records, &clause.scope);
    terms.extend([
        ("kinds", clause.kind.map(|kind| kind.word().to_owned()).into_iter().collect()),
        ("issuer", issuer(records, clause)),
        ("attests", clause.attests.clone().unwrap_or_default()),
        ("editions", clause.edition.iter().flat_map(|rule| editions(records, rule)).collect()),
        ("level", clause.cap.map(|cap| cap.to_string()).into_iter().collect()),
        ("max-age", clause.max_age.map(span).into_iter().collect()),
        ("origin", origin(records, clause.origin.as_ref())),
        ("basis", basis(records, clause.basis.as_ref())),
    ]);
    terms
}

fn issuer(records: &Records, clause: &Clause) -> Vec<String> {
    match &clause.issuer {
        _ if clause.of_status() => Vec::new(),
        None => vec![NOT_RECORDED.to_owned()],
        Some(IssuerRule::Any) => vec!["any".to_owned()],
        Some(IssuerRule::Native) => vec!["native".to_owned()],
        Some(IssuerRule::Body { classes, register, accredited_by }) => {
            let sorts = classes.iter().map(|class| class.word().to_owned());
            let on = |what: &str, id: &Option<Id<_>>| id.map(|id| format!("{what} {}", records.registers.at(id).id));
            sorts.chain(on("listed", register)).chain(on("accredited-by", accredited_by)).collect()
        }
    }
}

fn editions(records: &Records, rule: &EditionRule) -> Vec<String> {
    let accepted = rule.accepts.iter().map(|accepted| {
        let id = &records.editions.at(accepted.edition).id;
        format!("{id} {}", period(accepted.from, accepted.until)).trim_end().to_owned()
    });
    let newer = rule.newer.map(|newer| if newer { "newer" } else { "no-newer" }.to_owned());
    accepted.chain(newer).collect()
}

fn origin(records: &Records, rule: Option<&OriginRule>) -> Vec<String> {
    let test = |test: &OriginTest| {
        let places: Vec<String> = test.places.iter().map(|place| code(records, *place)).collect();
        format!("{} {}", test.fact, places.join(","))
    };
    match rule {
        None => vec![NOT_RECORDED.to_owned()],
        Some(OriginRule::Free) => vec!["free".to_owned()],
        // Of one test it is the same.
        Some(OriginRule::Any(tests)) => tests.iter().map(test).collect(),
        Some(OriginRule::All(tests)) => std::iter::once("all".to_owned()).chain(tests.iter().map(test)).collect(),
    }
}

fn basis(records: &Records, rule: Option<&BasisRule>) -> Vec<String> {
    match rule {
        None => vec![NOT_RECORDED.to_owned()],
        Some(BasisRule::Own) => vec!["own".to_owned()],
        Some(BasisRule::Any) => vec!["any".to_owned()],
        Some(BasisRule::Only(schemes)) => schemes.iter().map(|id| records.schemes.at(*id).id.clone()).collect(),
    }
}
