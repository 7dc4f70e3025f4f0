/** What a blank can be filled with, and how typed text finds it: names, aliases, codes, HS numbers, pinyin initials. */

import { fold } from "../comity/import/values";
import type { Text } from "../comity/types";
import type { Context } from "./context";
import { initials } from "./pinyin";
import type { Words } from "./words";

export interface Choice {
  id: string;
  label: string;
  /** A second line: code, wider group, other language. */
  hint: string;
}

/** Finds the choices for what was typed; all of them for nothing. */
export type Finder = (typed: string) => Choice[];

interface Entry extends Choice {
  /** Folded names and codes. */
  names: string[];
  initials: string[];
}

interface Source {
  id: string;
  name: Text;
  aliases?: string[];
  hint?: string;
}

/** What is found in. */
type Sought = Pick<Context, "vocabulary" | "words" | "comity">;

/** As many records of all kinds as are looked through for those that a blank takes, where what was typed is misspelt. */
const MISSPELT = 60;

/** A finder over recorded things; of what no name contains, the engine tells what is spelled almost so. */
export function finder(sources: readonly Source[], { words, comity }: Sought): Finder {
  const exact = spelled(sources, words);
  return (typed) => {
    const found = exact(typed);
    if (found.length > 0) return found;
    const rank = new Map(comity.search(typed, MISSPELT).map(({ id }, at) => [id, at]));
    const place = ({ id }: Choice) => rank.get(id) ?? MISSPELT;
    return exact("").filter(({ id }) => rank.has(id)).sort((a, b) => place(a) - place(b));
  };
}

/** A finder of names, codes and initials as they are spelled. */
function spelled(sources: readonly Source[], words: Words): Finder {
  const entries: Entry[] = sources
    .map(({ id, name, aliases = [], hint }) => ({
      id,
      label: words.name(name),
      hint: hint ?? words.other(name)?.text ?? "",
      names: [...new Set([id, name.en, name.zh, ...aliases].map(fold))].filter(Boolean),
      initials: [name.zh, ...aliases].map(initials).filter((text) => text.length > 1),
    }))
    .sort((a, b) => words.compare(a.label, b.label));
  return (typed) => {
    const text = fold(typed);
    if (!text) return entries;
    const ranked = entries.map((entry) => ({ entry, rank: rank(entry, text) })).filter(({ rank }) => rank !== null);
    return ranked.sort((a, b) => (a.rank as number) - (b.rank as number)).map(({ entry }) => entry);
  };
}

/** How well an entry matches: smaller is better, `null` not at all. */
function rank(entry: Entry, text: string): number | null {
  if (entry.names.includes(text)) return 0;
  const starts = entry.names.filter((name) => name.startsWith(text));
  if (starts.length > 0) return 1 + Math.min(...starts.map((name) => name.length)) / 1000;
  if (entry.names.some((name) => name.includes(text))) return 3;
  if (/^[a-z0-9]+$/.test(text) && entry.initials.some((name) => name.startsWith(text))) return 2;
  return null;
}

/** Markets, and blocs where the blank takes them. */
export function markets(sought: Sought, blocs: boolean): Finder {
  const { vocabulary, words } = sought;
  const places: Source[] = vocabulary.markets.map((market) => ({ ...market, hint: market.id }));
  if (blocs) places.push(...vocabulary.blocs.map((bloc) => ({ ...bloc, hint: `${bloc.id} · ${words.t("choose.bloc")}` })));
  return finder(places, sought);
}

/** Schemes. */
export function schemes(sought: Sought): Finder {
  return finder(sought.vocabulary.schemes, sought);
}

/** Product groups by name; by digits, groups with such HS codes and the bare code. The id of a code is `hs:` and its digits, after a group `group hs:digits`. */
export function products(sought: Sought): Finder {
  const { vocabulary, words } = sought;
  const names = new Map(vocabulary.products.map(({ id, name }) => [id, words.name(name)]));
  const hint = (parent: string | null) => (parent ? words.t("choose.part", { group: names.get(parent) ?? parent }) : undefined);
  const byName = finder(
    vocabulary.products.map((group) => {
      const wider = hint(group.parent);
      return wider ? { ...group, hint: wider } : group;
    }),
    sought,
  );
  return (typed) => {
    const digits = typed.replace(/[\s.]/g, "");
    if (!/^\d{2,10}$/.test(digits)) return byName(typed);
    const code = digits.slice(0, 6);
    const shown = words.t("choose.hs", { code: dotted(code) });
    const matching = vocabulary.products.filter((group) => group.hs.some((own) => own.startsWith(code) || code.startsWith(own)));
    return [
      ...matching.map((group) => ({ id: `${group.id} hs:${code}`, label: words.name(group.name), hint: shown })),
      { id: `hs:${code}`, label: shown, hint: words.t("choose.hs.only") },
    ];
  };
}

/** An HS code as it is printed. */
export function dotted(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}.${code.slice(4)}` : code;
}
