/** Sensitive answers where they are kept: AES-256-GCM under the installation's key, or not at all. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Draft } from './draft.ts';
import type { Form } from './load.ts';

const SEALED = 'sealed';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * The key from DATA_KEY: 32 bytes in hex or base64 as they are, any other text of 16 characters or more hashed.
 * Undefined without one.
 */
export function dataKey(text: string | undefined): Buffer | undefined {
  const given = text?.trim();
  if (!given || given.length < 16) return undefined;
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, 'hex');
  const decoded = Buffer.from(given, 'base64');
  if (
    decoded.length === KEY_BYTES &&
    decoded.toString('base64').replace(/=+$/, '') === given.replace(/=+$/, '')
  )
    return decoded;
  return createHash('sha256').update(given).digest();
}

/** @example decrypt(encrypt('1234567890', key, 'caltac'), key, 'caltac') // '1234567890' */
export function encrypt(text: string, key: Buffer, about: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** The text again, or undefined when the key, the subject or a bit of it is another one. */
export function decrypt(sealed: string, key: Buffer, about: string): string | undefined {
  if (!sealed.startsWith(`${VERSION}.`)) return undefined;
  const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** A draft as it may be kept: sensitive fields sealed, or left out without a key. */
export function sealDraft(form: Form, draft: Draft, key: Buffer | undefined): Draft {
  return mapSensitive(form, draft, (values, about) =>
    key ? { [SEALED]: encrypt(JSON.stringify(values), key, about) } : undefined,
  );
}

/** A kept draft with its sensitive fields readable; what the key does not open is not there. */
export function openDraft(form: Form, draft: Draft, key: Buffer | undefined): Draft {
  return mapSensitive(form, draft, (values, about) => {
    const sealed = values[SEALED];
    const plain = sealed && key ? decrypt(sealed, key, about) : undefined;
    return plain ? (JSON.parse(plain) as Record<string, string>) : undefined;
  });
}

function mapSensitive(
  form: Form,
  draft: Draft,
  change: (values: Record<string, string>, about: string) => Record<string, string> | undefined,
): Draft {
  const values = { ...draft.values };
  for (const field of form.fields) {
    const had = values[field.id];
    if (!field.sensitive || !had) continue;
    const next = change(had, `${form.id}.${field.id}`);
    if (next) values[field.id] = next;
    else delete values[field.id];
  }
  return { ...draft, values };
}
