// Mozilla's HTTP Observatory on pages of a local server, but for its two tests of
// HTTPS, which belongs to the host: node observatory.mjs PORT PATH…
import { ALL_TESTS } from "./node_modules/@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "./node_modules/@mdn/mdn-http-observatory/src/grader/charts.js";
import { getScoreModifier } from "./node_modules/@mdn/mdn-http-observatory/src/grader/grader.js";
import { retrieve } from "./node_modules/@mdn/mdn-http-observatory/src/retriever/retriever.js";

const HTTPS = ["redirectionTest", "strictTransportSecurityTest"];
const [port, ...paths] = process.argv.slice(2);

for (const path of paths) {
  const requests = await retrieve("127.0.0.1", { httpPort: port, httpsPort: port, path });
  const judged = ALL_TESTS.filter((test) => !HTTPS.includes(test.name)).map((test) => {
    const { result, pass } = test(requests);
    return { name: test.name, result, pass, score: getScoreModifier(result) };
  });
  const sum = (each) => each.reduce((total, { score }) => total + score, 100);
  const plain = sum(judged.filter(({ score }) => score < 0));
  // Extra credit counts for those who need none.
  const score = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(judged) : plain;
  console.log(JSON.stringify({ path, score, failed: judged.filter(({ pass }) => !pass) }));
}
process.exit(); // its HTTPS session keeps a socket open
