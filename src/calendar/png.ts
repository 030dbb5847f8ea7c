/** The picture of a year as PNG, for chat platforms that show no SVG. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js';

/** Sharp on phones, whose screens have two or three points to a pixel. */
const ZOOM = 2;
/** The renderer knows no media queries: rules for dark screens would hold always. */
const DARK_RULES = /@media \(prefers-color-scheme:dark\)\{(?:[^{}]*\{[^{}]*\})*\}/;
const FAMILY = 'DejaVu Sans';

let fonts: ResvgRenderOptions['font'];

/** A font of node_modules where it is installed, so that every server draws alike; else the fonts of the system. */
function findFonts(): NonNullable<ResvgRenderOptions['font']> {
  const defaults = { defaultFontFamily: FAMILY, sansSerifFamily: FAMILY };
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
    const files = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((f) => join(folder, 'ttf', f));
    return { ...defaults, loadSystemFonts: false, fontFiles: files };
  } catch {
    return { ...defaults, loadSystemFonts: true };
  }
}

/**
 * Renders an SVG; one drawn for both themes is rendered light.
 * @returns the bytes of a PNG, twice as large as the SVG
 * @throws when the SVG is not valid
 */
export async function toPng(svg: string): Promise<Buffer> {
  fonts ??= findFonts();
  const image = await renderAsync(svg.replace(DARK_RULES, ''), {
    font: fonts,
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return image.asPng();
}
