//! Who issues papers: schemes, bodies, registers and listings.

use super::{
    draft::{BodyDraft, ClosingDraft, LapseDraft, LevelDraft, ListingDraft, RegisterDraft, SchemeDraft},
    index::Row,
    resolve::{Resolver, evidence_of, text},
    rule::Rule,
    vocabulary::aliases,
};
use crate::law::{Body, Closing, EndKind, Evidence, Id, IssuerClass, Issuers, Kind, Lapse, Listing, Register, Scheme};

impl Resolver<'_> {
    pub(super) fn scheme(&mut self, row: &Row<'_, SchemeDraft>, elder: Option<&Evidence>) -> Scheme {
        let (draft, index) = (row.draft, self.index);
        if draft.kinds.is_empty() {
            let mend = "name the kind of paper it issues: `kinds = [\"product-certificate\"]`";
            self.fault(
                Rule::MissingKey,
                draft.id.span(),
                format!("the scheme `{}` issues no kind of paper", row.id),
                mend,
            );
        }
        let home = draft.home.as_ref().and_then(|word| self.place(word));
        let issuers = draft.issuers.as_ref().map(|issuers| {
            let named = !issuers.bodies.is_empty() || !issuers.class.is_empty() || issuers.register.is_some();
            if (issuers.anybody || issuers.supplier) && (named || issuers.anybody && issuers.supplier) {
                let mend = "keep `anybody = true` or `supplier = true` alone, or name bodies, classes or a register";
                self.fault(
                    Rule::Contradiction,
                    draft.id.span(),
                    format!("`{}` is issued by anybody and by some", row.id),
                    mend,
                );
            }
            Issuers {
                anybody: issuers.anybody || issuers.supplier,
                supplier: issuers.supplier,
                bodies: self.refer_all(&index.bodies, &issuers.bodies),
                classes: self.choose_all("issuer class", IssuerClass::ALL, IssuerClass::word, &issuers.class),
                register: issuers.register.as_ref().and_then(|word| self.refer(&index.registers, word)),
            }
        });
        Scheme {
            id: row.id.clone(),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
            kinds: self.choose_all("kind of paper", Kind::ALL, Kind::word, &draft.kinds),
            home,
            regime: regime(draft).map(str::to_owned),
            issuers: issuers.unwrap_or_default(),
            levels: draft.levels.iter().map(LevelDraft::name).collect(),
            verify: draft.verify.as_ref().map(|word| word.get_ref().clone()),
            since: self.when(draft.since.as_ref()),
            validity: self.span(draft.validity.as_ref()),
            lapses: draft.lapses.iter().filter_map(|lapse| self.lapse(lapse)).collect(),
            closings: draft.closings.iter().filter_map(|closing| self.closing(closing)).collect(),
            evidence: self.evidence(&evidence_of!(draft), elder),
        }
    }

    fn closing(&mut self, draft: &ClosingDraft) -> Option<Closing> {
        let scope = self.scope(&draft.products, &draft.except);
        Some(Closing { scope, last: self.when(Some(&draft.last))? })
    }

    fn lapse(&mut self, draft: &LapseDraft) -> Option<Lapse> {
        let scope = self.scope(&draft.products, &draft.except);
        let (issued_before, last) = (self.when(Some(&draft.issued_before))?, self.when(Some(&draft.last))?);
        if last.latest < issued_before.earliest.previous() {
            let mend = "a paper counts at least until the older rules end: `last` is not before `issued_before`";
            self.fault(Rule::Contradiction, draft.last.span(), "papers end before the last of them is issued", mend);
        }
        Some(Lapse { scope, issued_before, last })
    }

    pub(super) fn body(&mut self, row: &Row<'_, BodyDraft>, elder: Option<&Evidence>) -> Body {
        let (draft, index) = (row.draft, self.index);
        Body {
            id: row.id.clone(),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
            seat: draft.seat.as_ref().and_then(|word| self.refer(&index.markets, word)),
            classes: self.choose_all("issuer class", IssuerClass::ALL, IssuerClass::word, &draft.class),
            owners: draft.owners.clone(),
            evidence: self.evidence(&evidence_of!(draft), elder),
        }
    }

    pub(super) fn register(&mut self, row: &Row<'_, RegisterDraft>) -> Register {
        let url = row.draft.url.as_ref().map(|word| word.get_ref().clone());
        Register { id: row.id.clone(), name: text(&row.draft.name), url, by_seat: row.draft.by_seat }
    }

    pub(super) fn listing(&mut self, row: &Row<'_, ListingDraft>, elder: Option<&Evidence>) -> Listing {
        let (draft, index) = (row.draft, self.index);
        let nowhere = usize::MAX;
        Listing {
            id: row.id.clone(),
            body: self.refer(&index.bodies, &draft.body).unwrap_or(Id::new(nowhere)),
            register: self.refer(&index.registers, &draft.register).unwrap_or(Id::new(nowhere)),
            scope: draft.products.as_ref().map(|products| self.scope(products, &[])),
            from: self.when(draft.from.as_ref()),
            until: self.when(draft.until.as_ref()),
            end_kind: draft.end_kind.as_ref().and_then(|word| {
                let ends = &[EndKind::Withdrawn, EndKind::Suspended, EndKind::Expired];
                self.choose("end of a listing", ends, EndKind::word, word)
            }),
            survival: draft.survival.unwrap_or(true),
            conflicts_with: draft.conflicts_with.as_ref().and_then(|word| self.refer(&index.listings, word)),
            evidence: self.evidence(&evidence_of!(draft), elder),
        }
    }
}

/// The body of rules a scheme's papers attest: as stated, else its home's code; none for a home-less scheme.
pub(super) fn regime(draft: &SchemeDraft) -> Option<&str> {
    draft.regime.as_deref().or(draft.home.as_ref().map(|home| home.get_ref().as_str()))
}
