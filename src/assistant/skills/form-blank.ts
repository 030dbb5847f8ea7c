/** A form filled in at once, on the draft that the conversation goes on with. */
import { blankFields } from '../../forms/blank.ts';
import { DRAFT_DAYS, type Draft, newDraft } from '../../forms/draft.ts';
import { fillIn } from '../../forms/fill.ts';
import type { Form } from '../../forms/load.ts';
import { askParts, say } from '../../forms/show.ts';
import type { Step } from '../../forms/step.ts';
import { addDays, sayDate } from '../../knowledge/dates.ts';
import type { Blank } from '../blank.ts';
import { refusalOf } from '../refusal.ts';
import { text } from '../reply.ts';
import type { Turn } from '../skill.ts';
import type { World } from '../world.ts';

export interface Filling {
  blank(turn: Turn, form: Form, draft: Draft | undefined): Blank;
  /** The form's next step: everything is shown, or what is wrong is asked for again. */
  fill(turn: Turn, form: Form, draft: Draft | undefined): Step;
}

/** @param keeps whether sensitive answers can be kept */
export function createFilling(world: World, keeps: boolean): Filling {
  const options = {
    keeps,
    refuses: (words: string, permits: readonly string[]) => refusalOf(world, words, permits),
  };
  const begun = (turn: Turn, form: Form, draft?: Draft) =>
    draft ?? newDraft(form, turn.message.at, turn.role);

  return {
    blank(turn, form, kept) {
      const draft = begun(turn, form, kept);
      const { faults } = fillIn(form, draft, turn.message.filled ?? {}, options);
      const unkept = keeps ? undefined : form.fields.find((f) => f.sensitive)?.unkept;
      const until = sayDate(addDays(turn.today, DRAFT_DAYS));
      return {
        subject: `form:${form.id}`,
        action: `form:${form.id}:fill`,
        title: form.title,
        notes: [say(form.words.says.draft_until, { date: until }), ...(unkept ? [unkept] : [])],
        fields: blankFields(form, draft, keeps),
        opensMore: false,
        faults,
      };
    },
    fill(turn, form, kept) {
      const { draft, faults } = fillIn(form, begun(turn, form, kept), turn.message.filled ?? {}, options);
      const [name] = Object.keys(faults);
      if (!name) return { draft, kind: 'answer', parts: [], review: true };
      const at = form.fields.find((f) => name.startsWith(`${f.id}.`))?.id ?? draft.at;
      const next = { ...draft, at };
      const parts = [text(faults[name] ?? ''), ...askParts(form, next, { keeps })];
      return { draft: next, kind: 'ask', parts };
    },
  };
}
