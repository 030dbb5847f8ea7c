/** Replies for tests: one with every part, and arbitrary ones. */
import fc from 'fast-check';
import type { Choice, Input, Part, Reply } from '../../src/assistant/reply.ts';

export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 120" width="420" height="120"><rect width="420" height="120" rx="8" fill="#e4f0f0"/><rect x="140" y="40" width="200" height="40" rx="6" fill="#0b6069"/><text x="240" y="66" fill="#fff" font-family="sans-serif" font-size="18" text-anchor="middle">Feb 2 – Jun 11</text></svg>';

/** Every part there is, as an answer and a calculation would hold them. */
export const EVERYTHING: Reply = {
  kind: 'calculation',
  subject: 'rule:window',
  parts: [
    {
      type: 'text',
      text: 'Your testing window must be set in TOMS by December 1, 2026. That is in 10 days.',
    },
    {
      type: 'facts',
      facts: [
        { label: 'Window setting deadline', value: 'Tuesday, December 1, 2026 (in 10 days)' },
        { label: 'Help', value: 'caltac@ets.org, 1-800-955-2954' },
      ],
    },
    {
      type: 'list',
      title: 'Good to know',
      items: ['Each test has its own window.', 'Charter schools that test on their own set their own.'],
    },
    {
      type: 'steps',
      items: [
        'Log on to TOMS.',
        'Open Test Administration Setup.',
        'Enter the first and last day, and save.',
      ],
    },
    {
      type: 'working',
      lines: [
        '180 instructional days × 66% = 118.8 → day 119',
        'Day 119 is Monday, March 1, 2027',
        'Moved by: Presidents’ Day (February 15)',
      ],
    },
    { type: 'notice', level: 'info', text: 'Later changes go through your Success Agent.' },
    { type: 'notice', level: 'warning', text: 'This is from last year’s mailing; check the current one.' },
    { type: 'picture', svg: SVG, alt: 'The window runs from February 2 to June 11, 2027.' },
    {
      type: 'file',
      name: 'window.ics',
      mediaType: 'text/calendar',
      content: 'BEGIN:VCALENDAR',
      encoding: 'utf8',
      title: 'Add to your calendar',
    },
    {
      type: 'question',
      name: 'first-day',
      text: 'When does your instruction begin?',
      input: { kind: 'date' },
      help: 'The first day students attend.',
      progress: 'Question 1 of 3',
    },
    {
      type: 'sources',
      sources: [
        {
          document: 'LEA CAASPP Coordinator Checklist for 2026–27',
          dated: 'July 2026',
          section: 'December > Prepare for Testing',
        },
        { document: 'Coordinator mailing 214', dated: 'October 2026', section: 'Reminders' },
      ],
    },
    {
      type: 'choices',
      title: 'You can also ask',
      choices: [
        { label: 'What if we miss it?', action: 'open:entry:window-missed' },
        { label: 'Earliest start', action: 'open:rule:window-earliest-start' },
      ],
    },
  ],
};

/** Texts that would do harm where they are read as markup. */
export const HARMFUL = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "javascript:alert('1')",
  '[press](javascript:alert(1))',
  'https://example.org/"onmouseover="alert(1)',
  '\u0000\u202e\ud800',
  '',
];

const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...HARMFUL));
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });
const maybe = fc.option(words, { nil: undefined });
const choice: fc.Arbitrary<Choice> = fc.record({ label: words, action: words });
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'date', 'moment', 'number', 'email', 'phone') }),
  fc.record({ kind: fc.constant('choice'), choices: list(choice) }),
);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ type: fc.constant('text'), text: words }),
  fc.record({ type: fc.constant('facts'), facts: list(fc.record({ label: words, value: words })) }),
  fc.record({ type: fc.constant('list'), title: maybe, items: list(words) }),
  fc.record({ type: fc.constant('steps'), items: list(words) }),
  fc.record({ type: fc.constant('working'), lines: list(words) }),
  fc.record({ type: fc.constant('notice'), level: fc.constantFrom('info', 'warning'), text: words }),
  fc.record({ type: fc.constant('question'), text: words, name: words, input, help: maybe, progress: maybe }),
  fc.record({ type: fc.constant('choices'), title: maybe, choices: list(choice) }),
  fc.record({
    type: fc.constant('sources'),
    sources: list(fc.record({ document: words, dated: words, section: words })),
  }),
  fc.record({ type: fc.constant('picture'), svg: words, alt: words }),
  fc.record({
    type: fc.constant('file'),
    name: words,
    mediaType: words,
    content: words,
    encoding: fc.constantFrom('utf8', 'base64'),
    title: words,
  }),
);

/** Any reply at all. */
export const anyReply: fc.Arbitrary<Reply> = fc.record(
  {
    kind: fc.constantFrom('answer', 'calculation', 'ask', 'choices', 'escalate', 'decline'),
    parts: fc.array(part, { maxLength: 8 }),
    blank: fc.constantFrom('form:caltac', 'rule:window-latest-end'),
  },
  { requiredKeys: ['kind', 'parts'] },
);
