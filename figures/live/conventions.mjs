// The squares regroup as another framework stores them.

import { choosing } from "./choosing.mjs";

choosing("conventions", "convention");
