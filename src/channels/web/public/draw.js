/** Draws the trees that the server sends. Texts become text nodes: nothing here reads markup. */

const TAGS = new Set(
  'a button dd details div dl dt form h3 img input li ol p section span strong summary ul'.split(' '),
);
const ATTRIBUTES = new Set(
  (
    'alt aria-label autocomplete class data-action data-input data-label data-question download href inputmode ' +
    'name rel required role src step target type'
  ).split(' '),
);
const ADDRESSES = /^(?:https:|mailto:|tel:|data:)/;

/** @param {unknown} node a string, or an element of the server's view */
export function draw(node) {
  if (typeof node === 'string') return document.createTextNode(node);
  const { tag, attributes = {}, children = [] } = node;
  if (!TAGS.has(tag)) return document.createTextNode('');
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(name)) continue;
    if ((name === 'href' || name === 'src') && !ADDRESSES.test(value)) continue;
    element.setAttribute(name, value);
  }
  element.append(...children.map(draw));
  return element;
}

/** One question and its answer. */
export function drawExchange({ said, view }) {
  const exchange = document.createElement('div');
  exchange.className = 'exchange';
  if (said !== undefined) exchange.append(drawSaid(said));
  exchange.append(drawReply(view, said === undefined && view.kind === 'decline'));
  return exchange;
}

export function drawSaid(words) {
  const said = document.createElement('p');
  said.className = 'said';
  const who = document.createElement('span');
  who.className = 'unseen';
  who.textContent = 'You: ';
  said.append(who, words);
  return said;
}

/** @param {boolean} aside a short confirmation rather than an answer */
export function drawReply(view, aside) {
  const reply = document.createElement('article');
  reply.className = aside ? 'reply aside' : 'reply';
  reply.tabIndex = -1;
  reply.setAttribute('aria-label', 'Answer');
  reply.append(...view.nodes.map(draw));
  return reply;
}
