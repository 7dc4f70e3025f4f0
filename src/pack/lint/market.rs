//! Markets: what they ask, which blocs they are in, and which slots nobody asks for.

use super::{Linter, aims, first};
use crate::{
    graph::{RecognitionGraph, Unreached},
    law::{Id, Market, Place, Scheme, Scope, ScopeItem},
    pack::{diagnostic::Diagnostic, rule::Rule},
};
use std::collections::{BTreeMap, BTreeSet};

impl Linter<'_, '_> {
    pub(super) fn markets(&mut self) {
        let (index, records) = (self.index, self.records);
        for row in index.blocs.iter() {
            if row.draft.purpose.trim().is_empty() {
                let message = format!("which body of rules does `{}` stand for?", row.id);
                self.say(
                    Rule::BlocPurpose,
                    row.file,
                    row.at.clone(),
                    message,
                    "say its `purpose`; each purpose is a bloc of its own",
                );
            }
            if let Some(first) = index.markets.find(&row.id).and_then(|market| index.markets.get(market)) {
                self.found.push(
                    Diagnostic::new(Rule::TwiceDefined, format!("`{}` is a market and a bloc", row.id))
                        .at(row.file, row.at.clone(), "a bloc here")
                        .at(first.file, first.at.clone(), "a market here")
                        .mend("keep one: a place is either one market or stands for its members"),
                );
            }
        }
        if !self.sound.requirements {
            return;
        }
        let asked = self.asked();
        let silent: Vec<Id<Market>> =
            records.markets.iter().map(|(id, _)| id).filter(|id| !asked.contains_key(id)).collect();
        if !silent.is_empty() {
            let codes: Vec<&str> = silent.iter().map(|id| records.markets.at(*id).code.as_str()).collect();
            self.found.push(
                Diagnostic::new(
                    Rule::SilentMarket,
                    format!("{} markets have no requirement: {}", silent.len(), codes.join(", ")),
                )
                .why("every question about them ends in \"unknown\"")
                .mend("record what they ask below `requirements/`, or drop them from the markets"),
            );
        }
        self.virtual_slots(&asked);
        self.unasked_products();
        self.unreached();
    }

    /// Clauses that no question reaches, whatever it is about. That a clause takes a kind of paper which none of its
    /// schemes issues is said where the clause is looked at.
    fn unreached(&mut self) {
        let (index, records) = (self.index, self.records);
        for (id, why) in RecognitionGraph::of(records).unreached(records) {
            let Some(row) = index.clauses.get(id.row()).filter(|_| self.sound.clauses.contains(&id)) else { continue };
            if why == Unreached::NoSlot {
                self.found.push(
                    Diagnostic::new(Rule::Unreachable, format!("no question reaches `{}`", row.id))
                        .at(row.file, row.at.clone(), "")
                        .why("no market in `to` asks for what it fills or makes, and the paper is that of another market")
                        .mend("check `to`, `fills` and `issues`, or record the requirement that asks for the paper"),
                );
            }
        }
    }

    /// The schemes whose papers each market asks for.
    fn asked(&self) -> BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>> {
        let mut asked: BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>> = BTreeMap::new();
        for (_, requirement) in self.records.requirements.iter() {
            let schemes: BTreeSet<Id<Scheme>> =
                requirement.ways.iter().flat_map(|way| &way.slots).map(|slot| slot.scheme).collect();
            for market in self.members(requirement.market) {
                asked.entry(market).or_default().extend(&schemes);
            }
        }
        asked
    }

    fn virtual_slots(&mut self, asked: &BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>>) {
        let (index, records) = (self.index, self.records);
        // A reissued paper may itself be what another clause accepts.
        let carried: BTreeSet<Id<Scheme>> =
            records.clauses.iter().flat_map(|(_, c)| c.schemes.iter().copied()).collect();
        for (row, (id, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            let aims = aims(clause);
            if !self.sound.clauses.contains(&id) {
                continue;
            }
            if clause.issues.as_ref().is_some_and(|paper| carried.contains(&paper.scheme)) {
                continue;
            }
            let virtual_in: Vec<Id<Market>> = self
                .all_members(&clause.to)
                .into_iter()
                .filter(|market| match (asked.get(market), &aims) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(schemes), Some(aims)) => !aims.iter().any(|scheme| schemes.contains(scheme)),
                })
                .collect();
            if virtual_in.is_empty() {
                continue;
            }
            let message = format!("`{}` fills a slot that is not on record in {}", row.id, self.codes(&virtual_in));
            self.found.push(
                Diagnostic::new(Rule::VirtualSlot, message)
                    .at(row.file, row.at.clone(), "")
                    .why("nothing is recorded there that asks for the paper: the clause shows only as a virtual slot")
                    .mend("record the requirement, or check `fills` and `to`"),
            );
        }
    }

    /// Goods that a clause covers and of which nobody is recorded to ask the paper: for them it would be a recognition of its own,
    /// which a scope drawn too wide makes of nothing.
    fn unasked_products(&mut self) {
        let (index, records) = (self.index, self.records);
        for (row, (id, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            let Some(aims) = aims(clause).filter(|_| self.sound.clauses.contains(&id) && clause.issues.is_none())
            else {
                continue;
            };
            let targets = self.all_members(&clause.to);
            let asking: Vec<&Scope> = records
                .requirements
                .iter()
                .filter(|(_, r)| r.ways.iter().flat_map(|way| &way.slots).any(|slot| aims.contains(&slot.scheme)))
                .filter(|(_, r)| !self.members(r.market).is_disjoint(&targets))
                .map(|(_, r)| &r.scope)
                .collect();
            // Where nobody asks for the paper at all, that is said already.
            if asking.is_empty() {
                continue;
            }
            let asked =
                |item: &ScopeItem| asking.iter().flat_map(|scope| &scope.include).any(|other| self.akin(item, other));
            let unasked: Vec<&str> = clause
                .scope
                .include
                .iter()
                .zip(&row.draft.products)
                .filter(|(item, _)| !asked(item))
                .map(|(_, word)| word.get_ref().as_str())
                .collect();
            if unasked.is_empty() {
                continue;
            }
            let message =
                format!("`{}` covers goods of which nobody is recorded to ask the paper: {}", row.id, first(&unasked));
            self.found.push(
                Diagnostic::new(Rule::UnaskedProduct, message)
                    .at(row.file, row.at.clone(), "")
                    .why("for these goods the clause shows as a recognition of its own: a scope that is too wide becomes a false yes")
                    .mend("narrow `products` to what the text covers, or record what the market asks of them"),
            );
        }
    }

    /// Whether two places ever had a market in common.
    pub(super) fn meet(&self, a: Place, others: &[Place]) -> bool {
        let members = self.members(a);
        others.iter().any(|other| self.members(*other).intersection(&members).next().is_some())
    }
}
