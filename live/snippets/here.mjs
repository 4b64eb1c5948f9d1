// Under each program of the site: the first press of Run brings what runs it.
const script = new URL("here-python.mjs", import.meta.url).href;

document.addEventListener("click", async ({ target }) => {
  const pressed = target.closest?.(".gc-here-run");
  if (pressed) (await import(script)).run(pressed.closest(".gc-here"));
});
