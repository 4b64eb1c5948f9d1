// What all live figures share: the projector mode, and whether things may move.

const beside = []; // what is inert while a figure is projected

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A slide fills the wall already, and its deck has the keys. */
export const inDeck = () => document.documentElement.classList.contains("deck");

/** The figures of this kind on the page, each with its projector mode. */
export function figures(kind) {
  const roots = [...document.querySelectorAll(`[data-figure=${kind}]`)];
  roots.filter((root) => !root.closest(".slides")).forEach(projector);
  return roots;
}

/** The deck tells at which of its stops a figure stands; `go` shows it. */
export function stepped(root, go) {
  root.addEventListener("stop", ({ detail }) => go(detail));
}

/** A reader has gone to a stop: the deck follows. */
export function tell(root, stop) {
  root.dispatchEvent(new CustomEvent("stopped", { detail: stop }));
}

/** On the wall nothing but the figure can be reached: what lies beside it is inert. */
function alone(root, on) {
  for (const each of beside.splice(0)) each.inert = false;
  for (let each = root; on && each !== document.body; each = each.parentElement)
    beside.push(...[...each.parentElement.children].filter((other) => other !== each && !other.inert));
  for (const each of beside) each.inert = true;
}

function projector(root) {
  const button = root.querySelector("[data-project]");
  const wall = root.closest(".lv-track") ?? root; // what scrolls there
  const show = (on) => {
    root.toggleAttribute("data-projected", on);
    button.setAttribute("aria-pressed", on);
    document.documentElement.classList.toggle("projecting", on);
    alone(root, on);
    root.dispatchEvent(new Event("projected"));
    if (on && !root.contains(document.activeElement)) button.focus();
    if (on) wall.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  };
  const projected = () => root.hasAttribute("data-projected");
  button.addEventListener("click", () => show(!projected()));
  wall.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && projected()) show(false);
  });
  const keyed = (event) => {
    if (!projected() && !root.contains(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=range]), textarea");
    if (event.key === "Escape" && projected()) show(false);
    else if (event.key.toLowerCase() === "p" && !typing) show(!projected());
    else return;
    event.preventDefault();
    event.stopPropagation(); // Material and the deck turn pages with it
  };
  document.addEventListener("keydown", keyed, true);
  // …/?projector=build#build-3 opens on the wall.
  const asked = new URLSearchParams(location.search).get("projector");
  if (asked === root.dataset.figure) show(true);
}
