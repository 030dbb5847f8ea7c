/** An organization for tests: two LEAs, one with two schools. Work never rests in it, unless a test says so. */
import { DEFAULT_HOURS, type Hours, type Organization } from '../../src/escalation/organization.ts';

export const ALWAYS: Hours = { ...DEFAULT_HOURS, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '23:59' };

export const agent = (name: string) => ({ name, email: `${name.split(' ')[0]!.toLowerCase()}@oak.org` });

export function organization(hours: Hours = ALWAYS): Organization {
  return {
    administrators: ['admin@oak.org'],
    topics: {},
    answerWithinHours: 8,
    leas: [
      {
        name: 'Oak Unified',
        cds: '1964212',
        hours,
        successAgent: agent('Alex Kim'),
        backups: [agent('Dana Cruz')],
        coordinators: [agent('Sam Rivera'), agent('Lee Nguyen')],
        schools: [
          { name: 'Hill School', coordinators: [agent('Jo Patel')] },
          { name: 'Lake School', coordinators: [] },
        ],
      },
      {
        name: 'Elm Charter',
        cds: '1964213',
        hours,
        backups: [],
        coordinators: [agent('Kit Brown')],
        schools: [],
      },
    ],
  };
}
