import { start } from "./harness.mjs";
const host = await start();
const Q = {
 plan: "view=plan&markets=KR,JP,EU,GB,AU&product=household-appliances&made-in=CN&on=2026-11-22",
 planhand: "view=plan&markets=KR,GB&scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&on=2026-11-22",
 planempty: "view=plan",
 gb: "view=time&scheme=eu-doc&issued-in=DE&issued=2020-01-01&product=household-appliances&made-in=CN&market=GB&on=2026-11-22",
 ch: "view=time&scheme=eu-mdr-certificate&issued-in=CH&issued=2019-06-01&issuer-class=designated-body&product=medical-devices&made-in=CH&market=EU&on=2020-12-01&attr.device-class=IIa",
};
const want = process.argv[2].split(",");
for (const name of want) for (const [w, scheme, lang] of [[1200,"light","en"],[360,"dark","zh-CN"],...(process.argv[3]?[[1200,"dark","zh-CN"],[360,"light","en"]]:[])]) {
  const { page, context, complaints } = await host.open(`#${Q[name]}&lang=${lang}`, { viewport: { width: w, height: 900 }, colorScheme: scheme });
  await page.waitForSelector(".closing, .hint-line, .trouble", { timeout: 60000 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.screenshot({ path: `/tmp/shots-plan/${name}-${w}-${lang}.png`, fullPage: true });
  console.log(name, w, over, complaints.join("|"));
  await context.close();
}
await host.stop();
