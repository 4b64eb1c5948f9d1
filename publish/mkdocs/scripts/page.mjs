// What every page has, in one file: each request more is a wait more.
import "./twin.mjs";
import "./accessible.mjs";
import "./beside.mjs";
import "./tables.mjs";
import "./cite.mjs";
import "./print.mjs";
import "./offline.mjs";
import "../../../figures/gates.mjs";
