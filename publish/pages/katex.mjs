// One process for a whole build: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";
import katex from "katex";
import { renderMathematics } from "../../live/worker/mathematics.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { html: renderMathematics(katex, JSON.parse(line)) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
