//! The graph for other programs: as JSON, as DOT for Graphviz, as a Mermaid flowchart.
//!
//! A [`Picture`] is plain data with the names in both languages; nodes and edges come in order of their ids, so the same
//! law gives the same bytes. What stands on a node or an edge is for the caller to say: words live in `locales/`.

use super::Node;
use super::parts::members;
use crate::Law;
use crate::law::{Agreement, Clause, Id, Market, Record, Scheme, Text, words};
use petgraph::visit::EdgeRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Which part of the graph is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// All of it.
    Everything,
    /// The clauses a market takes part in as the one that recognises.
    Market(Id<Market>),
    /// The clauses that take, fill or make a scheme's paper.
    Scheme(Id<Scheme>),
    /// The clauses of an agreement.
    Agreement(Id<Agreement>),
}

words! {
    /// What a node of a picture is.
    Sort {
        /// Papers of a scheme.
        Paper = "paper",
        /// Slots that ask for a scheme's paper.
        Slot = "slot",
        /// The status of goods that may lawfully be sold somewhere.
        Status = "status",
        /// Every slot of a market.
        EverySlot = "every-slot",
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureNode {
    /// `paper:iecee-cb`, `slot:ccc`, `status`, `every-slot`.
    pub id: String,
    /// What it is.
    pub sort: Sort,
    /// The names of its scheme; empty where it has none.
    pub name: Text,
}

/// An edge: one clause, from a paper it takes to what it fills or makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureEdge {
    /// The node it starts from.
    pub from: String,
    /// The node it leads to.
    pub to: String,
    /// The clause.
    pub clause: String,
    /// What it says.
    pub name: Text,
    /// Its agreement.
    pub agreement: String,
    /// `equivalent`, `reissue` or `evidence`.
    pub effect: crate::law::Effect,
    /// `shall`, `in-principle` or `may`.
    pub duty: crate::law::Duty,
    /// Whether it is assumed law ([`crate::overlay`]).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hypothetical: bool,
}

/// The graph, or a part of it, as plain data. Papers and slots that no edge touches are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The nodes, in order of their ids.
    pub nodes: Vec<PictureNode>,
    /// The edges, in order of their ends and clauses.
    pub edges: Vec<PictureEdge>,
}

impl Law {
    /// The graph, or the part of it around something, as plain data. O(edges log edges).
    #[must_use]
    pub fn picture(&self, around: Around) -> Picture {
        let records = self.records();
        let graph = self.graph().graph();
        let shown = |from: Node, to: Node, clause: &Clause| match around {
            Around::Everything => true,
            Around::Market(market) => clause.to.iter().any(|place| members(records, *place).contains(&market)),
            Around::Scheme(scheme) => [from, to].iter().any(|node| scheme_of(*node) == Some(scheme)),
            Around::Agreement(agreement) => clause.agreement == agreement,
        };
        let mut nodes: BTreeMap<String, PictureNode> = BTreeMap::new();
        let mut edges = Vec::new();
        for edge in graph.edge_references() {
            let (Some(from), Some(to)) = (graph.node_weight(edge.source()), graph.node_weight(edge.target())) else {
                continue;
            };
            let clause = records.clauses.at(*edge.weight());
            if !shown(*from, *to, clause) {
                continue;
            }
            let ends = [*from, *to].map(|node| {
                let node = self.picture_node(node);
                nodes.entry(node.id.clone()).or_insert(node).id.clone()
            });
            let [from, to] = ends;
            edges.push(PictureEdge {
                from,
                to,
                clause: clause.id.clone(),
                name: clause.name.clone(),
                agreement: records.agreements.at(clause.agreement).id.clone(),
                effect: clause.effect,
                duty: clause.duty,
                hypothetical: clause.evidence.sources.iter().any(|source| source.assumed()),
            });
        }
        edges.sort_unstable();
        edges.dedup();
        Picture { nodes: nodes.into_values().collect(), edges }
    }

    fn picture_node(&self, node: Node) -> PictureNode {
        let sort = match node {
            Node::Paper(_) => Sort::Paper,
            Node::Slot(_) => Sort::Slot,
            Node::Status => Sort::Status,
            Node::EverySlot => Sort::EverySlot,
        };
        match scheme_of(node).map(|scheme| self.records().schemes.at(scheme)) {
            None => PictureNode { id: sort.word().to_owned(), sort, name: Text::default() },
            Some(scheme) => PictureNode { id: format!("{sort}:{}", scheme.id()), sort, name: scheme.name.clone() },
        }
    }
}

fn scheme_of(node: Node) -> Option<Id<Scheme>> {
    match node {
        Node::Paper(scheme) | Node::Slot(scheme) => Some(scheme),
        Node::Status | Node::EverySlot => None,
    }
}

/// What stands on nodes and edges.
pub struct Labels<'l> {
    /// On a node.
    pub node: &'l dyn Fn(&PictureNode) -> String,
    /// On an edge.
    pub edge: &'l dyn Fn(&PictureEdge) -> String,
}

impl std::fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Labels")
    }
}

impl Picture {
    /// The picture as DOT, the language of Graphviz: papers are boxes, slots are rounded, what is only evidence is dashed
    /// and assumed law dotted.
    ///
    /// ```
    /// use comity::graph::{Around, Labels};
    /// let labels = Labels { node: &|node| node.id.clone(), edge: &|edge| edge.clause.clone() };
    /// let dot = comity::Law::default().picture(Around::Everything).dot(&labels);
    /// assert_eq!(dot, "digraph recognition {\n  rankdir=LR;\n}\n");
    /// ```
    #[must_use]
    pub fn dot(&self, labels: &Labels<'_>) -> String {
        let mut out = String::from("digraph recognition {\n  rankdir=LR;\n");
        for node in &self.nodes {
            let shape = match node.sort {
                Sort::Paper => "box",
                Sort::Slot => "box, style=rounded",
                Sort::Status | Sort::EverySlot => "ellipse",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {} [label={}, shape={shape}];", quoted(&node.id), quoted(&(labels.node)(node)));
        }
        for edge in &self.edges {
            let style = match (edge.hypothetical, edge.effect) {
                (true, _) => ", style=dotted",
                (false, crate::law::Effect::Evidence) => ", style=dashed",
                (false, _) => "",
            };
            let (from, to) = (quoted(&edge.from), quoted(&edge.to));
            let _ = writeln!(out, "  {from} -> {to} [label={}{style}];", quoted(&(labels.edge)(edge)));
        }
        out.push_str("}\n");
        out
    }

    /// The picture as a Mermaid flowchart. Nodes are numbered in their order.
    ///
    /// ```
    /// use comity::graph::{Around, Labels};
    /// let labels = Labels { node: &|node| node.id.clone(), edge: &|edge| edge.clause.clone() };
    /// assert_eq!(comity::Law::default().picture(Around::Everything).mermaid(&labels), "flowchart LR\n");
    /// ```
    #[must_use]
    pub fn mermaid(&self, labels: &Labels<'_>) -> String {
        let mut out = String::from("flowchart LR\n");
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, node) in self.nodes.iter().enumerate() {
            numbers.insert(&node.id, number);
            let (open, close) = match node.sort {
                Sort::Paper => ("[", "]"),
                Sort::Slot => ("(", ")"),
                Sort::Status | Sort::EverySlot => ("([", "])"),
            };
            let _ = writeln!(out, "  n{number}{open}\"{}\"{close}", entities(&(labels.node)(node)));
        }
        let number = |id: &str| numbers.get(id).copied().unwrap_or(self.nodes.len());
        for edge in &self.edges {
            let arrow = if edge.hypothetical || edge.effect == crate::law::Effect::Evidence { "-.->" } else { "-->" };
            let (from, to) = (number(&edge.from), number(&edge.to));
            let _ = writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", entities(&(labels.edge)(edge)));
        }
        out
    }
}

/// A string of DOT: quotes and backslashes escaped, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in quotes of Mermaid, which writes characters that mean something to it as numbers: `#35;`.
fn entities(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | ';' | '\\' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
