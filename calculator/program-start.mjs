// Starts it before the editor is there.
import { python } from "./program-python.mjs";

if (!navigator.connection?.saveData) python.start();
