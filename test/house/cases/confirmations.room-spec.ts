import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseReader, ClockRow, Confirmations, type CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { PublicOffer } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import { Notice } from '@app/notices';
import type { StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { TO_CONFIRM, tokensOf } from '../../support/confirmations.js';
import { DATABASES } from '../../support/databases.js';
import { her, Reports } from '../../support/reports.js';
import { refusal, Story } from '../../support/story.js';

const MORNING = Date.parse('2026-08-19T10:00:00+08:00');
const at = (time: string) => Date.parse(`${time}+08:00`);

describe.each(DATABASES)('a report that is confirmed by a link, on %s', (_name, postgres) => {
  let story: Story;
  let reports: Reports;
  let agent: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    reports = new Reports(story);
    agent = await story.staff('demo.registry', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(MORNING));

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const clocks = ({ id }: CaseFile) => get(Reader).repository(ClockRow).findBy({ caseId: id });

  it('waits: nothing is promised, and only the mail with the link is sent', async () => {
    const file = await reports.send();
    expect(file).toMatchObject({ status: 'AWAITING_CONFIRMATION', open: true, confirmBy: '2026-08-22' });
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED']);
    expect(await clocks(file)).toEqual([]);
    expect(await story.notices(file)).toEqual(['confirm-report']);
  });

  it('is received when the link is confirmed: its promises and its received date count from then', async () => {
    const file = await reports.send();
    story.desk.time.set(at('2026-08-21T15:00:00'));
    await reports.confirm(file);
    expect(await reports.now(file)).toMatchObject({
      ...{ status: 'RECEIVED', confirmBy: null, receivedAt: at('2026-08-21T15:00:00') },
    });
    const started = (await clocks(file)).map(({ startedAt }) => startedAt);
    expect(started.length).toBeGreaterThan(1);
    expect(new Set(started)).toEqual(new Set([at('2026-08-21T15:00:00')]));
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMED']);
    expect(await story.notices(file)).toEqual(['case-received', 'confirm-report', 'lookup-code']);
    await story.pass(days(30));
    expect(await story.events(file)).not.toContain('CONFIRMATION_LAPSED');
  });

  it('is not changed by looking at the link, however often', async () => {
    const file = await reports.send();
    const before = await story.everything();
    for (let look = 0; look < 5; look++)
      expect(await get(Confirmations).find(await reports.tokenOf(file))).toMatchObject({ counts: true });
    expect(await get(Confirmations).find('no-such-token')).toBeUndefined();
    expect(await story.everything()).toEqual(before);
  });

  it('lapses after the end of the last day, with a mail; its link then confirms nothing', async () => {
    const file = await reports.send();
    const token = await reports.tokenOf(file);
    story.desk.time.set(at('2026-08-22T23:59:59'));
    await get(TimerRunner).sweep();
    expect((await reports.now(file)).status).toBe('AWAITING_CONFIRMATION');
    story.desk.time.set(at('2026-08-23T00:00:00'));
    await get(TimerRunner).sweep();
    expect(await reports.now(file)).toMatchObject({ status: 'LAPSED', open: false, confirmBy: '2026-08-22' });
    expect(await story.notices(file)).toEqual(['confirm-report', 'confirmation-lapsed']);
    const shown = await get(ProgressLookup).show(await reports.now(file));
    expect(shown.standing.situation).toBe('LAPSED');
    expect(shown.stages.map(({ stage }) => stage)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMATION_LAPSED']);
    const before = await story.everything();
    expect((await refusal(get(Confirmations).confirm(token))).kind).toBe('NOT_ALLOWED');
    expect((await refusal(reports.resend(file))).code).toBe('nothing-to-confirm');
    expect(await story.everything()).toEqual(before);
  });

  it.each(['withdraw', 'merge'] as const)('is not confirmed after it was ended by %s', async (act) => {
    const into = (await story.open(agent)).file.caseNumber;
    const file = await reports.send();
    const by = act === 'withdraw' ? her(file) : agent;
    await story.act(by, file, act, act === 'withdraw' ? { reason: '不必了' } : { into });
    const ended = (await reports.now(file)).status;
    expect((await refusal(reports.confirm(file))).kind).toBe('NOT_ALLOWED');
    expect(await reports.now(file)).toMatchObject({ status: ended, confirmBy: '2026-08-22' });
    await story.pass(days(10));
    expect((await reports.now(file)).status).toBe(ended);
    expect(await story.notices(file)).not.toContain('citizen-wrote');
  });

  it.each(['', 'x', 'A'.repeat(22), 'A'.repeat(5_000), '../..', '%00'])(
    'is not confirmed by a wrong token (%#)',
    async (token) => {
      expect((await refusal(get(Confirmations).confirm(token))).kind).toBe('NOT_FOUND');
    },
  );

  it('has its mail sent again as often as the service says, with the same link; the days count again', async () => {
    const file = await reports.send();
    story.desk.time.set(at('2026-08-21T10:00:00'));
    await reports.resend(file);
    expect((await reports.now(file)).confirmBy).toBe('2026-08-24');
    expect(new Set(await tokensOf(story.desk, file)).size).toBe(1);
    story.desk.time.set(at('2026-08-23T12:00:00'));
    await get(TimerRunner).sweep();
    expect((await reports.now(file)).status).toBe('AWAITING_CONFIRMATION');
    await reports.resend(file);
    expect(await get(Confirmations).resendsLeft(await reports.now(file))).toBe(1);
    await reports.confirm(file);
    expect(await story.notices(file)).toEqual([
      ...['case-received', 'confirm-report', 'confirm-report', 'confirm-report', 'lookup-code'],
    ]);
  });

  it('sends a link of its own to another address; the earlier one confirms nothing any more', async () => {
    const file = await reports.send();
    const earlier = await reports.tokenOf(file);
    await reports.move(file, { email: 'other@example.tw' });
    const later = await reports.tokenOf(file);
    expect(later).not.toBe(earlier);
    expect(await get(Confirmations).find(earlier)).toMatchObject({ counts: false });
    expect((await refusal(get(Confirmations).confirm(earlier))).code).toBe('confirmation-replaced');
    expect((await reports.now(file)).status).toBe('AWAITING_CONFIRMATION');
    await get(Confirmations).confirm(later);
    expect((await reports.now(file)).status).toBe('RECEIVED');
    expect((await get(CaseReader).petitioner(file.id))!.email).toBe('other@example.tw');
  });

  it('tells the new address, and keeps one while it waits', async () => {
    const file = await reports.send();
    await reports.move(file, { phone: '+886912345678' });
    expect(await story.notices(file)).toEqual(['confirm-report', 'contact-changed']);
    await reports.move(file, { email: 'other@example.tw' });
    const hashes = await get(Reader).repository(Notice).findBy({ caseId: file.id, kind: 'confirm-report' });
    expect(new Set(hashes.map(({ recipientHash }) => recipientHash)).size).toBe(2);
    const refused = await refusal(reports.move(file, { email: null }));
    expect(refused.detail.fields).toEqual([{ field: 'removeEmail', code: 'email-to-confirm' }]);
  });

  it('cannot be used to write to ever more addresses', async () => {
    const file = await reports.send();
    for (const one of [1, 2, 3]) await reports.move(file, { email: `other-${one}@example.tw` });
    const before = await get(CaseReader).petitioner(file.id);
    expect(await refusal(reports.move(file, { email: 'other-4@example.tw' }))).toMatchObject({
      kind: 'TOO_MANY',
    });
    expect(await get(CaseReader).petitioner(file.id)).toEqual(before);
  });

  it.each(['asks for no confirmation any more', 'is no longer known'])(
    'goes on to wait where its service %s: its mail goes out again, its address can be changed and confirmed',
    async (what) => {
      const [file, other] = [await reports.send(), await reports.send()];
      const catalogue = get(Catalogue);
      const { confirmation: _dropped, ...service } = catalogue.serviceOfCase(TO_CONFIRM)!;
      const dropped = jest
        .spyOn(catalogue, 'serviceOfCase')
        .mockReturnValue(what.startsWith('asks') ? service : undefined);
      story.desk.time.set(at('2026-08-20T10:00:00'));
      expect(await get(Confirmations).resendsLeft(file)).toBe(3);
      await reports.resend(other);
      await reports.move(file, { email: `moved-${what.length}@example.tw` });
      // the day that was said stays
      expect((await reports.now(file)).confirmBy).toBe('2026-08-22');
      expect(await get(Confirmations).find(await reports.tokenOf(file))).toMatchObject({ counts: true });
      for (const one of [1, 2]) await reports.move(file, { email: `moved-${what.length}-${one}@example.tw` });
      expect((await refusal(reports.move(file, { email: 'moved-more@example.tw' }))).kind).toBe('TOO_MANY');
      dropped.mockRestore();
      await reports.confirm(file);
      expect((await reports.now(file)).status).toBe('RECEIVED');
    },
  );

  it('without an e-mail address is received at once', async () => {
    const file = await reports.send({ contact: { name: '王小明', phone: '0912-345-678' } });
    expect(file).toMatchObject({ status: 'RECEIVED', confirmBy: null });
    expect(await story.notices(file)).toEqual(['case-received', 'lookup-code']);
  });

  it('without an e-mail address is refused where the service says so', async () => {
    const offer = get(PublicOffer);
    const services = offer
      .services()
      .map((one) =>
        one.id === TO_CONFIRM
          ? { ...one, confirmation: { withinDays: 3, resends: 3, withoutEmail: 'REFUSED' as const } }
          : one,
      );
    const insisting = jest.spyOn(offer, 'services').mockReturnValue(services);
    const refused = await refusal(reports.send({ contact: { name: '王小明', phone: '0912-345-678' } }));
    expect(refused.detail.fields).toEqual([{ field: 'contact.email', code: 'required' }]);
    expect((await reports.send()).status).toBe('AWAITING_CONFIRMATION');
    insisting.mockRestore();
  });

  it('is asked for on the web only', async () => {
    const { file } = await story.open(agent, { service: TO_CONFIRM });
    expect(file.confirmBy).toBeNull();
    expect((await story.events(file))[0]).toBe('RECEIVED');
    expect((await reports.send({ service: 'demo.consultation' })).status).toBe('RECEIVED');
  });
});
