//! What would mend an answer: repairs as changes of the question, applied by machine (`semantics.md` §3.9).
//!
//! A repair says in codes what has to be done and, in [`Setting`]s, which fields of the question then read how. Whoever
//! holds the question can apply it without knowing its kind: for each setting, put the value at the path.

use super::answer::{Hop, Named, Reason};
use super::question::{Holding, Issuer, Many, Question, Status, YesNo};
use super::{Guard, Interval, Scale};
use crate::law::{Day, OriginFact, Text, words};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

words! {
    /// What sort of act mends a failing guard, cheapest first (`semantics.md` §3.9).
    Remedy {
        /// State a fact that the holder knows or can learn.
        StateFact = "state-fact",
        /// Have another paper in hand that the clause asks for beside this one.
        AddDocument = "add-document",
        /// Place the goods on the market on another day: wait until it, or act before it.
        Date = "date",
        /// Have the paper renewed or re-tested: issued anew, to an edition or level that counts.
        Renew = "renew",
        /// Have the paper issued by a body that counts.
        ListedBody = "listed-body",
        /// Have a paper of the other scheme, or to the other rules.
        OtherRegime = "other-regime",
        /// Make, grow, process or ship the goods elsewhere.
        ChangeOrigin = "change-origin",
        /// No act of the asker: an agreement, a membership or the record would have to change, or the goods.
        NotActionable = "not-actionable",
    }
}

words! {
    /// Which end of an interval a near miss promises to raise.
    Promise {
        /// The strongest proved: every guard of the clause then holds.
        Proved = "lo",
        /// The strongest not excluded: other facts about the clause stay unknown.
        Possible = "hi",
    }
}

/// One or two repairs that together strengthen the answer for a requirement, where none of them does so alone.
#[derive(Clone, Debug, Serialize)]
pub struct NearMiss {
    /// The clause that then holds, or may; `None`: the paper is the market's own.
    pub clause: Option<String>,
    /// What the clause says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The agreement it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Named>,
    /// What has to be done, cheapest first: one or two acts, whose settings touch no field in common.
    pub repairs: Vec<Repair>,
    /// Which end of the interval rises.
    pub promise: Promise,
    /// To what it rises.
    pub effect: Scale,
    /// The requirement's interval after the repairs.
    pub interval: Interval,
    /// Whether a day in it lies before the day asked: this is history, no advice.
    pub past: bool,
}

/// One act, as it changes the question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Repair {
    /// What sort of act.
    pub kind: Remedy,
    /// What its words are made of (`repair.<kind>` in `locales/`): ids, codes, days.
    pub args: BTreeMap<&'static str, String>,
    /// Whether it speaks of a day before the day asked.
    pub past: bool,
    /// The fields of the question that then read otherwise.
    pub set: Vec<Setting>,
}

impl Repair {
    /// The question as it stands after the act.
    ///
    /// # Example
    /// ```
    /// use comity::decide::{Remedy, Repair, Setting};
    /// use comity::{Day, Question};
    /// let question: Question = serde_json::from_str(
    ///     r#"{"holdings":[{"scheme":"iecee-cb","issued":"2019-03-01"}],"product":{},"market":"KR","on":"2026-11-22"}"#).unwrap();
    /// let issued = Setting::Issued(0, Day::parse("2026-11-22").unwrap());
    /// let renew = Repair { kind: Remedy::Renew, args: Default::default(), past: false, set: vec![issued] };
    /// assert_eq!(renew.apply(&question).holdings[0].issued.as_deref(), Some("2026-11-22"));
    /// assert_eq!(serde_json::to_value(&renew).unwrap()["set"],
    ///     serde_json::json!([{ "path": ["holdings", 0, "issued"], "value": "2026-11-22" }]));
    /// ```
    #[must_use]
    pub fn apply(&self, question: &Question) -> Question {
        let mut changed = question.clone();
        for setting in &self.set {
            setting.put(&mut changed);
        }
        changed
    }
}

/// Why an answer is no stronger: of all that fails, what comes nearest to holding.
///
/// Of the recognitions into the requirement the one is told that the least would mend, and of its failing guards the one
/// that is hardest to mend: what would still stand in the way when all else were done.
#[derive(Clone, Debug, Serialize)]
pub struct Shortfall {
    /// The guard that fails or is unknown; `None` where no clause comes near.
    pub guard: Option<Guard>,
    /// Its reasons.
    pub because: Vec<Reason>,
    /// All that would have to be done, an entry for each act, cheapest first.
    pub remedies: Vec<Remedy>,
    /// The clause, with every guard; none where no clause comes near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hop: Option<Hop>,
}

/// A field of the question with what it then reads. As JSON: `path`, the keys and places from the top, and `value`.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// `on`
    On(Day),
    /// `holdings[i].issued`
    Issued(usize, Day),
    /// `holdings[i].expires`: none, the paper being new.
    NoEnd(usize),
    /// `holdings[i].status`: none stated, so presumed active.
    Active(usize),
    /// `holdings[i].issuer`
    Issuer(usize, Issuer),
    /// `holdings[i].scheme`
    Scheme(usize, String),
    /// `holdings[i].kind`
    Kind(usize, String),
    /// `holdings[i].attests`; `None`: the rules of its scheme.
    Attests(usize, Option<Vec<String>>),
    /// `holdings[i].norm`
    Norm(usize, String),
    /// `holdings[i].level`; `None`: none stated, the paper being of another scheme.
    Level(usize, Option<u8>),
    /// `holdings[i]`, one more than there were.
    Holding(usize, Box<Holding>),
    /// A field of `origin`.
    Origin(OriginFact, String),
    /// A field of `assume`.
    Assume(String, YesNo),
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// The field of that name.
    Field(String),
    /// The item in that place, counted from 0.
    Place(usize),
}

impl Setting {
    /// The keys and places that lead to the field.
    #[must_use]
    pub fn path(&self) -> Vec<Step> {
        let field = |name: &str| Step::Field(name.to_owned());
        let of = |i: usize, name: &str| vec![field("holdings"), Step::Place(i), field(name)];
        match self {
            Setting::On(_) => vec![field("on")],
            Setting::Issued(i, _) => of(*i, "issued"),
            Setting::NoEnd(i) => of(*i, "expires"),
            Setting::Active(i) => of(*i, "status"),
            Setting::Issuer(i, _) => of(*i, "issuer"),
            Setting::Scheme(i, _) => of(*i, "scheme"),
            Setting::Kind(i, _) => of(*i, "kind"),
            Setting::Attests(i, _) => of(*i, "attests"),
            Setting::Norm(i, _) => of(*i, "norm"),
            Setting::Level(i, _) => of(*i, "level"),
            Setting::Holding(i, _) => vec![field("holdings"), Step::Place(*i)],
            Setting::Origin(fact, _) => vec![field("origin"), field(origin_field(*fact))],
            Setting::Assume(key, _) => vec![field("assume"), field(key)],
        }
    }

    pub(crate) fn put(&self, question: &mut Question) {
        let one = |text: &String| Some(Many::One(text.clone()));
        let holding = |question: &mut Question, i: usize, change: &dyn Fn(&mut Holding)| {
            if let Some(holding) = question.holdings.get_mut(i) {
                change(holding);
            }
        };
        match self {
            Setting::On(day) => question.on = day.to_string(),
            Setting::Issued(i, day) => holding(question, *i, &|h| h.issued = Some(day.to_string())),
            Setting::NoEnd(i) => holding(question, *i, &|h| h.expires = None),
            Setting::Active(i) => holding(question, *i, &|h| h.status = None::<Status>),
            Setting::Issuer(i, issuer) => holding(question, *i, &|h| h.issuer = issuer.clone()),
            Setting::Scheme(i, scheme) => holding(question, *i, &|h| h.scheme = Some(scheme.clone())),
            Setting::Kind(i, kind) => holding(question, *i, &|h| h.kind = Some(kind.clone())),
            Setting::Attests(i, rules) => holding(question, *i, &|h| h.attests = rules.clone().map(Many::List)),
            Setting::Norm(i, edition) => holding(question, *i, &|h| h.norm = Many::One(edition.clone())),
            Setting::Level(i, level) => holding(question, *i, &|h| h.level = level.map(super::Level::Number)),
            // Whichever of two papers is added first, they come to stand in the same order.
            Setting::Holding(i, more) => {
                let place = question.holdings.len().min(*i);
                question.holdings.insert(place, Holding::clone(more));
            }
            Setting::Origin(fact, market) => match fact {
                OriginFact::MadeIn => question.origin.made_in = one(market),
                OriginFact::GrownIn => question.origin.grown_in = one(market),
                OriginFact::LastProcessedIn => question.origin.last_processed_in = one(market),
                OriginFact::Originating => question.origin.originating_in = one(market),
                OriginFact::ShippedDirect => question.origin.shipped_from = one(market),
            },
            Setting::Assume(key, value) => {
                question.assume.insert(key.clone(), *value);
            }
        }
    }
}

/// The field of `origin` that states a fact.
fn origin_field(fact: OriginFact) -> &'static str {
    match fact {
        OriginFact::MadeIn => "made_in",
        OriginFact::GrownIn => "grown_in",
        OriginFact::LastProcessedIn => "last_processed_in",
        OriginFact::Originating => "originating_in",
        OriginFact::ShippedDirect => "shipped_from",
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Setting", 2)?;
        fields.serialize_field("path", &self.path())?;
        match self {
            Setting::On(day) | Setting::Issued(_, day) => fields.serialize_field("value", &day.to_string()),
            Setting::NoEnd(_) | Setting::Active(_) => fields.serialize_field("value", &None::<()>),
            Setting::Issuer(_, issuer) => fields.serialize_field("value", issuer),
            Setting::Scheme(_, text) | Setting::Kind(_, text) | Setting::Norm(_, text) | Setting::Origin(_, text) => {
                fields.serialize_field("value", text)
            }
            Setting::Attests(_, rules) => fields.serialize_field("value", rules),
            Setting::Level(_, level) => fields.serialize_field("value", level),
            Setting::Holding(_, holding) => fields.serialize_field("value", holding),
            Setting::Assume(_, value) => fields.serialize_field("value", value),
        }?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Remedy, Repair, Setting};
    use crate::Question;
    use crate::decide::question::{Holding, Issuer, YesNo};
    use crate::law::{Day, OriginFact};

    /// One setting of each field.
    fn settings() -> Vec<Setting> {
        let text = || "x".to_owned();
        let issuer = Issuer { body: Some(text()), ..Issuer::default() };
        vec![
            Setting::On(Day::FIRST),
            Setting::Issued(0, Day::LAST),
            Setting::NoEnd(0),
            Setting::Active(0),
            Setting::Issuer(0, issuer),
            Setting::Scheme(0, text()),
            Setting::Kind(0, text()),
            Setting::Attests(0, Some(vec![text()])),
            Setting::Norm(0, text()),
            Setting::Level(0, Some(1)),
            Setting::Holding(1, Box::default()),
            Setting::Origin(OriginFact::MadeIn, text()),
            Setting::Assume(text(), YesNo::No),
        ]
    }

    fn doing(setting: Setting) -> Repair {
        Repair { kind: Remedy::Renew, args: std::collections::BTreeMap::new(), past: false, set: vec![setting] }
    }

    #[test]
    fn a_setting_that_there_is_no_room_to_write_is_an_error_and_no_half_of_one() {
        for setting in settings() {
            let whole = serde_json::to_vec(&setting).unwrap();
            for room in 0..=whole.len() {
                let mut paper = vec![0; room];
                let mut left = paper.as_mut_slice();
                let written = serde_json::to_writer(&mut left, &setting);
                assert_eq!(written.is_ok(), room == whole.len(), "{setting:?} in {room} bytes");
            }
        }
    }

    #[test]
    fn a_repair_of_a_paper_that_is_not_in_hand_changes_nothing_of_the_others() {
        let holding = Holding { scheme: Some("s".to_owned()), issued: Some("2020".to_owned()), ..Holding::default() };
        let question = Question { holdings: vec![holding], ..Question::default() };
        assert_eq!(doing(Setting::Issued(1, Day::LAST)).apply(&question), question);
        assert_ne!(doing(Setting::Issued(0, Day::LAST)).apply(&question), question);
    }

    #[test]
    fn each_fact_of_origin_is_put_where_its_path_says() {
        for fact in OriginFact::ALL {
            let setting = Setting::Origin(*fact, "QM".to_owned());
            let path = serde_json::to_value(setting.path()).unwrap();
            let origin = serde_json::to_value(doing(setting).apply(&Question::default()).origin).unwrap();
            let stated: Vec<&String> = origin
                .as_object()
                .unwrap()
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(field, _)| field)
                .collect();
            assert_eq!(path, serde_json::json!(["origin", stated[0]]));
            assert_eq!((stated.len(), &origin[stated[0]]), (1, &serde_json::json!("QM")));
        }
    }
}
