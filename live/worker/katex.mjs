// What writes formulas: a file of its own, which a worker asks for once Python is on its way.
export { default } from "katex";
