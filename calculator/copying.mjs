// Buttons that hold a text and copy it. Where the browser refuses, the text
// stands in a field, selected.

export function copyOnRequest(root, say) {
  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const field = root.querySelector(".gc-copied");
    try {
      await navigator.clipboard.writeText(button.dataset.text);
      field.hidden = true;
      button.dataset.done = "";
      setTimeout(() => delete button.dataset.done, 2000);
      say(root.querySelector("[data-copied-note]").dataset.copiedNote);
    } catch {
      field.value = button.dataset.text;
      field.hidden = false;
      field.select();
    }
  });
}
