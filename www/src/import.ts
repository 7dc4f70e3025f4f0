/** A certificate dropped, pasted or chosen: it fills the sentence, and what was not understood is told. */

import type { Field, Imported, NotUnderstood, ReadFact } from "../comity/import/types";
import { dotted } from "./choices";
import type { Context } from "./context";
import { type Child, h, present, unique } from "./dom";
import { dropped } from "./drop";
import { asked, beside, fitsBeside, placeOf, stating } from "./import-fill";
import { type Certificate, type Kept, decide, keptOf, take, textOf } from "./import-kept";
import type { State } from "./state";
import type { Key } from "./words";

/** What is not understood is listed at once up to here, and folded away beyond. */
const OPEN = 6;
/** More letters at once nobody types. */
const TYPED = 40;

export class Importer {
  /** Opens the region. */
  readonly button: HTMLButtonElement;
  /** The region. */
  readonly element: HTMLElement;
  /** Takes no more files from outside. */
  readonly close: () => void;
  readonly #context: Context;
  readonly #kept: Kept;
  readonly #told = h("div", { class: "import-told", role: "status", tabindex: -1 });
  readonly #pasted: HTMLTextAreaElement;

  /** `zone`: where files may be dropped. */
  constructor(context: Context, zone: HTMLElement) {
    this.#context = context;
    this.#kept = keptOf(context.store);
    const { words } = context;
    const input = h("input", { type: "file", accept: ".json,.jsonld,.jwt,.html,.htm,.csv,.tsv,.txt,application/json,application/ld+json,text/plain,text/csv,text/html", hidden: true, change: () => picked(input.files) });
    const picked = (files: FileList | null) => {
      const file = files?.[0];
      if (file) void this.#file(file);
      // The same file can be chosen again, after it was mended.
      input.value = "";
    };
    this.#pasted = h("textarea", { id: unique("certificate"), rows: 4, spellcheck: "false", autocomplete: "off", input: ((event: InputEvent) => pastedIn(event) && this.#text(this.#pasted.value)) as EventListener });
    const title = unique("import");
    this.element = h(
      "section",
      { class: "import", id: unique("import"), "aria-labelledby": title, paste: ((event: ClipboardEvent) => this.#paste(event)) as EventListener },
      h("h3", { id: title }, words.t("import.title")),
      h("p", { class: "hint" }, words.t("import.lead")),
      h(
        "div",
        { class: "drop" },
        h("p", { class: "drop-ways" }, h("button", { type: "button", class: "primary", click: () => input.click() }, words.t("import.choose")), h("span", {}, words.t("import.drop"))),
        input,
        h("label", { for: this.#pasted.id }, words.t("import.paste")),
        this.#pasted,
        h("div", { class: "buttons" }, h("button", { type: "button", click: () => this.#text(this.#pasted.value) }, words.t("import.read")), h("button", { type: "button", class: "quiet", click: () => this.#open(false) }, words.t("import.close"))),
      ),
      this.#told,
    );
    this.button = h("button", { type: "button", class: "quiet", "aria-controls": this.element.id, click: () => this.#open(!this.#kept.open) }, words.t("import.open"));
    this.close = dropped(zone, picked);
    this.#show();
  }

  #open(open: boolean): void {
    this.#kept.open = open;
    this.#show();
    if (open) this.#pasted.focus();
    else this.button.focus();
  }

  async #file(file: File): Promise<void> {
    const text = await textOf(file);
    if (typeof text === "string") return this.#text(text);
    Object.assign(this.#kept, { open: true, certificates: [], refused: text, used: [], before: null });
    this.#show();
  }

  #paste(event: ClipboardEvent): void {
    if (event.target === this.#pasted) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    this.#text(text);
  }

  #text(text: string): void {
    this.#kept.open = true;
    take(this.#kept, text, this.#context.comity);
    const [only, ...more] = this.#kept.certificates;
    // Which of several is meant nobody can know.
    if (only && more.length === 0) this.#use(0);
    else this.#show();
  }

  /** Puts a certificate into the sentence. */
  #use(index: number): void {
    const certificate = this.#kept.certificates[index];
    if (!certificate) return;
    const { state } = this.#context.store;
    Object.assign(this.#kept, { used: [index], before: this.#kept.before ?? state });
    this.#ask(asked(state, certificate.imported));
  }

  /** Puts a certificate after the papers of a question. */
  #add(index: number, question: State): void {
    const certificate = this.#kept.certificates[index];
    if (!certificate) return;
    this.#kept.used = [...this.#kept.used.filter((used) => used !== index), index];
    // The question before had no certificate of these: what is added stands beside its papers from now on.
    this.#kept.before = null;
    this.#ask(beside(question, certificate.imported));
  }

  /** Takes what a reader says of an open field. */
  #decide(index: number, field: Field, value: string): void {
    const certificate = this.#kept.certificates[index];
    if (!certificate) return;
    const { facts } = certificate.imported;
    const before = new Map(facts.map((fact) => [fact.field, fact.value]));
    decide(certificate, field, value);
    const changed = certificate.imported.facts.filter((fact) => fact.value !== before.get(fact.field));
    const { state } = this.#context.store;
    const at = this.#kept.used.includes(index) ? placeOf(state, facts) : -1;
    if (at >= 0) this.#ask(stating(state, changed, at));
    else this.#show();
    this.#told.focus();
  }

  #ask(state: State): void {
    this.#context.store.ask(state);
    // After it: what can stand beside the question depends on it.
    this.#show();
  }

  #show(): void {
    const { words } = this.#context;
    const { open, certificates, refused } = this.#kept;
    this.element.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    const several = certificates[0]?.imported.notices.find(({ code }) => code === "several-certificates");
    this.#told.replaceChildren(
      ...present([
        refused && h("p", { class: "caution" }, ...this.#quoted(`import.refused.${refused.code}`, { got: refused.got, expected: refused.expected })),
        several && h("p", {}, words.t("import.notice.several-certificates", { value: several.value })),
        ...certificates.map((certificate, i) => this.#certificate(certificate, i)),
      ]),
    );
  }

  #certificate({ imported }: Certificate, index: number): HTMLElement {
    const { words } = this.#context;
    const { used, before, certificates } = this.#kept;
    const alone = certificates.length === 1;
    const { state } = this.#context.store;
    const title = h("h4", {}, !alone && `${index + 1}. `, words.t(`import.format.${imported.format}`, { version: imported.version ?? "" }).trim());
    const inUse = used.includes(index);
    const use = inUse ? h("p", { class: "import-used" }, words.t(alone ? "import.filled" : "import.used")) : h("button", { type: "button", class: "primary", click: () => this.#use(index) }, words.t("import.use"));
    // Read alone it was put in at once, in the place of what was asked before.
    const question = inUse ? (alone ? before : null) : state;
    const notices = imported.notices.filter(({ code }) => code !== "several-certificates");
    return h(
      "article",
      { class: "imported" },
      h("div", { class: "imported-head" }, title, use, ...this.#besides(index, question)),
      h("ul", { class: "import-notices" }, ...notices.map(({ code, value }) => h("li", {}, ...this.#quoted(`import.notice.${code}`, { value })))),
      h("dl", { class: "import-facts", "aria-label": words.t("import.facts") }, ...imported.facts.flatMap((fact) => this.#fact(fact, index))),
      ...this.#left(imported),
    );
  }

  /** To ask about it together with the papers of a question, where there are any and it is of the same goods. */
  #besides(index: number, question: State | null): Child[] {
    const { words } = this.#context;
    const imported = this.#kept.certificates[index]?.imported;
    if (!imported || !question?.papers[0].scheme) return [];
    if (!fitsBeside(question, imported)) return [h("p", { class: "hint" }, words.t("import.other-goods"))];
    return placeOf(question, imported.facts) >= 0 ? [] : [h("button", { type: "button", click: () => this.#add(index, question) }, words.t("import.beside"))];
  }

  #fact(fact: ReadFact, index: number): HTMLElement[] {
    const { words, names } = this.#context;
    const { field, candidates } = fact;
    const label = field === "number" ? words.t("import.number") : field.startsWith("attr.") ? names.of(field.slice(5), words) : words.t(`field.${field}` as Key);
    const offered = candidates.map((id) => h("button", { type: "button", class: "quiet", click: () => this.#decide(index, field, id) }, this.#name(field, id)));
    return [h("dt", {}, label), h("dd", {}, ...this.#value(fact), offered.length > 0 && h("span", { class: "import-candidates" }, words.t("import.candidates"), ...offered))];
  }

  /** What was made of a fact, and how the certificate states it where that differs. */
  #value({ field, stated, value, certain, candidates }: ReadFact): Child[] {
    const { words } = this.#context;
    const quoted = quote(words.series(stated));
    if (certain) {
      const name = this.#name(field, value);
      return stated.length === 1 && stated[0] === name ? [h("bdi", {}, name)] : [h("bdi", {}, name), h("span", { class: "stated" }, ...words.parts<Node>("import.stated", { text: quoted }))];
    }
    const day = field === "issued" || field === "expires" || field === "on";
    const key = day ? (candidates.length > 0 ? "import.readings" : "import.no-day") : value ? "import.kept" : "import.left-open";
    return [h("span", { class: value ? "caution" : "stated" }, ...words.parts<Node>(key, { text: quoted }))];
  }

  /** The name of a value: a status and the ids of a list have words of their own. */
  #name(field: Field, value: string): string {
    const { words, names } = this.#context;
    if (field === "number") return value;
    const status = `status.${value}`;
    if (field === "status" && words.has(status)) return words.t(status);
    if (field === "hs") return dotted(value);
    return words.series(value.split("; ").map((id) => names.of(id, words)));
  }

  /** What was not understood, with its place. */
  #left({ facts, not_understood, more_not_understood }: Imported): Child[] {
    const { words } = this.#context;
    const open = new Set(facts.filter(({ certain }) => !certain).map(({ path }) => path));
    const left = not_understood.filter(({ path }) => !open.has(path));
    if (left.length === 0) return [h("p", { class: "hint" }, words.t("import.nothing-left"))];
    const item = ({ path, value }: NotUnderstood) => h("li", {}, h("code", {}, path), " ", h("bdi", {}, value));
    const more = more_not_understood > 0 && h("li", {}, words.t("import.more", { count: words.number(more_not_understood) }));
    return [h("details", { class: "import-left", "data-key": "import-left", open: left.length <= OPEN }, h("summary", {}, `${words.t("import.not-understood")} (${words.number(left.length + more_not_understood)})`), h("ul", {}, ...left.map(item), more))];
  }

  /** Words around what a stranger wrote, which is kept from running into them. */
  #quoted(key: Key, args: Record<string, string>): (Node | string)[] {
    return this.#context.words.parts<Node>(key, Object.fromEntries(Object.entries(args).map(([name, text]) => [name, h("bdi", {}, text)])));
  }
}

function quote(text: string): Node {
  return h("bdi", { class: "quoted" }, `“${text}”`);
}

/** Whether a text came in one piece: letters typed one by one are read when their writer says so. */
function pastedIn({ inputType, data }: InputEvent): boolean {
  return !inputType || inputType.startsWith("insertFrom") || (data?.length ?? 0) > TYPED;
}
