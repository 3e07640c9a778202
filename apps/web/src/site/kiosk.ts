import { minutes, type Settings } from '@app/platform';
import type { FastifyRequest } from 'fastify';

/** Of a browser on a counter's shared screen; its value is the time of the last request or touch. */
export const kioskCookie = (secure: boolean): string => (secure ? '__Host-kiosk' : 'kiosk');
/** Set by kiosk.js as long as it runs: pages then need no `Refresh`, which would fire while somebody types. */
const SCRIPT_COOKIE = 'kiosk-script';

/** Where what a visitor left is erased, at the latest by her next request. */
export const KIOSK = '/kiosk';
export const KIOSK_OVER = `${KIOSK}/over`;
const KIOSK_STILL = `${KIOSK}/still`;

/** Without script nothing says that she types: pages with a form wait this many times longer. */
const SLOW = 5;
/** How much later than the page itself the server clears. */
const SLACK_MS = minutes(1);

/** The shared screen of a counter. */
export interface Kiosk {
  /** Cleared after this long without a touch; a warning is shown for the last ones. */
  seconds: number;
  warned: number;
  hasScript: boolean;
  seenAt: number;
}

export function kioskOf(
  { cookies }: Pick<FastifyRequest, 'cookies'>,
  { secure, KIOSK_SECONDS: seconds }: Pick<Settings, 'KIOSK_SECONDS'> & { secure: boolean },
): Kiosk | undefined {
  const seen = cookies[kioskCookie(secure)];
  if (seen === undefined) return undefined;
  return {
    seconds,
    warned: Math.min(20, Math.floor(seconds / 2)),
    hasScript: cookies[SCRIPT_COOKIE] === 'on',
    seenAt: /^\d{1,15}$/.test(seen) ? Number(seen) : 0,
  };
}

/** Whether the last visitor went away and the page itself did not clear: it was closed, or the machine slept. */
export const isLeft = ({ seconds, hasScript, seenAt }: Kiosk, now: number): boolean =>
  now - seenAt > seconds * (hasScript ? 1 : SLOW) * 1_000 + SLACK_MS;

/** Whether the last seconds of the warning have passed. */
export const isOver = ({ warned, seenAt }: Kiosk, now: number): boolean =>
  now - seenAt >= (warned - 1) * 1_000;

/** The `Refresh` header of a page without script: first the warning, and from there the clearing. */
export function refreshOf(
  { seconds, warned, hasScript }: Kiosk,
  { path, query, slow }: { path: string; query: URLSearchParams; slow: boolean },
): string | undefined {
  if (hasScript || path === KIOSK || path === KIOSK_CLEARED) return undefined;
  if (path === KIOSK_STILL) return `${warned};url=${KIOSK_OVER}`;
  const here = query.size > 0 ? `${path}?${query}` : path;
  // the address of a questionnaire is a secret and stands in no other one
  const to = path.startsWith('/surveys/') ? '/' : here;
  return `${seconds * (slow ? SLOW : 1) - warned};url=${KIOSK_STILL}?${new URLSearchParams({ to })}`;
}
export const KIOSK_CLEARED = `${KIOSK}/cleared`;
