/** Where something was pressed, as a conversation. */
import { conversationId } from './ids.ts';
import { Pressed } from './pressed.ts';

export interface Whereabouts {
  pressed: Pressed;
  team: string;
  channel: string;
  ts: string;
  conversation: string;
  /** Only the person who pressed sees the message. */
  only: boolean;
}

/** @returns undefined outside messages, as in the Home tab */
export function whereabouts(body: unknown, teamId: string | undefined): Whereabouts | undefined {
  const pressed = Pressed.parse(body);
  const team = pressed.team?.id ?? teamId ?? pressed.user.team_id ?? '';
  const channel = pressed.channel?.id;
  const ts = pressed.message?.ts ?? pressed.container?.message_ts;
  if (!channel || !ts) return undefined;
  const only = pressed.container?.is_ephemeral === true;
  const thread = only ? `@${pressed.user.id}` : (pressed.message?.thread_ts ?? ts);
  return { pressed, team, channel, ts, only, conversation: conversationId({ team, channel, thread }) };
}
