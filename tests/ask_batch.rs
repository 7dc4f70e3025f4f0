//! `batch`: a stream of questions; a bad one does not stop the rest.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Outcome};
use comity::decide::QuestionError;
use comity::{Question, check};

#[test]
fn every_question_gets_its_reply_in_order_and_a_bad_one_its_error() {
    let (toy, law) = (common::toy(), common::toy_law());
    let cases = toy["cases"].as_array().unwrap();
    let questions: Vec<Result<Question, QuestionError>> = cases
        .iter()
        .enumerate()
        .map(|(i, case)| {
            let question = comity::pack::question(&case["question"]).unwrap();
            match i % 5 {
                3 => Err(QuestionError::shape("", "no question at all")),
                4 => Ok(Question { market: "Atlantis".into(), ..question }),
                _ => Ok(question),
            }
        })
        .collect();
    let replies: Vec<_> = ask::batch(&law, questions.clone()).collect();
    assert_eq!(replies.len(), cases.len());
    for (i, (question, reply)) in questions.iter().zip(&replies).enumerate() {
        assert_eq!(reply.index, i);
        match (i % 5, &reply.outcome) {
            (3, Outcome::Error(error)) => assert_eq!(error.code, "wrong-shape"),
            (4, Outcome::Error(error)) => assert_eq!((error.code, error.path.as_str()), ("unknown", "market")),
            (_, Outcome::Answer(answer)) => {
                let alone = check(&law, question.as_ref().unwrap()).unwrap();
                assert_eq!(serde_json::to_string(answer).unwrap(), serde_json::to_string(&alone).unwrap());
            }
            other => panic!("{i}: {other:?}"),
        }
    }
}

#[test]
fn it_answers_as_it_is_drawn_and_keeps_nothing() {
    let law = common::toy_law();
    let question = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap();
    // A stream without end: only what is asked for is answered.
    let endless = std::iter::repeat_with(|| Ok(question.clone()));
    let few: Vec<usize> = ask::batch(&law, endless).take(3).map(|reply| reply.index).collect();
    assert_eq!(few, [0, 1, 2]);
}

#[test]
fn a_cut_answer_says_so_in_its_reply() {
    let law = common::toy_law();
    let mut question = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap();
    let state = |day: comity::Day| serde_json::json!({ "state": "suspended", "from": day.to_string(), "until": day.to_string() });
    let mut day = comity::Day::parse("2026-07-01").unwrap();
    let mut periods = Vec::new();
    for _ in 0..comity::decide::limits::LIST {
        periods.push(state(day));
        day = day.next().next();
    }
    question.holdings[0].status = Some(serde_json::from_value(periods.into()).unwrap());
    question.holdings[0].expires = Some("2040-01-01".into());
    // The market has a gap that no day closes, so that the search for a change runs on.
    let reply = ask::batch(&law, [Ok(question)]).next().unwrap();
    let Outcome::Answer(answer) = reply.outcome else { panic!("an answer") };
    assert_eq!((answer.complete, answer.budget), (false, Some("changes")));
}
