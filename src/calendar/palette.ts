/** The colors of the picture of a year, light and dark. Text on its ground has a contrast of at least 4.5:1. */

export interface Palette {
  ground: string;
  ink: string;
  muted: string;
  faint: string;
  /** A day of school. */
  day: string;
  dayInk: string;
  /** A weekday without school. */
  off: string;
  offInk: string;
  /** Days in the window: ground and number. */
  window: string;
  windowInk: string;
  refused: string;
  refusedInk: string;
  /** The 66 percent day. */
  point: string;
  pointInk: string;
  /** Outlines of the first and last day, and of June 30. */
  edge: string;
}

export const LIGHT: Palette = {
  ground: '#ffffff',
  ink: '#1b2529',
  muted: '#566369',
  faint: '#667378',
  day: '#e3ecef',
  dayInk: '#1b2529',
  off: '#fbeccb',
  offInk: '#7a4a00',
  window: '#0b6069',
  windowInk: '#ffffff',
  refused: '#a3312a',
  refusedInk: '#ffffff',
  point: '#ffc53d',
  pointInk: '#1b2529',
  edge: '#1b2529',
};

export const DARK: Palette = {
  ground: '#1b2327',
  ink: '#e7eced',
  muted: '#a3b0b5',
  faint: '#83939a',
  day: '#2c393f',
  dayInk: '#e7eced',
  off: '#463a1d',
  offInk: '#f0cb83',
  window: '#6fc7cc',
  windowInk: '#07262a',
  refused: '#ff9b91',
  refusedInk: '#3a0d09',
  point: '#ffc53d',
  pointInk: '#1b2529',
  edge: '#ffffff',
};

/** Style rules for the classes of the picture. */
export function rulesOf(p: Palette): string {
  return [
    `.ground{fill:${p.ground}}`,
    `.title,.month,.edge-n{fill:${p.ink}}`,
    `.sub,.week,.key,.year{fill:${p.muted}}`,
    `.out{fill:${p.faint}}`,
    `.day{fill:${p.day}}.day-n{fill:${p.dayInk}}`,
    `.off{fill:${p.off}}.off-n{fill:${p.offInk}}`,
    `.win{fill:${p.window}}.win-n{fill:${p.windowInk}}`,
    `.win-off{fill:${p.off};stroke:${p.window}}`,
    `.bad{fill:${p.refused}}.bad-n{fill:${p.refusedInk}}`,
    `.bad-off{fill:${p.off};stroke:${p.refused}}`,
    `.point{fill:${p.point};stroke:${p.edge}}.point-n{fill:${p.pointInk}}`,
    `.edge{fill:none;stroke:${p.edge}}`,
  ].join('');
}
