/** The terminal as a channel of a running server: with it questions go to people, and their answers come back here. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Reply } from '../../assistant/reply.ts';
import { renderText } from '../../assistant/text.ts';
import type { Role } from '../../knowledge/schema.ts';
import type { Channel, ChannelTools } from '../channel.ts';

const CONVERSATION = 'terminal:here';

export interface TerminalOptions {
  role?: Role;
  input: Readable;
  output: Writable;
}

export interface Terminal {
  channel(tools: ChannelTools): Channel;
  /** Until an empty line, or the end of the input. */
  talk(): Promise<void>;
}

export function createTerminal({ role, input, output }: TerminalOptions): Terminal {
  let tools: ChannelTools | undefined;
  const prompt = createInterface({ input, output, prompt: '\n> ' });
  const print = (reply: Reply) => output.write(`${renderText(reply)}\n`);
  return {
    channel(given) {
      tools = given;
      return {
        name: 'terminal',
        mount: () => {},
        transports: [
          {
            kind: 'terminal',
            async send({ payload }) {
              output.write('\n');
              print((payload as { reply: Reply }).reply);
              prompt.prompt(true);
            },
          },
        ],
      };
    },
    async talk() {
      let number = 0;
      prompt.prompt();
      for await (const line of prompt) {
        if (!line.trim() || !tools) break;
        output.write('\n');
        const reply = await tools.assistant.reply({
          // Another run has other messages.
          id: `${process.pid}-${Date.now()}-${++number}`,
          conversation: CONVERSATION,
          person: { id: CONVERSATION, role },
          text: line,
          at: tools.now(),
        });
        print(reply);
        tools.wake?.();
        prompt.prompt();
      }
      prompt.close();
    },
  };
}
