// Lets HTML through that can only be read.
//
// The answer comes from a worker in which somebody's program has run: it may have
// changed the Python that writes the answer, so the answer is data.
import DOMPurify from "dompurify";

const words = (text) => text.trim().split(/\s+/);

const ALLOWED = {
  ALLOWED_TAGS: words(`
    #text a b br button code dd details div dl dt em figcaption figure h3 h4 i li ol p pre
    span strong summary table tbody td tfoot th thead tr ul
    circle g line path rect svg text title tspan
    annotation math mfrac mi mn mo mover mpadded mphantom mrow mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover semantics`),
  ALLOWED_ATTR: words(`
    class colspan height hidden href open role rowspan scope style tabindex title type
    width
    cx cy d dx dy fill points r rx ry text-anchor transform viewBox x x1 x2 xmlns y y1 y2
    accent accentunder columnalign columnspacing display displaystyle encoding fence
    linethickness lspace mathsize mathvariant maxsize minsize movablelimits rowspacing
    rspace scriptlevel separator stretchy voffset`),
  ALLOW_ARIA_ATTR: true,
  ALLOW_DATA_ATTR: true,
  RETURN_DOM_FRAGMENT: true,
};

// A style may set sizes, not fetch; a link may lead to the calculator, not away.
DOMPurify.addHook("uponSanitizeAttribute", (_node, attribute) => {
  const { attrName, attrValue } = attribute;
  if (attrName === "style" && /[(\\@]/.test(attrValue)) attribute.keepAttr = false;
  if (attrName === "href" && !/^\.\.\/calculator\/\?[^\\]*$/.test(attrValue)) {
    attribute.keepAttr = false;
  }
  if (attrName === "type" && attrValue !== "button") attribute.keepAttr = false;
});

// A fragment made of `html`, without whatever could act.
export const harmless = (html) => DOMPurify.sanitize(html, ALLOWED);
