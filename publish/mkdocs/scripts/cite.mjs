// The Cite box: copies, and puts the reader's day where GB/T 7714 wants it.

const today = new Date().toLocaleDateString("sv"); // 2026-11-23

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
