import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Confirmations, type CaseFile } from '@app/cases';
import { days, Reader } from '@app/platform';
import { Survey } from '@app/satisfaction';
import { DATABASES } from '../../support/databases.js';
import { Reports } from '../../support/reports.js';
import { Story } from '../../support/story.js';

const MORNING = Date.parse('2026-08-19T10:00:00+08:00');

describe.each(DATABASES)('reports that many confirm at once, on %s', (_name, postgres) => {
  let story: Story;
  let reports: Reports;
  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    reports = new Reports(story);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(MORNING));

  const get: Story['desk']['get'] = (type) => story.desk.get(type);

  it('is confirmed once, also by 100 at the same moment', async () => {
    const file = await reports.send();
    const token = await reports.tokenOf(file);
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, () => get(Confirmations).confirm(token)),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(new Set(refused.map(({ kind }) => kind))).toEqual(new Set(['NOT_ALLOWED']));
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMED']);
    expect(await story.notices(file)).toEqual(['case-received', 'confirm-report', 'lookup-code']);
  });

  it('of many people is confirmed at the same moment', async () => {
    const files: CaseFile[] = [];
    for (let one = 0; one < 25; one++) files.push(await reports.send());
    await Promise.all(files.map((file) => reports.confirm(file)));
    for (const file of files) expect((await reports.now(file)).status).toBe('RECEIVED');
  });

  it('has its mail sent again three times, also when 100 ask at once', async () => {
    const file = await reports.send();
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => reports.resend(file)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(97);
    expect(new Set(refused.map(({ kind, code }) => `${kind} ${code}`))).toEqual(
      new Set(['TOO_MANY confirmation-resends']),
    );
    expect(await story.notices(file)).toEqual(Array(4).fill('confirm-report'));
    expect(await get(Confirmations).resendsLeft(await reports.now(file))).toBe(0);
  });

  it('writes to one address ten times a day by resending, whatever the case', async () => {
    const contact = { name: '王小明', email: 'victim@example.tw' };
    const files: CaseFile[] = [];
    for (let one = 0; one < 5; one++) files.push(await reports.send({ contact }));
    const tries = files.flatMap((file) => [file, file, file]);
    const done = await Promise.allSettled(tries.map((file) => reports.resend(file)));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('has no questionnaire and no event beside those of its life', async () => {
    const file = await reports.send();
    await story.pass(days(60));
    expect(await get(Reader).repository(Survey).countBy({ caseId: file.id })).toBe(0);
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMATION_LAPSED']);
  });
});
