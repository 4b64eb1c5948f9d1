// Shuts the door of a worker: what runs in it afterwards computes, and reaches
// neither the network nor anything that the browser keeps.

// What stays: the language itself, and what Python's runtime asks for by name.
const LANGUAGE = `
  Object Array Boolean Number BigInt String Symbol Date RegExp Math JSON Reflect Proxy
  Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator Intl
  ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array
  Float32Array Float64Array BigInt64Array BigUint64Array
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError
  URIError SuppressedError DisposableStack AsyncDisposableStack
  Infinity NaN undefined globalThis parseInt parseFloat isNaN isFinite
  encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape`;
const RUNTIME = `
  self WebAssembly TextEncoder TextDecoder performance crypto console
  clearTimeout DOMException`;
const KEPT = new Set(`${LANGUAGE} ${RUNTIME}`.trim().split(/\s+/));

const closed = () => {
  throw new TypeError("This is closed here.");
};

const MOST = 512 * 1024 * 1024; // bytes; a phone does not have many more

// Python gets no more memory than MOST: then it raises MemoryError.
export function limitMemory() {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + Number(pages) * 65_536 > MOST) throw new RangeError("full");
    return grow.call(this, pages);
  };
}

// Takes every other global away, and every way to make a program out of a text:
// with one of those, `import("https://…")` could be said anew.
export function lock(scope = globalThis) {
  const { setTimeout, Function } = scope;
  for (let owner = scope; owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const name of Reflect.ownKeys(owner)) {
      if (!KEPT.has(name) && typeof name === "string") takeAway(owner, name);
    }
  }
  for (const each of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    fix(Object.getPrototypeOf(each), "constructor", closed);
  }
  // The runtime asks whether something is an `instanceof Function`.
  const name = function () {
    closed();
  };
  name.prototype = Function.prototype;
  fix(scope, "Function", name);
  // Its event loop needs a timer, which would take a text for a program too.
  fix(scope, "setTimeout", (work, ...rest) =>
    typeof work === "function" ? setTimeout(work, ...rest) : closed(),
  );
}

function takeAway(owner, name) {
  if (Reflect.deleteProperty(owner, name)) return;
  const { value } = Reflect.getOwnPropertyDescriptor(owner, name);
  if (Object(value) === value) throw new Error(`${name} cannot be taken away.`);
}

function fix(owner, name, value) {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}
