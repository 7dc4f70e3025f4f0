/** The answer as plain text, for a letter or a file. */

import type { Answer } from "../comity/types";
import type { Context } from "./context";
import { Say, firstRoute, headlineRequirements, inOrder } from "./say";

export function asText(answer: Answer, question: string, { words, names, store }: Context): string {
  const say = new Say(words, names);
  const lines: string[] = [question.trim(), "", words.t(`verdict.${answer.headline.verdict}`), say.means(answer), ...say.frame(answer)];
  for (const { due, items } of inOrder(answer.obligations)) {
    lines.push("", `${words.t(`due.${due}`)}:`, ...items.map((item) => `- ${say.obligation(item)}`));
  }
  lines.push("", ...say.until(answer.stable_until, answer.next_verdict));
  const routes = headlineRequirements(answer).flatMap((requirement) => firstRoute(requirement) ?? []);
  const hops = routes.flatMap((route) => route.hops);
  hops.forEach((hop, i) => {
    const way = `${i + 1}. ${words.name(hop.from.name)} → ${words.name(hop.to.name)}`;
    lines.push("", way, ...(hop.agreement ? [words.name(hop.agreement.name)] : []), ...(hop.name ? [[words.name(hop.name), hop.place].filter(Boolean).join(" · ")] : []));
    lines.push(...hop.sources.map(({ url, read }) => `   ${url}${read ? ` (${words.t("why.read", { date: words.date(read) })})` : ""}`));
  });
  const note = (key: "frame.assumed" | "frame.not-examined", list: string[]) => list.length > 0 && lines.push("", words.t(key, { list: words.series(list) }));
  note("frame.assumed", answer.presumptions_used.map((reason) => say.reason(reason)));
  note("frame.not-examined", answer.not_examined.map((code) => say.notExamined(code)));
  lines.push("", words.t("frame.caveat"), words.t("app.edition", { edition: answer.edition, as_of: answer.as_of ? words.date(answer.as_of) : "" }), store.link, "");
  return lines.join("\n");
}
