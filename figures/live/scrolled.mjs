// A figure that stands still in its track while the page, or the wall, scrolls on: each
// part of the way is a stop. The scrolling is the browser's own.

/** `turn` is told by how many stops the figure has been scrolled; returns what puts the
 * track where a stop has been reached by hand. */
export function scrolled(root, stops, turn) {
  const track = root.closest(".lv-track");
  if (!track) return () => {};
  for (let stop = 0; stop < stops; stop += 1) track.append(rest(stop));
  const onWall = () => root.hasAttribute("data-projected");
  const one = () => (track.scrollHeight - root.offsetHeight) / stops; // px, 0 where nothing moves
  const far = () => root.getBoundingClientRect().top - track.getBoundingClientRect().top + track.scrollTop;
  const passed = () => (one() > 1 ? Math.min(Math.round(far() / one()), stops - 1) : 0);
  let last = passed();
  let byHand = false; // a browser, too, scrolls the wall: to the address's still
  for (const event of ["wheel", "touchmove"]) track.addEventListener(event, () => (byHand = true), { passive: true });
  addEventListener("scroll", () => {
    const now = passed();
    if (now === last) return;
    if (!byHand && onWall()) return void (track.scrollTop = last * one());
    const way = now - last;
    last = now;
    turn(way);
  }, { capture: true, passive: true });
  new ResizeObserver(() => {
    track.style.setProperty("--high", `${root.offsetHeight}px`);
    last = passed();
  }).observe(root);
  return (stop) => {
    if (onWall()) track.scrollTop = stop * one();
    else if (passed()) scrollBy({ top: stop * one() - far(), behavior: "instant" });
    last = passed();
  };
}

/** Where the wall comes to rest. */
function rest(stop) {
  const mark = document.createElement("i");
  mark.style.top = `calc(${stop} * var(--stop))`;
  return mark;
}
