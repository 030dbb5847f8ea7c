/** The two icons of the app: drawn as SVG, written as PNG. */
import { Resvg } from '@resvg/resvg-js';

/** A speech bubble with a check mark, in a square of 192. */
const BUBBLE =
  'M44 46h104a16 16 0 0 1 16 16v56a16 16 0 0 1-16 16H98l-30 26v-26H44a16 16 0 0 1-16-16V62a16 16 0 0 1 16-16z';
const CHECK = 'M64 92l22 22 44-46';

/** The full icon, 192 pixels. */
export function colorIcon(accent: string): Uint8Array {
  return draw(
    192,
    `<rect width="192" height="192" fill="${accent}"/><path d="${BUBBLE}" fill="#fff"/><path d="${CHECK}" fill="none" stroke="${accent}" stroke-width="14" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
}

/** The outline, 32 pixels: white on transparent, as Teams asks. */
export function outlineIcon(): Uint8Array {
  return draw(
    32,
    `<g fill="none" stroke="#fff" stroke-width="14" stroke-linecap="round" stroke-linejoin="round"><path d="${BUBBLE}"/><path d="${CHECK}"/></g>`,
  );
}

function draw(size: number, shapes: string): Uint8Array {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" width="${size}" height="${size}">${shapes}</svg>`;
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}
