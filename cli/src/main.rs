//! The native program `comity`. One module a command; nothing is decided here.

mod batch;
mod change;
mod check;
mod compare;
mod conditions;
mod conformance;
mod diff;
mod facts;
mod files;
mod flags;
mod graph;
mod lint;
mod look;
mod markets;
mod names;
mod openers;
mod pack;
mod plan;
mod progress;
mod report;
mod sweep;
mod timeline;
mod why;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
comity: does that market recognise this certificate?

  comity check [--refine]        does that market recognise this paper? --refine says besides what holds whichever
                                 way unknown facts turn out
  comity markets                 one portfolio, every market
  comity openers                 what opens this market for this product on this day
  comity plan --markets A,B,… [--effect reissue|equivalent|evidence]
                                 the smallest sets of certificates that open these markets, beside those in hand
  comity timeline                every day on which the answer changes, past and future
  comity compare --with FILE | --with-on DAY | --with-market PLACE | --with-holding PAPER | --with-data DIR|PACK
                 | --with-what-if FILE
                                 what differs between two answers
  comity batch < QUESTIONS > ANSWERS
                                 a question a line in JSON, an answer a line; a bad line does not stop the rest

  These take [--data DIR|PACK] [--what-if FILE] [--json] [--lang en|zh-CN] [--progress] and a question: [--question FILE|-],
  or flags (--scheme --kind --issued-in --issuer-class --issuer --recognised-by --issued --expires --standard --level for
  one paper, or
  --holding scheme=S,issued-in=M,issued=DAY,… once for each; --product --hs --attribute NAME=VALUE --made-in --market --on).
  --on is today where left out; --progress shows progress where standard error is no terminal; --what-if answers under law
  that FILE assumes: changes, each of which adds or ends a clause, a listing, a bar or a membership.

  comity search TEXT [--limit N] what is on record under a name, code, alias or pinyin, in either language
  comity describe ID             a record with its facts, what it leads to and where it was read
  comity graph [--market M|--scheme S|--agreement A] [--format dot|json|mermaid] [--lang en|zh-CN]
                                 the recognition graph, or the part around something
  comity conformance FILE [--data DIR|PACK] [--answers]
                                 answer the cases of a conformance file and say where answers differ
  comity lint DIR [--only TEXT] [--report] [--json] [--unmodelled]
                                 check the data below DIR; --only prints what concerns files whose path
                                 contains TEXT; --report prints what the data holds (--json: all of it, in
                                 JSON); --unmodelled prints what became no data, and why
  comity diff OLD NEW [--panel FILE] [--json | --atom ADDRESS]
                                 which answers to a fixed panel of questions differ between two editions of the
                                 data, each a folder or a pack; a star marks those that promise more;
                                 --atom makes it a feed for the page at ADDRESS (without OLD: of no change)
  comity sweep [--every N]       ask about every market, product group and scheme, or every Nth of them, and say which
                                 answers are not as any answer has to be
  comity pack DIR -o FILE        compile the data below DIR into a pack

Exit: 0 done, 1 a fault of the program, 2 bad input.";

/// Why a command did not finish.
pub(crate) enum Failure {
    /// Help was asked for instead.
    Help,
    /// The input is at fault; it has been said on standard error, or is said here.
    Input(String),
    /// The program or the machine is.
    Internal(String),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Failure {
        Failure::Input(format!("{error}\n`comity help` tells what each command takes"))
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Help) => {
            say(HELP);
            ExitCode::SUCCESS
        }
        Err(Failure::Input(message)) => {
            complain(&message);
            ExitCode::from(2)
        }
        Err(Failure::Internal(message)) => {
            complain(&message);
            ExitCode::from(1)
        }
    }
}

/// Prints a result; a closed pipe is the reader's wish to read no more.
pub(crate) fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn complain(message: &str) {
    use std::io::Write;
    if !message.is_empty() {
        let _ = writeln!(std::io::stderr().lock(), "comity: {message}");
    }
}

fn run() -> Result<(), Failure> {
    use lexopt::prelude::*;
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next()? {
        Some(Value(command)) => match command.to_str() {
            Some("batch") => batch::run(arguments),
            Some("check") => check::run(arguments),
            Some("compare") => compare::run(arguments),
            Some("conformance") => conformance::run(arguments),
            Some("describe") => look::describe(arguments),
            Some("diff") => diff::run(arguments),
            Some("graph") => graph::run(arguments),
            Some("lint") => lint::run(arguments),
            Some("markets") => markets::run(arguments),
            Some("openers") => openers::run(arguments),
            Some("pack") => pack::run(arguments),
            Some("plan") => plan::run(arguments),
            Some("search") => look::search(arguments),
            Some("sweep") => sweep::run(arguments),
            Some("timeline") => timeline::run(arguments),
            Some("help") => Err(Failure::Help),
            _ => Err(Failure::Input(format!("unknown command `{}`\n\n{HELP}", command.to_string_lossy()))),
        },
        Some(Short('V') | Long("version")) => {
            say(concat!("comity ", env!("CARGO_PKG_VERSION")));
            Ok(())
        }
        Some(other) => Err(unexpected(other)),
        None => Err(Failure::Input(format!("which command?\n\n{HELP}"))),
    }
}

/// An argument that a command does not take; a wish for help is one everywhere.
pub(crate) fn unexpected(argument: lexopt::Arg<'_>) -> Failure {
    match argument {
        lexopt::Arg::Short('h') | lexopt::Arg::Long("help") => Failure::Help,
        other => other.unexpected().into(),
    }
}
