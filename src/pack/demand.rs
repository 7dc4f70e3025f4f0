//! What markets ask, what is stated complete, what is barred and what is coming.

use super::{
    draft::{BarDraft, CoverageDraft, PendingDraft, RequirementDraft, SlotDraft},
    index::Row,
    resolve::{Resolver, evidence_of, text},
    rule::Rule,
};
use crate::law::{Aspect, Bar, Closes, Coverage, Id, Kind, Level, Pending, Place, Reach, Requirement, Slot, Way, When};

impl Resolver<'_> {
    pub(super) fn requirement(&mut self, row: &Row<'_, RequirementDraft>) -> Requirement {
        let draft = row.draft;
        if draft.ways.is_empty() {
            let mend = "name at least one way with its slots; what nobody demands is no requirement";
            self.fault(Rule::MissingKey, draft.id.span(), format!("`{}` can be met in no way", row.id), mend);
        }
        let mut ways = Vec::new();
        for way in &draft.ways {
            if way.slots.is_empty() {
                let mend = "name the paper that the way asks for; obligations alone are no way";
                self.fault(Rule::MissingKey, draft.id.span(), format!("a way of `{}` asks for no paper", row.id), mend);
            }
            ways.push(Way {
                id: way.id.clone(),
                slots: way.slots.iter().filter_map(|slot| self.slot(slot)).collect(),
                obligations: self.obligations(&way.obligations),
                from: self.when(way.from.as_ref()),
                until: self.when(way.until.as_ref()),
            });
        }
        Requirement {
            id: row.id.clone(),
            name: text(&draft.name),
            market: self.place(&draft.market).unwrap_or(Place::Market(Id::new(usize::MAX))),
            aspect: self.choose("aspect", Aspect::ALL, Aspect::word, &draft.aspect).unwrap_or(Aspect::Safety),
            legal_basis: draft.legal_basis.clone(),
            scope: self.scope(&draft.products, &draft.except),
            from: self.when(draft.from.as_ref()),
            until: self.when(draft.until.as_ref()),
            ways,
            evidence: self.evidence(&evidence_of!(draft), None),
        }
    }

    fn slot(&mut self, draft: &SlotDraft) -> Option<Slot> {
        let index = self.index;
        let level = match (draft.level, draft.level_as_wanted) {
            (None, false) => Level::Unasked,
            (Some(level), false) => Level::AtLeast(level),
            (None, true) => Level::AsWanted,
            (Some(_), true) => {
                let mend = "keep either `level` or `level_as_wanted`";
                self.fault(Rule::Contradiction, draft.scheme.span(), "a slot asks one level", mend);
                Level::AsWanted
            }
        };
        let kind = draft.kind.as_ref().and_then(|word| self.choose("kind of paper", Kind::ALL, Kind::word, word));
        let edition = draft.edition.as_ref().map(|rule| self.edition_rule(rule));
        Some(Slot { scheme: self.refer(&index.schemes, &draft.scheme)?, kind, level, edition })
    }

    pub(super) fn coverage(&mut self, row: &Row<'_, CoverageDraft>) -> Coverage {
        let (draft, index) = (row.draft, self.index);
        let closes = self.choose("thing to close", Closes::ALL, Closes::word, &draft.closes).unwrap_or(Closes::Parties);
        let (fits, mend) = match closes {
            Closes::Requirements | Closes::Ways => (
                draft.market.is_some() && draft.register.is_none() && !draft.products.is_empty(),
                "it names a `market` and `products`, and no `register`",
            ),
            Closes::Register => (
                draft.register.is_some() && draft.market.is_none() && draft.aspect.is_none(),
                "it names a `register`, and neither market nor aspect",
            ),
            Closes::Parties => (draft.register.is_none(), "it names no `register`"),
        };
        if !fits {
            let message = format!("`{}` does not say what it closes", row.id);
            self.fault(Rule::Contradiction, draft.closes.span(), message, mend);
        }
        let as_of = self.when(Some(&draft.as_of));
        Coverage {
            id: row.id.clone(),
            closes,
            market: draft.market.as_ref().and_then(|word| self.place(word)),
            scope: self.scope(&draft.products, &draft.except),
            aspect: draft.aspect.as_ref().and_then(|word| self.choose("aspect", Aspect::ALL, Aspect::word, word)),
            register: draft.register.as_ref().and_then(|word| self.refer(&index.registers, word)),
            from: self.when(draft.from.as_ref()),
            as_of: as_of.unwrap_or(When::UNKNOWN),
            evidence: self.evidence(
                &super::resolve::EvidenceDraft {
                    sources: &draft.sources,
                    confidence: draft.confidence.as_ref(),
                    as_of: None,
                },
                None,
            ),
        }
    }

    pub(super) fn bar(&mut self, row: &Row<'_, BarDraft>) -> Bar {
        let (draft, index) = (row.draft, self.index);
        let reaches = [
            draft.clause.as_ref().and_then(|word| self.refer(&index.clauses, word)).map(Reach::Clause),
            draft.agreement.as_ref().and_then(|word| self.refer(&index.agreements, word)).map(Reach::Agreement),
            draft.body.as_ref().and_then(|word| self.refer(&index.bodies, word)).map(Reach::Body),
            draft.owned_by.clone().map(Reach::OwnedBy),
            draft.scheme.as_ref().and_then(|word| self.refer(&index.schemes, word)).map(Reach::Scheme),
            draft.products.as_ref().map(|products| Reach::Product(self.scope(products, &[]))),
        ];
        let named = [
            draft.clause.is_some(),
            draft.agreement.is_some(),
            draft.body.is_some(),
            draft.owned_by.is_some(),
            draft.scheme.is_some(),
            draft.products.is_some(),
        ];
        if named.into_iter().filter(|named| *named).count() != 1 {
            let mend = "name exactly one of `clause`, `agreement`, `body`, `owned_by`, `scheme`, `products`";
            self.fault(Rule::Contradiction, draft.id.span(), format!("what does `{}` stop?", row.id), mend);
        }
        let of_papers = !draft.schemes.is_empty() || draft.issued_from.is_some();
        if of_papers && draft.body.is_none() && draft.owned_by.is_none() {
            let mend = "leave `schemes` and `issued_from` to bars on a `body` or by `owned_by`";
            self.fault(Rule::Contradiction, draft.id.span(), format!("whose papers does `{}` stop?", row.id), mend);
        }
        Bar {
            id: row.id.clone(),
            name: text(&draft.name),
            reach: reaches.into_iter().flatten().next().unwrap_or(Reach::OwnedBy(Vec::new())),
            market: draft.market.as_ref().and_then(|word| self.place(word)),
            schemes: self.refer_all(&index.schemes, &draft.schemes),
            issued_from: self.when(draft.issued_from.as_ref()),
            from: self.when(draft.from.as_ref()),
            until: self.when(draft.until.as_ref()),
            evidence: self.evidence(&evidence_of!(draft), None),
        }
    }

    pub(super) fn pending(&mut self, row: &Row<'_, PendingDraft>) -> Pending {
        let (draft, index) = (row.draft, self.index);
        Pending {
            id: row.id.clone(),
            what: text(&draft.what),
            stage: text(&draft.stage),
            expected_from: self.when(draft.expected_from.as_ref()),
            agreements: self.refer_all(&index.agreements, &draft.agreements),
            schemes: self.refer_all(&index.schemes, &draft.schemes),
            markets: self.places(&draft.markets),
            scope: self.scope(&draft.products, &[]),
            evidence: self.evidence(&evidence_of!(draft), None),
        }
    }
}
