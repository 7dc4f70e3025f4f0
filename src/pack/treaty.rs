//! Agreements and their clauses.

use super::vocabulary::aliases;
use super::{
    draft::{AgreementDraft, ClauseDraft, EditionRuleDraft, IssuerDraft, MemberDraft, OriginDraft, Word},
    index::Row,
    papers::regime,
    resolve::{Resolver, evidence_of, text},
    rule::Rule,
};
use crate::law::{
    AcceptedEdition, Agreement, BasisRule, Clause, Duty, EditionRule, Effect, EndKind, Evidence, Fills, Form, Id,
    IssuerClass, IssuerRule, Issues, Kind, OriginFact, OriginRule, OriginTest, Party, PartyTest, Rules, Scheme, Status,
};

/// How agreements and clauses end.
const ENDS: &[EndKind] = &[EndKind::Expiry, EndKind::Termination, EndKind::Replacement];

impl Resolver<'_> {
    pub(super) fn agreement(&mut self, row: &Row<'_, AgreementDraft>) -> Agreement {
        let (draft, index) = (row.draft, self.index);
        let form = self.choose("form of agreement", Form::ALL, Form::word, &draft.form);
        let status = draft.status.as_ref().and_then(|word| self.choose("status", Status::ALL, Status::word, word));
        Agreement {
            id: row.id.clone(),
            name: text(&draft.name),
            aliases: aliases(&draft.aliases),
            form: form.unwrap_or(Form::GovernmentMra),
            parties: draft.parties.iter().filter_map(|party| self.party(party)).collect(),
            signed: self.when(draft.signed.as_ref()),
            in_force: self.when(draft.in_force.as_ref()),
            operational_from: self.when(draft.operational_from.as_ref()),
            status: status.unwrap_or(Status::InForce),
            ended: self.when(draft.ended.as_ref()),
            end_kind: draft.end_kind.as_ref().and_then(|word| self.choose("kind of end", ENDS, EndKind::word, word)),
            outlived: draft.outlived.iter().filter_map(|date| self.when(Some(date))).collect(),
            on_end: self.on_end(draft.on_end.as_ref(), &draft.id),
            supersedes: self.refer_all(&index.agreements, &draft.supersedes),
            grants_nothing: draft.grants_nothing.as_ref().map(text),
            about: self.scope(&draft.products, &[]),
            evidence: self.evidence(&evidence_of!(draft), None),
        }
    }

    fn party(&mut self, draft: &MemberDraft) -> Option<Party> {
        const ROLES: &[&str] = &["issue", "accept"];
        let has = |role: &str| match &draft.roles {
            None => true,
            Some(roles) => roles.iter().any(|word| word.get_ref() == role),
        };
        let (may_issue, must_accept) = (has("issue"), has("accept"));
        for word in draft.roles.iter().flatten() {
            self.choose("role", ROLES, |role| role, word);
        }
        Some(Party {
            place: self.place(&draft.code)?,
            may_issue,
            must_accept,
            from: self.when(draft.from.as_ref()),
            until: self.when(draft.until.as_ref()),
            doubtful: self.contested(draft),
        })
    }

    /// A clause; `agreements` are all agreements, done.
    pub(super) fn clause(&mut self, row: &Row<'_, ClauseDraft>, agreements: &[Agreement]) -> Clause {
        let (draft, index) = (row.draft, self.index);
        let agreement = self.agreement_of(draft);
        let elder = agreement.and_then(|id| agreements.get(id.row())).map(|agreement| &agreement.evidence);
        let accepts = &draft.accepts;
        let schemes = self.refer_all(&index.schemes, &accepts.scheme);
        let fills = match draft.fills.as_slice() {
            [all] if all.get_ref() == "all" => Fills::All,
            words => Fills::Schemes(self.refer_all(&index.schemes, words)),
        };
        let issues = draft.issues.as_ref().and_then(|issues| {
            let issuer = issues.issuer.as_ref().and_then(|word| self.refer(&index.bodies, word));
            Some(Issues { scheme: self.refer(&index.schemes, &issues.scheme)?, issuer })
        });
        if draft.issues.is_some() != draft.fills.is_empty() {
            let message = "a clause either fills slots or issues a paper";
            let mend = "name the slots in `fills`, or the paper made by a reissue in `issues`";
            self.fault(Rule::Contradiction, draft.id.span(), message, mend);
        }
        let rules =
            self.choose("answer to whose rules", Rules::ALL, Rules::word, &draft.rules).unwrap_or(Rules::Importer);
        let effect = self.choose("effect", Effect::ALL, Effect::word, &draft.effect).unwrap_or(Effect::Evidence);
        if issues.is_some() && effect != Effect::Reissue {
            let mend = "write `effect = \"reissue\"`, or `fills` in place of `issues`";
            self.fault(Rule::Contradiction, draft.effect.span(), "only a `reissue` makes a new paper", mend);
        }
        Clause {
            id: row.id.clone(),
            agreement: agreement.unwrap_or(Id::new(usize::MAX)),
            place: draft.place.clone(),
            name: text(&draft.name),
            from: (!anybody(&draft.from)).then(|| self.places(&draft.from)),
            to: self.places(&draft.to),
            party_test: self.party_test(draft.party_test.as_ref()),
            scope: self.scope(&draft.products, &draft.except),
            kind: accepts.kind.as_ref().and_then(|word| self.choose("kind of paper", Kind::ALL, Kind::word, word)),
            needs_all: self.refer_all(&index.schemes, &accepts.with),
            marketed: accepts.marketed,
            rules,
            attests: draft.attests.clone().or_else(|| self.demanded(rules, &schemes, &fills, issues.as_ref())),
            schemes,
            issuer: draft.issuer.as_ref().and_then(|issuer| self.issuer(issuer, &draft.id)),
            edition: draft.edition.as_ref().map(|rule| self.edition_rule(rule)),
            cap: draft.cap,
            max_age: self.span(draft.max_age.as_ref()),
            since: self.when(draft.since.as_ref()),
            preissue: draft.preissue,
            in_force: self.when(draft.in_force.as_ref()),
            operational_from: self.when(draft.operational_from.as_ref()),
            until: self.when(draft.until.as_ref()),
            end_kind: draft.end_kind.as_ref().and_then(|word| self.choose("kind of end", ENDS, EndKind::word, word)),
            on_end: self.on_end(draft.on_end.as_ref(), &draft.id),
            origin: draft.origin.as_ref().and_then(|rule| self.origin(rule, &draft.id)),
            basis: self.basis(draft),
            effect,
            duty: self.choose("duty", Duty::ALL, Duty::word, &draft.duty).unwrap_or(Duty::May),
            fills,
            issues,
            obligations: self.obligations(&draft.obligations),
            overrides: self.refer_all(&index.clauses, &draft.overrides),
            conflicts_with: draft.conflicts_with.as_ref().and_then(|word| self.refer(&index.clauses, word)),
            mirror_of: draft.mirror_of.as_ref().and_then(|word| self.refer(&index.clauses, word)),
            evidence: self.evidence(&evidence_of!(draft), elder),
        }
    }

    /// The agreement a clause names, else the only one of its file.
    fn agreement_of(&mut self, draft: &ClauseDraft) -> Option<Id<Agreement>> {
        let index = self.index;
        if let Some(word) = &draft.agreement {
            return self.refer(&index.agreements, word);
        }
        let only = index.only_agreement.get(self.file).copied().flatten().map(Id::new);
        if only.is_none() && !index.ghost_agreement(self.file) {
            let message = format!("which agreement does `{}` belong to?", draft.id.get_ref());
            let mend = "this file has not exactly one agreement: write `agreement = \"…\"`";
            self.fault(Rule::WhichAgreement, draft.id.span(), message, mend);
        }
        only
    }

    fn party_test(&mut self, word: Option<&Word>) -> PartyTest {
        const TESTS: &[&str] = &["both", "issue", "use"];
        match word.and_then(|word| self.choose("party test", TESTS, |test| test, word)) {
            Some("issue") => PartyTest::Issue,
            Some("use") => PartyTest::Use,
            _ => PartyTest::Both,
        }
    }

    fn issuer(&mut self, draft: &IssuerDraft, at: &Word) -> Option<IssuerRule> {
        let index = self.index;
        let named = !draft.class.is_empty() || draft.listed.is_some() || draft.accredited_by.is_some();
        match (draft.any, draft.native, named) {
            (true, false, false) => Some(IssuerRule::Any),
            (false, true, false) => Some(IssuerRule::Native),
            (false, false, true) => Some(IssuerRule::Body {
                classes: self.choose_all("issuer class", IssuerClass::ALL, IssuerClass::word, &draft.class),
                register: draft.listed.as_ref().and_then(|word| self.refer(&index.registers, word)),
                accredited_by: draft.accredited_by.as_ref().and_then(|word| self.refer(&index.registers, word)),
            }),
            _ => {
                let mend = "write one of `{ any = true }`, `{ native = true }`, or classes and registers; leave `issuer` out where it is not recorded";
                self.fault(Rule::Contradiction, at.span(), format!("`{}` has an unclear `issuer`", at.get_ref()), mend);
                None
            }
        }
    }

    /// Which editions count.
    pub(super) fn edition_rule(&mut self, draft: &EditionRuleDraft) -> EditionRule {
        let index = self.index;
        let mut accepts = Vec::new();
        for accepted in &draft.accepts {
            let (from, until) = (self.when(accepted.from.as_ref()), self.when(accepted.until.as_ref()));
            if let Some(edition) = self.refer(&index.editions, &accepted.edition) {
                accepts.push(AcceptedEdition { edition, from, until });
            }
        }
        EditionRule { accepts, newer: draft.newer }
    }

    fn origin(&mut self, draft: &OriginDraft, at: &Word) -> Option<OriginRule> {
        match (draft.free, draft.any.is_empty(), draft.all.is_empty()) {
            (true, true, true) => Some(OriginRule::Free),
            (false, false, true) => Some(OriginRule::Any(self.origin_tests(&draft.any))),
            (false, true, false) => Some(OriginRule::All(self.origin_tests(&draft.all))),
            _ => {
                let mend = "write one of `{ free = true }`, `{ any = [ … ] }`, `{ all = [ … ] }`; leave `origin` out where it is not recorded";
                self.fault(Rule::Contradiction, at.span(), format!("`{}` has an unclear `origin`", at.get_ref()), mend);
                None
            }
        }
    }

    fn origin_tests(&mut self, drafts: &[super::draft::OriginTestDraft]) -> Vec<OriginTest> {
        let mut tests = Vec::new();
        for draft in drafts {
            let places = self.places(&draft.places);
            if let Some(fact) = self.choose("fact of origin", OriginFact::ALL, OriginFact::word, &draft.fact) {
                tests.push(OriginTest { fact, places });
            }
        }
        tests
    }

    fn basis(&mut self, draft: &ClauseDraft) -> Option<BasisRule> {
        let (index, basis) = (self.index, draft.basis.as_ref()?);
        match (basis.own, basis.any, basis.only.is_empty()) {
            (true, false, true) => Some(BasisRule::Own),
            (false, true, true) => Some(BasisRule::Any),
            (false, false, false) => Some(BasisRule::Only(self.refer_all(&index.schemes, &basis.only))),
            _ => {
                let mend = "write one of `{ own = true }`, `{ any = true }`, `{ only = [ … ] }`; leave `basis` out where it is not recorded";
                let message = format!("`{}` has an unclear `basis`", draft.id.get_ref());
                self.fault(Rule::Contradiction, draft.id.span(), message, mend);
                None
            }
        }
    }

    /// The regimes of which the paper must attest one (`semantics.md` §0.4): the importer's are those of the slots, the
    /// exporter's those of the papers. Rules that are shared demand nothing.
    fn demanded(
        &self,
        rules: Rules,
        accepted: &[Id<Scheme>],
        fills: &Fills,
        issues: Option<&Issues>,
    ) -> Option<Vec<String>> {
        let schemes: Vec<Id<Scheme>> = match rules {
            Rules::Common | Rules::International => Vec::new(),
            Rules::Exporter => accepted.to_vec(),
            Rules::Importer => {
                let filled = if let Fills::Schemes(schemes) = fills { schemes.as_slice() } else { &[] };
                filled.iter().copied().chain(issues.map(|paper| paper.scheme)).collect()
            }
        };
        let drafts = schemes.iter().filter_map(|id| self.index.schemes.get(id.row()));
        let mut regimes: Vec<String> = drafts.filter_map(|row| regime(row.draft)).map(str::to_owned).collect();
        regimes.sort_unstable();
        regimes.dedup();
        (!regimes.is_empty()).then_some(regimes)
    }

    /// The evidence of the file's only agreement, for records that are silent about theirs.
    pub(super) fn elder<'a>(&self, agreements: &'a [Agreement]) -> Option<&'a Evidence> {
        let only = self.index.only_agreement.get(self.file).copied().flatten()?;
        agreements.get(only).map(|agreement| &agreement.evidence)
    }
}

fn anybody(from: &[Word]) -> bool {
    matches!(from, [any] if any.get_ref() == "any")
}
