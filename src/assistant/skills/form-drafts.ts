/** Drafts between messages: sealed where they are kept, by person, and no longer than they may be. */
import { DRAFT_DAYS, type Draft } from '../../forms/draft.ts';
import type { Form } from '../../forms/load.ts';
import { openDraft, sealDraft } from '../../forms/secret.ts';
import type { Drafts } from '../../records/forms.ts';
import { personKey } from '../person.ts';
import type { Turn } from '../skill.ts';

const DAY_MS = 86_400_000;

export function createKept(
  drafts: Pick<Drafts, 'get' | 'save' | 'remove'>,
  forms: ReadonlyMap<string, Form>,
  key: Buffer | undefined,
) {
  /** A draft as it was kept, readable again. */
  function opened(data: unknown): { form: Form; draft: Draft } | undefined {
    const kept = data as Draft | undefined;
    const form = kept && forms.get(kept.form);
    return form && { form, draft: openDraft(form, kept, key) };
  }

  /** Keeps a draft for the person; the same, sealed, is for the conversation. */
  async function keep(turn: Turn, form: Form, draft: Draft): Promise<Draft> {
    const now = Date.parse(turn.message.at);
    const expiresAt = now + DRAFT_DAYS * DAY_MS;
    const sealed = { ...sealDraft(form, draft, key), saved: now, expiresAt };
    await drafts.save({
      person: personKey(turn.message.person),
      form: form.id,
      fields: { ...sealed },
      updatedAt: now,
      expiresAt,
    });
    return sealed;
  }

  const forget = (turn: Turn, form: Form) => drafts.remove(personKey(turn.message.person), form.id);

  async function found(turn: Turn, form: Form) {
    const kept = await drafts.get(personKey(turn.message.person), form.id);
    return kept && kept.expiresAt > Date.parse(turn.message.at) ? kept : undefined;
  }

  /** The draft of a conversation, or the later one that another channel of the same person left. */
  async function newest(turn: Turn, data: unknown) {
    const here = opened(data);
    const kept = here && (await found(turn, here.form));
    if (!here || !kept) return undefined;
    return kept.updatedAt > (here.draft.saved ?? 0) ? (opened(kept.fields) ?? here) : here;
  }

  return { opened, keep, forget, found, newest };
}
