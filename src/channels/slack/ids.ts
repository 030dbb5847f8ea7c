/** Slack's names of places, messages and people as the opaque ids of the house, and back. */

/** Where something is said: a thread, in a channel, in a workspace. */
export interface Place {
  team: string;
  channel: string;
  /** The first message of the thread; empty for the channel itself; `@U1` for what only that person sees there. */
  thread: string;
}

/** @example conversationId({ team: 'T1', channel: 'C1', thread: '1.2' }) // 'slack:T1:C1:1.2' */
export function conversationId({ team, channel, thread }: Place): string {
  return `slack:${team}:${channel}:${thread}`;
}

/** @example placeOf('slack:T1:C1:1.2') // { team: 'T1', channel: 'C1', thread: '1.2' } */
export function placeOf(conversation: string): Place | undefined {
  const [name, team, channel, thread = ''] = conversation.split(':');
  return name === 'slack' && team && channel ? { team, channel, thread } : undefined;
}

/** The same message has the same id, whatever event brings it and however often. */
export function messageId({ team, channel }: Omit<Place, 'thread'>, ts: string): string {
  return `slack:${team}:${channel}:${ts}`;
}

/** @example personId('T1', 'U1') // 'slack:T1:U1' */
export function personId(team: string, user: string): string {
  return `slack:${team}:${user}`;
}

/** @example userOf('slack:T1:U1') // { team: 'T1', user: 'U1' } */
export function userOf(person: string): { team: string; user: string } | undefined {
  const [name, team, user] = person.split(':');
  return name === 'slack' && team && user ? { team, user } : undefined;
}

/**
 * The conversation that an id of a message begins with: those of presses, of forms and of what only one person sees do.
 * A message that was changed does not, though its id looks alike.
 * @example conversationOf('slack:T1:C1:@U1:2.1') // 'slack:T1:C1:@U1'
 * @example conversationOf('slack:T1:C1:1.5:press:1.6:x') // 'slack:T1:C1:1.5'
 * @example conversationOf('slack:T1:C1:1.5:2.5') // undefined
 */
export function conversationOf(message: string): string | undefined {
  return message.match(/^(slack:[^:]+:[^:]+:(?:@[^:]+(?=:)|[^:]*(?=:(?:press|fill|draft):)))/)?.[1];
}

/** A private message: its channel ids begin with D. */
export function isPrivate(channel: string): boolean {
  return channel.startsWith('D');
}

/** Whether others read along in a conversation. */
export function isInCompany(conversation: string): boolean {
  const place = placeOf(conversation);
  return place !== undefined && !onlyFor(place) && !isPrivate(place.channel);
}

/** What only one person sees in a channel: `/caaspp` and the message shortcut. */
export function aside(team: string, channel: string, user: string): Place {
  return { team, channel, thread: `@${user}` };
}

/** The person who alone sees a place, or undefined where everybody does. */
export function onlyFor({ thread }: Pick<Place, 'thread'>): string | undefined {
  return thread.startsWith('@') ? thread.slice(1) : undefined;
}
