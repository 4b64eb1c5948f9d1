// The worker that all live parts of a page share.
import { serve } from "./interpreter.mjs";

serve();
