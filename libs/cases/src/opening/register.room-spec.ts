import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { ANYONE, SYSTEM, type Actor } from '@app/people';
import { hours, Reader } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseReader, CaseRegister, HistoryEvent, Petitioner, type Petition } from '../index.js';

const CHANNELS = ['PHONE', 'COUNTER', 'WEB', 'EMAIL', 'FAX', 'LETTER', 'DROP_BOX', 'CHATBOT'];
/** Channels where staff took the case in person: accepted (受理) at once where the service says so. */
const IN_PERSON = ['PHONE', 'COUNTER'];

describe.each(DATABASES)('registering a case (收件), on %s', (_name, postgres) => {
  let story: Story;
  beforeAll(async () => void (story = await Story.begin({ postgres })));
  afterAll(() => story.close());

  const petition = (serviceId: string, more: Partial<Petition> = {}): Petition => ({
    ...{ service: story.desk.get(Catalogue).service(serviceId)!, subject: '路燈', description: '不亮' },
    ...{ petitioner: { name: '王小明', email: null, phone: null }, channel: 'PHONE', hotline: null },
    ...{ district: null, locale: 'zh-TW', noticeVersion: null, ...more },
  });
  const open = (serviceId = 'demo.consultation', more: Partial<Petition> = {}, actor: Actor = ANYONE) =>
    story.desk.get(CaseRegister).open(actor, petition(serviceId, more));
  const events = async (caseId: string) => {
    const rows = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId });
    return rows.toSorted((a, b) => a.seq - b.seq);
  };

  it.each(CHANNELS)(
    'by %s is accepted at once if taken in person and the service says so',
    async (channel) => {
      const [atOnce, other] = [
        await open('demo.consultation', { channel }),
        await open('demo.application', { channel }),
      ];
      const now = story.desk.time.now();
      const accepted = IN_PERSON.includes(channel);
      expect(atOnce).toMatchObject({
        ...{ status: accepted ? 'ACCEPTED' : 'RECEIVED', acceptedAt: accepted ? now : null },
        ...{ open: true, receivedAt: now, repliedAt: null, closedAt: null, codeVersion: 1, handlerId: null },
      });
      expect((await events(atOnce.id)).map(({ type }) => type)).toEqual(
        accepted ? ['RECEIVED', 'ACCEPTED'] : ['RECEIVED'],
      );
      expect(other).toMatchObject({ status: 'RECEIVED', acceptedAt: null });
      expect((await events(other.id)).map(({ type }) => type)).toEqual(['RECEIVED']);
    },
  );

  it('keeps its origin as facts, what was said before as a sealed note, and the actor of each event', async () => {
    const file = await open('demo.consultation', { noticeVersion: '2026-11', said: '先說明流程' }, SYSTEM);
    const all = await events(file.id);
    expect(
      all.map(({ type, facts, actorKind, at }) => [type, facts, actorKind, at - file.receivedAt]),
    ).toEqual([
      ['RECEIVED', { channel: 'PHONE', unit: 'demo.service-desk', noticeVersion: '2026-11' }, 'system', 0],
      ['ACCEPTED', {}, 'system', 0],
      ['NOTED', {}, 'system', 0],
    ]);
    expect((await story.desk.get(CaseReader).events(file.id)).map(({ text }) => text)).toEqual([
      ...[null, null, '先說明流程'],
    ]);
    const silent = await open();
    expect((await events(silent.id))[0]!.facts).toEqual({ channel: 'PHONE', unit: 'demo.service-desk' });
  });

  it('numbers the cases of an agency and day consecutively, starting from 1 for each', async () => {
    const serial = (caseNumber: string) => caseNumber.split('-').slice(0, 3).join('-');
    const fresh = await Story.begin({ postgres });
    const at = (serviceId: string) =>
      fresh.desk
        .get(CaseRegister)
        .open(ANYONE, { ...petition(serviceId), service: fresh.desk.get(Catalogue).service(serviceId)! })
        .then(({ caseNumber }) => serial(caseNumber));
    expect([await at('demo.consultation'), await at('demo.application')]).toEqual([
      ...['DEMO-1150819-00001', 'DEMO-1150819-00002'],
    ]);
    expect(await at('sme.consultation')).toBe('SME-1150819-00001');
    fresh.desk.time.set(Date.parse('2026-08-19T23:59:59.999+08:00'));
    expect(await at('demo.consultation')).toBe('DEMO-1150819-00003');
    fresh.desk.time.forward(1);
    expect(await at('demo.consultation')).toBe('DEMO-1150820-00001');
    fresh.desk.time.forward(-hours(1));
    const many = await Promise.all(Array.from({ length: 100 }, () => at('demo.consultation')));
    expect(new Set(many).size).toBe(100);
    await fresh.close();
  });

  it('finds an e-mail address or a phone number by a keyed hash, ignoring case; nothing is in clear text', async () => {
    const person = (email: string | null, phone: string | null) => ({ name: '王小明', email, phone });
    const [one, same, other, none] = [
      await open('demo.consultation', { petitioner: person('Ming@Example.tw', '+886912345678') }),
      await open('demo.consultation', { petitioner: person('ming@example.tw', '+886912345678') }),
      await open('demo.consultation', { petitioner: person('+886912345678', 'ming@example.tw') }),
      await open('demo.consultation', { petitioner: person(null, null) }),
    ];
    const row = ({ id }: { id: string }) =>
      story.desk.get(Reader).repository(Petitioner).findOneByOrFail({ caseId: id });
    const [first, second, third, last] = [await row(one), await row(same), await row(other), await row(none)];
    expect([first.emailIndex, first.phoneIndex]).toEqual([second.emailIndex, second.phoneIndex]);
    expect(new Set([first.emailIndex, first.phoneIndex, third.emailIndex, third.phoneIndex]).size).toBe(4);
    expect([last.email, last.phone, last.emailIndex, last.phoneIndex]).toEqual([null, null, null, null]);
    expect(JSON.stringify([first, second])).not.toMatch(/ming|912345678|王/i);
    expect(await story.desk.get(CaseReader).petitioner(one.id)).toEqual(
      person('Ming@Example.tw', '+886912345678'),
    );
  });

  it.each([
    ['true', 'DEMONSTRATION'],
    ['', 'LIVE'],
  ] as const)('of a desk with DEMO=%s is of origin %s', async (DEMO, origin) => {
    const desk = await Story.begin({ postgres, env: { DEMO } });
    const service = desk.desk.get(Catalogue).service('demo.consultation')!;
    const file = await desk.desk
      .get(CaseRegister)
      .open(ANYONE, { ...petition('demo.consultation'), service });
    expect(file.origin).toBe(origin);
    await desk.close();
  });
});
