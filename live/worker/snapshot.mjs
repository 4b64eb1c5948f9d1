// The second start of Python is a copy of the memory after the first.
//
// Pyodide's snapshots are not yet public: whatever goes wrong with one, Python
// starts without it.
import { loadPyodide } from "pyodide";

const CACHE = "gatecount-python";
const QUIET = 3_000; // ms after the start, when nobody waits for an answer

export async function startPyodide(options) {
  const kept = await storage();
  const address = new URL(`memory-${PYTHON_KEY}`, options.indexURL).href;
  const response = await kept?.match(address).catch(() => undefined);
  if (response) {
    try {
      return await restore(options, await response.arrayBuffer());
    } catch (problem) {
      console.info(`Python starts without its memory: ${problem.message}`);
      await kept.delete(address).catch(() => {});
    }
  }
  const pyodide = await loadPyodide({ ...options, _makeSnapshot: Boolean(kept) });
  if (kept) setTimeout(keep, QUIET, pyodide, kept, address);
  return pyodide;
}

// Pyodide copies the memory whatever its size: where the heap had grown before it was
// kept, a new one has to grow first.
function restore({ createPyodideModule, ...options }, memory) {
  return loadPyodide({
    ...options,
    _loadSnapshot: memory,
    createPyodideModule: async (settings) => {
      const module = await createPyodideModule(settings);
      if (module.HEAP8.length < memory.byteLength) module.growMemory(memory.byteLength);
      return module;
    },
  });
}

// Undefined where the browser keeps nothing: a private window, a page without https.
async function storage() {
  try {
    return await caches.open(CACHE);
  } catch {
    return undefined;
  }
}

async function keep(pyodide, kept, address) {
  try {
    const memory = pyodide.makeMemorySnapshot();
    for (const old of await kept.keys()) await kept.delete(old);
    await kept.put(address, new Response(memory));
  } catch (problem) {
    console.info(`Python's memory was not kept: ${problem.message}`);
  }
}
