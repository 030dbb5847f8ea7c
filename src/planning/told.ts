/** Downtimes in answers: what is about a system that is down, or about downtimes, begins with a notice. */
import { notice, type Reply, type ReplyKind, text } from '../assistant/reply.ts';
import type { Turn } from '../assistant/skill.ts';
import type { Library } from '../knowledge/library.ts';
import type { Later } from '../records/later.ts';
import type { Downtime } from '../records/planning.ts';
import { words } from '../search/normalise.ts';
import { namesOf, sayDowntime, systemOf } from './downtime-words.ts';
import type { DowntimeBoard } from './downtimes.ts';
import type { Texts } from './texts.ts';

/** Refusals and answers to commands tell nothing of systems. */
const TELLING: ReadonlySet<ReplyKind> = new Set(['answer', 'calculation', 'escalate', 'choices']);
const MOST = 3;

/**
 * What the assistant asks of every reply before it goes out. Nothing is read when no downtime is entered.
 * @example await createAnnounce(board, library, texts)(turn, reply) // the reply, with a notice at its beginning
 */
export function createAnnounce(
  board: Pick<DowntimeBoard, 'current'>,
  library: Pick<Library, 'knowledge' | 'entry'>,
  texts: Texts,
): (turn: Turn, reply: Reply) => Later<Reply> {
  const anySystem = texts.anySystem.map((name) => words(name).join(' '));
  const everySystem = library.knowledge.systems.flatMap(namesOf).filter((name) => !anySystem.includes(name));
  // "California Educator Reporting System" is one name, not one that ends in another.
  const names = [...everySystem, ...anySystem].sort((a, b) => b.length - a.length);

  function tell(turn: Turn, reply: Reply, current: readonly Downtime[]): Reply {
    if (!current.length) return reply;
    const now = Date.parse(turn.message.at);
    const known = [...current.flatMap(namesFor), ...names];
    const said = mentions(saidBy(turn), known) ? saidBy(turn) : corrected(turn);
    const { message, state } = turn;
    const named = current.filter((d) => mentions(said, namesFor(d)));
    const others = !named.length && mentions(said, everySystem);
    const general = { text: replaced(said, known), subject: reply.subject ?? '' };
    const about = texts.isAbout(general.text) || texts.subjects.has(general.subject);
    const meant = named.length ? named : about && !others ? current : aboutIt(reply, turn, current);
    if (!meant.length) return reply;

    const down = meant.filter((d) => d.from <= now);
    const asked = !message.action && !state.dialogue && texts.isAsked(general.text);
    const notices = meant
      .slice(0, MOST)
      .map((d) => notice(sayDowntime(d, now, texts), d.from <= now ? 'warning' : 'info'));
    if (asked && down.length && reply.kind !== 'ask') {
      const yes = down.slice(0, MOST).map((d) => text(texts('is_down', { system: d.system })));
      // What the documents say of such a case stays; that nobody can see it, or what else was meant, does not.
      const rest = reply.kind === 'answer' ? reply.parts : [];
      return { ...reply, kind: 'answer', parts: [...notices, ...yes, ...rest] };
    }
    const telling = TELLING.has(reply.kind) || (reply.kind === 'ask' && about && !state.dialogue);
    return telling ? { ...reply, parts: [...notices, ...reply.parts] } : reply;
  }

  const namesFor = ({ system }: Downtime): string[] => {
    const known = systemOf(system, library);
    return known ? namesOf(known) : [words(system).join(' ')];
  };

  /** By the title of the entry that answers, or by its steps: who follows them now will fail. */
  function aboutIt({ subject, parts }: Reply, turn: Turn, current: readonly Downtime[]): readonly Downtime[] {
    if (!subject?.startsWith('entry:')) return [];
    const title = library.entry(subject.slice('entry:'.length), turn.today)?.title ?? '';
    const steps = parts.flatMap((part) => (part.type === 'steps' ? part.items : []));
    const said = words([title, ...steps].join(' ')).join(' ');
    return current.filter((d) => mentions(said, namesFor(d)));
  }

  return (turn, reply) => {
    const current = board.current(Date.parse(turn.message.at));
    if (current instanceof Promise) return current.then((list) => tell(turn, reply, list));
    return tell(turn, reply, current);
  };
}

/** The words of the message, or of the choice that was pressed. */
function saidBy({ message, text: said }: Turn): string {
  const spoken = message.action?.startsWith('say:') ? message.action.slice(4) : message.action ? '' : said;
  return words(spoken).join(' ');
}

/** With the spelling put right: "is TOSM down". A follow-up is read with the turn before, which is not meant here. */
function corrected(turn: Turn): string {
  if (turn.message.action || !turn.text.trim() || turn.understood.followUp) return saidBy(turn);
  return turn.understood.words.join(' ');
}

function mentions(said: string, names: readonly string[]): boolean {
  const whole = ` ${said} `;
  return names.some((name) => name && whole.includes(` ${name} `));
}

/** `is toms down` → `is @ down`. */
function replaced(said: string, names: readonly string[]): string {
  let whole = ` ${said} `;
  for (const name of names) whole = whole.replaceAll(` ${name} `, ' @ ');
  return whole.trim();
}
