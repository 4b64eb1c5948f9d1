// Draws an address as a QR code: fetched when a reader asks for one.
import { renderSVG } from "uqr";

export const draw = (address) => renderSVG(address, { ecc: "M", border: 4 });
