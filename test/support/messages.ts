/** Messages and turns for tests of the store. */
import type { Turned } from '../../src/assistant/conversations.ts';
import type { Message } from '../../src/assistant/message.ts';
import type { Reply } from '../../src/assistant/reply.ts';

export function message(id: string, more: Partial<Message> = {}): Message {
  return {
    id,
    conversation: 'c1',
    person: { id: 'p1', role: 'site_coordinator', lea: 'Sunny Unified', school: 'Hill School' },
    text: 'When is the window deadline?',
    at: '2026-11-21T10:00:00-08:00',
    ...more,
  };
}

export function answer(words = 'By December 1.', more: Partial<Reply> = {}): Reply {
  return { kind: 'answer', parts: [{ type: 'text', text: words }], subject: 'entry:window', ...more };
}

export function turned(id: string, more: Partial<Turned> = {}): Turned {
  return {
    message: message(id),
    text: 'When is the window deadline?',
    state: { role: 'site_coordinator' },
    version: 0,
    reply: answer(),
    effects: [],
    ...more,
  };
}
