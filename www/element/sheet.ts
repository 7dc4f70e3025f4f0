/** The elements' style, as a sheet that all of them share: no policy has to allow styles in the markup. */

import ground from "../style/ground.css";
import tiles from "../style/tile.css";
import style from "./element.css";

let made: CSSStyleSheet | null = null;

/** That of the elements. */
export function sheet(): CSSStyleSheet {
  made ??= sheetOf(ground + tiles + style);
  return made;
}

/** That of the document in a frame, which holds an element and nothing else. */
export function frame(): CSSStyleSheet {
  return sheetOf(":root{color-scheme:light dark}body{margin:0;padding:.5rem}");
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
