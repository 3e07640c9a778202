import type { Problem } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD, isSurelyOurs } from './csrf.js';
import { PASSWORD_PATH, SIGN_IN_PATH } from './session.js';
import { siteOf } from './site-guard.js';

/** A posted form that was not taken, to be offered again with a new token: nothing typed is lost. */
export interface Carried {
  action: string;
  fields: Record<string, string>;
  /** It was offered before and still no cookie came with it: the browser refuses cookies. */
  cookiesRefused: boolean;
}

const TRIED = 'tried';

/** Undefined for what another site sent; of the desk only what the browser itself calls ours, and never a password. */
export function carriedForm(request: FastifyRequest, problem: Problem | undefined): Carried | undefined {
  const { path } = siteOf(request);
  const isTaken = path.startsWith('/desk') ? isOfDesk(request, problem) : isOurs(problem);
  if (request.method !== 'POST' || !isTaken) return undefined;
  const { [CSRF_FIELD]: _token, [TRIED]: tried, ...fields } = textsOf(request.body);
  if (Object.keys(fields).length === 0) return undefined;
  return {
    action: path,
    fields: { ...fields, [TRIED]: 'yes' },
    cookiesRefused: tried === 'yes' && !request.headers.cookie,
  };
}

const WORTH_AGAIN = ['BUSY', 'TOO_MANY'];
/** Nothing is wrong with the form: it can be sent again as it is. */
export const isTrouble = ({ kind }: Problem): boolean => WORTH_AGAIN.includes(kind);
/** A form of this site whose token does not fit any more. */
export const isOwnForm = ({ code, detail }: Problem): boolean =>
  code === 'form-expired' && detail.params?.['from'] === 'here';
const isOurs = (problem: Problem | undefined): boolean =>
  !problem || (problem.code === 'form-expired' ? isOwnForm(problem) : isTrouble(problem));

const WITH_PASSWORDS = [SIGN_IN_PATH, PASSWORD_PATH];
/** Its session ended in another tab, or another began there: the form itself is right. */
const isOfDesk = (request: FastifyRequest, problem: Problem | undefined): boolean =>
  problem !== undefined &&
  isOwnForm(problem) &&
  isSurelyOurs(request) &&
  !WITH_PASSWORDS.includes(siteOf(request).path);

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
