/** Keeps a reply to what people read: what matters least goes first. */
import { LONGEST_REPLY, type Part, type Reply } from './reply.ts';
import { renderText } from './text.ts';

/** A reply of at most 1,800 characters as plain text: further choices go first, then the last details. */
export function fitReply(reply: Reply): Reply {
  let parts = reply.parts;
  const tooLong = () => renderText({ ...reply, parts }).length > LONGEST_REPLY;
  if (!tooLong()) return reply;
  if (reply.kind === 'answer' || reply.kind === 'calculation')
    parts = parts.filter((p) => p.type !== 'choices');
  while (tooLong()) {
    const shorter = shorten(parts);
    if (!shorter) break;
    parts = shorter;
  }
  return { ...reply, parts };
}

/** One item less in the last list that can spare one, or the longest text cut at a sentence. */
function shorten(parts: Part[]): Part[] | undefined {
  for (let i = parts.length - 1; i >= 0; i--) {
    const p = parts[i]!;
    if ((p.type === 'list' || p.type === 'steps') && p.items.length > 1)
      return parts.with(i, { ...p, items: p.items.slice(0, -1) });
    if (p.type === 'working' && p.lines.length > 3)
      return parts.with(i, { ...p, lines: p.lines.slice(0, -1) });
  }
  const longest = parts.reduce(
    (at, p, i) => (p.type === 'text' && p.text.length > lengthAt(parts, at) ? i : at),
    -1,
  );
  const p = parts[longest];
  if (p?.type !== 'text' || p.text.length < 400) return undefined;
  const cut = p.text.slice(0, Math.max(200, p.text.length - 300));
  return parts.with(longest, { ...p, text: `${cut.slice(0, cut.lastIndexOf(' '))} …` });
}

function lengthAt(parts: Part[], at: number): number {
  const p = parts[at];
  return p?.type === 'text' ? p.text.length : 0;
}
