/**
 * Messages on their way: one at a time, in order, each tried until the server has answered it. A message keeps its id
 * through all tries and through a reload, so the server answers it once.
 */

const KEPT = 'caaspp-outbox';
const LONGEST_WAIT = 20_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** Answers of proxies and of a server that restarts or is flooded: the message is fine, the moment is not. */
const TRY_AGAIN = new Set([408, 425, 429, 502, 503, 504]);

export function createOutbox({ onAnswer, onRefused, onLost, onFound }) {
  const waiting = read();
  let running = false;
  let wake = () => {};

  async function run() {
    if (running) return;
    running = true;
    while (waiting.length) {
      const result = await deliver(waiting[0]);
      const message = waiting.shift();
      keep(waiting);
      if (result.error) onRefused(message, result.error.message);
      else onAnswer(message, result);
    }
    running = false;
  }

  /** Resolves with the server's answer or its refusal; a lost connection is waited out. */
  async function deliver(message) {
    let pause = FIRST_PAUSE;
    for (;;) {
      const { body, retryAfter } = await post(message);
      if (body) {
        if (pause > FIRST_PAUSE) onFound();
        return body;
      }
      const wait = Math.max(pause, retryAfter);
      onLost(Math.round(wait / 1000));
      await rest(wait);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** Until the time is over, the browser is online again, or the person asks to try now. */
  function rest(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  addEventListener('online', () => wake());

  return {
    /** Messages that a reload interrupted. */
    waiting: () => [...waiting],
    send(message) {
      waiting.push(message);
      keep(waiting);
      run();
    },
    resume: run,
    tryNow: () => wake(),
    get busy() {
      return running;
    },
  };
}

async function post(message) {
  try {
    const response = await fetch('/api/message', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    if (TRY_AGAIN.has(response.status))
      return { retryAfter: Number(response.headers.get('Retry-After') ?? 0) * 1000 };
    return { body: await response.json(), retryAfter: 0 };
  } catch {
    return { retryAfter: 0 };
  }
}

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep(messages) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(messages));
  } catch {
    // Storage full or forbidden: the message lives as long as the page.
  }
}

/** An id no other message has; `crypto.randomUUID` is missing on plain http from another computer. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  );
}
