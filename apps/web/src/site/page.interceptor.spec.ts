import { Reader } from '@app/platform';
import type { ExecutionContext } from '@nestjs/common';
import { defer, firstValueFrom } from 'rxjs';
import type { DataSource } from 'typeorm';
import { SeeOther } from './outcome.js';
import { PageInterceptor } from './page.interceptor.js';

describe('a page', () => {
  let asked: number;
  const all = () => [{ n: ++asked }];
  const source = {
    options: { type: 'better-sqlite3' },
    logger: { logQuery: () => {} },
    driver: { databaseConnection: { prepare: () => ({ reader: true, all }) } },
  } as unknown as DataSource;
  const reader = new Reader(source);

  /** Asks the same twice while the page is made. */
  const made = async (method: string) => {
    const http = { getRequest: () => ({ method }), getResponse: () => ({}) };
    const context = { switchToHttp: () => http } as unknown as ExecutionContext;
    const handle = () =>
      defer(async () => {
        await Promise.all([reader.rows('SELECT n FROM thing'), reader.rows('SELECT n FROM thing')]);
        return new SeeOther('/');
      });
    const answer = firstValueFrom(new PageInterceptor().intercept(context, { handle }));
    await expect(answer).rejects.toBeInstanceOf(SeeOther);
    return asked;
  };
  beforeEach(() => void (asked = 0));

  it('that is shown asks for the same once', async () => {
    expect(await made('GET')).toBe(1);
  });

  it('that answers a form asks each time, as the form changes what it asks for', async () => {
    expect(await made('POST')).toBe(2);
  });
});
