/**
 * The tables, as the queries name them. Moments are epoch milliseconds, JSON is text, yes and no are 1 and 0: the same
 * on SQLite and PostgreSQL. Columns are snake_case in the database.
 */
import type { Generated } from 'kysely';

type Json = string;
type Maybe<T> = T | null;

interface ConversationsTable {
  id: string;
  person: string;
  state: Json;
  version: number;
  updatedAt: number;
}
interface InboundTable {
  messageId: string;
  conversation: string;
  person: string;
  reply: Json;
  at: number;
}
interface QuestionsTable {
  id: string;
  message: string;
  conversation: string;
  person: string;
  role: Maybe<string>;
  lea: Maybe<string>;
  school: Maybe<string>;
  text: string;
  action: Maybe<string>;
  outcome: string;
  subject: Maybe<string>;
  confidence: Maybe<number>;
  helpful: Maybe<number>;
  reason: Maybe<string>;
  at: number;
}
interface AnswersGivenTable {
  id: string;
  entry: string;
  version: string;
  conversation: string;
  person: string;
  message: string;
  at: number;
  correctedAt: Maybe<number>;
}
interface IgnoredMissesTable {
  key: string;
  by: string;
  at: number;
}
interface CountersTable {
  name: string;
  value: number;
}
interface TicketsTable {
  id: string;
  number: number;
  state: string;
  question: string;
  offered: Maybe<string>;
  subject: Maybe<string>;
  role: Maybe<string>;
  lea: Maybe<string>;
  school: Maybe<string>;
  assignee: Maybe<string>;
  answer: Maybe<string>;
  fields: Json;
  version: number;
  createdAt: number;
  updatedAt: number;
}
interface TicketAskersTable {
  id: string;
  ticket: string;
  person: string;
  conversation: string;
  question: string;
  at: number;
  withdrawnAt: Maybe<number>;
  helped: Maybe<number>;
}
interface TicketEventsTable {
  id: Generated<number>;
  ticket: string;
  at: number;
  who: string;
  kind: string;
  data: Json;
}
interface OutboxTable {
  id: Generated<number>;
  kind: string;
  target: string;
  payload: Json;
  conversation: Maybe<string>;
  key: string;
  state: string;
  attempts: number;
  nextAt: number;
  leaseUntil: Maybe<number>;
  leaseOwner: Maybe<string>;
  lastError: Maybe<string>;
  createdAt: number;
  updatedAt: number;
}
interface PeopleTable {
  id: string;
  channel: string;
  name: Maybe<string>;
  email: Maybe<string>;
  role: Maybe<string>;
  lea: Maybe<string>;
  school: Maybe<string>;
  fields: Json;
  updatedAt: number;
}
interface ConversationReferencesTable {
  conversation: string;
  channel: string;
  person: Maybe<string>;
  data: Json;
  updatedAt: number;
  deadAt: Maybe<number>;
  deadWhy: Maybe<string>;
}
interface InstallationsTable {
  id: string;
  channel: string;
  sealed: string;
  data: Json;
  updatedAt: number;
}
interface DraftsTable {
  id: string;
  person: string;
  form: string;
  fields: Json;
  sealed: Maybe<string>;
  updatedAt: number;
  expiresAt: number;
}
interface CallsTable {
  id: string;
  person: string;
  lea: Maybe<string>;
  school: Maybe<string>;
  about: Maybe<string>;
  caseNumber: Maybe<string>;
  fields: Json;
  at: number;
  updatedAt: number;
}
interface CalendarsTable {
  key: string;
  data: Json;
  updatedAt: number;
}
interface RemindersTable {
  id: string;
  person: string;
  conversation: string;
  about: Json;
  dueAt: number;
  createdAt: number;
}
interface DowntimesTable {
  id: string;
  system: string;
  note: Maybe<string>;
  fromAt: number;
  untilAt: Maybe<number>;
  by: string;
  endedAt: Maybe<number>;
}
interface ExchangesTable {
  id: Generated<number>;
  session: string;
  conversation: string;
  exchange: Json;
  at: number;
}

export interface Tables {
  conversations: ConversationsTable;
  inbound: InboundTable;
  questions: QuestionsTable;
  answersGiven: AnswersGivenTable;
  ignoredMisses: IgnoredMissesTable;
  counters: CountersTable;
  tickets: TicketsTable;
  ticketAskers: TicketAskersTable;
  ticketEvents: TicketEventsTable;
  outbox: OutboxTable;
  people: PeopleTable;
  conversationReferences: ConversationReferencesTable;
  installations: InstallationsTable;
  drafts: DraftsTable;
  calls: CallsTable;
  calendars: CalendarsTable;
  reminders: RemindersTable;
  downtimes: DowntimesTable;
  exchanges: ExchangesTable;
}

/** Every table with its key, in an order in which they can be filled; `serial` keys are counted by the database. */
export const TABLES: readonly { name: keyof Tables; key: string; serial?: boolean }[] = [
  { name: 'counters', key: 'name' },
  { name: 'people', key: 'id' },
  { name: 'conversationReferences', key: 'conversation' },
  { name: 'installations', key: 'id' },
  { name: 'conversations', key: 'id' },
  { name: 'inbound', key: 'messageId' },
  { name: 'questions', key: 'id' },
  { name: 'answersGiven', key: 'id' },
  { name: 'ignoredMisses', key: 'key' },
  { name: 'tickets', key: 'id' },
  { name: 'ticketAskers', key: 'id' },
  { name: 'ticketEvents', key: 'id', serial: true },
  { name: 'outbox', key: 'id', serial: true },
  { name: 'drafts', key: 'id' },
  { name: 'calls', key: 'id' },
  { name: 'calendars', key: 'key' },
  { name: 'reminders', key: 'id' },
  { name: 'downtimes', key: 'id' },
  { name: 'exchanges', key: 'id', serial: true },
];
