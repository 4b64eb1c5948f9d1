// The calculator in a second engine: node firefox.mjs ADDRESS FIREFOX
import puppeteer from "puppeteer-core";

const [address, executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
let failed = 0;

async function total(wanted) {
  const selector = `[data-calculator][data-state="ready"] [data-total="${wanted}"]`;
  await page.waitForSelector(selector, { timeout: 90_000 });
}

for (const language of ["zh", "en"]) {
  for (const [query, wanted] of [["?units=11", 748], ["?layer=GRU&units=64", 13632]]) {
    try {
      await page.goto(`${address}/${language}/calculator/${query}`);
      await total(wanted);
      await page.$eval("[name=units]", (field) => {
        field.value = "many";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
      await page.waitForSelector("[data-error]:not([hidden])");
      await page.$eval("[name=units]", (field) => {
        field.value = "1";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
      await total(query.includes("GRU") ? 24 : 28);
      console.log(`Firefox: /${language}/calculator/${query} is right`);
    } catch (problem) {
      failed += 1;
      console.log(`Firefox: /${language}/calculator/${query}: ${problem.message}`);
    }
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
