/** The word to people that something failed on our side: said directly, for what keeps replies may be what failed. */
import type { RespondFn } from '@slack/bolt';

/** Later events of the same message come within seconds. */
const MOST = 1_000;

/** Runs once for each message, however many events tell of it. */
export type Once = (message: string, say: () => Promise<unknown>) => Promise<void>;

/**
 * @example
 * const once = createOnce();
 * await once('slack:T1:C1:1.5', apologize); // says it
 * await once('slack:T1:C1:1.5', apologize); // the mention that is a message, too: says nothing
 */
export function createOnce(): Once {
  const said = new Set<string>();
  return async (message, say) => {
    if (said.has(message)) return;
    said.add(message);
    if (said.size > MOST) said.delete(said.values().next().value!);
    await say();
  };
}

/**
 * For `safely`: a word that only the person sees who asked or pressed.
 * @example safely(log, 'a command', work, toldAside(respond, texts.not_now))
 */
export function toldAside(respond: RespondFn, text: string): () => Promise<unknown> {
  return () => respond({ response_type: 'ephemeral', replace_original: false, text });
}
