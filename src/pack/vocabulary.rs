//! The shared vocabulary: markets, blocs, products, attributes, norms and sources.

use super::{
    draft::{Aliases, AttributeDraft, BlocDraft, EditionDraft, MarketDraft, NormDraft, ProductDraft, SourceDraft},
    index::Row,
    resolve::{Resolver, evidence_of, text},
    rule::Rule,
};
use crate::law::{
    Adoption, Attribute, AttributeKind, Bloc, Degree, Edition, Id, Market, MarketKind, Membership, Norm, ProductGroup,
    Source,
};

impl Resolver<'_> {
    pub(super) fn source(&mut self, row: &Row<'_, SourceDraft>) -> Source {
        Source {
            id: row.id.clone(),
            url: row.draft.url.get_ref().clone(),
            says: row.draft.says.clone(),
            read: row.draft.read.clone().unwrap_or_default(),
        }
    }

    pub(super) fn market(&mut self, row: &Row<'_, MarketDraft>) -> Market {
        let draft = row.draft;
        Market {
            code: row.id.clone(),
            kind: self
                .choose("kind of market", MarketKind::ALL, MarketKind::word, &draft.kind)
                .unwrap_or(MarketKind::State),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
        }
    }

    pub(super) fn bloc(&mut self, row: &Row<'_, BlocDraft>) -> Bloc {
        let (draft, index) = (row.draft, self.index);
        let mut members = Vec::new();
        for member in &draft.members {
            let (from, until) = (self.when(member.from.as_ref()), self.when(member.until.as_ref()));
            let doubtful = self.contested(member);
            if member.roles.is_some() {
                let message = "members of a bloc have no roles";
                self.fault(
                    Rule::Contradiction,
                    member.code.span(),
                    message,
                    "remove `roles`; parties of agreements have them",
                );
            }
            if let Some(market) = self.refer(&index.markets, &member.code) {
                members.push(Membership { market, from, until, doubtful });
            }
        }
        Bloc {
            code: row.id.clone(),
            purpose: draft.purpose.clone(),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
            members,
            evidence: self.evidence(&evidence_of!(draft), None),
        }
    }

    pub(super) fn product(&mut self, row: &Row<'_, ProductDraft>) -> ProductGroup {
        let (draft, index) = (row.draft, self.index);
        ProductGroup {
            id: row.id.clone(),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
            parent: draft.parent.as_ref().and_then(|word| self.refer(&index.products, word)),
            covering: draft.covering.iter().filter_map(|word| self.code(word, word.get_ref())).collect(),
            hs: draft.hs.iter().filter_map(|word| self.code(word, word.get_ref())).collect(),
        }
    }

    pub(super) fn attribute(&mut self, row: &Row<'_, AttributeDraft>) -> Attribute {
        let draft = row.draft;
        let kind = self.choose("kind of attribute", AttributeKind::ALL, AttributeKind::word, &draft.kind);
        if (kind == Some(AttributeKind::Choice)) == draft.values.is_empty() {
            let mend = "a `choice` lists its `values`, other kinds have none";
            self.fault(Rule::Contradiction, draft.kind.span(), format!("`{}` and its values do not fit", row.id), mend);
        }
        if let Some(presumed) = &draft.presumed {
            let value = presumed.get_ref();
            let fits = match kind {
                Some(AttributeKind::YesNo) => value == "yes" || value == "no",
                Some(AttributeKind::Choice) => draft.values.contains(value),
                Some(AttributeKind::Number) => value.parse::<u64>().is_ok(),
                Some(AttributeKind::Text) | None => true,
            };
            if !fits {
                let message = format!("`{}` is never `{value}`", row.id);
                self.fault(
                    Rule::AttributeValue,
                    presumed.span(),
                    message,
                    "presume a value that the attribute can take",
                );
            }
        }
        // A word of a language is no name in another one; a class as regulators write it is.
        let worded = |value: &&String| value.split(|c: char| !c.is_ascii_lowercase()).any(|word| word.len() > 2);
        let nameless = draft.values.iter().filter(worded).find(|value| !draft.value_names.contains_key(*value));
        let strange = draft.value_names.keys().find(|value| !draft.values.contains(value));
        if let Some(value) = nameless.or(strange) {
            let message = format!("`{}` names its value `{value}` in one place only", row.id);
            let mend = "list it in `values`, and say in `value_names` what it is called in both languages";
            self.fault(Rule::AttributeValue, draft.id.span(), message, mend);
        }
        let name = |value: &String| draft.value_names.get(value).map(text).unwrap_or_default();
        Attribute {
            id: row.id.clone(),
            name: text(&draft.name),
            kind: kind.unwrap_or(AttributeKind::Text),
            values: draft.values.clone(),
            value_names: draft.values.iter().map(name).collect(),
            presumed: draft.presumed.as_ref().map(|word| word.get_ref().clone()),
            presumed_while_current: draft.presumed_while_current,
            presumed_for: self.span(draft.presumed_for.as_ref()),
        }
    }

    pub(super) fn norm(&mut self, row: &Row<'_, NormDraft>) -> Norm {
        Norm { id: row.id.clone(), name: text(&row.draft.name) }
    }

    pub(super) fn edition(&mut self, row: &Row<'_, EditionDraft>) -> Edition {
        let (draft, index) = (row.draft, self.index);
        let mut adoptions = Vec::new();
        for adoption in &draft.adopts {
            let of = self.refer(&index.editions, &adoption.of);
            let degree = self.choose("degree of correspondence", Degree::ALL, Degree::word, &adoption.degree);
            if let (Some(of), Some(degree)) = (of, degree) {
                adoptions.push(Adoption { of, degree, deviations: adoption.deviations.clone() });
            }
        }
        // An edition is written inside its norm, so the norm is the one whose drafts hold this very draft.
        let home = index.norms.iter().position(|norm| norm.draft.editions.iter().any(|e| std::ptr::eq(e, draft)));
        Edition {
            id: row.id.clone(),
            norm: home.map(Id::new),
            published: self.when(draft.published.as_ref()),
            adoptions,
        }
    }
}

/// Names in both languages in one list: people type either.
pub(super) fn aliases(draft: &Aliases) -> Vec<String> {
    draft.en.iter().chain(&draft.zh).map(|word| word.get_ref().trim().to_owned()).collect()
}
