/** Names, days and codes as people write them. */

/** Lower case, letters and digits only. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The days a text can mean, as `YYYY-MM-DD`; the likelier first. */
export function readings(typed: string): string[] {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const numbers = (pattern: RegExp) => pattern.exec(text)?.slice(1).map(Number);
  const [year, month, day] = numbers(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/) ?? numbers(/^(\d{4})(\d{2})(\d{2})$/) ?? [];
  if (year && month && day) return real(year, month, day);
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})\.?[\s,.-]+(\d{4})$/.exec(text) ?? american(text);
  if (named) return real(Number(named[3]), months.indexOf((named[2] ?? "").slice(0, 3)) + 1, Number(named[1]));
  const [first, second, third] = numbers(/^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})$/) ?? [];
  if (first && second && third) return [...new Set([...real(third, second, first), ...real(third, first, second)])];
  return [];
}

/** "March 1, 2025" as day, month, year. */
function american(text: string): [string, string, string, string] | null {
  const found = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  return found ? [text, found[2] ?? "", found[1] ?? "", found[3] ?? ""] : null;
}

/** The day, if the calendar has it. */
function real(year: number, month: number, day: number): string[] {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? [date.toISOString().slice(0, 10)] : [];
}

/** The days that a written date can mean, and a month or a year as it stands; what no calendar has is left to the engine to refuse. */
export function days(value: string): string[] {
  return /^\d{4}(-\d{2}){0,2}$/.test(value) ? [value] : readings(value);
}

/**
 * The code of a cell: chapter, heading or subheading, or the subheading of a longer code of some market. A spreadsheet that
 * took a code for a number has dropped zeros from it, and what is left may be another code: where that can be, it is none.
 */
export function hsCode(value: string): string | null {
  if (/^(\d{2}){1,3}$|^\d{2}[. ]\d{2}([. ]\d{2})?$/.test(value)) return value;
  return /^\d{10}$|^\d{4}[. ]\d{2}([. ]?\d{2})*$/.test(value) ? value.replace(/[. ]/g, "").slice(0, 6) : null;
}

/** As much of a text as is shown again. */
const SHOWN = 60;

export function short(text: string, most = SHOWN): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
