/** "Did this help?" below an answer; who says no is asked why. */

const ASKED = new Set(['answer', 'calculation']);

/** @returns {HTMLElement | undefined} nothing for small talk, questions, hand-overs and news */
export function drawFeedback({ id, view }) {
  if (!ASKED.has(view.kind) || id.startsWith('notice-')) return undefined;
  const row = document.createElement('div');
  row.className = 'feedback';
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', 'Did this help?');
  const words = document.createElement('span');
  words.textContent = 'Did this help?';
  row.append(
    words,
    button('Yes', () => judge(row, { id, helpful: true }, 'Thank you.')),
    button('No', () => askWhy(row, id)),
  );
  return row;
}

function button(label, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
  made.addEventListener('click', act);
  return made;
}

function askWhy(row, id) {
  judge(row, { id, helpful: false }, '');
  const form = document.createElement('form');
  const input = document.createElement('input');
  input.setAttribute('aria-label', 'What was missing? Leave out student information.');
  input.placeholder = 'What was missing? (no student information)';
  input.maxLength = 500;
  const send = Object.assign(document.createElement('button'), { type: 'submit', textContent: 'Send' });
  form.append(input, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopPropagation();
    judge(row, { id, helpful: false, reason: input.value.trim() || undefined }, 'Thank you. It is noted.');
  });
  row.replaceChildren(form);
  input.focus();
}

async function judge(row, verdict, thanks) {
  if (thanks) row.replaceChildren(thanks);
  row.setAttribute('role', 'status');
  try {
    await fetch('/api/feedback', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(verdict),
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    // An opinion that is lost does no harm.
  }
}
