/** What goes out: data, not text. Each channel draws it in its own way, and drops nothing. */

export type ReplyKind = 'answer' | 'calculation' | 'ask' | 'choices' | 'escalate' | 'decline';

export interface Choice {
  label: string;
  /** Sent back as `Message.action` when chosen; it says all that is needed, so that it works after days. */
  action: string;
}

/** How the answer to a question is best typed in, for channels with pickers. */
export type Input =
  | { kind: 'text' | 'date' | 'moment' | 'number' | 'email' | 'phone' }
  | { kind: 'choice'; choices: Choice[] };

export interface Source {
  document: string;
  /** Such as "July 2026" or "undated". */
  dated: string;
  section: string;
}

export type Part =
  | { type: 'text'; text: string }
  | { type: 'facts'; facts: { label: string; value: string }[] }
  | { type: 'list'; title?: string; items: string[] }
  | { type: 'steps'; items: string[] }
  /** The lines of a calculation. */
  | { type: 'working'; lines: string[] }
  | { type: 'notice'; level: 'info' | 'warning'; text: string }
  /** Something the assistant needs to know. */
  | {
      type: 'question';
      text: string;
      name: string;
      input: Input;
      help?: string;
      progress?: string;
      /** Begins the action that answers this very question, however late: what was picked is added to it. */
      actionPrefix?: string;
    }
  | { type: 'choices'; title?: string; choices: Choice[] }
  | { type: 'sources'; sources: Source[] }
  /** A picture: SVG with a text that says the same. */
  | { type: 'picture'; svg: string; alt: string }
  | {
      type: 'file';
      name: string;
      mediaType: string;
      content: string;
      encoding: 'utf8' | 'base64';
      title: string;
    };

export interface Reply {
  kind: ReplyKind;
  parts: Part[];
  /** Key of what was answered, such as `entry:window-deadline`: for feedback, corrections and "why". */
  subject?: string;
  confidence?: number;
  /** Of which blank the dialogue under way is, such as `form:caltac`: channels that draw blanks offer to fill it in. */
  blank?: string;
}

/** The longest reply in characters of plain text: nobody reads more. */
export const LONGEST_REPLY = 1_800;

export const text = (t: string): Part => ({ type: 'text', text: t });
export const notice = (t: string, level: 'info' | 'warning' = 'info'): Part => ({
  type: 'notice',
  level,
  text: t,
});
export const say = (label: string, words = label): Choice => ({ label, action: `say:${words}` });
export const open = (label: string, subject: string): Choice => ({ label, action: `open:${subject}` });
