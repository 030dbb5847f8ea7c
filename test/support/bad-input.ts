/** Messages that nobody means: what a person, a broken client or an attacker may send. */
const LONG = 100_000;
const repeated = (text: string) => text.repeat(Math.ceil(LONG / text.length)).slice(0, LONG);

/** Name → text. */
export const BAD_INPUT: Readonly<Record<string, string>> = {
  empty: '',
  blanks: ' \t\n\u00a0\u2003 ',
  '100,000 letters': 'a'.repeat(LONG),
  '100,000 characters of words': repeated('when is the testing window deadline for my school? '),
  '100,000 characters without sentences': repeated('cast window, date: may 3 - 5 and '),
  '100,000 question marks': '?'.repeat(LONG),
  '100,000 digits': '7'.repeat(LONG),
  '100,000 dates': repeated('3/4/2027, '),
  '100,000 quotes': `${"'".repeat(LONG / 2)}${'’'.repeat(LONG / 2)}`,
  'control characters': '\u0000\u0001\u0007\u001b[31mred\u001b[0m\u007f\u202e\u200b\ufeff',
  'lone surrogates': '\ud800 window \udc00 deadline \ud83d',
  'emoji only': '😀👩‍🏫🏫✅🇺🇸',
  'one emoji many times': repeated('😀'),
  Chinese: '考试窗口什么时候截止?',
  Arabic: 'متى ينتهي موعد الاختبار؟',
  Hindi: 'परीक्षा कब है',
  Thai: 'การทดสอบเริ่มเมื่อไหร่',
  'marks upon marks': `z${'\u0301'.repeat(5_000)}algo`,
  HTML: '<script>alert(1)</script><img src=x onerror=alert(1)><b>window</b> deadline',
  Markdown:
    '# window\n**deadline** [press](javascript:alert(1)) `code` ![x](http://x/y.png)\n> quote\n- list',
  'Slack markup': '<!channel> <@U123> <http://x|click> *bold* ~no~',
  'one very long word': `what is ${'pneumono'.repeat(500)} in TOMS`,
  'many very long words': repeated(`${'abcdefghij'.repeat(9)} `),
  'words of one letter': repeated('a b c d e '),
  'only commas': repeated(', '),
  'only line breaks': '\n'.repeat(LONG),
  'a template': '{{constructor}} $HOME %s %d {0} <%= 1 %>',
  'names of object properties': '__proto__ constructor toString hasOwnProperty valueOf',
};
