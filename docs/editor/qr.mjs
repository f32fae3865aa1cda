// A QR code as an SVG picture.
import { renderSVG } from 'uqr';

export const code = text => renderSVG(text, { border: 2 });
