// Starts Python before the rest of the page is there: for pages about nothing else.
import { python } from "./python.mjs";

if (!navigator.connection?.saveData) python.start();
