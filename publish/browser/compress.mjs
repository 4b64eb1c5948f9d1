// Puts NAME.br and NAME.gz beside every file worth it: node compress.mjs SITE CACHE
// A server then sends those as they are. What was compressed once is kept, by content.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [site, cache] = process.argv.slice(2);
const WORTH_IT = /\.(css|html|ipynb|js|json|md|mjs|py|svg|txt|csv|wasm|xml|zip)$/;
const PACKED = /[\\/]pdf$/; // a release's books and its zip, which are compressed as it is
const SMALLEST = 1024; // bytes; below, the headers weigh more than what is saved

const methods = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  gz: (data) => promisify(gzip)(data, { level: 9 }),
};

async function compress(path) {
  const data = await readFile(path);
  if (data.length < SMALLEST) return;
  const name = createHash("sha256").update(data).digest("hex");
  for (const [suffix, method] of Object.entries(methods)) {
    const kept = join(cache, `${name}.${suffix}`);
    let packed;
    try {
      packed = await readFile(kept);
    } catch {
      packed = await method(data);
      await writeFile(`${kept}.new`, packed);
      await rename(`${kept}.new`, kept);
    }
    if (packed.length < data.length) await writeFile(`${path}.${suffix}`, packed);
  }
}

await mkdir(cache, { recursive: true });
const entries = await readdir(site, { recursive: true, withFileTypes: true });
const queue = entries
  .filter((entry) => entry.isFile() && WORTH_IT.test(entry.name))
  .filter((entry) => !PACKED.test(entry.parentPath))
  .map((entry) => join(entry.parentPath, entry.name));
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let path; (path = queue.shift()); ) await compress(path);
  }),
);
