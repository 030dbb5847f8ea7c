/** What the server says when a request cannot be served: JSON to programs, a small page to people. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Log } from '../log.ts';

export interface Problem {
  status: number;
  code: string;
  /** Says what is wrong and what to do. */
  message: string;
  /** People open the address themselves: in a browser it is a page, though it stands below /api. */
  opened?: true;
}

const problem = (status: number, code: string, message: string): Problem => ({ status, code, message });

/** Every problem in one place: one voice. */
export const PROBLEMS = {
  notFound: problem(404, 'not_found', 'There is nothing at this address. Go back to the start page.'),
  linkOver: {
    ...problem(
      404,
      'link_over',
      'This link to a file is no longer good. Go back to the conversation and ask again; for a contact log say "my calls".',
    ),
    opened: true,
  },
  noToken: problem(
    401,
    'no_token',
    'This address is for Microsoft Teams, and the request proves not to come from it.',
  ),
  otherTenant: problem(
    403,
    'other_tenant',
    'This bot does not serve the organization that the request names.',
  ),
  wrongMethod: problem(405, 'wrong_method', 'This address is not used that way. Go back to the start page.'),
  badJson: problem(400, 'bad_json', 'The request is not valid JSON. Reload the page and try again.'),
  badRequest: problem(400, 'bad_request', 'The request is not complete. Reload the page and try again.'),
  notJson: problem(415, 'not_json', 'The request must be JSON (content type application/json).'),
  tooLarge: problem(
    413,
    'too_large',
    'The message is too long. Shorten it to the question itself and send it again.',
  ),
  tooMany: problem(429, 'too_many_requests', 'Too many requests in one minute. Wait a moment and try again.'),
  otherSite: problem(
    403,
    'other_site',
    'Requests from another website are not accepted. Open the page itself.',
  ),
  otherHost: problem(
    421,
    'other_host',
    'This server does not answer under this name. Set PUBLIC_URL to the address that people use.',
  ),
  inside: problem(500, 'inside', 'Something went wrong here. Your message was not answered; try it again.'),
} as const satisfies Record<string, Problem>;

/** Thrown or passed to `next` by a handler that refuses. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(refused: Problem) {
    super(refused.message);
    this.problem = refused;
  }
}

export function sendProblem(req: Request, res: Response, { status, code, message, opened }: Problem): void {
  res.status(status);
  const program = req.path.startsWith('/api/') && !opened;
  if (program || req.accepts(['json', 'html']) !== 'html') {
    res.json({ error: { code, message } });
    return;
  }
  // Only this module's own sentences go into the page, nothing of the request.
  res.type('html').send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CAASPP Help</title>
<link rel="stylesheet" href="/style.css">
</head>
<body class="problem">
<main><h1>CAASPP Help</h1><p>${message}</p><p><a href="/">Start page</a></p></main>
</body>
</html>
`);
}

/** Comes after all routes. */
export const nothingHere: RequestHandler = (req, res) => sendProblem(req, res, PROBLEMS.notFound);

/** Faults that express and its body parser report, by their `type`. */
const BY_TYPE: Record<string, Problem> = {
  'entity.parse.failed': PROBLEMS.badJson,
  'entity.too.large': PROBLEMS.tooLarge,
  'encoding.unsupported': PROBLEMS.notJson,
  'charset.unsupported': PROBLEMS.notJson,
  'request.aborted': PROBLEMS.badRequest,
  'request.size.invalid': PROBLEMS.badRequest,
};

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const { type, status } = error as { type?: string; status?: number };
  if (type && BY_TYPE[type]) return BY_TYPE[type];
  return status && status >= 400 && status < 500 ? PROBLEMS.badRequest : PROBLEMS.inside;
}

/** Comes last. The cause goes to the log, never to the person. */
export function onError(log: Log): ErrorRequestHandler {
  return (error, req, res, next) => {
    const found = problemOf(error);
    if (found.status >= 500) log.error({ err: error, path: req.path }, 'request failed');
    if (res.headersSent) return next(error);
    sendProblem(req, res, found);
  };
}
