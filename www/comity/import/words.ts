/** Words in both languages by which certificates and files are understood: the build takes them from `locales/`. */

/** Put in by the build, `www/import-words.mjs`. */
declare const IMPORT_WORDS: ImportWords;

interface ImportWords {
  /** What the columns of a file may be called. */
  columns: Record<string, string[]>;
  /** What says that a certificate stands, rests or has ended. */
  status: Record<"active" | "suspended" | "withdrawn", string[]>;
  /** Why a text is refused, in English: for whoever reads a thrown error. */
  refused: Record<string, string>;
}

export function words(): ImportWords {
  return IMPORT_WORDS;
}
