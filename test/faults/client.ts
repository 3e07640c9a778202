import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 120_000;
const RETRY_MS = 50;
/** Answers that mean "try again"; everything else is an answer. */
const TRY_AGAIN = new Set([429, 503]);

export interface Post {
  path: string;
  body: unknown;
  /** Idempotency key, the same for every attempt, so that an attempt whose answer was lost is not repeated. */
  key: string;
  token?: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  /** Attempts that broke off before this answer. */
  broken: number;
}

/** Posts as a real client would: when the connection breaks it tries again with the same Idempotency-Key. */
export async function post(base: string, { path, body, key, token }: Post): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const until = performance.now() + PATIENCE_MS;
  for (let broken = 0; ; broken++) {
    const answer = await once(`${base}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (answer && !TRY_AGAIN.has(answer.status)) return { ...answer, broken };
    if (performance.now() > until)
      throw new Error(`no answer to ${path} within ${PATIENCE_MS} ms: ${lastWord(answer)}`);
    await pause(RETRY_MS);
  }
}

const lastWord = (answer?: Omit<Answer, 'broken'>): string =>
  answer ? `${answer.status} ${JSON.stringify(answer.body)} at last` : 'the connection died';

async function once(url: string, init: RequestInit): Promise<Omit<Answer, 'broken'> | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  } catch {
    return undefined; // the connection broke: unknown whether it was done
  }
}
