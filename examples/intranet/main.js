import { provide } from "./node_modules/comity/element.js";
import { load } from "./node_modules/comity/inline.js";

// Names as the house uses them; its own corrections would be `overlays`.
provide(() => load({ names: { KR: { en: "Korea", zh: "韩国" } } }));
