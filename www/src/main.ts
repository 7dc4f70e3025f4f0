/** Starts the page: loads the engine, its data and everything else at once, and then no more. */

import { load } from "../comity/comity";
import { Asking } from "./asking";
import { h } from "./dom";
import { Page } from "./page";
import { Store } from "./store";
import { Words, preferred } from "./words";

/** The worker's script, put in by the build. */
declare const WORKER: string;

/** A part of the page: a file beside it, or, where all is one file, text within it. */
async function part(id: string): Promise<ArrayBuffer> {
  const element = document.getElementById(id);
  if (element instanceof HTMLScriptElement) return unpacked(element.text);
  const response = await fetch((element as HTMLLinkElement).href);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

/** Bytes as the build wrote them into the page: gzip, in base 64. */
function unpacked(text: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const root = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  const words = new Words(preferred());
  root.replaceChildren(h("p", { class: "loading", role: "status" }, words.t("app.loading")));
  try {
    const [wasm, pack] = await Promise.all([part("wasm").then((bytes) => WebAssembly.compile(bytes)), part("pack")]);
    const comity = await load({ wasm, pack });
    // The worker's script is part of this one: starting it asks no server for anything.
    const script = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    new Page(comity, new Asking(script, { wasm, pack }), new Store(comity.about().edition, preferred()), root);
    document.documentElement.dataset["ready"] = "yes";
    performance.mark("ready");
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : JSON.stringify(thrown);
    root.replaceChildren(h("p", { class: "loading", role: "alert" }, words.t("app.failed", { reason })), h("p", { class: "loading" }, h("button", { type: "button", click: () => void start() }, words.t("app.retry"))));
  }
}

void start();
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) void navigator.serviceWorker.register("sw.js");
