import { describe, expect, test } from 'vitest';
import { newDraft } from '../../src/forms/draft.ts';
import { dataKey, decrypt, encrypt, openDraft, sealDraft } from '../../src/forms/secret.ts';
import { AT, caltac } from './tiny.ts';

const key = dataKey('0f'.repeat(32))!;
const draft = {
  ...newDraft(caltac(), AT),
  values: { device: { device: 'iPad' }, student: { ssid: '9988776655', grade: '5' } },
};

describe('sealing', () => {
  test('gives the text back with the same key and subject only', () => {
    const sealed = encrypt('9988776655', key, 'a');
    expect(decrypt(sealed, key, 'a')).toBe('9988776655');
    expect(decrypt(sealed, key, 'b')).toBeUndefined();
    expect(decrypt(sealed, dataKey('another key of words')!, 'a')).toBeUndefined();
    expect(decrypt(`${sealed.slice(0, -2)}AA`, key, 'a')).toBeUndefined();
  });

  test('never gives the same secret twice', () => {
    expect(encrypt('1', key, 'a')).not.toBe(encrypt('1', key, 'a'));
  });

  test('seals the sensitive field of a draft and leaves the others readable', () => {
    const sealed = sealDraft(caltac(), draft, key);
    expect(JSON.stringify(sealed)).not.toMatch(/9988776655|"grade"/);
    expect(sealed.values.device).toEqual({ device: 'iPad' });
    expect(openDraft(caltac(), sealed, key)).toEqual(draft);
  });

  test('keeps nothing of a sensitive field without a key', () => {
    expect(sealDraft(caltac(), draft, undefined).values.student).toBeUndefined();
    expect(openDraft(caltac(), sealDraft(caltac(), draft, key), undefined).values.student).toBeUndefined();
  });

  test('takes a key in hex, in base64 or in words, and none that is short', () => {
    expect(dataKey('ab'.repeat(32))).toHaveLength(32);
    expect(dataKey(Buffer.alloc(32, 3).toString('base64'))).toEqual(Buffer.alloc(32, 3));
    expect(dataKey('a long sentence as a key')).toHaveLength(32);
    expect(dataKey('short')).toBeUndefined();
    expect(dataKey(undefined)).toBeUndefined();
  });
});
