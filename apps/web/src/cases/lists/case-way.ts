import { caseQuery, cursorOf, queueOf, type CaseQuery, type ListedCase } from '@app/lookups';
import { ownPath } from '../../site/location.js';
import { isOfPerson, queueHref } from '../list-query.js';

/** A list of cases; `list`: the saved list that it was opened as. */
export type FromList = CaseQuery & { list?: string | undefined };
const LIST_ID = /^[\w-]{36}$/;

type Placed = Pick<ListedCase, 'id' | 'caseNumber' | 'receivedAt' | 'listOrder'>;

/** A case with the list that it is opened from, and its place there: acts may give it another date. */
export function caseHref(listed: Placed, { list, ...from }: FromList): string {
  if (isOfPerson(from.q)) return `/desk/cases/${listed.caseNumber}`;
  const queue = queueOf(caseQuery.parse(from));
  const cursor = cursorOf(listed, { q: typeof from.q === 'string' ? from.q : undefined });
  const saved = list === undefined ? '' : `&list=${list}`;
  return withFrom(listed.caseNumber, `${queueHref(queue, from)}&cursor=${cursor}${saved}`);
}

const withFrom = (caseNumber: string, from: string): string =>
  `/desk/cases/${caseNumber}?from=${encodeURIComponent(from)}`;

/** The list named in an address or a form; undefined for anything else. */
export function listIn(from: unknown): (FromList & { cursor: string }) | undefined {
  const path = ownPath(from, '/desk/cases');
  const url = path === undefined ? null : URL.parse(path, 'http://here.invalid');
  if (url?.pathname !== '/desk/cases') return undefined;
  const parsed = caseQuery.safeParse(Object.fromEntries(url.searchParams));
  const { cursor } = parsed.data ?? {};
  const list = url.searchParams.get('list') ?? '';
  const saved = LIST_ID.test(list) && { list };
  return cursor === undefined ? undefined : { ...parsed.data, cursor, ...saved };
}

/** The field `back` of the forms of a case that was opened from a list. */
const LIST = 'list ';
export const toList = (from: unknown): string | undefined =>
  listIn(from) && `${LIST}${ownPath(from, '/desk/cases')!}`;
export const fromOf = (back: string | undefined): string | undefined =>
  back?.startsWith(LIST) ? ownPath(back.slice(LIST.length), '/desk/cases') : undefined;
