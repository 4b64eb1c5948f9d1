// What every live part does: start Python when it is near or touched, show its
// state, and have one question asked at a time, the newest.
import { python as shared } from "../worker/python.mjs";

const NEAR = "200px"; // Python starts when the part is this close
const ROOM = 16; // px between the header and what is brought into view

// Puts an answer into the page: HTML made and escaped in Python. Where the same
// stands there already it stays, with what the reader is clicking or selecting.
export function replace(result, html) {
  const made = result.cloneNode();
  made.innerHTML = html;
  if (!made.isEqualNode(result)) result.replaceChildren(...made.childNodes);
}

// Brings a part to the top of the window, until the reader scrolls.
export function arrival() {
  let left = scrollY;
  return (part) => {
    if (scrollY !== left) return;
    const header = document.querySelector(".md-header")?.offsetHeight ?? 0;
    const top = part.getBoundingClientRect().top - header - ROOM;
    window.scrollBy({ top, behavior: "instant" });
    left = scrollY;
  };
}

// `refresh` asks anew for what stands in the part's controls.
export function live(root, refresh, python = shared) {
  let begun = false;
  let cut = false; // begun, but Python failed
  let asking = false;
  let newest; // the question that waits, if any

  function begin() {
    if (begun) return;
    begun = true;
    cut = false;
    refresh();
  }

  function show() {
    root.dataset.state = python.state;
    for (const part of root.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== python.state;
    }
    const progress = root.querySelector("progress");
    const share = Math.min(python.received / Number(root.dataset.bytes), 1);
    progress.value = share;
    // When all has come, it is this device that takes its time.
    root.querySelector("[data-slow]").hidden = !python.slow || share === 1;
    if (python.state === "failed") {
      cut ||= begun;
      begun = false;
    }
    if (python.state === "ready" && cut) begin();
  }

  root.querySelector("fieldset").disabled = false;
  python.addEventListener("change", show);
  show();
  root.addEventListener("focusin", begin);
  for (const retry of root.querySelectorAll(".gc-retry")) {
    retry.addEventListener("click", () => {
      if (python.state === "loading") python.stop();
      root.querySelector("fieldset").querySelector("input, select").focus();
      begun = false;
      begin();
    });
  }
  if (!navigator.connection?.saveData) {
    new IntersectionObserver((entries, observer) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        begin();
      }
    }, { rootMargin: NEAR }).observe(root);
  }

  function send({ name, args, present }) {
    asking = true;
    python.call(name, ...args)
      .then(
        (answer) => newest ?? present(answer),
        (problem) => {
          if (python.state !== "ready" || newest) return;
          console.error(problem); // Python itself raised
          present({ ok: false, error: root.dataset.broken });
        },
      )
      .finally(() => {
        const question = newest;
        asking = false;
        newest = undefined;
        if (question && python.state !== "failed") send(question);
      });
  }

  // Calls Python and presents the answer, unless a newer question was asked. While
  // one is being answered only the newest waits; those between are never computed.
  return function ask(name, args, present) {
    begun = true;
    const question = { name, args, present };
    if (asking) newest = question;
    else send(question);
  };
}
