// The squares regroup as another framework stores them.

import { figures } from "./frame.mjs";

for (const root of figures("conventions")) {
  root.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-convention]")?.dataset.convention;
    if (!name) return;
    for (const each of root.querySelectorAll("[data-convention]"))
      each.setAttribute("aria-pressed", each.dataset.convention === name);
    for (const each of root.querySelectorAll("figure")) each.toggleAttribute("data-on", each.dataset.of === name);
    const total = root.querySelector("[data-total]");
    total.textContent = total.dataset.total = root.querySelector(`[data-of=${name}]`).dataset.counts;
  });
}
