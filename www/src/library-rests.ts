/** For a market: what every recorded foreign route into each paper that it asks for rests on. */

import type { Description } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { recordLink } from "./library-links";
import { folded, unfold } from "./library-lists";
import { section } from "./parts";

type Rest = NonNullable<Description["rests"]>[number];

/** A paper, with every requirement that asks for it and rests on the same. */
interface Paper extends Rest {
  requirements: string[];
}

export function rests(all: readonly Rest[], context: Context): HTMLElement {
  const { words } = context;
  const papers = together(all);
  const bottleneck = ({ agreements, clauses, papers }: Rest) => agreements.length + clauses.length + papers.length > 0;
  const on = papers.filter((paper) => paper.reached && bottleneck(paper));
  const free = papers.filter((paper) => paper.reached && !bottleneck(paper));
  const closed = papers.filter(({ reached }) => !reached);
  const item = (paper: Paper) => line(paper, context);
  const group = (list: readonly Paper[], title: string) => list.length > 0 && unfold(title, () => h("ul", { class: "records" }, ...list.map(item)));
  return section(
    "record-rests",
    words.t("library.rests"),
    h("p", { class: "about" }, words.t("library.rests.lead")),
    ...(on.length > 0 ? folded(on, item, words) : []),
    group(free, words.t("library.rests.none", { count: words.number(free.length) })),
    group(closed, words.t("library.rests.closed", { count: words.number(closed.length) })),
  );
}

/** One line a paper: several requirements may ask for it. */
function together(all: readonly Rest[]): Paper[] {
  const papers = new Map<string, Paper>();
  for (const rest of all) {
    const known = papers.get(rest.paper.id);
    if (known) known.requirements.push(rest.requirement);
    else papers.set(rest.paper.id, { ...rest, requirements: [rest.requirement] });
  }
  return [...papers.values()];
}

function line({ paper, requirements, reached, agreements, clauses, papers }: Paper, context: Context): HTMLElement {
  const { words, names, comity } = context;
  const name = h("strong", {}, recordLink(context, "scheme", paper.id, words.name(paper.name)));
  const links = (ids: readonly { id: string; text: string }[], noun: "agreement" | "scheme" | "clause" | "requirement"): Child[] =>
    ids.flatMap(({ id, text }, at) => [at > 0 && words.series(["", ""]), recordLink(context, noun, id, text)]);
  const of = (list: readonly { id: string; name: { en: string; zh: string } }[]) => list.map(({ id, name }) => ({ id, text: words.name(name) }));
  const clause = (id: string) => ({ id, text: words.name(comity.describe(id).find(({ noun }) => noun === "clause")?.name ?? { en: id, zh: id }) });
  const put = (key: "library.rests.on" | "graph.via" | "graph.through" | "library.rests.for", args: Record<string, Child[]>) => words.parts<Child[]>(key, args).flat();
  const said = reached
    ? [
        agreements.length > 0 && put("library.rests.on", { agreements: links(of(agreements), "agreement") }),
        // An agreement of one clause says the same twice: its clauses are named only where they say more.
        clauses.length > 0 && agreements.length !== 1 && put("graph.via", { clauses: links(clauses.map(clause), "clause") }),
        papers.length > 0 && put("graph.through", { papers: links(of(papers), "scheme") }),
      ]
    : [];
  return h(
    "li",
    {},
    name,
    h("span", { class: "beside" }, ...put("library.rests.for", { requirements: links(requirements.map((id) => ({ id, text: names.of(id, words) })), "requirement") })),
    ...said.filter((part) => part !== false).map((part) => h("span", { class: "rests-on" }, ...part)),
  );
}
