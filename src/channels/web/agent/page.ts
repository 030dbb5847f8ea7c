/** The agent's page of one ticket, drawn by the server; it works without scripts. */
import type { Reply } from '../../../assistant/reply.ts';
import type { TicketView } from '../../../escalation/desk.ts';
import type { Agent } from '../../../escalation/organization.ts';
import type { Texts } from '../../../escalation/texts.ts';
import { UNANSWERED } from '../../../escalation/tickets.ts';
import { sayWhen } from '../../../escalation/working-time.ts';
import type { Ticket } from '../../../records/tickets.ts';
import { renderWeb } from '../render.ts';
import { type Html, html, htmlOf } from './html.ts';

export interface PageParts {
  view: TicketView;
  /** Email of the agent who looks. */
  agent: string;
  open: Ticket[];
  colleagues: Agent[];
  nameOf(email: string): string;
  texts: Texts;
  timeZone: string;
  /** Where the forms are sent, and their proof. */
  action: string;
  formKey: string;
  /** Names the next press, so that it happens once. */
  once: string;
  /** What to say on top, such as "Sent." */
  said?: { level: 'well' | 'warning'; text: string };
  /** What was written, when it comes back. */
  draft?: { words: string; what: 'answer' | 'ask_back' };
  preview?: Reply;
}

export function shell(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="/logo.svg">
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/parts.css">
<link rel="stylesheet" href="/agent.css">
</head>
<body class="agent">
<main>${body}</main>
</body>
</html>
`.markup;
}

export function ticketPage(parts: PageParts): string {
  const { view, texts, said, preview } = parts;
  const { ticket, askers } = view;
  const over = ticket.state === 'closed';
  const body = html`
<h1>Ticket ${ticket.number} <span class="state ${ticket.state}">${texts.state(ticket.state)}</span></h1>
${said && html`<p class="said ${said.level}" role="status">${said.text}</p>`}
<section aria-labelledby="question">
<h2 id="question">Question</h2>
<blockquote>${lines(ticket.question)}</blockquote>
${facts(parts)}
${askers.length > 1 && html`<details><summary>${askers.length} people asked this; all get the answer, each with their own question</summary><ul>${askers.map((a) => html`<li>${a.question}</li>`)}</ul></details>`}
</section>
${preview ? previewSection(parts, preview) : over ? reopenForm(parts) : actions(parts)}
${history(parts)}
${others(parts)}`;
  return shell(`Ticket ${ticket.number}`, body);
}

const lines = (words: string) => words.split('\n').map((line, i) => (i ? html`<br>${line}` : html`${line}`));

function facts({ view: { ticket, assignee } }: PageParts): Html {
  const rows: [string, string | undefined][] = [
    ['From', [ticket.role?.replaceAll('_', ' '), ticket.school, ticket.lea].filter(Boolean).join(', ')],
    ['With', assignee],
    ['The assistant offered', ticket.offered],
    ['Last answer', ticket.answer],
  ];
  return html`<dl class="facts">${rows.map(([label, value]) => value && html`<div><dt>${label}</dt><dd>${lines(value)}</dd></div>`)}</dl>`;
}

/** A form with its proof; `seen` and `once` keep two presses, and two agents, from undoing each other. */
function form({ action, formKey, once, view }: PageParts, inner: Html): Html {
  return html`<form method="post" action="${action}">
<input type="hidden" name="key" value="${formKey}"><input type="hidden" name="once" value="${once}"><input type="hidden" name="seen" value="${view.ticket.version}">
${inner}
</form>`;
}

function actions(parts: PageParts): Html {
  const { view, draft, colleagues, agent } = parts;
  const { ticket } = view;
  const free =
    UNANSWERED.includes(ticket.state) && !(ticket.state === 'claimed' && ticket.assignee === agent);
  return html`
${free && form(parts, html`<button name="act" value="claim">Claim it: tell the asker that you are on it</button>`)}
<section aria-labelledby="answer">
<h2 id="answer">Answer</h2>
${form(
  parts,
  html`<label for="words">What you write here goes to ${view.askers.length > 1 ? `all ${view.askers.length} askers` : 'the asker'} after you have seen the preview. Leave out student names and numbers.</label>
<textarea id="words" name="words" rows="6" maxlength="6000" required>${draft?.words}</textarea>
<p class="buttons"><button name="act" value="preview_answer" class="first">Preview the answer</button>
<button name="act" value="preview_ask_back">Preview as a question back</button></p>`,
)}
</section>
<details class="more"><summary>Note for colleagues, pass on, close</summary>
${form(parts, html`<label for="note">A note stays among agents</label><textarea id="note" name="words" rows="2" maxlength="4000" required></textarea><button name="act" value="note">Add the note</button>`)}
${
  colleagues.length > 0 &&
  form(
    parts,
    html`<label for="to">Pass on to</label><select id="to" name="to">${colleagues.map((c) => html`<option value="${c.email}">${c.name}</option>`)}</select>
<label for="why">A word to them (stays among agents)</label><input id="why" name="words" maxlength="1000"><button name="act" value="pass_on">Pass on</button>`,
  )
}
${form(parts, html`<label for="closing">A word to the asker (optional)</label><input id="closing" name="words" maxlength="1000"><button name="act" value="close">Close without an answer</button>`)}
</details>`;
}

function reopenForm(parts: PageParts): Html {
  return form(parts, html`<button name="act" value="reopen">Open it again</button>`);
}

/** The reply is the very one that is sent, drawn as the page draws it. */
function previewSection(parts: PageParts, preview: Reply): Html {
  const { draft, view } = parts;
  const act = draft?.what ?? 'answer';
  const more = view.askers.length - 1;
  return html`<section aria-labelledby="preview">
<h2 id="preview">This is what the asker will see</h2>
<div class="preview">${htmlOf(renderWeb(preview).nodes)}</div>
${more > 0 && html`<p>${more} more get the same, each with their own question.</p>`}
${form(
  parts,
  html`<textarea name="words" hidden>${draft?.words}</textarea>
<p class="buttons"><button name="act" value="${act}" class="first">Send it to the asker</button><button name="act" value="edit">Change it</button></p>`,
)}
</section>`;
}

function history({ view, nameOf, timeZone }: PageParts): Html {
  return html`<section aria-labelledby="history"><h2 id="history">History</h2><ol class="history">${view.events.map(
    ({ at, who, kind, data }) => {
      const name = who.includes('@') ? nameOf(who) : who === 'assistant' ? 'Assistant' : 'Asker';
      const to = typeof data.to === 'string' && kind === 'passed_on' ? ` to ${nameOf(data.to)}` : '';
      const words = [data.text, kind === 'edited' && data.to].find((w) => typeof w === 'string') as
        | string
        | undefined;
      return html`<li><time>${sayWhen(at, timeZone)}</time> <strong>${name}</strong> ${kind.replaceAll('_', ' ')}${to}${words && html`<p>${lines(words)}</p>`}</li>`;
    },
  )}</ol></section>`;
}

/** Each ticket has its own link: this page only shows what is there, and has the link sent. */
function others(parts: PageParts): Html {
  const rest = parts.open.filter((ticket) => ticket.id !== parts.view.ticket.id);
  if (!rest.length) return html``;
  return html`<section aria-labelledby="open"><h2 id="open">Your other open tickets</h2><ul class="tickets">${rest.map(
    (ticket) =>
      html`<li><span>Ticket ${ticket.number}, since ${sayWhen(ticket.createdAt, parts.timeZone)}</span> ${form(
        parts,
        html`<input type="hidden" name="other" value="${ticket.number}"><button name="act" value="send_link">Send me its link</button>`,
      )}</li>`,
  )}</ul></section>`;
}
