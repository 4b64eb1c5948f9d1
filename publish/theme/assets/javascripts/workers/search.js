// Material's search, asleep until a reader types a word: only then come the texts
// of all pages, and what searches them. publish/search.py puts both in place.
const MATERIAL = "search.a7633da7.min.js";
const DOCUMENTS = "../../../search/documents.json";
const [SETUP, READY, , RESULT] = [0, 1, 2, 3]; // Material's types of a message
const MISSING = {
  en: "The texts to search have not arrived: check the network, then type again.",
  zh: "供搜索的文字没有送到：请检查网络，再输入一次。",
};
const send = self.postMessage; // a constant of its name would hide it from Material
let setup;
let awake;

addEventListener("message", async (event) => {
  if (!event.isTrusted) return; // from tell(), for Material's own listener
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === SETUP) {
    setup = data;
    send({ type: READY });
  } else if (!data && !awake) {
    found([]);
  } else {
    try {
      await (awake ??= wake());
      tell(event.data);
    } catch (problem) {
      awake = undefined;
      console.warn(`Search did not start: ${problem.message}`);
      const title = MISSING[setup.config.lang[0]];
      found([[{ location: "", title, text: "", score: 0, terms: {} }]]);
    }
  }
});

async function wake() {
  const response = await fetch(DOCUMENTS);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const docs = await response.json();
  importScripts(MATERIAL);
  await new Promise((ready) => {
    self.postMessage = ready; // Material's answer to its setup
    tell({ type: SETUP, data: { ...setup, docs } });
  });
  self.postMessage = send;
}

const tell = (data) => dispatchEvent(new MessageEvent("message", { data }));
const found = (items) => send({ type: RESULT, data: { items } });
