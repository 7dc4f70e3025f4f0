//! The verb: from a question and the law to an answer with reasons.

mod answer;
mod beside;
mod check;
pub(crate) mod cite;
mod entry;
mod error;
pub(crate) mod finding;
pub(crate) mod guard;
pub(crate) mod inquiry;
mod intervals;
pub mod limits;
pub(crate) mod moment;
mod near_miss;
mod pivotal;
mod question;
pub(crate) mod reading;
mod refine;
mod repair;
mod requirement;
pub(crate) mod route;
mod scale;
pub(crate) mod search;
pub(crate) mod shared;
mod shortfall;
pub(crate) mod survey;
mod truth;
mod twins;
mod weigh;
mod why;

pub use answer::{
    Answer, Asked, Cited, Completeness, GuardAnswer, Headline, Hop, MarketAnswer, Named, Obligation, PendingChange,
    Pivotal, Reason, RequirementAnswer, Route, SourceCited,
};
pub use check::check;
pub(crate) use check::{brief, dated};
pub(crate) use cite::agreement_cited;
pub use error::QuestionError;
pub use finding::{Fact, Guard};
pub use question::{
    Basis, Dates, Holding, Issuer, Level, Many, Origin, Product, Question, Status, StatusPeriod, Value, Wanted, YesNo,
};
pub use refine::{Refined, Split, refine};
pub use repair::{NearMiss, Promise, Remedy, Repair, Setting, Shortfall, Step};
pub use scale::{Interval, Scale, Verdict};
pub use truth::Truth;
pub use why::Why;
