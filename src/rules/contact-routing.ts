import type { WarningCode } from './codes.ts';
import { needsInput, notDeterminable, ok } from './envelope.ts';
import { ROUTE_ROLES, ROUTE_TOPICS, type Route } from './facts.ts';
import { choice } from './fields.ts';
import { defineRule } from './rule.ts';

function parts({ contact, channel, address, file, warning }: Route) {
  return {
    result: { contact, channel, address, file },
    warnings: warning ? [warning] : ([] as WarningCode[]),
  };
}

/**
 * Whom to ask: some topics have one address for everybody; school staff ask the site coordinator, who asks the LEA
 * coordinator; LEA coordinators ask the CDE about policy and their Success Agent about the rest.
 *
 * Source: CalTAC page (undated), lines 7-9, for the chain; CAASPP Communication December 2025, "Additional Help", lines
 * 251-254; LEA CAASPP Coordinator Checklist 2026-27, lines 316, 319, 375, 385 and 400. The undated page sends LEA
 * coordinators to CalTAC; the newer documents name the Success Agent.
 *
 * Inputs: `role` of the person who asks; `topic`, technical or administration unless told otherwise.
 * @example
 * contactRouting.run({ role: 'lea_coordinator', topic: 'policy' }, facts).result
 * // { contact: 'cde_caaspp_office', channel: 'email', address: 'caaspp@cde.ca.gov', file: '003' }
 */
export const contactRouting = defineRule({
  id: 'contact-routing',
  title: 'Whom to ask',
  summary: 'Whom a person in a given role asks about a topic, and how.',
  source: { document: 'communication-2025-12', section: 'Additional Help', lines: '251-254' },
  also: [
    { document: 'caltac-page', section: 'Support for the CAASPP Assessments', lines: '7-9' },
    { document: 'checklist-2026-27', section: 'LEA Testing Window—Set in TOMS', lines: '385' },
    {
      document: 'checklist-2026-27',
      section: 'CAASPP Web Pages and CAASPP Communications',
      lines: '316, 319',
    },
    {
      document: 'checklist-2026-27',
      section: 'Review and Verify Apportionment',
      lines: '375',
    },
  ],
  inputs: {
    role: choice(ROUTE_ROLES, { required: 'sometimes', describe: 'Role of the person who asks' }),
    topic: choice(ROUTE_TOPICS, {
      required: false,
      describe: 'What it is about; a technical or administration question unless told otherwise',
    }),
  },
  decide({ role, topic = 'technical_or_administration' }, { contacts }) {
    const everybody = contacts.for_everyone[topic];
    if (everybody) return ok(parts(everybody).result, parts(everybody).warnings);
    if (!role) return needsInput(['role']);
    const unlisted = contacts.not_in_documents[role];
    if (unlisted) return notDeterminable(parts(unlisted).result, ['ROLE_NOT_IN_SOURCES']);
    const own: Partial<Record<string, Route>> = contacts.for_lea_coordinator;
    const route = contacts.for_school_staff[role] ?? own[topic] ?? contacts.for_lea_coordinator.otherwise;
    return ok(parts(route).result, parts(route).warnings);
  },
});
