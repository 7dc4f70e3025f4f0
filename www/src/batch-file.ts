/** Where a file comes from: chosen, dropped, pasted, or the sample. And what was understood of it. */

import type { Delimiter } from "../comity/import/sheet-head";
import { type Explained, called, explained, lacking, twice } from "./batch-columns";
import { sample } from "./batch-sample";
import type { Sheet } from "./batch-sheet";
import type { Context } from "./context";
import { type Child, h, unique } from "./dom";
import { dropped } from "./drop";
import { save } from "./save";
import { table } from "./table";

export interface FileChooser {
  element: HTMLElement;
  /** Shows what file is at hand. */
  show(sheet: Sheet): void;
  /** Takes no more files from outside. */
  close(): void;
}

/** `take`: called with a file; `tried`: whether it is the sample. */
export function fileChooser(context: Context, take: (file: File, tried: boolean) => void): FileChooser {
  const { words } = context;
  const input = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", hidden: true, change: () => picked(input.files) });
  const pasted = h("textarea", { id: unique("pasted"), rows: 3, spellcheck: "false", autocomplete: "off", placeholder: "sku,scheme,issued-in,issued,product,made-in", input: () => paste(pasted.value) });
  const zone = h(
    "div",
    { class: "drop" },
    h("p", { class: "drop-ways" }, h("button", { type: "button", class: "primary", click: () => input.click() }, words.t("batch.choose")), h("span", {}, words.t("batch.drop"))),
    input,
    h("label", { for: pasted.id }, words.t("batch.paste")),
    pasted,
  );
  const told = h("div", { class: "file-told", role: "status" });
  const element = h(
    "div",
    { class: "file" },
    zone,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", click: () => take(sample(words.language), true) }, words.t("batch.sample")),
      h("button", { type: "button", class: "quiet", click: () => save("comity-sample.csv", "text/csv", sample(words.language)) }, words.t("batch.sample.save")),
    ),
    told,
    columns(context),
  );

  function picked(files: FileList | null): void {
    const file = files?.[0];
    if (file) take(file, false);
    // The same file can be chosen again, after it was mended.
    input.value = "";
  }

  function paste(text: string): void {
    if (text.trim().includes("\n")) take(new File([text], words.t("batch.pasted"), { type: "text/csv" }), false);
  }

  const close = dropped(zone, picked);

  return {
    element,
    show: (sheet) => told.replaceChildren(...understood(sheet, context)),
    close,
  };
}

const parted: Record<Delimiter, "comma" | "semicolon" | "tab" | "bar"> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

/** What was understood of a file, or why it cannot be used. */
function understood({ file, head, refused }: Sheet, { words }: Context): Node[] {
  if (!file) return [];
  const name = h("b", { class: "file-name" }, file.name);
  if (refused) return [h("p", { class: "caution" }, name, " ", words.t(`batch.refused.${refused}`))];
  if (!head) return [h("p", {}, name, " ", words.t("batch.reading"))];
  const ids = head.columns.map(({ id }) => id);
  const list = (names: string[]) => words.list(names.map((name) => name || words.t("batch.unnamed")));
  const used = head.columns.filter(({ id }) => id !== null).map(({ name, id }) => (name === id ? name : words.t("answer.of", { text: name, more: id ?? "" })));
  const unused = head.columns.filter(({ id }) => id === null).map(({ name }) => name);
  const lacks = lacking(ids);
  const double = twice(ids);
  return [
    h("p", {}, name, " ", words.t("batch.file", { lines: words.number(head.lines), encoding: head.encoding.toUpperCase(), delimiter: words.t(`batch.parted.${parted[head.delimiter]}`) })),
    h("p", {}, words.t("batch.used", { columns: list(used) })),
    unused.length > 0 && h("p", { class: "hint" }, words.t("batch.unused", { columns: list(unused) })),
    lacks.length > 0 && h("p", { class: "caution" }, words.t("batch.lacks", { columns: list(lacks) })),
    double.length > 0 && h("p", { class: "caution" }, words.t("batch.twice", { columns: list(double) })),
  ].filter((node) => node !== false);
}

/** The columns there are, each with an example. */
function columns({ words }: Context): HTMLElement {
  const row = (id: Explained) => words.t(`batch.column.${id}`);
  const shown = table(
    words.t("batch.columns"),
    [
      { id: "name", label: words.t("batch.columns.name"), head: true, cell: ({ id }): Child => h("code", {}, id) },
      { id: "what", label: words.t("batch.columns.what"), cell: ({ id }) => row(id) },
      { id: "example", label: words.t("batch.columns.example"), cell: ({ example }) => h("code", {}, example) },
      { id: "called", label: words.t("batch.columns.called"), cell: ({ id }) => words.series(called(id, words)) },
    ],
    explained,
    "",
    words,
    () => undefined,
  );
  return h("details", { class: "columns", "data-key": "columns" }, h("summary", {}, words.t("batch.columns")), h("p", {}, words.t("batch.columns.how")), shown, h("p", { class: "hint" }, words.t("batch.columns.more")));
}
