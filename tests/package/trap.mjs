/** The shipped engine with less memory than it may want, so that a large question really breaks it off. */

/** An unsigned number as wasm writes it. */
function leb(number) {
  const bytes = [];
  do {
    bytes.push((number & 127) | (number > 127 ? 128 : 0));
    number >>>= 7;
  } while (number > 0);
  return bytes;
}

function readLeb(bytes, at) {
  let [number, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at];
    at += 1;
    number |= (byte & 127) << shift;
    if (byte < 128) return [number, at];
    shift += 7;
  }
}

/** The same module whose memory may not grow past so many pages of 64 KiB. */
export function limited(bytes, pages) {
  const MEMORY = 5;
  let at = 8;
  while (at < bytes.length) {
    const id = bytes[at];
    const [size, body] = readLeb(bytes, at + 1);
    if (id === MEMORY) {
      const [, flags] = readLeb(bytes, body);
      const [least] = readLeb(bytes, flags + 1);
      const memory = [1, 1, ...leb(least), ...leb(pages)];
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([MEMORY, ...leb(memory.length), ...memory]), bytes.subarray(body + size)]);
    }
    at = body + size;
  }
  throw new Error("the module has no memory of its own");
}
