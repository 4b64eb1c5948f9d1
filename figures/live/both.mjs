// A second layer, a second direction, or both.

import { choosing } from "./choosing.mjs";

choosing("both", "model");
