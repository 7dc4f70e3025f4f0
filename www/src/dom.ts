/** Elements without markup strings: text stays text, and the content security policy needs no exception. */

export type Child = Node | string | null | false | undefined;
type Value = string | number | boolean | null | undefined | EventListener;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; functions become listeners of the event they are named after. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return dress(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  return dress(document.createElementNS(SVG, tag) as SVGElement, attributes, children);
}

/** What is left of a list of children. */
export function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false && child !== "");
}

function dress<T extends Element>(element: T, attributes: Record<string, Value>, children: Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

let last = 0;
/** An id nobody else has. */
export function unique(stem: string): string {
  last += 1;
  return `${stem}-${last}`;
}
