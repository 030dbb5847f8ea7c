import { describe, expect, it } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import { unreadable } from '../../src/assistant/unreadable.ts';

const world = createWorld();
async function last(...said: string[]) {
  const assistant = createAssistant(world, memoryConversations());
  let reply: Awaited<ReturnType<typeof assistant.reply>> | undefined;
  for (const [i, text] of said.entries())
    reply = await assistant.reply({
      id: String(i),
      conversation: 'c',
      person: { id: 'p', role: 'lea_coordinator' },
      text,
      at: '2026-11-21T10:00:00-08:00',
    });
  return { kind: reply!.kind, text: renderText(reply!) };
}

describe('a message without words to understand', () => {
  it.each([
    ['42', 'A number alone'],
    ['# 7.', 'A number alone'],
    ['5/14', 'A number alone'],
    ['x', 'One letter alone'],
    ['B?', 'One letter alone'],
    ['我的学生可以免考吗', 'I read English only'],
    ['CAASPP 考试什么时候开始', 'I read English only'],
    ['Học sinh của tôi có được miễn không?', 'I read English only'],
    ['Khi nào bắt đầu kiểm tra CAASPP?', 'I read English only'],
    ['Ինչպես կարող եմ օգնություն ստանալ', 'I read English only'],
    ['متى يبدأ الاختبار', 'I read English only'],
    ['Когда начинается тестирование?', 'I read English only'],
    ['언제 시험이 시작됩니까', 'I read English only'],
    ['कब परीक्षा शुरू होती है', 'I read English only'],
    ['ਟੈਸਟ ਕਦੋਂ ਸ਼ੁਰੂ ਹੁੰਦਾ ਹੈ', 'I read English only'],
    ['เมื่อไหร่จะสอบ', 'I read English only'],
    ['តើការប្រឡងចាប់ផ្តើមនៅពេលណា', 'I read English only'],
  ])('is told in English what can be asked: %s', async (said, reply) => {
    const { kind, text } = await last(said);
    expect(kind).toBe('decline');
    expect(text).toContain(reply);
    expect(text).toContain('When must our testing window be set?');
  });

  it('is a short form where it is one', async () => {
    expect((await last('504')).text).toContain('Section 504 plan');
  });

  it('is a choice where choices are on the table, and what is none shows them again', async () => {
    const beyond = await last('reports', '9');
    expect(beyond.text).toContain('none of the choices above');
    expect(beyond.text).toContain('[2]');
    expect((await last('reports', '9', '1')).kind).toBe('answer');
  });

  it('leaves an open question open', async () => {
    const { kind, text } = await last('calculate our score report deadline', '我们五月收到');
    expect(kind).toBe('ask');
    expect(text).toContain('date received');
  });
});

describe('English', () => {
  it.each([
    'when can José Muñoz’s school test, señor',
    'what does 考试 mean',
    'STAIRS “deadline” — when?',
    '¿Cuándo empieza el examen?',
    'grade 5',
    'k-2?',
    'Nguyễn asks about the window deadline',
  ])('with a name or a word of another language is still read: %s', (said) => {
    expect(unreadable(said)).toBeUndefined();
  });
});
