// The Cite box: copies, and puts the reader's day where GB/T 7714 wants it.

// A locale's own way to write it takes 40 ms of a slow phone while the page starts.
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()] // 2026-11-23
  .map((part) => String(part).padStart(2, "0"))
  .join("-");

for (const entry of document.querySelectorAll(".gc-cite dd")) {
  const text = entry.querySelector("pre");
  const button = entry.querySelector("button");
  text.textContent = text.textContent.replace("[引用日期]", `[${today}]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.dataset.done = "";
      setTimeout(() => delete button.dataset.done, 2000);
      const said = document.querySelector(".gc-cite [data-copied]");
      said.textContent = said.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}
