// A program in an address: deflated, written in the letters of base64url, behind
// a number that says how, so that old links stay readable when the way changes.
// It stands in the fragment, which a browser does not send to any server.

const BEFORE = "#program=1.";
const LONGEST = 8_000; // characters that mail and messengers still carry
export const LARGEST = 1_000_000; // bytes of a program, opened or unpacked

const through = (bytes, transform) => new Blob([bytes]).stream().pipeThrough(transform);

// The fragment that holds `text`; null where it would be too long to send.
export async function toFragment(text) {
  const packed = through(text, new CompressionStream("deflate-raw"));
  const letters = [];
  for (const byte of new Uint8Array(await new Response(packed).arrayBuffer())) {
    letters.push(String.fromCharCode(byte));
  }
  const written = btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_");
  const fragment = BEFORE + written.replace(/=+$/, "");
  return fragment.length > LONGEST ? null : fragment;
}

export const holdsProgram = (fragment) => fragment.startsWith("#program=");

// The program in a fragment. Throws where it is damaged, or far too large.
export async function fromFragment(fragment) {
  if (!fragment.startsWith(BEFORE)) throw new Error("written in another way");
  const written = fragment.slice(BEFORE.length).replaceAll("-", "+").replaceAll("_", "/");
  const packed = Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));
  const reader = through(packed, new DecompressionStream("deflate-raw")).getReader();
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > LARGEST) throw new Error("too large");
    pieces.push(value);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(pieces).arrayBuffer());
}
