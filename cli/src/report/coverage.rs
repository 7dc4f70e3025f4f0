//! Coverage by market and product group.

use comity::law::{Closes, Day, Id, Market, Place, ProductGroup, ProductTest, Records, Scope, Span, When};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A row a market, a column a group without parent; a sub-group counts for its group.
#[derive(Debug, Serialize)]
pub(super) struct Coverage(BTreeMap<String, BTreeMap<String, Covered>>);

/// What is on record for one market and one product group, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

impl Serialize for Covered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Covered::Asked => "asked",
            Covered::Ways => "ways",
            Covered::Requirements => "requirements",
        })
    }
}

impl Coverage {
    pub(super) fn of(records: &Records) -> Coverage {
        let mut cells: BTreeMap<String, BTreeMap<String, Covered>> = BTreeMap::new();
        let mut set = |place: Place, scope: &Scope, covered: Covered| {
            for market in members(records, place) {
                let row = cells.entry(records.markets.at(market).code.clone()).or_default();
                for group in groups(records, scope) {
                    let cell = row.entry(records.products.at(group).id.clone()).or_insert(covered);
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
        Coverage(cells)
    }

    pub(super) fn text(&self) -> String {
        let groups: BTreeSet<&String> = self.0.values().flat_map(BTreeMap::keys).collect();
        let mut text =
            String::from("\ncoverage: r a requirement is recorded, W its ways are complete, C all requirements are\n");
        for (number, group) in groups.iter().enumerate() {
            let _ = writeln!(text, "  {:>3}  {group}", number.saturating_add(1));
        }
        let head: String = (1..=groups.len()).map(|number| format!("{number:>4}")).collect();
        let _ = writeln!(text, "\n{:8}{head}   W+C", "");
        for (market, row) in &self.0 {
            let cells: String = groups
                .iter()
                .map(|group| format!("{:>4}", row.get(*group).map_or("·", |covered| covered.sign())))
                .collect();
            let complete = row.values().filter(|covered| **covered > Covered::Asked).count();
            let _ = writeln!(text, "{market:8}{cells}  {complete:>4}");
        }
        let well = self.0.values().filter(|row| row.values().filter(|c| **c > Covered::Asked).count() >= WELL).count();
        let _ = writeln!(text, "\n{well} markets with complete ways in {WELL} product groups or more");
        text
    }
}

/// From how many of the product groups on a market counts as well covered.
const WELL: usize = 20;

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
