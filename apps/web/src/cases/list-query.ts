import type { CaseQuery, QueueName } from '@app/lookups';

export const FILTERS = ['status', 'service', 'unit', 'channel', 'handler'] as const;
export type Filter = (typeof FILTERS)[number];
const KEPT = ['q', ...FILTERS] as const;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** What a list is narrowed by, as its form and its links repeat it. */
export const keptOf = (query: CaseQuery): Partial<Record<(typeof KEPT)[number], string>> =>
  Object.fromEntries(
    KEPT.flatMap((name) => {
      const value = textOf(query[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Whether a search is for an e-mail address or a telephone number, which no further address should have in it. */
export const isOfPerson = (q: unknown): boolean =>
  typeof q === 'string' && /@|^[+(]?0?[\d\s()+-]{7,}$/.test(q.normalize('NFKC').trim());

/** The address of a queue, narrowed as the list is now. */
export const queueHref = (queue: QueueName, query: CaseQuery): string =>
  `/desk/cases?${new URLSearchParams({ queue, ...keptOf(query) })}`;
