// The worker in which a reader's program runs: Python, with the door shut.
import { serve } from "./interpreter.mjs";
import { limitMemory, lock } from "./lock.mjs";

limitMemory();
// `import js` finds nothing, and there is nobody to answer input().
serve({ jsglobals: {}, stdin: () => null }, lock);
