/** A report of an error, ready to be copied: what the project's form asks, with the question or the record filled in. */

import type { Context } from "./context";
import { type Child, h } from "./dom";
import { today } from "./state";

/** What the form asks, in its order. */
const asked = ["record", "kind", "right", "source", "place", "read"] as const;
type Asked = (typeof asked)[number];
const kinds = ["yes", "no", "date", "scope", "issuer", "name", "missing", "source"] as const;

export function report({ words, store, about }: Context): Child[] {
  const given: Record<Asked, string> = { record: aboutWhat(), kind: "", right: "", source: "", place: "", read: today() };
  const text = h("textarea", { id: "report-text", rows: 10, readonly: true, spellcheck: "false" });
  const said = h("span", { class: "said", role: "status" });
  write();

  /** The record the reader came from, or the question as it stands. */
  function aboutWhat(): string {
    const { own, papers } = store.state;
    return own.record ?? (papers[0].scheme ? new URL(store.to("ask"), location.href).href : "");
  }

  function write(): void {
    const line = (label: string, value: string) => words.t("data.report.line", { label, value: value.trim() });
    text.value = [line(words.t("data.report.edition"), about.edition), ...asked.map((field) => line(words.t(`data.report.${field}`), given[field]))].join("\n");
  }

  function field(name: Asked): HTMLElement {
    const id = `report-${name}`;
    const hint = name === "record" ? words.t("data.report.record.hint") : name === "source" ? words.t("data.report.source.hint") : "";
    const attributes = {
      id,
      "aria-describedby": hint && `${id}-hint`,
      input: ((event: Event) => {
        given[name] = (event.target as HTMLInputElement).value;
        said.textContent = "";
        write();
      }) as EventListener,
    };
    const input =
      name === "kind"
        ? h("select", attributes, h("option", { value: "" }, words.t("data.report.kind.none")), ...kinds.map((kind) => h("option", {}, words.t(`data.report.kind.${kind}`))))
        : name === "right"
          ? h("textarea", { ...attributes, rows: 3 })
          : h("input", { ...attributes, type: name === "read" ? "date" : name === "source" ? "url" : "text", value: given[name] });
    return h("div", { class: "field" }, h("label", { for: id }, words.t(`data.report.${name}`)), input, hint && h("span", { class: "hint", id: `${id}-hint` }, hint));
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = words.t("answer.copied");
    } catch {
      // What may not be copied by the page can be by its reader.
      text.select();
      said.textContent = words.t("answer.copy.failed");
    }
  }

  return [
    h("p", {}, words.t("data.report.lead")),
    h("p", { class: "about" }, words.t("data.report.careful")),
    h("div", { class: "report" }, ...asked.map(field)),
    h("div", { class: "field report-text" }, h("label", { for: "report-text" }, words.t("data.report.text")), text),
    h("div", { class: "report-copy" }, h("button", { type: "button", click: () => void copy() }, words.t("data.report.copy")), said),
  ];
}
