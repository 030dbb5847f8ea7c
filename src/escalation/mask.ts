/**
 * Student information in what people write: found and masked before anything is stored or sent on. Names are found
 * where the words around them say that they are a student's; a name alone cannot be told from any other word.
 */

export type Masked = 'SSID' | 'birth date' | 'student name';

export interface MaskedText {
  text: string;
  /** What was found, each once. */
  found: Masked[];
}

const SSID_MARK = '••••••••••';
const DATE_MARK = '[birth date]';
const NAME_MARK = '[student name]';

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const DATE = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+(?:\\d{4}|'\\d{2})|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH},?\\s+\\d{4})(?!\\d)`;
const BIRTH = '(?:d\\.?o\\.?b\\b\\.?|(?:date\\s+of\\s+birth|birth\\s*-?\\s*(?:date|day)|born))';
const BORN = new RegExp(`(\\b${BIRTH}[^\\d\\n.;]{0,24}?)${DATE}`, 'gi');
const DATE_THEN_BORN = new RegExp(`${DATE}(\\s*\\(?\\s*(?:is\\s+(?:the|his|her|their)\\s+)?${BIRTH})`, 'gi');

const TEN_DIGITS = /(?<!\d)\d{10}(?!\d)/g;
const NAMED_ID =
  /(\b(?:ssids?|state student id\w*|student ids?|statewide id\w*)\b[^\d\n]{0,16})\d(?:[ -]?\d){5,11}(?!\d)/gi;

const WORD = "\\p{Lu}[\\p{L}\\p{M}'’-]*\\p{Ll}[\\p{L}\\p{M}'’-]*";
const NAME = `${WORD}(?:[ \\t]+(?:\\p{Lu}\\.|${WORD})){0,3}`;
const WHO =
  '(?:students?|pupils?|child|kids?|sons?|daughters?|boys?|girls?|[Ss]tudents?|[Pp]upils?|\\d{1,2}(?:st|nd|rd|th)[ -]graders?|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|eleventh)[ -]graders?)';
const ID = '(?:SSIDs?|ssids?|DOB|dob|D\\.O\\.B|[Bb]orn\\b|[Bb]irth|[Ss]tudent [Ii][Dd]|ID\\b|•{10})';
const GRADE =
  '(?:[Gg]rade\\s+\\d|\\d{1,2}(?:st|nd|rd|th)[ -][Gg]rade|in\\s+(?:grade\\s+\\d|\\d{1,2}(?:st|nd|rd|th)\\s+grade))';

/** Each with the name as its one named group. */
const NAMES: readonly RegExp[] = [
  // Lopez, Maria (SSID …)
  new RegExp(`(?<![\\p{L}])(?<name>${WORD},[ \\t]*${NAME})(?=[\\s,]*\\(?\\s*${ID})`, 'gu'),
  // Maria Lopez, SSID … · Maria Lopez (DOB …)
  new RegExp(`(?<![\\p{L}])(?<name>${NAME})(?=(?:'s|’s)?[\\s,]*\\(?\\s*${ID})`, 'gu'),
  // student Maria Lopez · a student named Maria · my 5th grader, Maria Lopez
  new RegExp(
    `(?<![\\p{L}])${WHO}(?:['’]s)?(?:\\s+name)?(?:\\s+(?:named|called|is|whose\\s+name\\s+is))?[\\s,:(]+(?<name>${WORD},[ \\t]*${WORD}|${NAME})`,
    'gu',
  ),
  // Maria Lopez in grade 5
  new RegExp(
    `(?<![\\p{L}])(?<name>${WORD}(?:[ \\t]+(?:\\p{Lu}\\.|${WORD})){1,2})(?=[\\s,]*\\(?\\s*${GRADE})`,
    'gu',
  ),
];
/** Said outright, so that small letters are a name too: "a student named maria lopez". */
const SAID_NAME =
  /(\b(?:students?|pupil|child|kid|son|daughter|boy|girl)(?:['’]s)?\s+(?:named|whose\s+name\s+is|by\s+the\s+name\s+of)\s+)(?!\[)(\p{L}[\p{L}'’-]+(?:\s+(?!(?:is|was|has|had|and|who|in|at|on|to|can|cannot|did|does|needs|need|from|for|with|took|missed|got|the|a)\b)\p{L}[\p{L}'’-]+)?)/giu;

/** Words in capitals that stand beside "student" or "grade" and are no names. */
const NO_NAMES = new Set(
  `a an the and or for in on of to at is are was were can could do does did has have how what when where who why will would should must may my our your their his her its this that these those if but not no yes please thanks
  student students score scores report reports group groups data information system services registration registrations results result record records file files test tests testing testers id ids roster rosters demographic demographics profile eligibility settings setting accommodation accommodations accessibility account accounts interface portal resource resources responses response enrollment enrolment exemption exemptions waiver appeal appeals status search upload template privacy rights act success study team teams survey speech materials guide directions practice training needs matching tool portability
  test examiner administrator administrators coordinator coordinators superintendent success agent agents teacher teachers parent parents guardian guardians principal school schools district county office lea leas department california cde ets toms cers caaspp elpac caa cast csa calpads stairs thss iep section plan smarter balanced ela math mathematics science english language arts literacy alternate assessment assessments summative interim initial spanish hello hi dear grade grades class classes unlisted designated supports braille form forms individual manual window windows online paper remote makeup
  january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday pst pdt am pm`
    .split(/\s+/)
    .filter(Boolean),
);

/** A run of capitals without the words that are no names at its ends, or nothing when none is left. */
function nameIn(run: string): { before: string; name: string; after: string } | undefined {
  const tokens = run.split(/(\s+|,\s*)/);
  const isName = (i: number) => {
    const bare = (tokens[i] ?? '').toLowerCase().replace(/['’]s$|[^\p{L}]/gu, '');
    return bare !== '' && !NO_NAMES.has(bare);
  };
  let from = 0;
  let until = tokens.length - 1;
  while (from <= until && !isName(from)) from++;
  while (until >= from && !isName(until)) until--;
  if (from > until) return undefined;
  // A field's word in the middle shows that the run is none: "Smarter Balanced Training Test".
  for (let i = from; i <= until; i += 2) if (!isName(i)) return undefined;
  return {
    before: tokens.slice(0, from).join(''),
    name: tokens.slice(from, until + 1).join(''),
    after: tokens.slice(until + 1).join(''),
  };
}

/**
 * @example maskStudents('Lopez, Maria (SSID 1234567890) cannot log in')
 * // { text: '[student name] (SSID ••••••••••) cannot log in', found: ['SSID', 'student name'] }
 */
export function maskStudents(message: string): MaskedText {
  const found = new Set<Masked>();
  const mark = (what: Masked, sign: string) => {
    found.add(what);
    return sign;
  };
  let text = message.replace(TEN_DIGITS, () => mark('SSID', SSID_MARK));
  text = text.replace(NAMED_ID, (_, before: string) => before + mark('SSID', SSID_MARK));
  text = text.replace(BORN, (_, before: string) => before + mark('birth date', DATE_MARK));
  text = text.replace(DATE_THEN_BORN, (_, after: string) => mark('birth date', DATE_MARK) + after);
  for (const pattern of NAMES)
    text = text.replace(pattern, (...args) => {
      const whole = args[0] as string;
      const { name: run = '' } = args.at(-1) as Record<string, string>;
      const name = nameIn(run);
      if (!name) return whole;
      const at = whole.lastIndexOf(run);
      const masked = `${name.before}${mark('student name', NAME_MARK)}${name.after}`;
      return whole.slice(0, at) + masked + whole.slice(at + run.length);
    });
  text = text.replace(SAID_NAME, (_, before: string) => before + mark('student name', NAME_MARK));
  return { text, found: [...found] };
}

/** What was masked in a text that is masked already, in words. */
export function marksIn(text: string): Masked[] {
  const marks: [string, Masked][] = [
    [NAME_MARK, 'student name'],
    [SSID_MARK, 'SSID'],
    [DATE_MARK, 'birth date'],
  ];
  return marks.filter(([mark]) => text.includes(mark)).map(([, what]) => what);
}

/** A message as it may be kept. */
export function masked(message: string): string {
  return maskStudents(message).text;
}
