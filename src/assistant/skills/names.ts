/** What a short form or a system is, and whom a role turns to. */
import type { System, Term } from '../../knowledge/schema.ts';
import { words } from '../../search/normalise.ts';
import { handOverParts, sayContact } from '../hand-over.ts';
import { type Part, type Reply, text } from '../reply.ts';
import type { Skill, Turn } from '../skill.ts';
import type { World } from '../world.ts';

const MOST_TERMS = 4;
/** Words that ask for a meaning or say nothing: what is left must be short forms. */
const ASKING = new Set(
  'what whats is are does do a an the mean means meaning stand stands for of define definition acronym abbreviation abbreviations acronyms initialism initialisms short full spell out explain and or vs versus between difference refer refers to in caaspp testing paperwork letters whos who it this that term called please tell me again again ok so how about i see saw when document checklist email says'.split(
    ' ',
  ),
);
const MEANING =
  /\b(mean|means|meaning|stands? for|short for|acronym|abbreviation|initialism|spell(ed)? out|full (form|name)|refers? to|define|definition)\b/i;

const WHAT_IS_IT = /\b(?:what|who)(?:'s| is|s| are) (?:it|that|this|those|they)\b/i;
const PLAIN_NOUNS = new Set(['code', 'system', 'thing', 'acronym', 'abbreviation']);
/** With more words than this beside it, a short form is not what is asked about. */
const MOST_OTHER_WORDS = 6;

/** Short forms a message asks the meaning of, or nothing when it asks something else. */
export function askedTerms(message: string, world: World, follows = false): Term[] {
  const all = words(message);
  const found = new Map<string, Term>();
  const rest: string[] = [];
  for (let i = 0; i < all.length; i++) {
    const pair = world.library.terms.get(`${all[i]} ${all[i + 1] ?? ''}`);
    if (pair) {
      found.set(pair.short, pair);
      i++;
      continue;
    }
    const term = world.library.terms.get(all[i]!) ?? world.library.terms.get(all[i]!.replace(/s$/, ''));
    if (term && !(ASKING.has(all[i]!) && all[i] !== 'caaspp')) found.set(term.short, term);
    else if (!ASKING.has(all[i]!)) rest.push(all[i]!);
  }
  // "What is CAASPP": the name of the field itself is asked for only when nothing else is.
  if (found.size > 1) found.delete('CAASPP');
  const asks = MEANING.test(message) || WHAT_IS_IT.test(message) || follows;
  if (rest.length === 0) return all.length <= 9 || asks ? [...found.values()] : [];
  // "What is a CDS code": a word that says no more than the short form itself.
  if (rest.length === 1 && PLAIN_NOUNS.has(rest[0]!) && /^\W*what/i.test(message)) return [...found.values()];
  const written = [...found.values()].filter((t) =>
    new RegExp(`\\b${quoted(t.short)}\\b`, 'i').test(message),
  );
  return asks && rest.length <= MOST_OTHER_WORDS ? written : [];
}

/** A text as it stands in a regular expression. */
function quoted(s: string): string {
  return s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export function nameSkills(world: World): Skill[] {
  const { voice } = world.intents;
  return [
    {
      id: 'meaning',
      start(turn) {
        return { reply: sayTerms(askedTerms(turn.text, world, true).slice(0, MOST_TERMS)) };
      },
    },
    {
      id: 'contact',
      start: (turn) => contactFor(turn),
    },
  ];

  function sayTerms(terms: Term[]): Reply {
    if (!terms.length)
      return {
        kind: 'ask',
        parts: [{ type: 'question', name: 'term', text: voice.which_term ?? '', input: { kind: 'text' } }],
      };
    const parts: Part[] = [];
    for (const t of terms) {
      const system = world.library.knowledge.systems.find((s) => s.short === t.short || s.name === t.long);
      parts.push(text(sayTerm(t, system)));
    }
    parts.push({ type: 'sources', sources: world.sources(terms.flatMap((t) => t.sources.slice(0, 1))) });
    return { kind: 'answer', parts, subject: `term:${terms[0]!.short}` };
  }

  function contactFor(turn: Turn) {
    if (!turn.role) return world.askRole('intent:contact');
    const contact = world.library.contactFor(turn.role);
    const parts: Part[] = [
      text((voice.who_next ?? '{who}').replace('{who}', contact ? sayContact(contact) : '')),
    ];
    if (contact?.note) parts.push({ type: 'notice', level: 'info', text: contact.note });
    if (!contact) parts.push(...handOverParts({ ...world, voice }));
    if (contact) parts.push({ type: 'sources', sources: world.sources(contact.sources) });
    return { reply: { kind: 'answer' as const, parts, subject: 'intent:contact' } };
  }
}

/** "TOMS is the Test Operations Management System. …" */
export function sayTerm(t: Term, system?: System): string {
  const lines = [`${t.short}: ${t.long}.`];
  if (t.note) lines.push(sentence(t.note));
  else if (system) lines.push(sentence(system.purpose));
  if (t.replaced_by) lines.push(`Replaced by: ${t.replaced_by}.`);
  return lines.join(' ');
}

function sentence(s: string): string {
  return /[.!?]$/.test(s) ? s : `${s}.`;
}
