// Buttons that save a file, whose text they hold or which `make` makes, and buttons
// that print the page.

export function downloadOnRequest(root, make) {
  root.addEventListener("click", async ({ target }) => {
    if (target.closest("[data-print]")) return window.print();
    const asked = target.closest("[data-file]");
    if (asked && make) {
      const { name, type, data } = await make(asked.dataset.file);
      return save(name, type, Uint8Array.from(atob(data), (each) => each.charCodeAt(0)));
    }
    const button = target.closest("[data-download]");
    if (button) save(button.dataset.download, button.dataset.type, button.dataset.text);
  });
}

function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
