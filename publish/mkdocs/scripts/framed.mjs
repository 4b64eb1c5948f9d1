// What a page has that stands in a frame of another site.
import "./tables.mjs";
import "./embed.mjs";
import "../../../figures/gates.mjs";
