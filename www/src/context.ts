/** What every part of the page needs: the engine and its vocabulary, the language, the state. */

import type { Comity } from "../comity/comity";
import type { About, Vocabulary } from "../comity/types";
import type { Asking } from "./asking";
import type { Names } from "./names";
import type { Store } from "./store";
import type { Words } from "./words";

/** What is needed to put something in words: all that an answer on a page of others has. */
export type Saying = Pick<Context, "words" | "names">;

export interface Context {
  /** Answers at once. */
  comity: Comity;
  /** Answers long questions, beside the page. */
  asking: Asking;
  vocabulary: Vocabulary;
  about: About;
  names: Names;
  words: Words;
  store: Store;
}
