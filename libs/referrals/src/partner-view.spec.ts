import type { Attachments } from '@app/attachments';
import type { CaseReader, DueList, EventFacts, EventType, ReadEvent } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../test/support/case-rows.js';
import { referralRow } from '../../../test/support/referral-rows.js';
import { refusal } from '../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { CaseFile } from '@app/cases';
import { PartnerViews } from './partner-view.js';
import { Disclosure, Referral } from './referral.entity.js';
import type { Referrals } from './referrals.js';

const TEAM = { kind: 'staff', id: 'team', unitId: 'demo.finance-team' } as StaffActor;

describe('what a partner sees', () => {
  let tables: Tables;
  let events: ReadEvent[];
  let openChase: { id: string; dueDate: string } | null;
  let chaseAsked: string[];
  let files: string[];
  let running: { subject: string; subjectId: string; dueAt: number }[];
  let known: { name: string } | null;
  let views: PartnerViews;
  const event = (type: EventType, facts: EventFacts = {}, text: string | null = null) =>
    ({ ...eventRow({ seq: events.length + 1, type, facts }), text, hasText: text !== null }) as ReadEvent;
  const referred = (more: Partial<Referral> = {}) => tables.put(Referral, referralRow(more));
  const show = () => views.show(TEAM, 'referral');

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Referral, Disclosure);
    const cases = {
      file: async () => ({ id: 'case', subject: '王小明的路燈', serviceId: 's', confidential: true }),
      events: async () => events,
      petitioner: async () => known,
      description: async () => '不亮',
      openChase: async (...of: string[]) => (chaseAsked.push(of.join(' ')), openChase),
    } as unknown as CaseReader;
    const attachments = {
      of: async (_file: unknown, which: string) => [{ id: `file ${which}` }],
      openOf: async ({ id }: { id: string }, file: string, which: string) => {
        files.push(`${id} ${file} ${which}`);
        return { name: file };
      },
    } as unknown as Attachments;
    const referrals = {
      isPartner: ({ unitId }: StaffActor, referral: Referral) => unitId === referral.partnerUnitId,
      offered: async () => [],
    } as unknown as Referrals;
    const dues = { runningOf: async () => running } as unknown as DueList;
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    views = new PartnerViews(reader, cases, dues, referrals, work, new SetTime(1_000), attachments);
  });
  beforeEach(async () => {
    await tables.empty();
    [events, chaseAsked, files, running, openChase] = [[], [], [], [], null];
    known = { name: '王小明' };
  });
  afterAll(() => tables.close());

  it('of the files, those shown to the citizen, while it works on the case', async () => {
    await referred();
    expect((await show()).attachments).toEqual([{ id: 'file SHOWN' }]);
    await tables.empty();
    await referred({ status: 'OFFERED' });
    expect((await show()).attachments).toEqual([]);
  });

  it('to download, a file shown to the citizen, which is recorded', async () => {
    await referred();
    expect(await views.openAttachment(TEAM, 'referral', 'letter')).toEqual({ name: 'letter' });
    expect(files).toEqual(['case letter SHOWN']);
    expect(await tables.manager.find(Disclosure)).toMatchObject([{ staffId: 'team', fields: 'attachment' }]);
  });

  it('no file to download before it accepts', async () => {
    await referred({ status: 'OFFERED' });
    expect((await refusal(views.openAttachment(TEAM, 'referral', 'letter'))).kind).toBe('NOT_FOUND');
    expect(files).toEqual([]);
  });

  it('what the owner wrote, as written while it works on the case, else masked', async () => {
    const written = '王小明，電話 0912345678';
    events = [event('REFERRED', { referralId: 'referral' }, written)];
    await referred();
    const shown = await show();
    expect([shown.events[0]!.text, shown.subject]).toEqual([written, '王小明的路燈']);
    await tables.empty();
    await referred({ status: 'RETURNED' });
    const later = await show();
    expect([later.events[0]!.text, later.subject]).toEqual(['王○○，電話 ***', '王○○的路燈']);
  });

  it('its text without marks also where no name is known, as of an erased case', async () => {
    known = null;
    events = [event('REFERRED', { referralId: 'referral' }, '電話 0912345678')];
    await referred({ status: 'OFFERED' });
    expect(await show()).toMatchObject({ events: [{ text: '電話 ***' }], subject: '王小明的路燈' });
  });

  it('of a case without a chase, none', async () => {
    await referred();
    expect((await show()).chase).toBeNull();
    expect(chaseAsked).toEqual(['case demo.finance-team']);
  });

  it('of the chase that waits for it, the words of that one and its last day', async () => {
    events = [
      event('CHASE_SENT', { chaseId: 'earlier' }, '先前的催辦'),
      event('CHASE_ANSWERED', { chaseId: 'open' }, '其他文字'),
      event('CHASE_SENT', { chaseId: 'open' }, '請於期限前回復'),
      event('CHASE_SENT', { chaseId: 'other' }, '催別人'),
    ];
    openChase = { id: 'open', dueDate: '2026-08-26' };
    await referred();
    expect((await show()).chase).toEqual({ text: '請於期限前回復', dueDate: '2026-08-26' });
  });

  it('of a chase whose words are erased, its last day', async () => {
    openChase = { id: 'open', dueDate: '2026-08-26' };
    await referred();
    expect((await show()).chase).toEqual({ text: null, dueDate: '2026-08-26' });
  });

  it('of the dates, its own: until when to accept, and to answer', async () => {
    running = [
      { subject: 'REFERRAL', subjectId: 'another', dueAt: 1 },
      { subject: 'REFERRAL', subjectId: 'referral', dueAt: 20 },
      { subject: 'REFERRAL_CHAIN', subjectId: 'chain', dueAt: 30 },
      { subject: 'CASE', subjectId: 'referral', dueAt: 2 },
    ];
    await referred();
    expect(await show()).toMatchObject({ acceptBy: 20, replyBy: 30 });
    running = [];
    expect(await show()).toMatchObject({ acceptBy: null, replyBy: null });
  });

  it('nothing of a referral to another unit', async () => {
    await referred({ partnerUnitId: 'demo.north-team' });
    expect((await refusal(show())).kind).toBe('NOT_FOUND');
    expect(await tables.manager.count(Disclosure)).toBe(0);
  });
});
