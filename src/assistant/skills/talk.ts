/** Small things: set sentences, help, starting afresh, going back, canceling, and why an answer was given. */
import { handOverParts } from '../hand-over.ts';
import { notice, type Part, say, text } from '../reply.ts';
import type { Skill } from '../skill.ts';
import { idOf, type World } from '../world.ts';

export function talkSkills(world: World): Skill[] {
  const { voice } = world.intents;
  const intent = (subject: string) => world.intentsById.get(idOf(subject));
  const suggestions = () => world.suggestions.map((q) => say(q));

  return [
    {
      id: 'say',
      start(turn, subject) {
        const i = intent(subject);
        const parts: Part[] = (i?.say ?? []).map(text);
        if (i?.hand_over) parts.push(...handOverParts({ ...world, voice, role: turn.role }));
        return { reply: { kind: i?.hand_over ? 'escalate' : 'decline', parts, subject } };
      },
    },
    {
      id: 'help',
      start: () => ({
        reply: {
          kind: 'decline',
          parts: [
            text(voice.help_intro ?? ''),
            { type: 'list', items: world.abilities },
            { type: 'choices', title: voice.also, choices: suggestions() },
          ],
        },
      }),
    },
    {
      id: 'reset',
      start: () => ({
        reply: { kind: 'decline', parts: [text(voice.reset ?? '')] },
        state: { dialogue: undefined, last: undefined, offered: undefined, roleFor: undefined },
      }),
    },
    {
      id: 'cancel',
      start: (turn) => ({
        reply: {
          kind: 'decline',
          parts: [
            text(
              (turn.state.dialogue || turn.state.roleFor ? voice.cancelled : voice.nothing_to_cancel) ?? '',
            ),
          ],
        },
        state: { dialogue: undefined, roleFor: undefined, offered: undefined },
      }),
    },
    {
      id: 'back',
      start(turn) {
        const { offered = [] } = turn.state;
        if (!offered.length) return { reply: { kind: 'decline', parts: [text(voice.nothing_before ?? '')] } };
        const parts: Part[] = [text(voice.back_to_choices ?? ''), { type: 'choices', choices: offered }];
        return { reply: { kind: 'choices', parts } };
      },
    },
    {
      id: 'why',
      start(turn) {
        const why = turn.state.last?.why;
        if (!why) return { reply: { kind: 'decline', parts: [text(voice.why_nothing ?? '')] } };
        const parts = [
          text(
            (voice.why ?? '')
              .replace('{title}', why.title)
              .replace('{confidence}', String(Math.round(why.confidence * 100)))
              .replace('{today}', why.today),
          ),
        ];
        if (why.runnerUp) parts.push(notice((voice.why_runner_up ?? '').replace('{title}', why.runnerUp)));
        const entry = world.library.entry(idOf(why.subject), turn.today);
        if (entry) parts.push({ type: 'sources', sources: world.sources(entry.sources) });
        return { reply: { kind: 'answer', parts } };
      },
    },
  ];
}
