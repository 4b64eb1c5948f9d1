// What all live figures share: the projector mode, and whether things may move.

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The figures of this kind on the page, each with its projector mode. */
export function figures(kind) {
  const roots = [...document.querySelectorAll(`[data-figure=${kind}]`)];
  roots.forEach(projector);
  return roots;
}

function projector(root) {
  const button = root.querySelector("[data-project]");
  const show = (on) => {
    root.toggleAttribute("data-projected", on);
    button.setAttribute("aria-pressed", on);
    document.documentElement.classList.toggle("projecting", on);
    if (on) root.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  };
  const projected = () => root.hasAttribute("data-projected");
  button.addEventListener("click", () => show(!projected()));
  root.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && projected()) show(false);
  });
  root.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=range]), textarea")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && projected()) show(false);
    else if (event.key.toLowerCase() === "p") show(!projected());
    else return;
    event.preventDefault();
    event.stopPropagation(); // Material turns pages with it
  });
  // …/?projector=build#build-3 opens on the wall.
  const asked = new URLSearchParams(location.search).get("projector");
  if (asked === root.dataset.figure) show(true);
}
