// Search in place of Material's, in its own words: asleep until a reader types, and
// only then come the texts of all pages, and what searches them.
const DOCUMENTS = "../../../search/documents.json";
const [SETUP, READY, , RESULT] = [0, 1, 2, 3]; // Material's types of a message
const MISSING = {
  en: "The texts to search have not arrived: check the network, then type again.",
  zh: "供搜索的文字没有送到：请检查网络，再输入一次。",
};
let language;
let awake;

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    [language] = data.config.lang;
    postMessage({ type: READY });
  } else if (!data.trim()) {
    found([]);
  } else {
    try {
      const find = await (awake ??= wake());
      found(find(data));
    } catch (problem) {
      awake = undefined;
      console.warn(`Search did not start: ${problem.message}`);
      // No hit, but Material knows no other way: accessible.mjs puts it in its place.
      const said = { title: MISSING[language], text: "", score: 0, terms: {} };
      found([[{ location: "?missing", ...said }]]);
    }
  }
});

async function wake() {
  const response = await fetch(DOCUMENTS);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const { docs, words, stop } = await response.json();
  importScripts("find.js");
  return self.finder(docs, words, stop);
}

const found = (items) => postMessage({ type: RESULT, data: { items } });
