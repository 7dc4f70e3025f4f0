/** Starts the page: loads the engine, its data and everything else at once, and then no more. */

import { load } from "../comity/comity";
import { h } from "./dom";
import { Page } from "./page";
import { Store } from "./store";
import { Words, preferred } from "./words";

const root = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  const words = new Words(preferred());
  root.replaceChildren(h("p", { class: "loading", role: "status" }, words.t("app.loading")));
  try {
    const part = (id: string) => new URL((document.getElementById(id) as HTMLLinkElement).href);
    const comity = await load({ wasm: part("wasm"), pack: part("pack") });
    new Page(comity, new Store(comity.about().edition, preferred()), root);
    document.documentElement.dataset["ready"] = "yes";
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : JSON.stringify(thrown);
    root.replaceChildren(h("p", { class: "loading", role: "alert" }, words.t("app.failed", { reason })), h("p", { class: "loading" }, h("button", { type: "button", click: () => void start() }, words.t("app.retry"))));
  }
}

void start();
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) void navigator.serviceWorker.register("sw.js");
