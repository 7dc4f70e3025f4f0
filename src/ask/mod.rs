//! The questions an exporter asks besides "does that market recognise this paper": over many markets, days, papers and
//! laws. All of them stand on the one decision of [`check`](crate::check); each list says whether it is complete.

mod batch;
mod chain;
mod choices;
mod compare;
mod cost;
mod cover;
mod markets;
mod openers;
mod plan;
mod portfolio;
mod template;
mod timeline;
mod trial;
mod turned;

pub use batch::{Batch, Outcome, Reply, batch};
pub use compare::{Compared, Comparison, Difference, RequirementCompared, RequirementSide, compare};
pub use cost::{CERTIFICATE, CostClass, cost};
pub use markets::{MarketLine, Markets, markets, markets_of, markets_with};
pub use openers::{Openers, RequirementOpeners, SlotOpeners, WayOpeners, openers, openers_with};
pub use plan::{Aim, Certificate, Gap, Method, Opening, Plan, PlanSet, Used, plan, plan_with};
pub use portfolio::Portfolio;
pub use template::{BasisDemand, Example, Hinge, IssuerDemand, OriginDemand, OriginTest, Template, TemplateHop};
pub use timeline::{Outlived, Period, Timeline, timeline, timeline_with};
pub use turned::{Dated, Event, Turned};
