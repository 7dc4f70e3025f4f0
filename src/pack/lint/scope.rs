//! Scopes: exclusions that do something, codes that do not stand alone, groups with their codes.

use super::{Linter, first};
use crate::{
    law::{CodeRole, Id, ProductGroup, ProductTest, Scope, ScopeItem},
    pack::{diagnostic::Diagnostic, draft::Word, rule::Rule},
};
use std::collections::BTreeSet;

impl Linter<'_, '_> {
    pub(super) fn scopes(&mut self) {
        let (index, records) = (self.index, self.records);
        self.groups();
        for (row, (_, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            self.scope(row.file, &row.draft.id, &clause.scope, &row.draft.products, &row.draft.except);
        }
        for (row, (_, requirement)) in index.requirements.iter().zip(records.requirements.iter()) {
            self.scope(row.file, &row.draft.id, &requirement.scope, &row.draft.products, &row.draft.except);
        }
        for (row, (_, coverage)) in index.coverage.iter().zip(records.coverage.iter()) {
            if !row.draft.products.is_empty() {
                self.scope(row.file, &row.draft.id, &coverage.scope, &row.draft.products, &row.draft.except);
            }
        }
        for (row, (_, listing)) in index.listings.iter().zip(records.listings.iter()) {
            if let (Some(scope), Some(products)) = (&listing.scope, &row.draft.products) {
                self.scope(row.file, &row.draft.body, scope, products, &[]);
            }
        }
    }

    fn groups(&mut self) {
        let (index, records) = (self.index, self.records);
        let mut uncovered: Vec<&str> = Vec::new();
        for (row, (id, group)) in index.products.iter().zip(records.products.iter()) {
            if self.ancestors(id).contains(&id) {
                let message = format!("`{}` is part of itself", row.id);
                self.say(Rule::Circle, row.file, row.at.clone(), message, "a `parent` is a wider group");
            }
            if group.covering.is_empty() {
                uncovered.push(row.id.as_str());
                continue;
            }
            for (word, code) in row.draft.hs.iter().zip(&group.hs) {
                if !group.covering.iter().any(|covering| code.starts_with(covering)) {
                    let message = format!("`{code}` lies outside what `{}` covers", row.id);
                    let mend = "widen `covering`, or drop the example";
                    self.say(Rule::Contradiction, row.file, word.span(), message, mend);
                }
            }
        }
        if !uncovered.is_empty() {
            let message = format!("{} product groups name no `covering` codes: {}", uncovered.len(), first(&uncovered));
            self.found.push(
                Diagnostic::new(Rule::GroupUncovered, message)
                    .why("a question that gives only an HS code is unknown for every scope with one of them")
                    .mend("list the HS prefixes outside which nothing belongs to the group, where they can be told"),
            );
        }
    }

    /// The wider groups of a group; itself only where the data runs in a circle.
    fn ancestors(&self, group: Id<ProductGroup>) -> BTreeSet<Id<ProductGroup>> {
        let mut wider = BTreeSet::new();
        let mut at = self.records.products.at(group).parent;
        while let Some(parent) = at
            && wider.insert(parent)
        {
            at = self.records.products.at(parent).parent;
        }
        wider
    }

    fn scope(&mut self, file: usize, id: &Word, scope: &Scope, include: &[Word], exclude: &[Word]) {
        if include.is_empty() {
            let message = format!("`{}` is about no product", id.get_ref());
            self.say(Rule::Contradiction, file, id.span(), message, "name products, or write `[\"all\"]`");
        }
        for (items, words) in [(&scope.include, include), (&scope.exclude, exclude)] {
            self.indicative_alone(file, items, words);
        }
        // An item that could not be read has been reported; then words and items no longer go together.
        if scope.exclude.len() != exclude.len() || scope.include.len() != include.len() {
            return;
        }
        for (item, word) in scope.exclude.iter().zip(exclude) {
            if !scope.include.iter().any(|included| self.may_meet(included, item)) {
                let message = format!("`{}` lies outside what `{}` includes", word.get_ref(), id.get_ref());
                let mend = "drop it, or check what is included: an exclusion only takes products out of its own record";
                self.say(Rule::IdleExclusion, file, word.span(), message, mend);
            }
        }
    }

    fn indicative_alone(&mut self, file: usize, items: &[ScopeItem], words: &[Word]) {
        let indicative = |test: &ProductTest| matches!(test, ProductTest::Code(_, CodeRole::Indicative));
        let grouped = items.iter().flatten().any(|test| matches!(test, ProductTest::Group(_)));
        if grouped {
            return;
        }
        for (item, word) in items.iter().zip(words) {
            if item.iter().any(indicative) {
                self.found.push(
                    Diagnostic::new(
                        Rule::IndicativeAlone,
                        format!("`{}` is only an example and stands alone", word.get_ref()),
                    )
                    .at(file, word.span(), "")
                    .why("a code that illustrates proves nothing: the scope could never be more than unknown")
                    .mend("name the product group beside it, or write `hs:` where the text draws its line by the code"),
                );
            }
        }
    }

    /// Whether a product could be in both items, as far as codes and groups tell.
    fn may_meet(&self, a: &ScopeItem, b: &ScopeItem) -> bool {
        a.iter().all(|x| b.iter().all(|y| self.tests_may_meet(x, y)))
    }

    /// Whether one item's group is the other's, or a part or a whole of it; an item without a group is akin to all.
    pub(super) fn akin(&self, a: &ScopeItem, b: &ScopeItem) -> bool {
        let groups = |item: &ScopeItem| -> Vec<Id<ProductGroup>> {
            let group = |test: &ProductTest| if let ProductTest::Group(id) = test { Some(*id) } else { None };
            item.iter().filter_map(group).collect()
        };
        let (a, b) = (groups(a), groups(b));
        let within = |x: &Id<ProductGroup>, y: &Id<ProductGroup>| x == y || self.ancestors(*x).contains(y);
        a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| within(x, y) || within(y, x)))
    }

    fn tests_may_meet(&self, a: &ProductTest, b: &ProductTest) -> bool {
        let codes_meet = |x: &str, y: &str| x.starts_with(y) || y.starts_with(x);
        let covering = |group: &Id<ProductGroup>| &self.records.products.at(*group).covering;
        match (a, b) {
            (ProductTest::Code(x, _), ProductTest::Code(y, _)) => codes_meet(x, y),
            (ProductTest::Code(code, _), ProductTest::Group(group))
            | (ProductTest::Group(group), ProductTest::Code(code, _)) => {
                let covered = covering(group);
                covered.is_empty() || covered.iter().any(|c| codes_meet(c, code))
            }
            (ProductTest::Group(x), ProductTest::Group(y)) => {
                let (above_x, above_y) = (self.ancestors(*x), self.ancestors(*y));
                // A stated group rules out its siblings; unrelated groups may share products where their codes do.
                let akin = x == y || above_x.contains(y) || above_y.contains(x);
                let siblings = !akin && above_x.intersection(&above_y).next().is_some();
                let (of_x, of_y) = (covering(x), covering(y));
                let unknown = of_x.is_empty() || of_y.is_empty();
                akin || (!siblings && (unknown || of_x.iter().any(|c| of_y.iter().any(|d| codes_meet(c, d)))))
            }
            (ProductTest::All | ProductTest::Attribute(..), _) | (_, ProductTest::All | ProductTest::Attribute(..)) => {
                true
            }
        }
    }
}
