/** The first tables. Never changed once released: what comes later is a migration of its own. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { builder, type TableOptions } from './builder.ts';

const TABLES: TableOptions[] = [
  { name: 'counters', key: 'name', integers: ['value!'] },
  {
    name: 'people',
    key: 'id',
    texts: ['channel!', 'name', 'email', 'role', 'lea', 'school', 'fields!'],
    integers: ['updated_at!'],
    indexes: [['email']],
  },
  {
    name: 'conversation_references',
    key: 'conversation',
    texts: ['channel!', 'person', 'data!', 'dead_why'],
    integers: ['updated_at!', 'dead_at'],
    indexes: [['person']],
  },
  { name: 'installations', key: 'id', texts: ['channel!', 'sealed!', 'data!'], integers: ['updated_at!'] },
  {
    name: 'conversations',
    key: 'id',
    texts: ['person!', 'state!'],
    integers: ['version!', 'updated_at!'],
    indexes: [['person'], ['updated_at']],
  },
  {
    name: 'inbound',
    key: 'message_id',
    texts: ['conversation!', 'person!', 'reply!'],
    integers: ['at!'],
    indexes: [['person'], ['at']],
  },
  {
    name: 'questions',
    key: 'id',
    texts: ['message!', 'conversation!', 'person!', 'role', 'lea', 'school', 'text!', 'action', 'outcome!'],
    more: ['subject', 'reason'],
    integers: ['helpful', 'at!'],
    reals: ['confidence'],
    indexes: [['at'], ['person']],
    unique: [['conversation', 'message']],
  },
  {
    name: 'answers_given',
    key: 'id',
    texts: ['entry!', 'version!', 'conversation!', 'person!', 'message!'],
    integers: ['at!', 'corrected_at'],
    indexes: [['at'], ['person'], ['entry']],
  },
  { name: 'ignored_misses', key: 'key', texts: ['by!'], integers: ['at!'] },
  {
    name: 'tickets',
    key: 'id',
    texts: ['state!', 'question!', 'offered', 'subject', 'role', 'lea', 'school', 'assignee', 'answer'],
    more: ['fields!'],
    integers: ['number!', 'version!', 'created_at!', 'updated_at!'],
    indexes: [['state'], ['assignee'], ['created_at']],
    unique: [['number']],
  },
  {
    name: 'ticket_askers',
    key: 'id',
    texts: ['ticket!', 'person!', 'conversation!', 'question!'],
    integers: ['at!', 'withdrawn_at', 'helped'],
    indexes: [['ticket'], ['person']],
  },
  {
    name: 'ticket_events',
    serial: 'id',
    texts: ['ticket!', 'who!', 'kind!', 'data!'],
    integers: ['at!'],
    indexes: [['ticket'], ['who']],
  },
  {
    name: 'outbox',
    serial: 'id',
    texts: ['kind!', 'target!', 'payload!', 'conversation', 'key!', 'state!', 'lease_owner', 'last_error'],
    integers: ['attempts!', 'next_at!', 'lease_until', 'created_at!', 'updated_at!'],
    indexes: [
      ['state', 'next_at'],
      ['conversation', 'state', 'id'],
    ],
    unique: [['key']],
  },
  {
    name: 'drafts',
    key: 'id',
    texts: ['person!', 'form!', 'fields!', 'sealed'],
    integers: ['updated_at!', 'expires_at!'],
    indexes: [['expires_at']],
    unique: [['person', 'form']],
  },
  {
    name: 'calls',
    key: 'id',
    texts: ['person!', 'lea', 'school', 'about', 'case_number', 'fields!'],
    integers: ['at!', 'updated_at!'],
    indexes: [['person'], ['at']],
  },
  { name: 'calendars', key: 'key', texts: ['data!'], integers: ['updated_at!'] },
  {
    name: 'reminders',
    key: 'id',
    texts: ['person!', 'conversation!', 'about!'],
    integers: ['due_at!', 'created_at!'],
    indexes: [['due_at'], ['person']],
  },
  {
    name: 'downtimes',
    key: 'id',
    texts: ['system!', 'note', 'by!'],
    integers: ['from_at!', 'until_at', 'ended_at'],
    indexes: [['from_at']],
  },
  {
    name: 'exchanges',
    serial: 'id',
    texts: ['session!', 'conversation!', 'exchange!'],
    integers: ['at!'],
    indexes: [['session'], ['conversation'], ['at']],
  },
];

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of TABLES) await builder(db).create(table);
  },
};
