/** Base URL to distinguish our own paths from foreign URLs; never requested. */
const HERE = 'http://here.invalid';
/** Proxies and browsers give up on longer headers. */
const LONGEST = 2_000;
/** Characters that our paths never contain and that a URL parser would silently convert. */
const STRANGE = /[\\\p{Cc}]/u;

/**
 * The only source of values for a `Location` header: a path of this site, below `area`, percent-encoded. Undefined for
 * anything else.
 */
export function ownPath(asked: unknown, area = ''): string | undefined {
  if (typeof asked !== 'string' || !asked.isWellFormed() || STRANGE.test(asked)) return undefined;
  const url = URL.parse(asked, HERE);
  if (!asked.startsWith('/') || url?.origin !== HERE) return undefined;
  const path = url.pathname + url.search;
  return isBelow(url.pathname, area) && path.length <= LONGEST ? path : undefined;
}

/** `/desk/../..//elsewhere` starts like our path but resolves to a foreign host. */
const isBelow = (path: string, area: string): boolean =>
  !path.startsWith('//') && (path === area || path.startsWith(`${area}/`));
