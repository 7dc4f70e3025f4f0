//! The verb: from a question and the law to an answer with reasons.

mod answer;
mod check;
pub(crate) mod cite;
mod error;
pub(crate) mod finding;
pub(crate) mod guard;
pub(crate) mod inquiry;
pub mod limits;
pub(crate) mod moment;
mod question;
mod reading;
pub(crate) mod route;
mod scale;
pub(crate) mod search;
pub(crate) mod survey;
mod truth;
mod twins;
mod weigh;
mod why;

pub use answer::{
    Answer, Asked, Cited, Completeness, GuardAnswer, Headline, Hop, MarketAnswer, Named, Obligation, PendingChange,
    Pivotal, Reason, RequirementAnswer, Route, SourceCited,
};
pub(crate) use check::brief;
pub use check::check;
pub use error::QuestionError;
pub use finding::{Fact, Guard};
pub use question::{
    Basis, Dates, Holding, Issuer, Level, Many, Origin, Product, Question, Status, StatusPeriod, Value, Wanted, YesNo,
};
pub use scale::{Interval, Scale, Verdict};
pub use truth::Truth;
pub use why::Why;
