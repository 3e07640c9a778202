import { Doorbell, Keyring, newId, Reader, unseal, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { BEFORE_HOLIDAY } from '../kinds/occasions.js';
import { Alert, Alerts, Notice, NoticeSender, type Subject } from '../index.js';
import { Office } from '../../../../test/support/office.js';
import { aboutOther, sealedAt } from './about.js';
import { hold, NoticeRows, recipientPlace } from './notice-rows.js';

const TO = 'chief@agency.test';
const ITEM = { caseNumber: 'DEMO-1150213-00001-3', commitment: 'law.petition', dueDate: '2026-02-23' };
const SPAN = { offFrom: '2026-02-14', offTo: '2026-02-22', backOn: '2026-02-23' };

describe.each(DATABASES)('a message about something that is no case, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let office: Office;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    office = await new Office(desk).people();
  });
  afterAll(() => desk.close());

  const stored = (id: string) => desk.get(Reader).repository(Notice).findBy({ subjectId: id });
  const owe = (subject: Subject, isDemonstration = false) =>
    desk.get(UnitOfWork).run(async (manager) => {
      const about = aboutOther(manager, subject, { keyring: desk.get(Keyring), isDemonstration });
      const facts = { organisation: 'demo', ...SPAN, count: 1, items: [{ organisation: 'demo', ...ITEM }] };
      const address = { channel: 'EMAIL' as const, to: TO };
      const rows = desk.get(NoticeRows);
      await rows.store(
        manager,
        await rows.make([{ owed: BEFORE_HOLIDAY, address, occasion: 'x', facts }], about),
      );
    });

  it.each(['STAFF', 'ORGANISATION', 'REFERRAL'] as const)('%s: has no case, and goes out', async (kind) => {
    const subject = { kind, id: `${kind}-1` };
    await desk.get(NoticeSender).sweep(); // what waits for the same address would go out in one mail with it
    await owe(subject);
    expect(await stored(subject.id)).toMatchObject([{ subject: kind, caseId: null, state: 'PENDING' }]);
    await desk.get(NoticeSender).sweep();
    expect(await stored(subject.id)).toMatchObject([{ state: 'ACCEPTED' }]);
    const mails = await office.outbox('before-holiday');
    expect(mails.at(-1)).toContain(ITEM.caseNumber);
    expect(mails.at(-1)).toContain(`To: ${TO}`);
  });

  it.each<[string, (row: Notice) => Notice, boolean | undefined, number | null]>([
    ['one to be sent rings for its moment', (row) => row, undefined, 90_000],
    ['one that waits for the sweep does not ring', (row) => row, false, null],
    ['one held for another day does not ring', (row) => hold(row, row.createdAt + 1), undefined, null],
    ['one that is not sent does not ring', (row) => ({ ...row, state: 'SUPPRESSED' }), undefined, null],
  ])('%s', async (what, change, ring, inMs) => {
    const rings = jest.spyOn(desk.get(Doorbell), 'ring').mockImplementation(() => undefined);
    const [row] = await desk.get(UnitOfWork).run(async (manager) => {
      const about = aboutOther(manager, { kind: 'STAFF', id: what }, { keyring: desk.get(Keyring) });
      const address = { channel: 'EMAIL' as const, to: TO };
      const rows = desk.get(NoticeRows);
      const draft = {
        owed: BEFORE_HOLIDAY,
        address,
        occasion: 'x',
        facts: { organisation: 'demo' },
        holdMs: 90_000,
      };
      const made = (await rows.make([draft], about)).map(change);
      await rows.store(manager, made, ring);
      return made;
    });
    const called = rings.mock.calls.filter(([{ id }]) => id === row!.id);
    rings.mockRestore();
    expect(called).toEqual(inMs === null ? [] : [[{ kind: 'notice', id: row!.id, generation: 0 }, inMs]]);
  });

  it('seals the address under the key of the installation, for that subject alone', async () => {
    const id = 'staff-sealed';
    await owe({ kind: 'STAFF', id });
    const [row] = await stored(id);
    const key = desk.get(Keyring).key('message');
    const place = recipientPlace(row!.id);
    expect(row!.recipient).not.toContain('chief');
    expect(unseal(key, sealedAt(place, id), row!.recipient)).toBe(TO);
    expect(() => unseal(key, sealedAt(place, 'another'), row!.recipient)).toThrow(/authenticate/);
  });

  it('is told once, also when a hundred tell it at once; another subject is another message', async () => {
    const [one, other] = ['staff-once', 'staff-other'];
    await Promise.all(Array.from({ length: 100 }, () => owe({ kind: 'STAFF', id: one })));
    await owe({ kind: 'STAFF', id: other });
    expect([(await stored(one)).length, (await stored(other)).length]).toEqual([1, 1]);
  });

  it.each([
    ['an unknown kind', { kind: 'PIGEON', id: '1' }, 'unknown kind: PIGEON'],
    ['no id', { kind: 'STAFF', id: '' }, 'a STAFF without id'],
  ])('of %s is refused, and nothing is stored', async (_what, subject, words) => {
    const count = () => desk.get(Reader).repository(Notice).count();
    const before = await count();
    await expect(owe(subject as Subject)).rejects.toThrow(words);
    expect(await count()).toBe(before);
  });

  it('of the demonstration never reaches a real gateway, planned before or after one was set up', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL: 'https://desk.example.test' };
    await owe({ kind: 'STAFF', id: 'before-gateway' }, true);
    expect(await stored('before-gateway')).toMatchObject([{ state: 'PENDING' }]);
    const live = await startDesk({ postgres, env });
    try {
      await live.get(UnitOfWork).run(async (manager) => {
        const subject = { kind: 'STAFF' as const, id: 'x' };
        const about = aboutOther(manager, subject, { keyring: live.get(Keyring), isDemonstration: true });
        const facts = { organisation: 'demo', demonstration: true };
        const draft = {
          owed: BEFORE_HOLIDAY,
          address: { channel: 'EMAIL' as const, to: TO },
          occasion: '1',
          facts,
        };
        const planned = await live.get(NoticeRows).make([draft], about);
        const open = { ...about, isDemonstration: false };
        const sent = await live.get(NoticeRows).make([{ ...draft, occasion: '2' }], open);
        await live.get(NoticeRows).store(manager, [...planned, ...sent]);
      });
      await live.get(NoticeSender).sweep();
      const rows = await live.get(Reader).repository(Notice).find();
      expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
        ['SUPPRESSED', 'DEMONSTRATION'],
        ['SUPPRESSED', 'DEMONSTRATION'],
      ]);
    } finally {
      await live.close();
    }
  });

  it('an alert about an organisation is seen by its supervisors, with no case, and acknowledged', async () => {
    const id = newId(desk.time.now());
    const control = { ...office.head, roles: ['CONTROL_OFFICER' as const] };
    const place = { organisationId: 'demo', unitId: 'demo.head-office' };
    const alert = { id, kind: 'OVERDUE', subject: 'ORGANISATION' as const, subjectId: 'demo', occasion: '1' };
    const nothing = { caseId: null, commitmentId: null, acknowledgedAt: null, acknowledgedBy: null };
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.insert(Alert, { ...alert, ...place, ...nothing, at: desk.time.now() }));
    const numbers = async (actor: typeof control) =>
      (await desk.get(Alerts).list(actor)).map(({ id: one, caseNumber }) => [one, caseNumber]);
    expect(await numbers(control)).toEqual([[id, null]]);
    expect(await numbers({ ...control, organisationId: 'sme', unitId: 'sme.planning' })).toEqual([]);
    await desk.get(Alerts).acknowledge(control, id);
    expect(await numbers(control)).toEqual([]);
  });
});
