// The squares regroup as another framework stores them.

import { figures, stepped, tell } from "./frame.mjs";

for (const root of figures("conventions")) {
  const buttons = [...root.querySelectorAll("[data-convention]")];
  const go = (stop) => {
    const name = buttons[stop].dataset.convention;
    for (const each of buttons) each.setAttribute("aria-pressed", each.dataset.convention === name);
    for (const each of root.querySelectorAll("figure")) each.toggleAttribute("data-on", each.dataset.of === name);
    const total = root.querySelector("[data-total]");
    total.textContent = total.dataset.total = root.querySelector(`[data-of=${name}]`).dataset.counts;
  };
  root.addEventListener("click", ({ target }) => {
    const stop = buttons.indexOf(target.closest("[data-convention]"));
    if (stop < 0) return;
    go(stop);
    tell(root, stop);
  });
  stepped(root, go);
}
