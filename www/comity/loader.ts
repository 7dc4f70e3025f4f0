/** How engine and data come into memory: once for all who ask, again after a failure, from whatever they are given as. */

import type { Comity } from "./comity.js";
import { Engine, Handle } from "./engine.js";
import type { NamesSaid } from "./renamed.js";
import type { Overlay } from "./types.js";

/** An address, a response to it, or the bytes themselves. */
export type Source = URL | string | Response | BufferSource;

/** Where the engine and its data come from; what is left out lies beside this module. */
export interface Sources {
  wasm?: Source | WebAssembly.Module;
  pack?: Source;
  /** Assumed law, laid over the data in this order and named in every answer that rests on it; an address or bytes hold it as JSON. */
  overlays?: readonly (Overlay | Source)[];
  /** What ids are called in place of their recorded names. */
  names?: NamesSaid;
}

/** What differs between the places where the library runs. */
export interface Place {
  wasm: () => Source | WebAssembly.Module | Promise<Source>;
  pack: () => Source | Promise<Source>;
  open: (address: URL | string) => Promise<Response | BufferSource>;
}

/** Work that is done once for each address, response or module. What fails is forgotten; bytes can change, and are never kept. */
class Once<T> {
  readonly #named = new Map<string, Promise<T>>();
  readonly #given = new WeakMap<object, Promise<T>>();

  of(key: unknown, work: () => Promise<T>): Promise<T> {
    const known = typeof key === "string" ? this.#named.get(key) : this.#given.get(key as object);
    if (known) return known;
    const begun = work();
    if (typeof key === "string") this.#named.set(key, begun);
    else this.#given.set(key as object, begun);
    begun.catch(() => this.forget(key));
    return begun;
  }

  forget(key: unknown): void {
    if (typeof key === "string") this.#named.delete(key);
    else this.#given.delete(key as object);
  }
}

/** A `load` for one place. */
export function loader(place: Place): (sources?: Sources) => Promise<Comity> {
  const modules = new Once<{ engine: Engine; handles: WeakMap<Uint8Array, Handle> }>();
  const packs = new Once<Uint8Array>();

  const bytes = async (source: Source): Promise<BufferSource> => {
    const opened = source instanceof URL || typeof source === "string" ? await place.open(source) : source;
    return isBytes(opened) ? opened : body(opened);
  };
  const compile = async (source: Source | WebAssembly.Module): Promise<WebAssembly.Module> => {
    if (source instanceof WebAssembly.Module) return source;
    const opened = source instanceof URL || typeof source === "string" ? await place.open(source) : source;
    if (isBytes(opened)) return WebAssembly.compile(opened);
    // Only what is served as wasm can be compiled while it comes in; many hosts do not know the type.
    const streams = opened.ok && opened.headers.get("content-type") === "application/wasm" && "compileStreaming" in WebAssembly;
    return streams ? WebAssembly.compileStreaming(opened) : WebAssembly.compile(await body(opened));
  };

  return async ({ wasm, pack, overlays = [], names = {} } = {}) => {
    const [forWasm, forPack] = [keyOf(wasm ?? place), keyOf(pack ?? place)];
    try {
      const [{ engine, handles }, data, laid] = await Promise.all([
        modules.of(forWasm, async () => ({ engine: new Engine(await compile(wasm ?? (await place.wasm()))), handles: new WeakMap() })),
        packs.of(forPack, async () => copied(await bytes(pack ?? (await place.pack())))),
        Promise.all(overlays.map(async (overlay) => (isOverlay(overlay) ? overlay : (JSON.parse(new TextDecoder().decode(await bytes(overlay))) as Overlay)))),
      ]);
      if (laid.length > 0 || Object.keys(names).length > 0) return new Handle(engine, data, structuredClone(laid), structuredClone(names));
      const handle = handles.get(data) ?? new Handle(engine, data);
      handles.set(data, handle);
      return handle;
    } catch (thrown) {
      // Whatever was wrong: who asks again gets all of it anew.
      modules.forget(forWasm);
      packs.forget(forPack);
      throw thrown;
    }
  };
}

/** By what something is recognised as the same again. */
function keyOf(source: Source | WebAssembly.Module | Place): unknown {
  if (source instanceof URL) return source.href;
  return isBytes(source) ? {} : source;
}

function isBytes(value: unknown): value is BufferSource {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isOverlay(value: Overlay | Source): value is Overlay {
  return typeof value === "object" && "changes" in value;
}

/** The data stay as they were loaded, whatever becomes of what they came in. */
function copied(bytes: BufferSource): Uint8Array {
  return ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice() : new Uint8Array(bytes).slice();
}

async function body(response: Response): Promise<ArrayBuffer> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`.trim());
  return response.arrayBuffer();
}
