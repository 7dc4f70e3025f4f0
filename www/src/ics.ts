/** The dates that matter of an answer, and a calendar file of them (RFC 5545), made on the reader's own device. */

import type { Answer, Period } from "../comity/types";
import type { Context } from "./context";
import { save } from "./save";
import { Say, headlineRequirements } from "./say";
import { toHash } from "./state";
import { Records } from "./time-records";

export interface DateAhead {
  /** As the record has it: a day, or only a month or a year. */
  written: string;
  what: string;
  /** What it is that falls on this day, whatever the language and the edition: by it calendars know an event again. */
  key: string;
  /** Whether it is only expected. */
  expected: boolean;
  more: string;
}

/** Every date ahead of the day asked, the nearest first. `later`: the periods after that day, if they were asked for. */
export function datesAhead(answer: Answer, context: Context, later: readonly Period[] = []): DateAhead[] {
  const { words, names, store } = context;
  const say = new Say(words, names);
  const records = new Records(context);
  const { on } = answer.question;
  const dates: DateAhead[] = [];
  const add = (written: string | null | undefined, key: string, what: string, more = "", expected = false) => {
    if (written && lastDay(written) >= on && !dates.some((date) => date.key === key)) dates.push({ written, what, key, expected, more });
  };
  store.state.papers.forEach((paper, at) => add(paper.expires, `expires/${at}`, words.t("time.date.expires", { paper: names.of(paper.scheme, words) })));
  const [, then = ""] = say.until(answer.stable_until, answer.next_verdict);
  if (answer.stable_until) {
    add(answer.stable_until, "last", words.t("time.date.last", { verdict: words.t(`verdict.${answer.headline.verdict}.inline`) }), then);
    add(nextDay(answer.stable_until), "next", words.t("time.date.next"), then);
  }
  for (const { from, verdict, why } of later) {
    if (from && from !== nextDay(answer.stable_until ?? "")) add(from, `period/${from}`, words.t("time.date.next"), [words.t(`verdict.${verdict}`), ...records.turned(why)].join("\n"));
  }
  const hops = headlineRequirements(answer).flatMap(({ routes }) => routes.flatMap((route) => route.hops));
  for (const { agreement, clause } of hops) {
    if (agreement) add(records.end(agreement.id, "agreement"), `end/${agreement.id}`, words.t("time.date.end", { record: words.name(agreement.name) }));
    if (clause) add(records.end(clause, "clause"), `end/${clause}`, words.t("time.date.end", { record: records.clause(clause).name }));
  }
  for (const { id, what, stage, expected_from } of answer.pending_changes) add(expected_from, `pending/${id}`, words.t("time.date.pending", { what: words.name(what) }), words.name(stage), true);
  return dates.sort((a, b) => firstDay(a.written).localeCompare(firstDay(b.written)));
}

/** Gives the reader the dates ahead of an answer as a calendar file. */
export function saveCalendar(answer: Answer, context: Context, later: readonly Period[] = []): void {
  save(`comity-${answer.question.market}-${answer.question.on}.ics`, "text/calendar", calendar(answer, datesAhead(answer, context, later), context));
}

/** The calendar file. Its stamp is the day of the data, not the clock's: the same answer makes the same file. */
export function calendar(answer: Answer, dates: readonly DateAhead[], { words, names, store, about }: Context): string {
  const { schemes, market_name } = answer.question;
  const papers = words.list(schemes.map((id) => names.of(id, words)));
  const market = words.name(market_name);
  const as_of = answer.as_of ? words.date(answer.as_of) : "";
  const asked = { ...store.state, view: "ask" as const, own: {}, said: "" };
  const link = new URL(toHash(asked, about.edition), location.href).href;
  // The day asked, the language and the edition do not make another event of the same date.
  const seed = toHash({ ...asked, language: "en", goods: { ...asked.goods, on: "" } }, "");
  const language = `LANGUAGE=${words.language}`;
  const events = dates.flatMap(({ written, what, key, expected, more }) => {
    const day = firstDay(written);
    const told = [more, written.length < 10 && words.t("time.dates.partial", { date: words.date(written) }), words.t("app.edition", { edition: answer.edition, as_of }), words.t("time.calendar.note"), words.t("frame.caveat"), words.t("frame.advice")];
    return [
      "BEGIN:VEVENT",
      `UID:${digest(`${seed} ${key}`)}@comity`,
      `DTSTAMP:${compact(firstDay(answer.as_of ?? "1970"))}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(nextDay(day))}`,
      `SUMMARY;${language}:${escaped(words.t("time.calendar.event", { what, papers, market }))}`,
      `DESCRIPTION;${language}:${escaped(told.filter(Boolean).join("\n"))}`,
      `URL:${link}`,
      `STATUS:${expected ? "TENTATIVE" : "CONFIRMED"}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Comity//Dates of recognition//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** The first day a date can mean, where only the month or the year is known: who is warned early is warned in time. */
export function firstDay(written: string): string {
  return `${written}-01-01`.slice(0, written.length === 4 ? 10 : written.length === 7 ? 10 : written.length);
}

/** The last day a date can mean. */
function lastDay(written: string): string {
  if (written.length === 10) return written;
  const [year = 0, month = 12] = written.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

export function nextDay(day: string): string {
  if (day === "") return "";
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function compact(day: string): string {
  return day.replaceAll("-", "");
}

/** Text as the format wants it. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n").replace(/[\u0000-\u001f\u007f]/g, " ");
}

/** Lines of at most 75 octets, never broken within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let text = "";
  let length = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (length + octets > 75) {
      text += "\r\n ";
      length = 1;
    }
    text += character;
    length += octets;
  }
  return text;
}

/** A name for a text: FNV-1a from four beginnings. It keeps events apart and hides nothing. */
function digest(text: string): string {
  const octets = new TextEncoder().encode(text);
  return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
    .map((seed) => octets.reduce((hash, octet) => Math.imul(hash ^ octet, 0x01000193) >>> 0, seed).toString(16).padStart(8, "0"))
    .join("");
}
