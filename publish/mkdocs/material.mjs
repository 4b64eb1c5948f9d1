// Material with what our pages use of it: node material.mjs SITE
//
// Most of its style sheet is for parts that no page of ours has, and some things make a
// browser style every element anew, several times while a page starts: rules for the
// children of tabs, which hold for any child, one for whatever follows a table, and the
// marks that its script sets while it chooses the colours.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";

const [site] = process.argv.slice(2);
const live = fileURLToPath(new URL("../../live", import.meta.url));
// What stands on the pages, or is put there by a script, ours or Material's, or by Python.
const content = ["{zh,en}/**/*.html", "{zh,en}/**/*.js", "assets/{calculator,figures,page}/*.mjs"]
  .map((pattern) => join(site, pattern))
  .concat(join(live, "**/*.py"));
// Named by Material's script, used by no page: see below.
const blocklist = [/^tabbed-/, "data-md-color-switching"];

const pages = globSync(content[0]).map((page) => readFileSync(page, "utf8"));
const tabs = pages.find((page) => page.includes('class="tabbed-'));
if (tabs) throw new Error("A page has tabs now: their styles are needed.");

// The text with `other` for `one`, which must stand in it, once.
function exchanged(text, one, other) {
  const parts = text.split(one);
  if (parts.length !== 2) throw new Error(`Material has ${one} ${parts.length - 1} times now.`);
  return parts.join(other);
}

const css = globSync(join(site, "{zh,en}/assets/stylesheets/*.css"));
for (const { css: kept, file } of await new PurgeCSS().purge({ content, css, blocklist })) {
  const follows = ".md-typeset table:not([class])+";
  const main = file.includes("main.");
  writeFileSync(file, main ? exchanged(kept, `${follows}*`, `${follows}p`) : kept);
}

// Our style sheet says which colours a scheme has; a mark in the head says it to all elements.
for (const file of globSync(join(site, "{zh,en}/assets/javascripts/bundle.*.js"))) {
  const script = readFileSync(file, "utf8");
  writeFileSync(file, exchanged(script, '{name:"color-scheme"}', '{name:"scheme"}'));
}
