// A button beside links to layers: it draws each as a QR code, too, for a phone.
const script = new URL("qr.mjs", import.meta.url).href;

export function codesOnRequest(root) {
  let on = false;

  root.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-codes]")) return;
    on = !on;
    show();
  });
  new MutationObserver(() => on && show()).observe(root, { childList: true }); // a new answer

  async function show() {
    const { draw } = on ? await import(script) : {};
    const button = root.querySelector("[data-codes]");
    if (!button) return;
    button.ariaPressed = on;
    for (const each of root.querySelectorAll(".gc-qr")) each.remove();
    for (const link of on ? root.querySelectorAll("a[data-coded]") : []) {
      const code = document.createElement("span");
      code.className = "gc-qr";
      code.role = "img";
      code.ariaLabel = button.dataset.codes.replace("{address}", link.href);
      code.innerHTML = draw(link.href); // squares, and nothing else
      link.after(code);
    }
  }
}
