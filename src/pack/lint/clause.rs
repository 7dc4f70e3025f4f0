//! Clauses and their agreements.

use super::{Linter, aims};
use crate::{
    law::{
        Agreement, Aspect, BasisRule, Clause, Closes, Confidence, Effect, Form, Id, IssuerRule, Kind, Market, Party,
        Place, Rules, Scheme, Status,
    },
    pack::{
        diagnostic::Diagnostic,
        draft::{AgreementDraft, ClauseDraft, Word},
        index::Row,
        rule::Rule,
    },
};
use std::collections::BTreeSet;

impl Linter<'_, '_> {
    pub(super) fn clauses(&mut self) {
        let (index, records) = (self.index, self.records);
        for (row, (id, agreement)) in index.agreements.iter().zip(records.agreements.iter()) {
            let clauses: Vec<&Clause> =
                records.clauses.iter().map(|(_, clause)| clause).filter(|clause| clause.agreement == id).collect();
            if self.sound.agreements.contains(&id) {
                self.agreement(row, agreement, &clauses);
            }
        }
        for (row, (id, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            if !self.sound.clauses.contains(&id) || !self.sound.agreements.contains(&clause.agreement) {
                continue;
            }
            let agreement = records.agreements.at(clause.agreement);
            self.effect(row, clause, agreement);
            self.rules(row, clause);
            self.parties(row, clause, agreement);
            self.seat_today(row, clause);
            self.mirror(row, clause);
            self.conflict(row, clause);
            self.status(row, clause);
            self.reach(row, clause);
            self.levels(row, clause);
        }
    }

    /// That an issuer is native is tested on the day of issue; that its seat is among those named, on the day asked too.
    fn seat_today(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        if clause.from.is_none() && clause.issuer == Some(IssuerRule::Native) {
            let message = format!("`{}` takes native papers from anywhere", row.id);
            let mend = "name the homes of its schemes in `from`: of a body whose seat has left a bloc since, `any` asks nothing today";
            self.say(Rule::SeatToday, row.file, row.draft.id.span(), message, mend);
        }
    }

    fn agreement(&mut self, row: &Row<'_, AgreementDraft>, agreement: &Agreement, clauses: &[&Clause]) {
        let at = || row.draft.id.span();
        // A clause that could not be read may be one of these.
        let all_read = self.sound.clauses.len() == self.records.clauses.len() && !self.index.ghost_in("clause");
        if all_read && clauses.is_empty() && agreement.grants_nothing.is_none() {
            let mend = "write its clauses, or `grants_nothing = { en = \"…\", zh = \"…\" }` where it is a declaration";
            self.say(Rule::NoClauses, row.file, at(), format!("`{}` has no clauses", row.id), mend);
        }
        if !clauses.is_empty() && agreement.grants_nothing.is_some() {
            let message = format!("`{}` grants nothing and has clauses", row.id);
            self.say(Rule::Contradiction, row.file, at(), message, "drop `grants_nothing`, or the clauses");
        }
        if let (None, Some(word)) = (&agreement.grants_nothing, row.draft.products.first()) {
            let message = format!("the products of `{}` are those of its clauses", row.id);
            let mend = "drop `products` here; only a declaration that grants nothing says what it speaks of";
            self.say(Rule::Contradiction, row.file, word.span(), message, mend);
        }
        if !clauses.is_empty() && agreement.status == Status::Suspended {
            let message =
                format!("`{}` is suspended since no recorded day, so its clauses would never have worked", row.id);
            let mend = "write a `[[bar]]` on the agreement with the dates of its suspension";
            self.say(Rule::Contradiction, row.file, at(), message, mend);
        }
        if agreement.parties.is_empty() {
            let mend = "name its parties; a unilateral act has one, the market that accepts";
            self.say(Rule::Contradiction, row.file, at(), format!("`{}` has no parties", row.id), mend);
        }
        // The Common Criteria and mutual acceptance of data have members that only issue or only accept.
        let with_roles =
            |clause: &&&Clause| matches!(clause.kind, Some(Kind::SecurityCertificate | Kind::GlpStatement));
        if agreement.form == Form::MultilateralScheme
            && clauses.iter().any(|clause| with_roles(&clause))
            && row.draft.parties.iter().all(|party| party.roles.is_none())
        {
            let mend = "give `roles = [\"accept\"]` to members that consume, or `roles = [\"issue\", \"accept\"]` to one to say so";
            let message = format!("`{}` is of a sort whose members have roles, and gives none", row.id);
            self.say(Rule::Roles, row.file, at(), message, mend);
        }
        self.one_way(row, agreement, clauses);
    }

    /// A government agreement of two who both issue and accept has clauses in both directions.
    fn one_way(&mut self, row: &Row<'_, AgreementDraft>, agreement: &Agreement, clauses: &[&Clause]) {
        let governmental = matches!(agreement.form, Form::GovernmentMra | Form::EnhancedMra);
        let [a, b] = agreement.parties.as_slice() else { return };
        if !governmental || clauses.is_empty() {
            return;
        }
        for (from, to) in [(a, b), (b, a)] {
            let covered = clauses.iter().any(|clause| {
                self.meet(to.place, &clause.to)
                    && clause.from.as_ref().is_none_or(|places| self.meet(from.place, places))
            });
            if !covered && from.may_issue && to.must_accept {
                let message = format!(
                    "`{}` says nothing about papers from {} in {}",
                    row.id,
                    self.code(from.place),
                    self.code(to.place)
                );
                let mend =
                    "write the clause of the other direction, or give the parties their `roles` if the text is one-way";
                self.say(Rule::Mutual, row.file, row.at.clone(), message, mend);
            }
        }
    }

    fn effect(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause, agreement: &Agreement) {
        if clause.effect != Effect::Equivalent {
            return;
        }
        let draft = row.draft;
        let cited = !clause.place.trim().is_empty();
        if !cited {
            self.found.push(
                Diagnostic::new(
                    Rule::Equivalent,
                    format!("`{}` is `equivalent` without the place of its sentence", row.id),
                )
                .at(row.file, draft.effect.span(), "")
                .why("\"accept\" may mean no more than \"as a basis for approval\": that is `reissue`")
                .mend("read the definition article and give `place = \"Article …\"`"),
            );
        }
        let between_bodies = matches!(agreement.form, Form::BodyArrangement | Form::AccreditationArrangement);
        let read = clause.evidence.sources.iter().any(|id| !self.records.sources.at(*id).read.is_empty());
        if between_bodies && !(cited && read && clause.evidence.confidence == Confidence::Verified) {
            self.found.push(
                Diagnostic::new(
                    Rule::EquivalentByForm,
                    format!("`{}` cannot be `equivalent` under a `{}`", row.id, agreement.form),
                )
                .at(row.file, draft.effect.span(), "")
                .why("bodies bind each other, not the regulator")
                .mend("write `evidence` or `reissue`; or cite the operative sentence in `place` and verify it"),
            );
        }
    }

    fn rules(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let records = self.records;
        let regimes = |schemes: &[Id<Scheme>]| -> BTreeSet<String> {
            schemes.iter().filter_map(|id| records.schemes.at(*id).regime.clone()).collect()
        };
        let Some(demanded) = &clause.attests else { return };
        let expected = match clause.rules {
            Rules::Importer => regimes(&aims(clause).unwrap_or_default()),
            Rules::Exporter => regimes(&clause.schemes),
            Rules::Common | Rules::International => BTreeSet::new(),
        };
        if row.draft.attests.is_some()
            && !expected.is_empty()
            && !demanded.iter().any(|regime| expected.contains(regime))
        {
            let expected: Vec<String> = expected.into_iter().collect();
            let message = format!(
                "`rules = \"{}\"` would demand {}, `attests` demands {}",
                clause.rules,
                expected.join(", "),
                demanded.join(", ")
            );
            self.say(
                Rule::RulesOfPaper,
                row.file,
                row.draft.rules.span(),
                message,
                "drop `attests`, or say whose rules they are",
            );
        }
        let attested = regimes(&clause.schemes);
        let all_have_one = clause.schemes.iter().all(|id| records.schemes.at(*id).regime.is_some());
        if !attested.is_empty() && all_have_one && !demanded.iter().any(|regime| attested.contains(regime)) {
            let attested: Vec<String> = attested.into_iter().collect();
            self.found.push(
                Diagnostic::new(Rule::OtherRules, format!("`{}` demands the rules of {}, its papers attest {}", row.id, demanded.join(", "), attested.join(", ")))
                    .at(row.file, row.draft.rules.span(), "")
                    .why("the clause can then only be met by a paper whose holder says that it attests both")
                    .mend("a paper issued abroad to the importer's rules is one of the importer's scheme; an equivalence has `rules = \"exporter\"`"),
            );
        }
        let to = &clause.to;
        let foreign = clause
            .issues
            .as_ref()
            .and_then(|paper| records.schemes.at(paper.scheme).home)
            .filter(|home| !self.meet(*home, to));
        if let (Some(home), Some(draft)) = (foreign, &row.draft.issues) {
            let message =
                format!("`{}` is a paper of {}, which does not take part", draft.scheme.get_ref(), self.code(home));
            self.say(
                Rule::PaperOfAnother,
                row.file,
                draft.scheme.span(),
                message,
                "name the scheme of the market in `to`",
            );
        }
    }

    /// `from` issues and `to` accepts, both as parties; anybody's papers are for unilateral acts.
    fn parties(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause, agreement: &Agreement) {
        let draft = row.draft;
        for (word, list) in [("from", &draft.from), ("to", &draft.to)] {
            if list.is_empty() {
                let message = format!("`{}` has nobody in `{word}`", row.id);
                self.say(Rule::Contradiction, row.file, row.at.clone(), message, "name the places");
            }
        }
        let unilateral = agreement.form == Form::Unilateral;
        // A scheme may list bodies wherever they sit (MDSAP); an agreement of governments names whose papers count.
        let governmental = matches!(
            agreement.form,
            Form::GovernmentMra | Form::EnhancedMra | Form::Equivalence | Form::FtaChapter | Form::SingleMarket
        );
        if clause.from.is_none() && governmental {
            let message = "an agreement of governments does not take papers from anywhere";
            let mend = "name the parties whose papers count; a market's own act has `form = \"unilateral\"`";
            self.say(Rule::NotParty, row.file, row.at.clone(), message, mend);
        }
        let issuing: BTreeSet<Id<Market>> = self.party_members(agreement, |party| party.may_issue);
        let accepting: BTreeSet<Id<Market>> = self.party_members(agreement, |party| party.must_accept);
        if let Some(from) = &clause.from
            && !unilateral
        {
            self.outsiders(row, &draft.from, from, &issuing, "issue");
        }
        self.outsiders(row, &draft.to, &clause.to, &accepting, "accept");
    }

    fn party_members(&self, agreement: &Agreement, has_role: fn(&Party) -> bool) -> BTreeSet<Id<Market>> {
        agreement.parties.iter().filter(|party| has_role(party)).flat_map(|party| self.members(party.place)).collect()
    }

    fn outsiders(
        &mut self,
        row: &Row<'_, ClauseDraft>,
        words: &[Word],
        places: &[Place],
        parties: &BTreeSet<Id<Market>>,
        role: &str,
    ) {
        if words.len() != places.len() || parties.is_empty() {
            return;
        }
        for (word, place) in words.iter().zip(places) {
            let outside: BTreeSet<Id<Market>> = self.members(*place).difference(parties).copied().collect();
            // A bloc of another purpose may be a little wider than the one that signed; nobody inside is an error.
            let nobody = outside.len() == self.members(*place).len();
            if nobody {
                let message = format!("`{}` is no party that may {role}", word.get_ref());
                let mend = "add it to the agreement's `parties` with the role, or drop it here";
                self.say(Rule::NotParty, row.file, word.span(), message, mend);
            } else if !outside.is_empty() {
                let message = format!(
                    "not everybody in `{}` is a party that may {role}: {}",
                    word.get_ref(),
                    self.codes(&outside)
                );
                let mend =
                    "name the bloc with the agreement's own purpose (`EU` signs, `EU-GOODS` asks for CE marking)";
                self.say(Rule::BlocPurpose, row.file, word.span(), message, mend);
            }
        }
    }

    fn mirror(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let (Some(word), Some(mirror_id)) = (&row.draft.mirror_of, clause.mirror_of) else {
            return;
        };
        let mirror = self.records.clauses.at(mirror_id);
        let swapped = clause.from.as_ref().is_some_and(|from| from.iter().any(|place| self.meet(*place, &mirror.to)))
            && mirror.from.as_ref().is_some_and(|from| from.iter().any(|place| self.meet(*place, &clause.to)));
        if mirror.agreement != clause.agreement || !swapped {
            let message = format!("`{}` is not the other direction of `{}`", word.get_ref(), row.id);
            let mend = "a mirror belongs to the same agreement and runs the other way";
            self.say(Rule::Mutual, row.file, word.span(), message, mend);
        }
    }

    fn conflict(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let (Some(word), Some(other)) = (&row.draft.conflicts_with, clause.conflicts_with) else {
            return;
        };
        let other = self.records.clauses.at(other);
        if other.agreement != clause.agreement || !clause.to.iter().any(|place| self.meet(*place, &other.to)) {
            let message = format!("`{}` is another clause, not another record of this one", word.get_ref());
            self.say(
                Rule::ConflictingEffects,
                row.file,
                word.span(),
                message,
                "a conflict is between two records of one clause",
            );
        }
        if other.effect != clause.effect {
            self.found.push(
                Diagnostic::new(Rule::ConflictingEffects, format!("two records of one clause: `{}` and `{}`", other.effect, clause.effect))
                    .at(row.file, row.draft.effect.span(), "")
                    .why("conflicts are for guards; of two effects the weaker is the clause")
                    .mend("drop `conflicts_with`, keep the weaker effect here, and write the stronger as a clause with `confidence = \"doubtful\"`"),
            );
        }
    }

    fn status(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let records = self.records;
        if !clause.of_status() {
            let customs = |scheme: &Id<Scheme>| {
                let mut slots = records.requirements.iter().filter(|(_, r)| r.aspect == Aspect::CustomsSecurity);
                slots.any(|(_, r)| r.ways.iter().flat_map(|way| &way.slots).any(|slot| slot.scheme == *scheme))
            };
            let form = records.agreements.at(clause.agreement).form;
            if form == Form::BodyArrangement && aims(clause).unwrap_or_default().iter().any(customs) {
                let message = format!("`{}` recognises trusted traders: that is a matter of governments", row.id);
                let mend = "write `form = \"government-mra\"`: customs administrations agree for their territories";
                self.say(Rule::EquivalentByForm, row.file, row.at.clone(), message, mend);
            }
            return;
        }
        if clause.basis == Some(BasisRule::Own) {
            let message = format!("`{}` takes a status and asks for `own` results", row.id);
            let mend = "write `basis = { any = true }`: a status always rests on the papers that made it";
            self.say(Rule::StatusBasis, row.file, row.at.clone(), message, mend);
        }
        let complete: BTreeSet<Id<Market>> = records
            .coverage
            .iter()
            .filter(|(_, coverage)| coverage.closes == Closes::Requirements)
            .filter_map(|(_, coverage)| coverage.market)
            .flat_map(|place| self.members(place))
            .collect();
        let sources = self.all_members(clause.from.as_deref().unwrap_or_default());
        let open: Vec<Id<Market>> = sources.difference(&complete).copied().collect();
        if !open.is_empty() {
            self.found.push(
                Diagnostic::new(
                    Rule::StatusUnproved,
                    format!("`{}` can never be more than unknown for goods of {}", row.id, self.codes(&open)),
                )
                .at(row.file, row.at.clone(), "")
                .why("goods are shown to be lawful there only where that market's requirements are stated complete")
                .mend(
                    "add `[[coverage]]` with `closes = \"requirements\"` for them, where someone can stand behind it",
                ),
            );
        }
    }

    /// Some paper can meet the clause.
    fn reach(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let records = self.records;
        let issues = |scheme: &Scheme, kind: Kind| scheme.kinds.contains(&kind);
        let held = match (clause.kind, clause.schemes.as_slice()) {
            (None, _) => true,
            (Some(kind), []) => records.schemes.iter().any(|(_, scheme)| issues(scheme, kind)),
            (Some(kind), schemes) => schemes.iter().any(|id| issues(records.schemes.at(*id), kind)),
        };
        if let (false, Some(kind)) = (held, &row.draft.accepts.kind) {
            let message = format!("no scheme that `{}` accepts issues a `{}`", row.id, kind.get_ref());
            let mend = "check `accepts.kind`, or add the kind to the scheme's `kinds`";
            self.say(Rule::Unreachable, row.file, kind.span(), message, mend);
        }
    }

    fn levels(&mut self, row: &Row<'_, ClauseDraft>, clause: &Clause) {
        let Some(cap) = clause.cap else { return };
        let levels =
            clause.schemes.iter().map(|id| self.records.schemes.at(*id).levels.len()).max().unwrap_or_default();
        if cap == 0 || usize::from(cap) > levels {
            let message = format!("`{}` caps at level {cap} of {levels}", row.id);
            let mend = "level 1 is the first of the scheme's `levels`, lowest first";
            self.say(Rule::LevelRange, row.file, row.at.clone(), message, mend);
        }
    }
}
