/** News that nobody asked for just now: by server-sent events, and by asking now and then where those do not come. */

const ASK_EVERY = 15_000;
/** After so many broken streams in a row the page asks instead. */
const MOST_FAULTS = 3;

/** @param {(exchange: object) => void} onNotice called for each, also for those shown already */
export function listen(onNotice) {
  let faults = 0;
  const events = new EventSource('/api/events');
  events.addEventListener('open', () => {
    faults = 0;
  });
  events.addEventListener('message', ({ data }) => onNotice(JSON.parse(data)));
  events.addEventListener('error', () => {
    if (++faults < MOST_FAULTS && events.readyState !== EventSource.CLOSED) return;
    events.close();
    setInterval(() => ask(onNotice), ASK_EVERY);
  });
}

async function ask(onNotice) {
  try {
    const response = await fetch('/api/notices', { signal: AbortSignal.timeout(10_000) });
    if (response.ok) for (const exchange of (await response.json()).exchanges) onNotice(exchange);
  } catch {
    // Next time.
  }
}
