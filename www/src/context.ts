/** What every part of the page needs: the engine's vocabulary, the language, the state. */

import type { Vocabulary } from "../comity/types";
import type { Names } from "./names";
import type { Store } from "./store";
import type { Words } from "./words";

export interface Context {
  vocabulary: Vocabulary;
  names: Names;
  words: Words;
  store: Store;
}
