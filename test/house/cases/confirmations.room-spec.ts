import { Readable } from 'node:stream';
import { AttachmentDrafts, Attachments } from '@app/attachments';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  CaseFile,
  CaseReader,
  CitizenActs,
  ClockRow,
  CodeRequests,
  Confirmations,
  ContactDetails,
  exportPages,
} from '@app/cases';
import { Figures } from '@app/figures';
import { Intake, PublicOffer } from '@app/intake';
import { CaseLists, ProgressLookup, QUEUES } from '@app/lookups';
import { Notice } from '@app/notices';
import type { CitizenActor, StaffActor } from '@app/people';
import { days, Reader, type Locale } from '@app/platform';
import { Survey } from '@app/satisfaction';
import { TimerRunner } from '@app/sla/timers';
import { TO_CONFIRM, tokensOf } from '../../support/confirmations.js';
import { DATABASES } from '../../support/databases.js';
import * as sample from '../../support/sample-files.js';
import { refusal, Story } from '../../support/story.js';

const MORNING = Date.parse('2026-08-19T10:00:00+08:00');
const at = (time: string) => Date.parse(`${time}+08:00`);

describe.each(DATABASES)('a report that is confirmed by a link, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let n = 0;
  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    agent = await story.staff('demo.registry', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
    head = await story.staff('demo.head-office', ['CONTROL_OFFICER']);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(MORNING));

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const report = async (more: { contact?: object; service?: string; locale?: Locale } = {}) => {
    const email = `citizen-${++n}@example.tw`;
    const input = {
      ...{ service: TO_CONFIRM, subject: `停車位 ${n}`, description: '不夠' },
      ...{ contact: { name: '王小明', email }, ...more },
    };
    return (await get(Intake).report(input, { address: '192.0.2.7' })).file;
  };
  const now = ({ id }: CaseFile): Promise<CaseFile> => get(CaseReader).file(id);
  const tokenOf = async (file: CaseFile) => (await tokensOf(story.desk, file)).at(-1)!;
  const confirm = async (file: CaseFile) => get(Confirmations).confirm(await tokenOf(file));
  const her = ({ id }: CaseFile): CitizenActor => ({ kind: 'citizen', caseId: id });
  const resend = (file: CaseFile) => get(Confirmations).resend(her(file), file.caseNumber);
  const clocks = ({ id }: CaseFile) => get(Reader).repository(ClockRow).findBy({ caseId: id });
  const listed = async (actor: StaffActor, query: object): Promise<string[]> => {
    const { cases, next } = await get(CaseLists).list(actor, query);
    const rest = next === null ? [] : await listed(actor, { ...query, cursor: next });
    return [...cases.map(({ caseNumber }) => caseNumber), ...rest];
  };
  const move = (file: CaseFile, contact: object, key = String(++n)) =>
    get(ContactDetails).change({
      ...{ actor: her(file), caseNumber: file.caseNumber, contact, locale: 'zh-TW', key },
    });

  it('waits: nothing is promised, and only the mail with the link is sent', async () => {
    const file = await report();
    expect(file).toMatchObject({ status: 'AWAITING_CONFIRMATION', open: true, confirmBy: '2026-08-22' });
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED']);
    expect(await clocks(file)).toEqual([]);
    expect(await story.notices(file)).toEqual(['confirm-report']);
  });

  it('is received when the link is confirmed: its promises and its received date count from then', async () => {
    const file = await report();
    story.desk.time.set(at('2026-08-21T15:00:00'));
    await confirm(file);
    expect(await now(file)).toMatchObject({
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
    const file = await report();
    const before = await story.everything();
    for (let look = 0; look < 5; look++)
      expect(await get(Confirmations).find(await tokenOf(file))).toMatchObject({ counts: true });
    expect(await get(Confirmations).find('no-such-token')).toBeUndefined();
    expect(await story.everything()).toEqual(before);
  });

  it('is confirmed once, also by 100 at the same moment', async () => {
    const file = await report();
    const token = await tokenOf(file);
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
    for (let one = 0; one < 25; one++) files.push(await report());
    await Promise.all(files.map(confirm));
    for (const file of files) expect((await now(file)).status).toBe('RECEIVED');
  });

  it('lapses after the end of the last day, with a mail; its link then confirms nothing', async () => {
    const file = await report();
    const token = await tokenOf(file);
    story.desk.time.set(at('2026-08-22T23:59:59'));
    await get(TimerRunner).sweep();
    expect((await now(file)).status).toBe('AWAITING_CONFIRMATION');
    story.desk.time.set(at('2026-08-23T00:00:00'));
    await get(TimerRunner).sweep();
    expect(await now(file)).toMatchObject({ status: 'LAPSED', open: false, confirmBy: '2026-08-22' });
    expect(await story.notices(file)).toEqual(['confirm-report', 'confirmation-lapsed']);
    const shown = await get(ProgressLookup).show(await now(file));
    expect(shown.standing.situation).toBe('LAPSED');
    expect(shown.stages.map(({ stage }) => stage)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMATION_LAPSED']);
    const before = await story.everything();
    expect((await refusal(get(Confirmations).confirm(token))).kind).toBe('NOT_ALLOWED');
    expect((await refusal(resend(file))).code).toBe('nothing-to-confirm');
    expect(await story.everything()).toEqual(before);
  });

  it.each(['withdraw', 'merge'] as const)('is not confirmed after it was ended by %s', async (act) => {
    const into = (await story.open(agent)).file.caseNumber;
    const file = await report();
    const by = act === 'withdraw' ? her(file) : agent;
    await story.act(by, file, act, act === 'withdraw' ? { reason: '不必了' } : { into });
    const ended = (await now(file)).status;
    expect((await refusal(confirm(file))).kind).toBe('NOT_ALLOWED');
    expect(await now(file)).toMatchObject({ status: ended, confirmBy: '2026-08-22' });
    await story.pass(days(10));
    expect((await now(file)).status).toBe(ended);
    expect(await story.notices(file)).not.toContain('citizen-wrote');
  });

  it.each(['', 'x', 'A'.repeat(22), 'A'.repeat(5_000), '../..', '%00'])(
    'is not confirmed by a wrong token (%#)',
    async (token) => {
      expect((await refusal(get(Confirmations).confirm(token))).kind).toBe('NOT_FOUND');
    },
  );

  it('has its mail sent again as often as the service says, with the same link; the days count again', async () => {
    const file = await report();
    story.desk.time.set(at('2026-08-21T10:00:00'));
    await resend(file);
    expect((await now(file)).confirmBy).toBe('2026-08-24');
    expect(new Set(await tokensOf(story.desk, file)).size).toBe(1);
    story.desk.time.set(at('2026-08-23T12:00:00'));
    await get(TimerRunner).sweep();
    expect((await now(file)).status).toBe('AWAITING_CONFIRMATION');
    await resend(file);
    expect(await get(Confirmations).resendsLeft(await now(file))).toBe(1);
    await confirm(file);
    expect(await story.notices(file)).toEqual([
      ...['case-received', 'confirm-report', 'confirm-report', 'confirm-report', 'lookup-code'],
    ]);
  });

  it('has its mail sent again three times, also when 100 ask at once', async () => {
    const file = await report();
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => resend(file)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toHaveLength(97);
    expect(new Set(refused.map(({ kind, code }) => `${kind} ${code}`))).toEqual(
      new Set(['TOO_MANY confirmation-resends']),
    );
    expect(await story.notices(file)).toEqual(Array(4).fill('confirm-report'));
    expect(await get(Confirmations).resendsLeft(await now(file))).toBe(0);
  });

  it('writes to one address ten times a day by resending, whatever the case', async () => {
    const contact = { name: '王小明', email: 'victim@example.tw' };
    const files: CaseFile[] = [];
    for (let one = 0; one < 5; one++) files.push(await report({ contact }));
    const tries = files.flatMap((file) => [file, file, file]);
    const done = await Promise.allSettled(tries.map(resend));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('sends a link of its own to another address; the earlier one confirms nothing any more', async () => {
    const file = await report();
    const earlier = await tokenOf(file);
    await move(file, { email: 'other@example.tw' });
    const later = await tokenOf(file);
    expect(later).not.toBe(earlier);
    expect(await get(Confirmations).find(earlier)).toMatchObject({ counts: false });
    expect((await refusal(get(Confirmations).confirm(earlier))).code).toBe('confirmation-replaced');
    expect((await now(file)).status).toBe('AWAITING_CONFIRMATION');
    await get(Confirmations).confirm(later);
    expect((await now(file)).status).toBe('RECEIVED');
    expect((await get(CaseReader).petitioner(file.id))!.email).toBe('other@example.tw');
  });

  it('tells the new address, and keeps one while it waits', async () => {
    const file = await report();
    await move(file, { phone: '+886912345678' });
    expect(await story.notices(file)).toEqual(['confirm-report', 'contact-changed']);
    await move(file, { email: 'other@example.tw' });
    const hashes = await get(Reader).repository(Notice).findBy({ caseId: file.id, kind: 'confirm-report' });
    expect(new Set(hashes.map(({ recipientHash }) => recipientHash)).size).toBe(2);
    const refused = await refusal(move(file, { email: null }));
    expect(refused.detail.fields).toEqual([{ field: 'removeEmail', code: 'email-to-confirm' }]);
  });

  it('cannot be used to write to ever more addresses', async () => {
    const file = await report();
    for (const one of [1, 2, 3]) await move(file, { email: `other-${one}@example.tw` });
    const before = await get(CaseReader).petitioner(file.id);
    expect(await refusal(move(file, { email: 'other-4@example.tw' }))).toMatchObject({ kind: 'TOO_MANY' });
    expect(await get(CaseReader).petitioner(file.id)).toEqual(before);
  });

  it('without an e-mail address is received at once', async () => {
    const file = await report({ contact: { name: '王小明', phone: '0912-345-678' } });
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
    const refused = await refusal(report({ contact: { name: '王小明', phone: '0912-345-678' } }));
    expect(refused.detail.fields).toEqual([{ field: 'contact.email', code: 'required' }]);
    expect((await report()).status).toBe('AWAITING_CONFIRMATION');
    insisting.mockRestore();
  });

  it('is asked for on the web only', async () => {
    const { file } = await story.open(agent, { service: TO_CONFIRM });
    expect(file.confirmBy).toBeNull();
    expect((await story.events(file))[0]).toBe('RECEIVED');
    expect((await report({ service: 'demo.consultation' })).status).toBe('RECEIVED');
  });

  it('is no work before it is confirmed, nor after it lapsed: no list, no figure; found by its number', async () => {
    const [waiting, lapsed, withdrawn] = [await report(), await report(), await report()];
    await story.act(her(withdrawn), withdrawn, 'withdraw', { reason: '不必了' });
    const cases = async () => {
      const { channels } = await get(Figures).of({
        from: at('2026-08-01T00:00:00'),
        to: at('2026-09-01T00:00:00'),
      });
      return (
        channels.find(({ organisation, channel }) => organisation === 'demo' && channel === 'WEB')?.cases ?? 0
      );
    };
    const counted = await cases();
    const numbers = [waiting, lapsed, withdrawn].map(({ caseNumber }) => caseNumber);
    const seen = async () => {
      const found: string[] = [];
      for (const actor of [agent, head])
        for (const queue of QUEUES)
          found.push(...(await listed(actor, { queue })).filter((number) => numbers.includes(number)));
      return found;
    };
    expect(await seen()).toEqual([]);
    expect(await listed(agent, { q: waiting.subject })).toEqual([]);
    expect(await listed(agent, { q: waiting.caseNumber })).toEqual([waiting.caseNumber]);
    expect(await listed(agent, { status: 'AWAITING_CONFIRMATION' })).toContain(waiting.caseNumber);
    await confirm(waiting);
    expect(await cases()).toBe(counted + 1);
    expect(await seen()).toContain(waiting.caseNumber);
    await story.pass(days(5));
    expect((await now(lapsed)).status).toBe('LAPSED');
    expect(await cases()).toBe(counted + 1);
    expect(await seen()).not.toContain(lapsed.caseNumber);
    expect(await listed(agent, { queue: 'closed' })).not.toContain(withdrawn.caseNumber);
  });

  it('is exported without the date of a receipt until it is confirmed', async () => {
    const file = await report();
    const dates = async () => {
      const found: unknown[] = [];
      for await (const page of exportPages(get(Reader), 'demo'))
        found.push(...page.filter(({ id }) => id === file.id).map(({ receivedAt }) => receivedAt));
      return found.map((receivedAt) => receivedAt && Number(receivedAt));
    };
    expect(await dates()).toEqual([null]);
    await confirm(file);
    expect(await dates()).toEqual([MORNING]);
  });

  it('keeps the files that came with it, and shows them to her', async () => {
    const draft = `draft-of-report-${++n}`;
    const content = Readable.from([sample.pdf()]);
    await get(AttachmentDrafts).stage({ holder: { draft }, name: 'a.pdf', content, serviceId: TO_CONFIRM });
    const contact = { name: '王小明', email: `citizen-${n}@example.tw` };
    const input = { service: TO_CONFIRM, subject: '附檔', description: '如圖', contact };
    const { file } = await get(Intake).report(input, { address: '192.0.2.7', draft });
    const shown = await get(Attachments).of(file, 'SHOWN');
    expect(shown.map(({ name, eventSeq }) => [name, eventSeq])).toEqual([['a.pdf', 1]]);
  });

  it('gives no lookup code to an address that is not confirmed', async () => {
    const file = await report();
    const contact = { kind: 'email' as const, value: `citizen-${n}@example.tw` };
    await get(CodeRequests).ask(file.caseNumber, contact, '192.0.2.9');
    await story.pass(1_000);
    expect(await story.notices(file)).toEqual(['confirm-report']);
    await confirm(file);
    await get(CodeRequests).ask(file.caseNumber, contact, '192.0.2.9');
    await story.pass(1_000);
    expect((await story.notices(file)).filter((kind) => kind === 'lookup-code')).toHaveLength(2);
  });

  it('offers her to withdraw it, and no message that would reach no one', async () => {
    const file = await report();
    expect(get(CitizenActs).offered(her(file), file)).toEqual(['withdraw']);
    await confirm(file);
    expect(get(CitizenActs).offered(her(file), await now(file))).toEqual(['message', 'withdraw']);
  });

  it('has no questionnaire and no event beside those of its life', async () => {
    const file = await report();
    await story.pass(days(60));
    expect(await get(Reader).repository(Survey).countBy({ caseId: file.id })).toBe(0);
    expect(await story.events(file)).toEqual(['CONFIRMATION_ASKED', 'CONFIRMATION_LAPSED']);
  });
});
