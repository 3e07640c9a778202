import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { hours, Reader, type Problem } from '@app/platform';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Contact, Intake, type TakenIn } from './index.js';
import { CASE, CONTACT, REPORT } from './spec-support.js';

const MOST = 3;

describe.each(DATABASES)('requests sent again or too often, on %s', (_name, postgres) => {
  let story: Story;
  let [one, other]: StaffActor[] = [];
  let n = 0;
  let key: string;
  let [here, there]: string[] = [];

  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { INTAKE_PER_ADDRESS_HOUR: String(MOST) } });
    one = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    other = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(() => {
    story.desk.time.set(Date.parse('2026-08-19T10:20:00+08:00'));
    [key, here, there] = [`key-${++n}`, `192.0.2.${n}`, `198.51.100.${n}`];
  });

  const intake = () => story.desk.get(Intake);
  const log = (staff: StaffActor, change: object = {}, with_: string | undefined = key) =>
    intake().logCase(staff, { ...CASE, ...change }, with_);
  const report = (address = here!, idempotencyKey?: string, change: object = {}, ownKey?: true) =>
    intake().report(
      { ...REPORT, ...change },
      {
        address,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
        ...(ownKey && { ownKey }),
      },
    );
  const code = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      ({ kind, code: said, detail }: Problem) =>
        kind === 'TOO_MANY' ? `${said} ${detail.retryAfterSeconds}` : said,
    );
  const cases = () => story.desk.get(Reader).repository(CaseFile).count();
  const same = (a: TakenIn, b: TakenIn) => [a.file.id === b.file.id, a.lookupCode === b.lookupCode];

  it('a case logged again by the same agent with the same key is the same case, number and code', async () => {
    const [first, before] = [await log(one!), await cases()];
    const again = await log(one!);
    expect(same(first, again)).toEqual([true, true]);
    expect(again.file.caseNumber).toBe(first.file.caseNumber);
    expect(await cases()).toBe(before);
    expect(await code(log(one!, { subject: '另一件' }))).toBe('idempotency-key-reused');
  });

  it('the key of another agent makes another case', async () => {
    expect(same(await log(one!), await log(other!))).toEqual([false, false]);
  });

  it('without a key each request makes a case of its own', async () => {
    const log1 = () => intake().logCase(one!, CASE);
    expect(same(await log1(), await log1())).toEqual([false, false]);
  });

  it('keys of cases and contacts are separate; a contact sent again is one, another agent’s is another', async () => {
    const contact = (staff: StaffActor, change = {}) =>
      intake().logContact(staff, { ...CONTACT, ...change }, key);
    await log(one!);
    const first = await contact(one!);
    expect(await contact(one!)).toEqual(first);
    expect(await contact(other!)).not.toEqual(first);
    expect(await code(contact(one!, { answer: '另一句' }))).toBe('idempotency-key-reused');
    const made = await story.desk.get(Reader).repository(Contact).findBy({ topic: CONTACT.topic });
    expect(made.filter(({ id }) => id === first.id)).toHaveLength(1);
  });

  it('a hundred requests at once with one key make one case', async () => {
    const before = await cases();
    const all = await Promise.all(Array.from({ length: 100 }, () => log(one!)));
    expect(new Set(all.map(({ file }) => file.id)).size).toBe(1);
    expect(await cases()).toBe(before + 1);
  });

  it('a key chosen by a caller counts per network; a key that we issued counts from any address', async () => {
    const first = await report(here, key);
    expect(same(first, await report(here, key))).toEqual([true, true]);
    expect(same(first, await report(there, key))).toEqual([false, false]);
    const ours = await report(here, `${key}-ours`, {}, true);
    expect(same(ours, await report(there, `${key}-ours`, {}, true))).toEqual([true, true]);
    expect(await code(report(here, key, { subject: '另一件' }))).toBe('idempotency-key-reused');
  });

  it('an address may send the set number of reports in an hour, then none until the next hour; others still may', async () => {
    for (let sent = 0; sent < MOST; sent++) expect(await code(report())).toBe('done');
    const before = await story.everything();
    expect(await code(report())).toBe('too-many-reports 3600');
    expect(await story.everything()).toEqual(before);
    expect(await code(report(there))).toBe('done');
    story.desk.time.set(Date.parse('2026-08-19T11:00:00+08:00') - 1);
    expect(await code(report())).toBe('too-many-reports 3600');
    story.desk.time.forward(1);
    expect(await code(report())).toBe('done');
    story.desk.time.forward(hours(1));
    for (let sent = 0; sent < MOST; sent++) expect(await code(report())).toBe('done');
  });

  it('a repeated or refused report does not count', async () => {
    for (let sent = 0; sent < 5; sent++) expect(await code(report(here, key))).toBe('done');
    for (let sent = 0; sent < 5; sent++)
      expect(await code(report(here, undefined, { subject: '' }))).toBe('invalid');
    expect([await code(report()), await code(report())]).toEqual(['done', 'done']);
    expect(await code(report())).toBe('too-many-reports 3600');
    expect(await code(report(here, key))).toBe('done');
  });

  it('of a hundred at once from one address the set number is accepted', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => code(report())));
    expect(all.filter((said) => said === 'done')).toHaveLength(MOST);
  });

  it('the IPv6 addresses of one subscriber count as one', async () => {
    const from = (host: number) => code(report(`2001:db8:${n}:1::${host}`));
    for (let sent = 0; sent < MOST; sent++) expect(await from(sent)).toBe('done');
    expect(await from(9)).toBe('too-many-reports 3600');
  });

  it('staff are not limited by address', async () => {
    for (let sent = 0; sent < MOST + 2; sent++) await intake().logCase(one!, CASE);
    expect(await cases()).toBeGreaterThan(MOST);
  });
});
