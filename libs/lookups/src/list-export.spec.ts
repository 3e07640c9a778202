import type { CaseReader } from '@app/cases';
import { ROLES, may, type Role, type StaffActor } from '@app/people';
import type { Problem } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import type { CaseLists, ListedCase } from './case-list.js';
import type { CaseQuery } from './case-query.js';
import { ListExport } from './list-export.js';

const who = (role: Role) =>
  ({
    ...{
      kind: 'staff',
      id: 'id',
      name: 'name',
      organisationId: 'demo',
      unitId: 'demo.guidance',
      roles: [role],
    },
  }) as StaffActor;
const CONTROL = who('CONTROL_OFFICER');
const read = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
};

describe('a list that is written out', () => {
  const asked: [CaseQuery, number | undefined][] = [];
  /** A list of that number of cases, read by cursor. */
  const listOf = (all: number) => {
    const rows = Array.from({ length: all }, (_, at) => ({ id: `id-${at}`, caseNumber: `N-${at}` }));
    const lists = {
      list: async (_actor: unknown, query: CaseQuery, size?: number) => {
        asked.push([query, size]);
        const from = Number(query.cursor ?? 0);
        const cases = rows.slice(from, from + (size ?? 25));
        const next = from + cases.length < all ? String(from + cases.length) : null;
        return { cases: cases as unknown as ListedCase[], next };
      },
    } as unknown as CaseLists;
    const petitioner = async (id: string) =>
      id === 'id-0' ? { name: '王小明', email: 'a@example.tw', phone: '+886912345678' } : null;
    return new ListExport(lists, { petitioner } as unknown as CaseReader);
  };
  const written = async (all: number, most?: number) => {
    asked.length = 0;
    const pages = [];
    for await (const { rows, more } of listOf(all).pages(CONTROL, { queue: 'open' }, most))
      pages.push([rows.length, more]);
    return pages;
  };

  it('is read page by page to its end', async () => {
    expect(await written(450)).toEqual([
      [200, false],
      [200, false],
      [50, false],
    ]);
    expect(asked.map(([{ queue, cursor }, size]) => [queue, cursor, size])).toEqual([
      ...[
        ['open', undefined, 200],
        ['open', '200', 200],
        ['open', '400', 200],
      ],
    ]);
    expect(await written(400)).toEqual([
      [200, false],
      [200, false],
    ]);
  });

  it('ends where it may, and says that it goes on', async () => {
    expect(await written(450, 300)).toEqual([
      [200, false],
      [100, true],
    ]);
    expect(await written(300, 300)).toEqual([
      [200, false],
      [100, false],
    ]);
  });

  it('has the contact masked', async () => {
    const [page] = await read(listOf(2).pages(CONTROL, {}));
    expect(page!.rows.map(({ contact }) => contact)).toEqual([
      { name: '王○明', email: 'a***@example.tw', phone: '***678' },
      null,
    ]);
  });

  it('has of the numbers that were ticked those that are found, and nothing that was found for another', async () => {
    const found = async (...numbers: string[]) => {
      const pages = await read(listOf(3).chosen(CONTROL, numbers));
      return pages.flatMap(({ rows }) => rows.map(({ caseNumber }) => caseNumber));
    };
    expect(await found('N-2', 'N-0')).toEqual(['N-2', 'N-0']);
    expect(await found('路燈', 'N-1')).toEqual(['N-1']);
  });

  it.each(ROLES)('%s: by right alone', async (role) => {
    const actor = who(role);
    const pagesOf = (pages: AsyncIterable<unknown>) =>
      read(pages).then(
        (all) => all.length,
        (error: unknown) => (error as Problem).kind,
      );
    const expected = may(actor, 'export-cases') ? 1 : 'NOT_FOUND';
    expect(await pagesOf(listOf(1).pages(actor, {}))).toBe(expected);
    expect(await pagesOf(listOf(1).chosen(actor, ['N-0']))).toBe(expected);
  });
});
