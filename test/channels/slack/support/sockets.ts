/** As much of a WebSocket server as Socket Mode needs: a greeting, envelopes out, acknowledgements in. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;

export interface Sockets {
  url: string;
  push(type: string, payload: unknown): Promise<void>;
  stop(): Promise<void>;
}

export async function startSockets(): Promise<Sockets> {
  const open = new Set<Duplex>();
  const waiting = new Map<string, () => void>();
  const server = createServer();
  server.on('upgrade', (req, socket: Duplex) => {
    const accept = createHash('sha1').update(`${req.headers['sec-websocket-key']}${GUID}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => open.delete(socket));
    let rest = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
        rest = rest.subarray(frame.length);
        if (frame.opcode === 8) return socket.end();
        if (frame.opcode !== 1) continue;
        const { envelope_id } = JSON.parse(frame.text) as { envelope_id?: string };
        if (envelope_id) waiting.get(envelope_id)?.();
      }
    });
    socket.write(
      frame(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } })),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async push(type, payload) {
      const [socket] = [...open].slice(-1);
      if (!socket) throw new Error('The app is not connected.');
      const envelope_id = randomUUID();
      const acknowledged = new Promise<void>((resolve) => waiting.set(envelope_id, resolve));
      socket.write(frame(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: false })));
      await acknowledged;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** A whole text message, unmasked, as servers send them. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([TEXT, body.length]), body]);
  const head = Buffer.alloc(4);
  head.writeUInt8(TEXT, 0);
  head.writeUInt8(126, 1);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** The first frame of a client's bytes, unmasked; undefined until it is there. */
function readFrame(bytes: Buffer): { opcode: number; text: string; length: number } | undefined {
  if (bytes.length < 6) return undefined;
  const short = bytes[1]! & 0x7f;
  const at = short === 126 ? 4 : 2;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  const length = at + 4 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const body = Buffer.from(bytes.subarray(at + 4, length).map((b, i) => b ^ mask[i % 4]!));
  return { opcode: bytes[0]! & 0x0f, text: body.toString('utf8'), length };
}
