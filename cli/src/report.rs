//! `comity lint --report`: what the data holds, in numbers.

use comity::law::{
    Closes, Confidence, Day, Evidence, Id, Market, Place, ProductGroup, ProductTest, Records, Scope, Span, When,
};
use comity::pack::Counts;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many records of each kind there are, and how sure they are: a line for each.
pub(crate) fn summary(records: &Records) -> String {
    let mut text = String::new();
    for (kind, count) in Counts::of(records).all() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{count:>7}  {kind}");
    }
    for (confidence, count) in by_confidence(records) {
        let _ = writeln!(text, "{count:>7}  records {confidence}");
    }
    text
}

/// The summary, the age of the data, and the coverage of markets by product groups.
pub(crate) fn report(records: &Records) -> String {
    let mut text = summary(records);
    let dates: BTreeSet<&str> = evidence(records).map(|e| e.as_of.as_str()).filter(|as_of| !as_of.is_empty()).collect();
    if let (Some(oldest), Some(newest)) = (dates.first(), dates.last()) {
        let _ = writeln!(text, "\noldest record: {oldest}, newest: {newest}");
    }
    text.push_str(&clauses_by_effect(records));
    text.push_str(&parts(records));
    text.push_str(&table(records));
    text
}

/// What every record that rests on something rests on.
fn evidence(records: &Records) -> impl Iterator<Item = &Evidence> {
    let vocabulary =
        records.blocs.iter().map(|(_, r)| &r.evidence).chain(records.schemes.iter().map(|(_, r)| &r.evidence));
    let bodies =
        records.bodies.iter().map(|(_, r)| &r.evidence).chain(records.listings.iter().map(|(_, r)| &r.evidence));
    let law =
        records.agreements.iter().map(|(_, r)| &r.evidence).chain(records.clauses.iter().map(|(_, r)| &r.evidence));
    let asked =
        records.requirements.iter().map(|(_, r)| &r.evidence).chain(records.coverage.iter().map(|(_, r)| &r.evidence));
    let rest = records.bars.iter().map(|(_, r)| &r.evidence).chain(records.pending.iter().map(|(_, r)| &r.evidence));
    vocabulary.chain(bodies).chain(law).chain(asked).chain(rest)
}

fn by_confidence(records: &Records) -> BTreeMap<Confidence, usize> {
    let mut counts: BTreeMap<Confidence, usize> = Confidence::ALL.iter().map(|confidence| (*confidence, 0)).collect();
    for evidence in evidence(records) {
        let count = counts.entry(evidence.confidence).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

fn clauses_by_effect(records: &Records) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (_, clause) in records.clauses.iter() {
        let form = records.agreements.at(clause.agreement).form.word();
        let count = counts.entry((form, clause.effect.word())).or_default();
        *count = count.saturating_add(1);
    }
    let mut text = String::from("\nclauses by form and effect\n");
    for ((form, effect), count) in counts {
        let _ = writeln!(text, "{count:>7}  {form}, {effect}");
    }
    text
}

/// Papers that are made out of each other, with the clauses between them.
fn parts(records: &Records) -> String {
    let law = comity::Law::new(records.clone());
    let mut text = String::from("\npapers that are reissued as each other\n");
    let found = law.graph().strongly_connected();
    for part in &found {
        let schemes: Vec<&str> = part.schemes.iter().map(|id| records.schemes.at(*id).id.as_str()).collect();
        let clauses: Vec<&str> = part.clauses.iter().map(|id| records.clauses.at(*id).id.as_str()).collect();
        let _ = writeln!(text, "  {} by {}", schemes.join(", "), clauses.join(", "));
    }
    if found.is_empty() {
        text.push_str("  none\n");
    }
    text
}

/// What is on record for one market and one product group, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Covered {
    /// A requirement, and no more.
    Asked,
    /// Its ways are stated complete.
    Ways,
    /// All requirements are stated complete.
    Requirements,
}

impl Covered {
    fn sign(self) -> &'static str {
        match self {
            Covered::Asked => "r",
            Covered::Ways => "W",
            Covered::Requirements => "C",
        }
    }
}

/// Coverage by market and group: a row a market, a column a group without parent; a sub-group counts for its group.
fn table(records: &Records) -> String {
    let mut cells: BTreeMap<(Id<Market>, Id<ProductGroup>), Covered> = BTreeMap::new();
    let mut set = |place: Place, scope: &Scope, covered: Covered| {
        for market in members(records, place) {
            for group in groups(records, scope) {
                let cell = cells.entry((market, group)).or_insert(covered);
                *cell = covered.max(*cell);
            }
        }
    };
    for (_, requirement) in records.requirements.iter() {
        set(requirement.market, &requirement.scope, Covered::Asked);
    }
    for (_, coverage) in records.coverage.iter().filter(|(_, coverage)| holds(coverage.as_of, records.as_of)) {
        let covered = match coverage.closes {
            Closes::Ways => Covered::Ways,
            Closes::Requirements => Covered::Requirements,
            Closes::Register | Closes::Parties => continue,
        };
        if let Some(market) = coverage.market {
            set(market, &coverage.scope, covered);
        }
    }
    let columns: BTreeSet<Id<ProductGroup>> = cells.keys().map(|(_, group)| *group).collect();
    let markets: BTreeSet<Id<Market>> = cells.keys().map(|(market, _)| *market).collect();
    let mut text =
        String::from("\ncoverage: r a requirement is recorded, W its ways are complete, C all requirements are\n");
    for (number, group) in columns.iter().enumerate() {
        let _ = writeln!(text, "  {:>3}  {}", number.saturating_add(1), records.products.at(*group).id);
    }
    let head: String = (1..=columns.len()).map(|number| format!("{number:>4}")).collect();
    let _ = writeln!(text, "\n{:8}{head}", "");
    for market in markets {
        let row: String = columns
            .iter()
            .map(|group| format!("{:>4}", cells.get(&(market, *group)).map_or("·", |covered| covered.sign())))
            .collect();
        let _ = writeln!(text, "{:8}{row}", records.markets.at(market).code);
    }
    text
}

/// Whether a coverage statement is not out of date on the day of the data.
fn holds(as_of: When, today: Option<Day>) -> bool {
    today.is_none_or(|today| as_of.after(Span::COVERAGE).latest >= today)
}

/// Today's members of a place, as far as they are known; a left member has no coverage through the bloc.
fn members(records: &Records, place: Place) -> Vec<Id<Market>> {
    match place {
        Place::Market(market) => vec![market],
        Place::Bloc(bloc) => {
            let today = records.as_of.unwrap_or(Day::LAST);
            let members = records.blocs.at(bloc).members.iter();
            members.filter(|member| member.until.is_none_or(|until| until.latest >= today)).map(|m| m.market).collect()
        }
    }
}

/// The widest groups of the groups a scope names; every one where it names all products.
fn groups(records: &Records, scope: &Scope) -> BTreeSet<Id<ProductGroup>> {
    let mut named = BTreeSet::new();
    for test in scope.include.iter().flatten() {
        match test {
            ProductTest::Group(group) => {
                named.insert(widest(records, *group));
            }
            ProductTest::All => {
                named.extend(records.products.iter().filter(|(_, group)| group.parent.is_none()).map(|(id, _)| id));
            }
            ProductTest::Code(..) | ProductTest::Attribute(..) => {}
        }
    }
    named
}

fn widest(records: &Records, group: Id<ProductGroup>) -> Id<ProductGroup> {
    let mut at = group;
    // Compiled records have no circle; the bound makes it plain that this ends.
    for _ in 0..records.products.len() {
        match records.products.at(at).parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}
