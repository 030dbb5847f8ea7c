/** How a duty stands that is to be done by a day: the day itself is in time. */
export type DeadlineState = 'done' | 'open' | 'due_today' | 'missed';

/** `deadlineState(0, false)` is `'due_today'`. */
export function deadlineState(daysLeft: number, done: boolean): DeadlineState {
  if (done) return 'done';
  if (daysLeft === 0) return 'due_today';
  return daysLeft > 0 ? 'open' : 'missed';
}
