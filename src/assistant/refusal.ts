/** What a field refuses for the same reasons as a message is refused: credentials, student data, test content. */
import { guardOf } from './guard.ts';
import type { World } from './world.ts';

const DECLINED = 'declined-';

/**
 * Why words will not be taken, or undefined when they may be.
 * @param permits guards that the field lets pass, because it asks for just that
 * @example refusalOf(world, 'my password is Tiger22') // 'Please never send passwords …'
 */
export function refusalOf(
  world: Pick<World, 'intents' | 'intentsById' | 'isName'>,
  words: string,
  permits: readonly string[] = [],
): string | undefined {
  const guard = guardOf(words, world.intents.guards, world.isName);
  if (!guard?.startsWith(DECLINED) || permits.includes(guard)) return undefined;
  return world.intentsById.get(guard)?.say[0];
}
