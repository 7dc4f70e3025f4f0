/** Pictures of every view to be looked at: `node tests/browser/shots.mjs FOLDER [SCENE…]`; `docs/pictures readme` makes those of the README. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { start, story } from "./harness.mjs";

const folder = process.argv[2] ?? "target/shots";
await mkdir(folder, { recursive: true });

const goods = "scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&on=2026-11-22";
/** What is shown, by the name of its picture; `until`: what is waited for. */
const scenes = {
  ask: { hash: "", until: ".examples" },
  answer: { hash: story, until: ".verdict" },
  accepted: { hash: "scheme=gmp-eu&issued-in=DE&issued=2025-03-01&product=finished-medicines&made-in=DE&market=US&on=2026-11-22", until: ".verdict" },
  unknown: { hash: "scheme=common-criteria&issued-in=DE&issued=2025-03-01&product=it-security&made-in=DE&market=JP&on=2026-11-22", until: ".verdict" },
  error: { hash: "scheme=no-such-scheme&product=household-appliances&market=KR&on=2026-11-22", until: ".trouble" },
  world: { hash: `view=world&${goods}`, until: ".world-out[aria-busy=false] .world-shown" },
  plan: { hash: `view=plan&markets=KR,JP,EU&${goods}`, until: ".plan-head" },
  time: { hash: `view=time&${story}`, until: ".time-result" },
  batch: { hash: "view=batch", until: ".view-head" },
  library: { hash: "view=library", until: ".view-head" },
  record: { hash: "view=library&record=agreement:iecee-cb", until: ".view-head" },
  data: { hash: "view=data", until: ".view-head" },
};
/** How it is looked at. On paper: the width of an A4 sheet at 96 dots an inch, without margins. */
const looks = [
  ...[[1200, 900], [360, 780]].flatMap(([width, height]) =>
    ["light", "dark"].map((colorScheme) => [`${width}-${colorScheme}`, { viewport: { width, height }, colorScheme }])),
  ["paper", { viewport: { width: 794, height: 1123 } }, { media: "print" }],
  ["forced", { viewport: { width: 1200, height: 900 }, forcedColors: "active" }],
];
const wanted = process.argv.slice(3);

const host = await start();
for (const [name, { hash, until }] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const language of ["en", "zh-CN"]) {
    for (const [look, options, media = {}] of looks) {
      const { page, context } = await host.open(`#${hash}&lang=${language}`, options);
      await page.waitForSelector(until, { timeout: 60_000 });
      await page.emulateMedia(media);
      await page.screenshot({ path: join(folder, `${name}-${language}-${look}.png`), fullPage: true });
      await context.close();
    }
  }
  console.log(name);
}
if (wanted.includes("readme")) {
  const viewport = { width: 900, height: 620 };
  for (const [name, scene, language, colorScheme] of [["answer", "answer", "en", "light"], ["world", "world", "zh-CN", "dark"]]) {
    const { page, context } = await host.open(`#${scenes[scene].hash}&lang=${language}`, { viewport, colorScheme });
    await page.waitForSelector(scenes[scene].until, { timeout: 60_000 });
    await page.evaluate((world) => world && document.querySelector(".world-out").scrollIntoView(), scene === "world");
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
}
await host.stop();
