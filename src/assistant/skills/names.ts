/** What a short form or a system is, and whom a role turns to. */
import { plainName } from '../../knowledge/library.ts';
import type { System, Term } from '../../knowledge/schema.ts';
import { plainText, words } from '../../search/normalise.ts';
import { handOverParts, sayContact } from '../hand-over.ts';
import { type Part, type Reply, text } from '../reply.ts';
import type { Skill, Turn } from '../skill.ts';
import type { World } from '../world.ts';

const MOST_TERMS = 4;
/** Words that ask for a meaning or say nothing: what is left must be short forms. */
const ASKING = new Set(
  'what whats is are does do a an the mean means meaning stand stands for of define definition acronym abbreviation abbreviations acronyms initialism initialisms short full spell out explain and or vs versus between difference refer refers to in caaspp testing paperwork letters whos who it this that term called please tell me again again ok so how about i see saw when document checklist email says btw hi hey hello please pls sorry just quick question by way also whats idk dunno lol even heck really actually exactly'.split(
    ' ',
  ),
);
const KNOWN_BETTER_FROM = 0.93;
const MEANING =
  /\b(mean|means|meaning|stands? for|short for|acronym|abbreviation|initialism|spell(ed)? out|full (form|name)|refers? to|define|definition)\b/i;

const WHAT_IS_IT = /\b(?:what|who)(?:'s| is|s| are) (?:it|that|this|those|they)\b/i;
const GOING_ON = /^\W*(?:and|what about|how about|same (?:for|with)|for)\b/i;
const PLAIN_NOUNS = new Set(['code', 'system', 'thing', 'acronym', 'abbreviation']);
/** With more words than this beside it, a short form is not what is asked about. */
const MOST_OTHER_WORDS = 6;

interface Named {
  found: Map<string, Term>;
  /** The words that neither ask nor name a short form. */
  rest: string[];
  /** How many words there are. */
  count: number;
}

/** The short forms that a message names, in one word or in two ("K-2", "Pre-ID", "R-FEP"). */
function namesIn(message: string, world: World): Named {
  const all = words(unhyphened(message, world));
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
  return { found, rest, count: all.length };
}

/** "R-FEP" for RFEP: a short form written with a hyphen that it does not have. */
function unhyphened(message: string, world: World): string {
  if (!/[-\u2010-\u2015]/.test(message)) return message;
  return plainText(message).replace(/([a-z0-9]+)-([a-z0-9]+)/g, (all, first: string, second: string) =>
    world.library.terms.has(first + second) ? first + second : all,
  );
}

/** Whether a message asks what a short form means, and nothing besides: "what does K-2 mean?" */
function asksOnlyMeaning(message: string, world: World): boolean {
  if (!MEANING.test(message)) return false;
  const { found, rest } = namesIn(message, world);
  return found.size > 0 && rest.length === 0;
}

/** Short forms a message asks the meaning of, or nothing when it asks something else. */
export function askedTerms(message: string, world: World, follows = false): Term[] {
  const { found, rest, count } = namesIn(message, world);
  // "What is CAASPP": the name of the field itself is asked for only when nothing else is.
  if (found.size > 1) found.delete('CAASPP');
  const asks = MEANING.test(message) || WHAT_IS_IT.test(message) || follows;
  if (rest.length === 0) return count <= 9 || asks ? [...found.values()] : [];
  // "What is a CDS code": a word that says no more than the short form itself.
  if (rest.length === 1 && PLAIN_NOUNS.has(rest[0]!) && /^\W*what/i.test(message)) return [...found.values()];
  const written = [...found.values()].filter((t) =>
    new RegExp(`\\b${quoted(t.short)}\\b`, 'i').test(message),
  );
  return asks && rest.length <= MOST_OTHER_WORDS ? written : [];
}

/**
 * "What does LEA preview mean": an entry that is meant for sure goes before the meaning of one word in it. One that
 * only says that the documents are silent does not, nor one on another matter when nothing but the meaning is asked.
 */
export function knownBetter(turn: Turn, terms: readonly Term[], world: World): boolean {
  const { verdict, probability, candidates } = turn.understood;
  const best = candidates[0]?.key;
  if (verdict !== 'sure' || probability < KNOWN_BETTER_FROM || !best) return false;
  if (world.isSilent(best, turn.today)) return false;
  const title = ` ${plainName(world.titleOf(best, turn.today) ?? '')} `;
  const tells = terms.some((t) => [t.short, t.long].some((n) => title.includes(` ${plainName(n)} `)));
  return tells || !asksOnlyMeaning(turn.text, world);
}

/** "And CAST?" or "and the TAs?" after an answer asks the same of another; a short form is explained when it opens a matter. */
export function goesOn({ text: said, state, understood }: Turn): boolean {
  const before = state.last?.subject;
  if (!before || before.startsWith('term:') || MEANING.test(said)) return false;
  if (understood.anew) return true;
  if (!GOING_ON.test(said)) return false;
  const { tests, roles } = understood.facets;
  return understood.followUp && tests.length + roles.length > 0;
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
