/** The page: shows the conversation, sends what is typed or pressed, and keeps focus where it helps. */
import { drawExchange, drawReply, drawSaid } from './draw.js';
import { drawFeedback } from './feedback.js';
import { listen } from './notices.js';
import { createOutbox, newId } from './outbox.js';

const $ = (id) => document.getElementById(id);
const [log, box, composer, role, welcome, suggestions, busy, connection] = [
  'log',
  'box',
  'composer',
  'role',
  'welcome',
  'suggestions',
  'busy',
  'connection',
].map($);

/** Messages shown and not answered yet: id → where the answer goes. */
const open = new Map();

const outbox = createOutbox({
  onAnswer(message, { exchange, role: known }) {
    setRole(known);
    settle(
      message,
      drawReply(exchange.view, message.label === undefined && exchange.view.kind === 'decline'),
      drawFeedback(exchange),
    );
  },
  onRefused(message, words) {
    settle(
      message,
      drawReply({ nodes: [{ tag: 'p', attributes: { class: 'notice warning' }, children: [words] }] }),
    );
    if (message.text && !box.value) setBox(message.text);
  },
  onLost(seconds) {
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = 'Try now';
    again.addEventListener('click', () => {
      outbox.tryNow();
      box.focus();
    });
    connection.className = 'connection';
    connection.replaceChildren(
      `The connection is lost. Your message is kept and sent again in ${seconds} s.`,
      again,
    );
  },
  onFound() {
    connection.className = 'connection well';
    connection.replaceChildren('The connection is back.');
    setTimeout(() => connection.replaceChildren(), 4_000);
  },
});

/** Shows a message at once and sends it. */
function send(message, cameFrom) {
  const whole = { id: newId(), ...message };
  show(whole, cameFrom);
  outbox.send(whole);
}

function show(message, cameFrom) {
  welcome.hidden = true;
  const exchange = document.createElement('div');
  exchange.className = 'exchange';
  if (message.label !== undefined) {
    const said = drawSaid(message.label);
    said.classList.add('waiting');
    exchange.append(said);
  }
  log.append(exchange);
  open.set(message.id, { exchange, cameFrom });
  busy.hidden = false;
  scrollTo(exchange);
}

function settle(message, reply, feedback) {
  const { exchange, cameFrom } = open.get(message.id) ?? {};
  open.delete(message.id);
  busy.hidden = open.size === 0;
  if (!exchange) return;
  exchange.querySelector('.said')?.classList.remove('waiting');
  exchange.append(reply);
  if (feedback) exchange.append(feedback);
  moveFocus(reply, cameFrom);
  scrollTo(exchange);
}

/**
 * After typing, focus stays in the box; a question with a field of its own takes it. After a pressed button it goes to
 * the answer, so that Tab leads on to what that offers.
 */
function moveFocus(reply, cameFrom) {
  const field = reply.querySelector('form input');
  // Neither a keyboard that pops up nor a jump may hide the answer's beginning.
  const room = matchMedia('(hover: hover)').matches && reply.offsetHeight < innerHeight * 0.6;
  if (field && room) field.focus({ preventScroll: true });
  else if (cameFrom === 'button') reply.focus({ preventScroll: true });
  const question = reply.querySelector('div.question[data-question]');
  box.placeholder = question ? 'Type your answer' : 'Ask a question';
}

function scrollTo(element) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
}

/** A person's answer, or news of a question: shown once, and read out. */
function showNotice(exchange) {
  if (document.getElementById(exchange.id)) return;
  welcome.hidden = true;
  const shown = drawExchange(exchange);
  shown.id = exchange.id;
  log.append(shown);
  if (!open.size) scrollTo(shown);
}

function setRole(known) {
  role.value = known ?? '';
}

function setBox(words) {
  box.value = words;
  // Browsers without field-sizing: the box grows by hand.
  if (CSS.supports('field-sizing', 'content')) return;
  box.rows = Math.min(8, words.split('\n').length);
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) return box.focus();
  send({ text, label: text.slice(0, 2_000) });
  setBox('');
  box.focus();
});

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

box.addEventListener('input', () => setBox(box.value));

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]');
  if (!button) return;
  button.setAttribute('aria-pressed', 'true');
  send({ action: button.dataset.action, label: button.dataset.label }, 'button');
});

document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-question]');
  if (!form) return;
  event.preventDefault();
  const input = form.querySelector('input');
  const text = input.value.replace('T', ' ');
  send({ text, label: sayInput(input, text) }, 'button');
});

/** A date as people read it. */
function sayInput({ type, value }, text) {
  if (type !== 'date' && type !== 'datetime-local') return text;
  const day = new Date(type === 'date' ? `${value}T00:00` : value);
  if (Number.isNaN(day.getTime())) return text;
  const time = type === 'date' ? {} : { timeStyle: 'short' };
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', ...time }).format(day);
}

role.addEventListener('change', () => send({ action: `role:${role.value}` }));

$('new').addEventListener('click', async () => {
  if (outbox.busy) return;
  try {
    begin(await call('DELETE'));
  } catch {
    connection.replaceChildren('The connection is lost. Try again in a moment.');
  }
  box.focus();
});

/** Whoever begins to type while reading means the box. */
document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return;
  if (target === document.body || target.matches('.reply')) box.focus();
});

async function call(method) {
  const response = await fetch('/api/conversation', { method, signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** Shows what the server knows of this conversation. */
function begin({ name, suggestions: first, roles, role: known, exchanges }) {
  document.title = name;
  role.replaceChildren(
    Object.assign(new Option('Choose a role', ''), { disabled: true }),
    ...roles.map(({ value, label }) => new Option(label, value)),
  );
  setRole(known);
  suggestions.replaceChildren(
    ...first.map((label) => {
      const item = document.createElement('li');
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
      button.dataset.action = `say:${label}`;
      button.dataset.label = label;
      item.append(button);
      return item;
    }),
  );
  // What was said before is shown without being read out again.
  log.setAttribute('aria-live', 'off');
  log.replaceChildren(
    ...exchanges.map((exchange) => {
      const shown = drawExchange(exchange);
      if (exchange.id.startsWith('notice-')) shown.id = exchange.id;
      const feedback = drawFeedback(exchange);
      if (feedback) shown.append(feedback);
      return shown;
    }),
  );
  welcome.hidden = exchanges.length > 0;
  if (matchMedia('(hover: hover)').matches) box.focus();
  log.lastElementChild?.scrollIntoView({ block: 'start' });
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
}

async function start() {
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 30_000)) {
    try {
      begin(await call('GET'));
      break;
    } catch {
      connection.replaceChildren('The server does not answer. Trying again.');
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  connection.replaceChildren();
  for (const message of outbox.waiting()) show(message);
  outbox.resume();
  listen(showNotice);
}

start();
