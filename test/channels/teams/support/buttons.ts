export interface Button<Data = Record<string, unknown>> {
  title: string;
  data: Data;
}

/** Buttons of a card that send something, in their order. */
export function buttonsOf<Data = Record<string, unknown>>(card: unknown): Button<Data>[] {
  if (!card || typeof card !== 'object') return [];
  const one = card as Record<string, unknown>;
  const own = one.type === 'Action.Execute' ? [one as unknown as Button<Data>] : [];
  return [...own, ...Object.values(one).flatMap(buttonsOf<Data>)];
}
