/** Pictures and files of replies: inline where they fit, else links to this server, sealed and short-lived. */
import type { Express } from 'express';
import * as z from 'zod';
import type { Part, Reply } from '../../assistant/reply.ts';
import { decrypt, encrypt } from '../../forms/secret.ts';
import { PROBLEMS, Refusal } from '../../http/problems.ts';
import { LIMITS } from './limits.ts';

const PATH = '/api/teams/files';
const ABOUT = 'teams-file';
const PNG = 'image/png';

/** Conversation, message, number of the part, and until when: epoch milliseconds. */
const Link = z.tuple([z.string(), z.string(), z.number().int(), z.number()]);

export interface Files {
  /** Addresses of a reply's pictures and files, by the number of their part. */
  addresses(reply: Reply, conversation: string, of: string, kept: boolean): Promise<Record<number, string>>;
  mount(app: Express): void;
}

export interface FilesOptions {
  /** Such as https://caaspp.example.org; without one there are no links. */
  publicUrl?: string;
  /** What the links are sealed with: 32 bytes, the same on all instances and after a restart. */
  key(): Buffer;
  /** The reply that a message had. */
  replyTo(conversation: string, message: string): Promise<Reply | undefined>;
  now?: () => number;
}

export function createFiles({ publicUrl, key: makeKey, replyTo, now = Date.now }: FilesOptions): Files {
  let made: Buffer | undefined;
  // Made when the first link is: it may have to be written down.
  const key = () => {
    made ??= makeKey();
    return made;
  };

  function link(conversation: string, of: string, index: number): string | undefined {
    if (!publicUrl) return undefined;
    const sealed = encrypt(JSON.stringify([conversation, of, index, now() + LIMITS.link]), key(), ABOUT);
    return `${publicUrl}${PATH}/${sealed}`;
  }

  async function read(sealed: string): Promise<{ bytes: Buffer; type: string; name: string } | undefined> {
    const plain = decrypt(sealed, key(), ABOUT);
    const found = plain === undefined ? undefined : Link.safeParse(JSON.parse(plain)).data;
    if (!found || found[3] < now()) return undefined;
    const part = (await replyTo(found[0], found[1]))?.parts[found[2]];
    if (part?.type === 'picture') return { bytes: await png(part.svg), type: PNG, name: 'picture.png' };
    if (part?.type === 'file') return { bytes: bytesOf(part), type: typeOf(part.mediaType), name: part.name };
    return undefined;
  }

  return {
    async addresses(reply, conversation, of, kept) {
      const found: Record<number, string> = {};
      for (const [index, part] of reply.parts.entries()) {
        const address =
          part.type === 'picture'
            ? ((await inline(part.svg)) ?? (kept ? link(conversation, of, index) : undefined))
            : part.type === 'file' && kept
              ? link(conversation, of, index)
              : undefined;
        if (address) found[index] = address;
      }
      return found;
    },
    mount(app) {
      app.get(`${PATH}/:sealed`, async (req, res) => {
        const file = await read(req.params.sealed);
        if (!file) throw new Refusal(PROBLEMS.linkOver);
        res.set({
          'Content-Type': file.type,
          'Cache-Control': 'private, no-store',
          // Teams shows the picture on its own pages.
          'Cross-Origin-Resource-Policy': 'cross-origin',
        });
        if (file.type !== PNG) res.attachment(file.name).type(file.type);
        res.send(file.bytes);
      });
    },
  };
}

/** The picture as a data address, where it is small enough; undefined too for an SVG that cannot be drawn. */
async function inline(svg: string): Promise<string | undefined> {
  const bytes = await png(svg).catch(() => undefined);
  const address = bytes && `data:${PNG};base64,${bytes.toString('base64')}`;
  return address && address.length <= LIMITS.pictureBytes ? address : undefined;
}

async function png(svg: string): Promise<Buffer> {
  // The drawing library is heavy, and most replies have no picture.
  const { toPng } = await import('../../calendar/png.ts');
  return toPng(svg);
}

function bytesOf({ content, encoding }: Extract<Part, { type: 'file' }>): Buffer {
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
}

/** A type that is none becomes plain bytes. */
function typeOf(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) && !type.includes('html') ? type : 'application/octet-stream';
}
