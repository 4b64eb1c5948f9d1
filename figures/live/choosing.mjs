// One still of several is shown, with its number of parameters: a button for each.

import { figures, stepped, tell } from "./frame.mjs";

/** The buttons of this kind of figure carry `data-NAME`, its stills `data-of`. */
export function choosing(kind, name) {
  for (const root of figures(kind)) {
    const buttons = [...root.querySelectorAll(`[data-${name}]`)];
    const total = root.querySelector("[data-total]");
    const go = (stop) => {
      const chosen = buttons[stop].dataset[name];
      for (const each of buttons) each.setAttribute("aria-pressed", each === buttons[stop]);
      for (const each of root.querySelectorAll("figure")) each.toggleAttribute("data-on", each.dataset.of === chosen);
      total.textContent = total.dataset.total = root.querySelector(`[data-of=${chosen}]`).dataset.counts;
    };
    root.addEventListener("click", ({ target }) => {
      const stop = buttons.indexOf(target.closest(`[data-${name}]`));
      if (stop < 0) return;
      go(stop);
      tell(root, stop);
    });
    stepped(root, go);
  }
}
