/** Rows of a file as certificates: the columns are those of a file of questions. */

import { parse } from "papaparse";
import { goodsFields, paperFields, several, written } from "../fields.js";
import type { Vocabulary } from "../types.js";
import { type Found, Gathering } from "./gather.js";
import { CERTIFICATES } from "./json.js";
import { ImportError } from "./refusal.js";
import { columnNames, sheetHead } from "./sheet-head.js";
import type { Field } from "./types.js";

const fields = new Map<string, Field>([...paperFields, ...goodsFields].map((field) => [written(field), field]));
/** Cells that hold several things. */
const lists: readonly Field[] = ["norm", "attests", "deviations", "basis"];

/** Reads the rows of a file; `null`: no column of it is understood, so that it is none. */
export function sheet(file: string, vocabulary: Vocabulary): Found[] | null {
  const text = file.replace(/\r\n?/g, "\n");
  const head = sheetHead(text, columnNames(vocabulary));
  if (typeof head === "string") return null;
  const { columns, line } = head;
  // A file that says nothing of any certificate is another kind of file.
  if (!columns.some(({ id }) => paperFields.some((field) => written(field) === id))) return null;
  const ids = columns.map(({ id }) => id).filter((id) => id !== null);
  const twice = columns.find(({ id }) => id !== null && ids.indexOf(id) !== ids.lastIndexOf(id));
  if (twice) throw new ImportError("broken-rows", { path: twice.name, got: twice.name });
  const body = text.split("\n").slice(line).join("\n");
  const { data, errors } = parse<string[]>(body, { delimiter: head.delimiter, newline: "\n", preview: CERTIFICATES + 1, skipEmptyLines: "greedy" });
  const [wrong] = errors;
  if (wrong) throw new ImportError("broken-rows", { path: `row ${(wrong.row ?? 0) + 1}`, got: data[wrong.row ?? 0]?.join(head.delimiter) ?? "" });
  if (data.length > CERTIFICATES) throw new ImportError("too-many-certificates", { got: `> ${CERTIFICATES}`, expected: String(CERTIFICATES) });
  return data.map((cells, row) => {
    const surplus = cells.slice(columns.length).some((cell) => cell.trim() !== "");
    if (cells.length < columns.length || surplus) throw new ImportError("broken-rows", { path: `row ${row + 1}`, got: cells.join(head.delimiter) });
    const gathering = new Gathering("csv", null, []);
    for (const [i, { name, id }] of columns.entries()) {
      const cell = (cells[i] ?? "").trim();
      if (cell === "") continue;
      const field = id?.startsWith("attr.") ? (id as Field) : fields.get(id ?? "");
      if (!field) gathering.left(name, cell);
      else for (const text of lists.includes(field) ? several(cell) : [cell]) gathering.state(field, name, [text]);
    }
    return gathering.end([]);
  });
}
