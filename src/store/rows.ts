/** Between rows and records: ids, JSON, yes and no, and what is absent. */
import { randomUUID } from 'node:crypto';

/**
 * A new row's id. Ids of one moment stand next to each other, and so do their rows on the disk.
 * @param at epoch milliseconds
 */
export function newId(at: number): string {
  return `${at.toString(36).padStart(9, '0')}-${randomUUID().slice(-12)}`;
}

/** A record without its absent fields becomes a row: undefined is NULL. */
export function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

export function toFlag(value: boolean | undefined): number | null {
  return value === undefined ? null : value ? 1 : 0;
}

export function fromFlag(value: number | null): boolean | undefined {
  return value === null ? undefined : value === 1;
}

type Present<Row> = {
  [Column in keyof Row]: null extends Row[Column] ? NonNullable<Row[Column]> | undefined : Row[Column];
};

/** A row as a record: columns that are NULL are absent. */
export function present<Row extends object>(row: Row): Present<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<Row>;
}

export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null);
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
