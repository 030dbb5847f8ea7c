/** Indexes that only retention and erasing looked into: every reply paid for them, and both can read a table whole. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const DROPPED = [
  'conversations_person_index',
  'conversations_updated_at_index',
  'inbound_person_index',
  'inbound_at_index',
  'questions_at_index',
  'questions_person_index',
  'answers_given_at_index',
  'answers_given_person_index',
  'answers_given_entry_index',
];

export const fewerIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const index of DROPPED) await db.schema.dropIndex(index).execute();
  },
};
