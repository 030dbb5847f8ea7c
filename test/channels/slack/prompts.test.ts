import { describe, expect, test } from 'vitest';
import { createAssistant, memoryConversations } from '../../../src/assistant/assistant.ts';
import { createWorld } from '../../../src/assistant/create-world.ts';
import { loadPrompts, promptsFor } from '../../../src/channels/slack/prompts.ts';
import { ROLES, type Role } from '../../../src/knowledge/schema.ts';

const world = createWorld();
const { library } = world;
const assistant = createAssistant(world, memoryConversations());
const lists = loadPrompts();

/** A day of each month of the school year. */
const DAYS = Array.from({ length: 12 }, (_, n) => {
  const month = ((7 + n) % 12) + 1;
  return `${month > 7 ? 2026 : 2027}-${String(month).padStart(2, '0')}-15`;
});
const WHO: readonly (Role | undefined)[] = [...ROLES, undefined];
const questions = (role: Role | undefined, day: string) =>
  promptsFor(role, lists, day, library).map(({ message }) => message);

describe('suggested prompts', () => {
  test.each(WHO)('of %s are four in every month, each answered and not handed over', async (role) => {
    for (const day of DAYS) {
      const asked = questions(role, day);
      expect(asked, day).toHaveLength(4);
      for (const text of asked) {
        const id = `${role} ${day} ${text}`;
        const at = `${day}T10:00:00-08:00`;
        const { kind } = await assistant.reply({ id, conversation: id, person: { id, role }, text, at });
        expect(['answer', 'calculation'], id).toContain(kind);
      }
    }
  });

  test('offer what is due soonest: the question of an entry with a day is answered by that entry', async () => {
    for (const role of WHO)
      for (const [entry, text] of Object.entries(lists[role ?? 'anyone'].due)) {
        const id = `${role} due ${text}`;
        const at = '2026-11-21T10:00:00-08:00';
        const reply = await assistant.reply({ id, conversation: id, person: { id, role }, text, at });
        const rule = library.entry(entry, '2026-11-21')?.rule;
        expect([`entry:${entry}`, `rule:${rule}`], id).toContain(reply.subject);
      }
  });

  test('of an LEA coordinator change with the month', () => {
    const window = 'When must our testing window be set?';
    const asked = DAYS.map((day) => questions('lea_coordinator', day));
    expect(new Set(asked.map((q) => q.join())).size).toBeGreaterThanOrEqual(7);
    expect(questions('lea_coordinator', '2026-11-21')).toContain(window);
    expect(questions('lea_coordinator', '2026-12-02')).not.toContain(window);
  });

  test('never ask a test administrator or examiner for what coordinators do', () => {
    for (const role of ['test_administrator', 'test_examiner'] as const)
      for (const day of DAYS)
        for (const asked of questions(role, day)) expect(asked).not.toMatch(/window be set|this month/);
    expect(questions('test_examiner', '2026-09-01')[0]).toBe(
      'From which day on can we give the CAA for Science?',
    );
  });
});
