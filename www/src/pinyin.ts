/** The initials of Chinese characters by pinyin, without a table: the browser's own pinyin collation knows the order. */

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
/** The first character of each initial in that order; no syllable begins with i, u or v. */
const letters = "abcdefghjklmnopqrstwxyz";
const firsts = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀"];
const known = new Map<string, string>();

/** Initials of a text: Chinese characters by pinyin, letters and digits as they are. */
export function initials(text: string): string {
  return [...text.toLowerCase()].map(initial).join("");
}

function initial(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return "";
  let letter = known.get(character);
  if (letter === undefined) {
    const after = firsts.findLastIndex((first) => collator.compare(first, character) <= 0);
    letter = letters[after] ?? "";
    known.set(character, letter);
  }
  return letter;
}
