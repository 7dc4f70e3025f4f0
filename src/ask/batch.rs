//! Many questions, one after the other: a question that cannot be understood does not stop the rest.

use crate::decide::{Answer, QuestionError, check};
use crate::{Law, Question};
use serde::Serialize;

/// One question's outcome: its answer, or what is wrong with it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The answer.
    Answer(Box<Answer>),
    /// What is wrong with the question.
    Error(QuestionError),
}

/// One line of a batch.
#[derive(Clone, Debug, Serialize)]
pub struct Reply {
    /// Which question it is, counted from 0.
    pub index: usize,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// A stream of questions answered in order; see [`batch`].
#[derive(Debug)]
pub struct Batch<'l, I> {
    law: &'l Law,
    questions: I,
    index: usize,
}

/// Answers a stream of questions in their order, each as it is drawn.
///
/// # Arguments
/// The law, and the questions; a question that could not even be read is handed over as its error.
///
/// # Returns
/// An iterator of one [`Reply`] a question. It keeps nothing: a stream of any length takes the memory of one answer.
///
/// # Complexity
/// That of [`check`](crate::check) for each question.
///
/// # Budget
/// That of `check` for each question; what is cut off is said in each answer.
///
/// # Example
/// ```
/// use comity::decide::QuestionError;
/// use comity::{Law, Question, ask};
/// let law = Law::default(); // nothing is on record
/// let questions = ["{}", "no question at all"].map(|line| {
///     serde_json::from_str::<Question>(line).map_err(|error| QuestionError::shape("", &error.to_string()))
/// });
/// let replies: Vec<_> = ask::batch(&law, questions).collect();
/// assert_eq!((replies.len(), replies[1].index), (2, 1));
/// assert!(matches!(&replies[1].outcome, ask::Outcome::Error(error) if error.code == "wrong-shape"));
/// ```
pub fn batch<I>(law: &Law, questions: I) -> Batch<'_, I::IntoIter>
where
    I: IntoIterator<Item = Result<Question, QuestionError>>,
{
    Batch { law, questions: questions.into_iter(), index: 0 }
}

impl<I: Iterator<Item = Result<Question, QuestionError>>> Iterator for Batch<'_, I> {
    type Item = Reply;

    fn next(&mut self) -> Option<Reply> {
        let question = self.questions.next()?;
        let index = self.index;
        self.index = index.saturating_add(1);
        let outcome = match question.and_then(|question| check(self.law, &question)) {
            Ok(answer) => Outcome::Answer(Box::new(answer)),
            Err(error) => Outcome::Error(error),
        };
        Some(Reply { index, outcome })
    }
}
