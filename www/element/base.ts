/** What the elements share: attributes, one law, loading, errors, events. Text stays text: nothing here makes markup of strings. */

import { ImportError } from "../comity/import/refusal";
import type { Question } from "../comity/types";
import { type Child, h, present } from "../src/dom";
import { errorKey, fieldOf, isQuestionError } from "../src/trouble";
import { type Language, Words, preferred } from "../src/words";
import { attributes, parts, property } from "./described";
import { type Law, lawFrom } from "./law";
import { sheet } from "./sheet";
import { pageTurn } from "./turns";

/** What an element shows, and what it tells with it. */
export interface Shown {
  question: object;
  answer: object;
  /** What is read out when it changes. */
  told: Child[];
  children: Child[];
}

// On a server there are no elements: the classes are there, and nobody makes one.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export abstract class ComityElement extends Base {
  static readonly observedAttributes = attributes;

  readonly #root: HTMLElement;
  /** Stays while its content changes: only so are changes read out. */
  readonly #told = h("div", { class: "told", role: "status" });
  #question: Question | null = null;
  #answer: object | null = null;
  /** Counts what was asked: an answer to an older question is not shown any more. */
  #last = 0;
  #due = false;

  constructor() {
    super();
    this.#root = h("div", { class: "answer", part: "answer" }, this.#told);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet()];
    shadow.append(this.#root);
  }

  /** What is asked and what it shows; throws what is wrong with the question. Long work lets the page have its `turn`. */
  protected abstract ask(law: Law, words: Words, question: Question | null, turn: () => Promise<void>): Shown | Promise<Shown>;

  /** A question in full, in place of attributes: it can state several papers, attributes of goods, assumptions. */
  get question(): Question | null {
    return this.#question;
  }

  set question(question: Question | null) {
    this.#question = question;
    this.refresh();
  }

  /** What was answered last; nothing while there is no answer. */
  get answer(): object | null {
    return this.#answer;
  }

  connectedCallback(): void {
    // What was set before the class was there lies in the way of its properties.
    for (const name of ["question", ...attributes.map(property)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.refresh();
  }

  disconnectedCallback(): void {
    this.#last += 1;
  }

  attributeChangedCallback(): void {
    this.refresh();
  }

  /** Asks again: of itself it does so when an attribute or the question changes. */
  refresh(): void {
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) void this.#renew();
    });
  }

  async #renew(): Promise<void> {
    this.#last += 1;
    const mine = this.#last;
    const words = new Words(languageOf(this));
    this.#root.lang = words.language;
    this.#root.setAttribute("aria-busy", "true");
    if (this.#answer === null) this.#show([slotted("loading", words.t("app.loading"))]);
    let shown: Shown;
    try {
      const law = await lawFrom(this.getAttribute("wasm"), this.getAttribute("pack"));
      if (mine !== this.#last) return;
      shown = await this.ask(law, words, this.#question, async () => {
        await pageTurn();
        if (mine !== this.#last) throw new Error("something else was asked");
      });
      if (mine !== this.#last) return;
      this.#show(shown.told, ...shown.children);
    } catch (thrown) {
      if (mine !== this.#last) return;
      this.#answer = null;
      this.#show([slotted("error", await reason(thrown, words, this))]);
      this.#tell("comity-error", { error: thrown });
      return;
    }
    this.#answer = shown.answer;
    this.#tell("comity-answer", { question: shown.question, answer: shown.answer });
  }

  #show(told: Child[], ...children: Child[]): void {
    this.#told.replaceChildren(...present(told));
    while (this.#told.nextSibling) this.#told.nextSibling.remove();
    this.#root.append(...present(children));
    this.#root.removeAttribute("aria-busy");
    for (const [selector, part] of Object.entries(parts)) for (const found of this.#root.querySelectorAll(selector)) found.setAttribute("part", part);
    // Several elements on a page would otherwise make many landmarks of one name.
    for (const section of this.#root.querySelectorAll("section")) section.removeAttribute("aria-labelledby");
    const level = this.getAttribute("heading") ?? "";
    if (/^[1-6]$/.test(level)) {
      for (const heading of this.#root.querySelectorAll("h3, h4")) heading.setAttribute("aria-level", String(Number(level) + Number(heading.localName === "h4")));
    }
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// Attributes are properties; `lang` is one already.
for (const name of attributes) {
  if (name === "lang") continue;
  Object.defineProperty(ComityElement.prototype, property(name), {
    configurable: true,
    enumerable: true,
    get(this: Element) {
      return name === "brief" ? this.hasAttribute(name) : (this.getAttribute(name) ?? "");
    },
    set(this: Element, value: unknown) {
      if (name === "brief") this.toggleAttribute(name, Boolean(value));
      else if (value === null || value === undefined || value === "") this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}

/** Words in their slot: the embedder's own take their place. */
function slotted(name: "loading" | "error", text: string): HTMLElement {
  return h("div", { class: name }, h("slot", { name }, text));
}

/** The language of the element, of what it stands in, or else of its reader. */
function languageOf(element: Element): Language {
  const tag = element.closest("[lang]")?.getAttribute("lang") ?? "";
  if (/^zh\b/i.test(tag)) return "zh-CN";
  return /^en\b/i.test(tag) ? "en" : preferred();
}

/** Why there is no answer. */
async function reason(thrown: unknown, words: Words, element: Element): Promise<string> {
  if (thrown instanceof ImportError) return words.t("element.no-certificate");
  if (!isQuestionError(thrown)) return words.t("element.failed", { reason: thrown instanceof Error ? thrown.message : String(thrown) });
  const place = fieldOf(thrown.path);
  const key = `field.${place}`;
  const told = words.t(errorKey(thrown), { field: words.has(key) ? words.t(key) : thrown.path, got: thrown.got, expected: thrown.expected });
  if (thrown.nearest.length === 0) return told;
  const { names } = await lawFrom(element.getAttribute("wasm"), element.getAttribute("pack"));
  return `${told} ${words.t("error.nearest")} ${words.list(thrown.nearest.map((id) => names.of(id, words)), "disjunction")}`;
}
