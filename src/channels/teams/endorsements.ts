/** Which channels a signing key of Bot Service may speak for; the list is Microsoft's, fetched once a day. */
import * as z from 'zod';

const Configuration = z.object({ jwks_uri: z.string() });
const Keys = z.object({
  keys: z.array(z.object({ kid: z.string().optional(), endorsements: z.array(z.string()).nullish() })),
});

const DAY_MS = 24 * 60 * 60 * 1000;
/** An unknown key is looked for anew, but not more often than this. */
const ANEW_MS = 60_000;
const TIMEOUT_MS = 10_000;

/**
 * @param metadata address of the issuer's OpenID configuration
 * @returns whether the key that signed an `Authorization` header speaks for Teams; an answer for tokens already verified
 */
export function createEndorsements(metadata: string, now: () => number = Date.now) {
  let known = new Map<string, readonly string[]>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const { jwks_uri } = Configuration.parse(await getJson(metadata));
    const { keys } = Keys.parse(await getJson(jwks_uri));
    known = new Map(keys.flatMap((k) => (k.kid ? [[k.kid, k.endorsements ?? []] as const] : [])));
    fetchedAt = now();
  }

  async function upToDate(kid: string): Promise<void> {
    const age = now() - fetchedAt;
    if (age < ANEW_MS || (age < DAY_MS && known.has(kid))) return;
    fetching ??= refresh().finally(() => {
      fetching = undefined;
    });
    await fetching;
  }

  return async (authorization: string): Promise<boolean> => {
    const kid = keyOf(authorization);
    if (!kid) return false;
    await upToDate(kid);
    return known.get(kid)?.includes('msteams') ?? false;
  };
}

async function getJson(address: string): Promise<unknown> {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`The issuer's keys could not be read: ${response.status}.`);
  return response.json();
}

function keyOf(authorization: string): string | undefined {
  try {
    const [header = ''] = (authorization.split(' ')[1] ?? '').split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
