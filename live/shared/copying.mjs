// Buttons that hold a text and copy it. Where the browser refuses, the text
// stands in a field, selected; the field is seen only then.

// GB/T 7714 wants the day on which the reader saw a page: 2026-11-23.
const dated = (text) => text.replace("[引用日期]", `[${new Date().toLocaleDateString("sv")}]`);

export function copyOnRequest(root, say) {
  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const text = dated(button.dataset.text);
    const field = root.querySelector(".gc-copied");
    try {
      await navigator.clipboard.writeText(text);
      field.value = "";
      button.dataset.done = "";
      setTimeout(() => delete button.dataset.done, 2000);
      say(root.querySelector("[data-copied-note]").dataset.copiedNote);
    } catch {
      field.value = text;
      field.select();
    }
  });
}
