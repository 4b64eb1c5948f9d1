// Which pages answer a query, best first. No index: the texts of all pages are few
// enough to be read anew at each key.

const HAN = /\p{sc=Han}/u;
const TOKEN = /\p{sc=Han}+|\d[\d,.]*\d|(?:(?!\p{sc=Han})[\p{L}\p{N}_])+/gu;
const [OF_PAGE, OF_SECTION] = [2, 1.5]; // what a hit in a title counts; in a text, below 1
const TEASER = 160; // characters, of which Han ones count twice

const escapeRegExp = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
const escapeHtml = (text) => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt()};`);
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const highest = (list, value) => list.reduce((a, b) => (value(b) > value(a) ? b : a));
const singular = (word) => word.replace(/(?<=s|x|ch|sh)es$|(?<=[^s])s$/, "");
const stem = (word) => singular(word).replace(/(?<=.{4})(?:ing|ed)$/, "");

// A Latin word begins where it is typed and may go on; 8320 is also 8,320.
function source(word) {
  if (HAN.test(word)) return escapeRegExp(word);
  if (!/^\d/.test(word)) return `(?<![a-z0-9_])${escapeRegExp(stem(word))}[a-z0-9_]*`;
  const digits = word.replace(/,(?=\d{3})/g, "").replace(/(?<=\d)(?=\d)/g, ",?");
  return `(?<![\\d,.])${digits.replace(/\./g, "\\.")}(?!\\d)`;
}

// Any of these words as it stands, the longest first.
function anyOf(words) {
  const sources = words.toSorted((a, b) => b.length - a.length).map((word) => {
    const own = escapeRegExp(word);
    return HAN.test(word) ? own : `(?<![a-z0-9_])${own}(?:e?s)?(?![a-z0-9_])`;
  });
  return new RegExp(sources.join("|"), "g");
}

// How many letters are wrong, missing, too many or swapped.
function slips(a, b) {
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + other];
      rows[i][j] = Math.min(...ways, swapped ? rows[i - 2][j - 2] + 1 : Infinity);
    }
  }
  return rows[a.length][b.length];
}

// The texts, and a table for both languages: rows of words that mean the same, and
// words that say nothing beside others.
self.finder = (docs, { same, idle }) => {
  const meaning = new Map(same.flatMap((row) => row.map((word) => [word, row])));
  const [table, noise] = [anyOf([...meaning.keys()]), anyOf(idle)];
  const pages = [...Map.groupBy(docs, ({ location }) => location.split("#")[0]).values()];
  const written = docs.map(({ title, text }) => `${title} ${text}`.toLowerCase()).join(" ");
  const known = [...new Set([...meaning.keys(), ...written.match(/[a-z]{4,}/g)])];

  // An address is part of its title; it is the same in both languages.
  const name = ({ title, location }) => `${title} ${location.replace(/[-#/]/g, " ")}`;
  const rarity = (number, all) => Math.log(1 + all / (number + 1)) ** 1.5;

  // What a word finds. The rarer, the more it weighs, in texts and in titles.
  function term(words, part = 1) {
    const pattern = new RegExp(words.map(source).join("|"), "gi");
    const count = (text) => text.match(pattern)?.length ?? 0;
    const found = new Map();
    for (const doc of docs) {
      const hits = [count(name(doc)), count(doc.text)];
      if (hits[0] + hits[1]) found.set(doc, hits);
    }
    const titled = new Set(pages.filter(([page]) => count(name(page))));
    const weight = part * rarity(found.size, docs.length);
    return { pattern, found, titled, weight, title: weight * rarity(titled.size, pages.length) };
  }

  const equals = (word) => meaning.get(word) ?? meaning.get(singular(word)) ?? [word];

  // A word that stands nowhere is taken for the nearest that does.
  function nearest(word) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const close = known.filter((each) => Math.abs(each.length - word.length) <= most);
    if (!close.length) return word;
    const best = highest(close, (each) => -slips(word, each));
    return slips(word, best) <= most ? best : word;
  }

  function latin(word) {
    const exact = term([word]);
    return exact.found.size ? exact : term(equals(nearest(word)));
  }

  // Nothing says where a Chinese word ends: each pair of characters is looked for.
  function han(run) {
    const pairs = [...run].slice(1).map((each, at) => run[at] + each);
    if (!pairs.length) return [term([run], 0.5)];
    return pairs.map((pair) => term([pair], 1 / Math.sqrt(pairs.length)));
  }

  function terms(query) {
    const cut = []; // words of the table weigh double
    const rest = query.replace(table, (word) => (cut.push(term(equals(word), 2)), " "));
    const spoken = rest.replace(noise, " ");
    const tokens = (text) => text.match(TOKEN) ?? [];
    const others = (cut.length ? tokens(spoken) : tokens(spoken.trim() ? spoken : rest))
      .flatMap((each) => (HAN.test(each) ? han(each) : latin(each)));
    return [...cut, ...others].filter(({ found, titled }) => found.size + titled.size);
  }

  function mark(text, patterns, start = 0, end = text.length) {
    const any = new RegExp(`(?:${patterns.map((each) => each.source).join("|")})+`, "gi");
    const shown = text.slice(start, end);
    let [html, from] = ["", 0];
    for (const { 0: hit, index } of shown.matchAll(any)) {
      html += `${escapeHtml(shown.slice(from, index))}<mark>${escapeHtml(hit)}</mark>`;
      from = index + hit.length;
    }
    return html + escapeHtml(shown.slice(from));
  }

  // The piece of a text where most of the terms stand together.
  function teaser(text, patterns) {
    const room = HAN.test(text.slice(0, 200)) ? TEASER / 2 : TEASER;
    const at = patterns.flatMap((pattern, which) =>
      [...text.matchAll(pattern)].map(({ index }) => [index, which]));
    const within = ([begin]) =>
      new Set(at.filter(([i]) => i >= begin && i < begin + room).map(([, which]) => which)).size;
    const [first] = at.length ? highest(at.sort(([a], [b]) => a - b), within) : [0];
    const begin = text.lastIndexOf(" ", Math.max(0, first - room / 4)) + 1;
    const start = first - begin > room / 2 ? first - Math.round(room / 4) : begin;
    const full = start + room + room / 2;
    const space = text.lastIndexOf(" ", full);
    const end = full < text.length && full - space < 20 ? space : full;
    const cut = (open) => (open ? "…" : "");
    return `<p>${cut(start > 0)}${mark(text, patterns, start, end)}${cut(end < text.length)}</p>`;
  }

  function hit(doc, wanted, score) {
    const patterns = wanted.filter(({ found }) => found.has(doc)).map(({ pattern }) => pattern);
    if (!patterns.length) return { ...doc, text: "", score, terms: {} };
    const [title, text] = [mark(doc.title, patterns), teaser(doc.text, patterns)];
    // Material lights them up on the page, too.
    const lit = [...`${title} ${text}`.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => word);
    return { ...doc, title, text, score, terms: Object.fromEntries(lit.map((each) => [each, true])) };
  }

  return (query) => {
    const wanted = terms(query.normalize("NFKC").toLowerCase());
    const all = sum(wanted.map(({ weight }) => weight));
    const value = (doc) => sum(wanted.map(({ found, weight }) => {
      const [title, text] = found.get(doc) ?? [0, 0];
      return weight * (OF_SECTION * Math.min(title, 1) + text / (text + 2));
    }));
    const ranked = pages.map((sections) => {
      const [page] = sections;
      const titled = wanted.filter((each) => each.titled.has(sections));
      const said = wanted.filter((each) =>
        titled.includes(each) || sections.some((doc) => each.found.has(doc)));
      const best = highest(sections, value);
      const whole = sum(said.map(({ weight, found }) => {
        const times = sum(sections.map((each) => found.get(each)?.[1] ?? 0));
        return (weight * times) / (times + 10);
      }));
      const cover = sum(said.map(({ weight }) => weight)) / all;
      const named = OF_PAGE * sum(titled.map(({ title }) => title));
      const score = cover ** 2 * (page.boost ?? 1) * (named + value(best) + whole);
      return { page, best, score, cover };
    });
    const enough = Math.max(0, ...ranked.map(({ cover }) => cover)) / 3;
    return ranked
      .filter(({ score, cover }) => score > 0 && cover > enough)
      .sort((a, b) => b.score - a.score)
      .map(({ page, best, score }) =>
        [best, ...(best === page ? [] : [page])].map((doc) => hit(doc, wanted, doc === best ? score : 0)));
  };
};
