import { CaseFile } from '@app/cases';
import { hours, minutes, Reader, UnitOfWork } from '@app/platform';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { startSmsSink, type SmsSink } from '../../../../test/support/sms-sink.js';
import { startSmtpSink, type SmtpSink } from '../../../../test/support/smtp-sink.js';
import { NoticeClaims } from './notice-claims.js';
import { Notice, NoticeSender } from '../index.js';
import { Office } from '../../../../test/support/office.js';

describe('sending through real gateways', () => {
  let office: Office;
  let smtp: SmtpSink;
  let sms: SmsSink;
  beforeEach(async () => {
    [smtp, sms] = await Promise.all([startSmtpSink(), startSmsSink()]);
    const env = { SMTP_URL: smtp.url, SMS_URL: sms.url, PUBLIC_URL: 'https://desk.example.test' };
    office = new Office(await startDesk({ env }));
  });
  afterEach(() => Promise.all([office.desk.close(), smtp.stop(), sms.stop()]));
  const get: TestDesk['get'] = (what) => office.desk.get(what);
  const sweep = () => get(NoticeSender).sweep();
  const row = (id: string) => get(Reader).repository(Notice).findOneByOrFail({ id });
  const received = async (file: CaseFile) =>
    (await office.notices(file)).find(({ kind }) => kind === 'case-received')!;

  it('mail and SMS arrive with our ids', async () => {
    const file = await office.open();
    expect(await sweep()).toBe(2);
    const [number, code] = [
      await received(file),
      (await office.notices(file)).find(({ kind }) => kind === 'lookup-code')!,
    ];
    expect(smtp.mails).toMatchObject([
      { messageId: `<${number.id}@desk.example.test>`, to: ['lin@example.test'] },
    ]);
    expect(smtp.mails[0]!.html).toContain(
      `<a href="https://desk.example.test/progress?n=${file.caseNumber}">`,
    );
    expect(sms.messages).toMatchObject([{ to: '0912345678', clientId: code.id }]);
    expect(await row(number.id)).toMatchObject({
      state: 'ACCEPTED',
      attempts: 1,
      ambiguous: false,
      leaseUntil: null,
      nextAttemptAt: null,
    });
    expect(await sweep()).toBe(0);
  });

  it('says that it left some behind when its time was up, so that the worker comes again at once', async () => {
    await office.open();
    const sender = get(NoticeSender);
    expect([await sender.sweep(0), sender.behind]).toEqual([0, true]);
    expect([await sender.sweep(), sender.behind]).toEqual([2, false]);
  });

  it('a refused address fails at once, and shows in the operators’ figures', async () => {
    const file = await office.open({ email: 'nobody@example.test' });
    smtp.always(550);
    await sweep();
    expect(await office.owed(file)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^case-received EMAIL FAILED SMTP RCPT TO 550/)]),
    );
    expect(await get(NoticeSender).stuck()).toMatchObject({ failed: 2 });
  });

  it('a gateway in trouble is tried again after 1 and 5 minutes, and given up after three days', async () => {
    const file = await office.open({ email: 'lin@example.test' });
    smtp.always(421);
    const { id } = await received(file);
    const nextWait = async () => {
      await sweep();
      return ((await row(id)).nextAttemptAt! - office.desk.time.now()) / minutes(1);
    };
    expect(Math.floor(await nextWait())).toBe(1);
    await sweep();
    expect(await row(id)).toMatchObject({ state: 'PENDING', attempts: 1 });
    office.desk.time.forward(minutes(2));
    expect(Math.floor(await nextWait())).toBe(5);
    office.desk.time.forward(hours(72));
    await sweep();
    expect(await row(id)).toMatchObject({ state: 'FAILED', attempts: 3 });
    expect(smtp.mails).toEqual([]);
  });

  it('a line cut before the 250: sent again with the same Message-ID, and marked', async () => {
    const file = await office.open({ email: 'lin@example.test' });
    const { id } = await received(file);
    smtp.next('cut');
    await get(NoticeSender).send(id);
    expect(await row(id)).toMatchObject({ state: 'PENDING', ambiguous: true });
    office.desk.time.forward(minutes(2));
    await get(NoticeSender).send(id);
    expect(await row(id)).toMatchObject({ state: 'ACCEPTED', ambiguous: true });
    expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([
      `<${id}@desk.example.test>`,
      `<${id}@desk.example.test>`,
    ]);
  });

  it('an SMS whose answer was cut off goes again under its clientid and reaches the telephone once', async () => {
    const file = await office.open({ phone: '+886912345678' });
    sms.next('cut', 'cut');
    await sweep();
    office.desk.time.forward(minutes(2));
    await sweep();
    expect((await office.notices(file)).map(({ state, ambiguous }) => [state, ambiguous])).toEqual([
      ['ACCEPTED', false],
      ['ACCEPTED', false],
    ]);
    expect(sms.messages).toHaveLength(2);
    expect(sms.attempts.filter(({ duplicate }) => duplicate)).toHaveLength(2);
  });

  it('a sender that died with a mail in hand: its follower marks it, and the late result of the first is fenced off', async () => {
    const file = await office.open({ email: 'lin@example.test' });
    const claims = get(NoticeClaims);
    const dead = await claims.take((await received(file)).id);
    const [{ id }] = dead!.notices;
    expect(await row(id)).toMatchObject({ state: 'SENDING', attempts: 1, fence: 1 });
    expect(await claims.take(id)).toBeUndefined();
    office.desk.time.forward(minutes(1));
    const follower = await claims.take(id);
    const marked = { attempts: 2, ambiguous: true, fence: 2 };
    expect(await row(id)).toMatchObject({ ...marked, state: 'SENDING' });
    expect(await claims.finish(dead!, { state: 'FAILED', reason: 'too late' })).toBe(false);
    expect(await row(id)).toMatchObject({ ...marked, state: 'SENDING', reason: null });
    expect(await claims.finish(follower!, { state: 'ACCEPTED', nextAttemptAt: null })).toBe(true);
    expect(await row(id)).toMatchObject({ ...marked, state: 'ACCEPTED' });
  });

  it('a message that five senders in a row died of waits for a person; an answer in between counts from zero', async () => {
    const file = await office.open({ email: 'lin@example.test', phone: '+886912345678' });
    const claims = get(NoticeClaims);
    const { id } = await received(file);
    const die = async (times: number) => {
      for (let n = 0; n < times; n++) {
        await claims.take(id);
        office.desk.time.forward(minutes(1));
      }
    };
    await die(4);
    smtp.next(451);
    await get(NoticeSender).send(id);
    expect(await row(id)).toMatchObject({ state: 'PENDING', attempts: 5, interruptions: null });
    office.desk.time.forward(hours(2));
    await die(5);
    expect(await row(id)).toMatchObject({ state: 'SENDING', interruptions: 4 });
    expect(await claims.take(id)).toBeUndefined();
    expect(await row(id)).toMatchObject({ state: 'UNKNOWN', reason: 'its sender died 5 times' });
    expect(await get(NoticeSender).stuck()).toMatchObject({ unknown: 1 });
  });

  it('a slow sender keeps its notice by renewing the lease', async () => {
    const claims = get(NoticeClaims);
    const claim = await claims.take((await received(await office.open({ email: 'lin@example.test' }))).id);
    office.desk.time.forward(20_000);
    await claims.renew(claim!);
    office.desk.time.forward(20_000);
    expect(await claims.take(claim!.notices[0].id)).toBeUndefined();
  });

  it('a demonstration case never reaches a real gateway, planned before or after one was set up', async () => {
    const file = await office.open();
    await get(UnitOfWork).run((manager) =>
      manager.update(CaseFile, { id: file.id }, { origin: 'DEMONSTRATION' }),
    );
    await sweep();
    await office.people();
    await office.act(file, 'reply', { text: '答復' });
    await sweep();
    const citizen = (await office.owed(file)).filter((words) => !words.startsWith('clock-'));
    expect(citizen.length).toBeGreaterThanOrEqual(3);
    expect(citizen.every((words) => words.endsWith('SUPPRESSED DEMONSTRATION'))).toBe(true);
    expect([...smtp.mails, ...sms.messages]).toEqual([]);
  });
});
