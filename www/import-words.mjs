/** What the importer takes from the catalogues: a library in JavaScript need not carry all their words. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const words = async (language) => JSON.parse(await readFile(join(import.meta.dirname, `../locales/${language}.json`), "utf8"));
const [english, chinese] = await Promise.all(["en", "zh-CN"].map(words));

/** What follows a stem in the keys that begin so. */
const below = (stem) => Object.keys(english).flatMap((key) => (key.startsWith(stem) ? [key.slice(stem.length)] : []));
/** For each of some ids, what it is called in both languages. */
const called = (ids, key) => Object.fromEntries(ids.map((id) => [id, [english, chinese].flatMap((catalogue) => catalogue[key(id)].split(/[;；]/)).map((name) => name.trim())]));

/** Put in where `comity/import/words.ts` asks for them. */
export const importWords = {
  IMPORT_WORDS: JSON.stringify({
    columns: called(below("batch.called."), (id) => `batch.called.${id}`),
    status: called(["active", "suspended", "withdrawn"], (id) => `import.called.${id}`),
    refused: Object.fromEntries(below("import.refused.").map((code) => [code, english[`import.refused.${code}`]])),
  }),
};
