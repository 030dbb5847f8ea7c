/** Drafts and calls that live as long as the process, for the terminal and for tests. */
import type { Call, Calls, Draft, Drafts } from '../records/forms.ts';

export function memoryDrafts(): Drafts {
  const kept = new Map<string, Draft>();
  const key = (person: string, form: string) => `${person}\n${form}`;
  return {
    get: (person, form) => structuredClone(kept.get(key(person, form))),
    ofPerson: (person) => structuredClone([...kept.values()].filter((d) => d.person === person)),
    save: (draft) => {
      const id = key(draft.person, draft.form);
      kept.set(id, structuredClone({ ...draft, id }));
    },
    remove: (person, form) => kept.delete(key(person, form)),
  };
}

export function memoryCalls(): Calls {
  const kept = new Map<string, Call>();
  return {
    save: (call) => {
      kept.set(call.id, structuredClone(call));
    },
    get: (id) => structuredClone(kept.get(id)),
    list: ({ person, since = 0, limit = Number.POSITIVE_INFINITY } = {}) =>
      structuredClone(
        [...kept.values()]
          .filter((c) => (person === undefined || c.person === person) && c.at >= since)
          .sort((a, b) => b.at - a.at)
          .slice(0, limit),
      ),
  };
}
