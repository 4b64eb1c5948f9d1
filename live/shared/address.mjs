// The page's address holds what its forms say, each form under names of its own,
// so that it can be sent; and Back goes back through what one has asked for.

const CALM = 1_000; // ms without a change: the next one is a state of its own
const AGAIN = 5_000; // Safari refuses a hundred in half a minute
const FRAMED = window.top !== window; // there, Back belongs to the page around

// `before` stands before each control's name; `reopen` is called when the reader
// goes back or forward to another state of this form.
export function addressOf(form, before, reopen) {
  let settled = true; // whether the next change begins a new state
  let begins = false; // whether the state to be written is a new one
  let calm;
  let writing;
  let last = own();

  form.addEventListener("input", () => {
    begins ||= settled && !FRAMED;
    settled = false;
    clearTimeout(calm);
    calm = setTimeout(() => (settled = true), CALM);
  });
  form.addEventListener("change", () => (settled = true));
  window.addEventListener("popstate", () => {
    clearTimeout(writing);
    if (own() === last) return;
    last = own();
    begins = false;
    settled = true;
    reopen();
  });

  function names() {
    return new Set([...form.elements].map(({ name }) => name).filter(Boolean));
  }

  // What the address says for this form, by name.
  function read() {
    const query = new URLSearchParams(location.search);
    const named = [...names()].filter((name) => query.has(before + name));
    return Object.fromEntries(named.map((name) => [name, query.get(before + name)]));
  }

  function own() {
    return JSON.stringify(read());
  }

  // Other forms' names stay as they are.
  function write(fields) {
    const query = new URLSearchParams(location.search);
    for (const name of names()) query.delete(before + name);
    for (const [name, text] of Object.entries(fields)) query.set(before + name, text);
    const text = `?${query.toString().replaceAll("%2C", ",")}`;
    clearTimeout(writing);
    if (text === location.search) return;
    try {
      const place = `${location.pathname}${text}${location.hash}`;
      if (begins) history.pushState(null, "", place);
      else history.replaceState(history.state, "", place);
      begins = false;
      last = own();
    } catch {
      writing = setTimeout(write, AGAIN, fields);
    }
  }

  // A state of its own, whatever was being typed.
  function open(fields) {
    begins = !FRAMED;
    write(fields);
  }

  return { read, write, open };
}
