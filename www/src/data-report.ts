/** A report of an error, ready to be copied: what the project's form asks, with the question or the record filled in. */

import type { Context } from "./context";
import { h } from "./dom";

/** What the form asks, in its order. */
const asked = ["record", "kind", "right", "source", "place", "read"] as const;
type Asked = (typeof asked)[number];
const kinds = ["yes", "no", "date", "scope", "issuer", "name", "missing", "source"] as const;

export class Report {
  readonly elements: HTMLElement[];
  readonly #context: Context;
  readonly #given: Record<Asked, string> = { record: "", kind: "", right: "", source: "", place: "", read: "" };
  readonly #text = h("textarea", { id: "report-text", rows: 10, readonly: true, spellcheck: "false" });
  readonly #said = h("span", { class: "said", role: "status" });
  readonly #record: HTMLInputElement;
  /** What was filled in for the reader: it follows the question until they write themselves. */
  #filled = "";

  constructor(context: Context) {
    this.#context = context;
    const { words } = context;
    const fields = asked.map((name) => this.#field(name));
    this.#record = fields[0]?.querySelector("input") as HTMLInputElement;
    this.elements = [
      h("p", {}, words.t("data.report.lead")),
      h("p", { class: "about" }, words.t("data.report.careful")),
      h("div", { class: "report" }, ...fields),
      h("div", { class: "field report-text" }, h("label", { for: "report-text" }, words.t("data.report.text")), this.#text),
      h("div", { class: "report-copy" }, h("button", { type: "button", click: () => void this.#copy() }, words.t("data.report.copy")), this.#said),
    ];
  }

  /** Fills in the record the reader came from, or the question as it stands. */
  update(): void {
    const { store } = this.#context;
    const { own, papers } = store.state;
    const record = own.record ?? (papers[0].scheme ? new URL(store.to("ask"), location.href).href : "");
    if (this.#given.record === this.#filled) {
      this.#filled = record;
      this.#given.record = record;
      this.#record.value = record;
    }
    this.#write();
  }

  #write(): void {
    const { words, about } = this.#context;
    // What is a question in the form is a label in the text.
    const line = (label: string, value: string) => words.t("data.report.line", { label: label.replace(/[?？]$/, ""), value: value.trim() });
    this.#text.value = [line(words.t("data.report.edition"), about.edition), ...asked.map((field) => line(words.t(`data.report.${field}`), this.#given[field]).trim())].join("\n");
  }

  #field(name: Asked): HTMLElement {
    const { words } = this.#context;
    const id = `report-${name}`;
    const hint = name === "record" ? words.t("data.report.record.hint") : name === "source" ? words.t("data.report.source.hint") : "";
    const typed = (event: Event) => {
      this.#given[name] = (event.target as HTMLInputElement).value;
      this.#said.textContent = "";
      this.#write();
    };
    const attributes = { id, "aria-describedby": hint && `${id}-hint`, input: typed as EventListener };
    const input =
      name === "kind"
        ? h("select", attributes, h("option", { value: "" }, words.t("data.report.kind.none")), ...kinds.map((kind) => h("option", {}, words.t(`data.report.kind.${kind}`))))
        : name === "right"
          ? h("textarea", { ...attributes, rows: 3 })
          : h("input", { ...attributes, type: name === "read" ? "date" : name === "source" ? "url" : "text" });
    return h("div", { class: "field" }, h("label", { for: id }, words.t(`data.report.${name}`)), input, hint && h("span", { class: "hint", id: `${id}-hint` }, hint));
  }

  async #copy(): Promise<void> {
    const { words } = this.#context;
    try {
      await navigator.clipboard.writeText(this.#text.value);
      this.#said.textContent = words.t("answer.copied");
    } catch {
      // What may not be copied by the page can be by its reader.
      this.#text.select();
      this.#said.textContent = words.t("answer.copy.failed");
    }
  }
}
