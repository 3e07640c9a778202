/** Tells our own addresses from those of others; nothing is ever asked there. */
const HERE = 'http://here.invalid';
/** Proxies and browsers give up on longer headers. */
const LONGEST = 2_000;
/** What an address of ours never holds, and what a URL parser would quietly mend. */
const STRANGE = /[\\\p{Cc}]/u;

/**
 * The one place where addresses for a `Location` header come from: a path of this site, below `area`, percent-encoded,
 * so that any header can carry it. Undefined for whatever else was asked for.
 */
export function ownPath(asked: unknown, area = ''): string | undefined {
  if (typeof asked !== 'string' || !asked.isWellFormed() || STRANGE.test(asked)) return undefined;
  const url = URL.parse(asked, HERE);
  if (!asked.startsWith('/') || url?.origin !== HERE) return undefined;
  const path = url.pathname + url.search;
  return isBelow(url.pathname, area) && path.length <= LONGEST ? path : undefined;
}

/** `/desk/../..//elsewhere` is a path of ours that reads as an address of somebody else. */
const isBelow = (path: string, area: string): boolean =>
  !path.startsWith('//') && (path === area || path.startsWith(`${area}/`));
