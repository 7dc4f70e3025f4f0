import { start } from "./harness.mjs";
const host = await start();
const Q = {
 plan: "view=plan&markets=KR,JP&product=household-appliances&made-in=CN&on=2026-11-22",
 planhand: "view=plan&markets=KR,GB&scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&on=2026-11-22",
 planempty: "view=plan",
 gb: "view=time&scheme=eu-doc&issued-in=DE&issued=2020-01-01&product=household-appliances&made-in=CN&market=GB&on=2026-11-22",
 ch: "view=time&scheme=eu-mdr-certificate&issued-in=CH&issued=2019-06-01&issuer-class=designated-body&product=medical-devices&made-in=CH&market=EU&on=2020-12-01&attr.device-class=IIa",
};
const [, , names, variants, scrolls] = process.argv;
for (const name of names.split(",")) for (const v of variants.split(",")) {
  const [w, scheme, lang] = v.split("/");
  const { page, context, complaints } = await host.open(`#${Q[name]}&lang=${lang}`, { viewport: { width: +w, height: +w > 500 ? 1000 : 800 }, colorScheme: scheme });
  await page.waitForSelector(".closing, .hint-line, .trouble", { timeout: 60000 });
  for (const y of scrolls.split(",")) {
    await page.evaluate((y) => scrollTo(0, y), +y);
    await page.screenshot({ path: `/tmp/shots-plan/${name}-${w}-${scheme}-${lang}-${y}.png` });
  }
  console.log(name, v, complaints.join("|"));
  await context.close();
}
await host.stop();
