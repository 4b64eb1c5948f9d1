// Brings what has come into sight.
const SEEN = 160; // px of a result that must be in sight once it is there

// Scrolls no further than it takes to see the beginning of `part`.
export function reveal(part) {
  const { top, bottom } = part.getBoundingClientRect();
  const end = Math.min(bottom, top + SEEN);
  if (end > innerHeight) window.scrollBy({ top: end - innerHeight });
  const header = document.querySelector(".md-header")?.offsetHeight ?? 0;
  if (top < header) window.scrollBy({ top: top - header - SEEN / 10 });
}
