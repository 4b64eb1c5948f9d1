// What Google's CSP evaluator finds in the policies of a JSON list, as JSON.
import { readFileSync } from "node:fs";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const policies = JSON.parse(readFileSync(0, "utf8"));
const findings = policies.map((text) => new CspEvaluator(new CspParser(text).csp).evaluate());
process.stdout.write(JSON.stringify(findings));
