/** `npm run tickets`: the open tickets with their agents' links, for whoever runs the server. */
import { linkKey } from '../../config/link-key.ts';
import { loadOrganization } from '../../config/organization.ts';
import { createLinks } from '../../escalation/links.ts';
import { nameOf, UNANSWERED } from '../../escalation/tickets.ts';
import { withStore } from '../../store/with-store.ts';

/** The links are as good as the agents' own: only who may read the data folder gets them. */
export function run(): Promise<number> {
  return withStore({ beside: true }, async (store, settings) => {
    const organization = loadOrganization(settings.organizationFile);
    const links = createLinks(linkKey(settings));
    const address = settings.publicUrl ?? `http://127.0.0.1:${settings.port}`;
    const open = (await store.tickets.list({ states: UNANSWERED })).reverse();
    if (!open.length) process.stdout.write('No open tickets.\n');
    for (const { id, number, state, assignee, question, createdAt } of open) {
      const since = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
      process.stdout.write(
        `${number}  ${state}, ${nameOf(organization, assignee)}, since ${since} UTC\n    ${question}\n`,
      );
      if (assignee)
        process.stdout.write(
          `    ${address}/agent/${links.sign({ ticket: id, agent: assignee }, Date.now())}\n`,
        );
    }
    return 0;
  });
}
