// Buttons that hold a text and save it as a file, and buttons that print the page.

export function downloadOnRequest(root) {
  root.addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) return window.print();
    const button = target.closest("[data-download]");
    if (!button) return;
    const { download, type, text } = button.dataset;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = download;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
