import { beforeEach, describe, expect, it } from '@jest/globals';
import { days, SetTime, type Reader, type Settings, type UnitOfWork } from '@app/platform';
import type { Notice } from '../rows/notice.entity.js';
import { NoticeClaims } from './notice-claims.js';
import { NoticeOutbox } from './notice-outbox.js';
import type { Outbound } from './outbound.js';
import { NoticeUnmade } from './unmade.js';

const NOW = 1_000_000_000;
const LEASE = 30_000;

type More = Partial<Omit<Notice, 'facts'>> & { facts?: Partial<Notice['facts']> };
/** A warning that is due and was never tried. */
const notice = (id: string, more: More = {}): Notice =>
  ({
    ...{ id, kind: 'clock-warning', channel: 'EMAIL', locale: 'zh-TW', recipientHash: 'hash', mailId: null },
    ...{ state: 'PENDING', attempts: 0, interruptions: null, nextAttemptAt: NOW, leaseUntil: null, fence: 3 },
    ...{ createdAt: NOW - 5, ambiguous: false, facts: { organisation: 'demo' }, ...more },
  }) as Notice;

describe('what a sender takes', () => {
  /** As read first, by id. */
  let stored: Notice[];
  /** What the question for notices that go together finds, and the values that it was asked with. */
  let found: Notice[];
  let asked: unknown[][];
  let changed: [string, Partial<Notice>][];
  /** Rows that another sender took since they were read. */
  let lost: string[];
  let suppressed: Record<string, string>;
  let composed: Notice[];
  let broken: { addressee?: Error; compose?: Error };
  let repeatable: boolean;
  let claims: NoticeClaims;
  beforeEach(() => {
    [stored, found, asked, changed, lost, composed] = [[], [], [], [], [], []];
    [suppressed, broken, repeatable] = [{}, {}, false];
    const connection = {
      ...{ options: { type: 'better-sqlite3' }, logger: { logQuery: () => undefined } },
      getMetadata: () => ({
        tableName: 'notice',
        columns: Object.keys(notice('a')).map((name) => ({ propertyName: name, databaseName: name })),
      }),
      driver: {
        databaseConnection: {
          prepare: () => ({ reader: true, all: (values: unknown[]) => asked.push(values) && found }),
        },
      },
    };
    const manager = {
      connection,
      findOneBy: async (_entity: unknown, { id }: Notice) => stored.find((one) => one.id === id) ?? null,
      update: async (_entity: unknown, { id, fence }: Notice, change: Partial<Notice>) => {
        if (lost.includes(id) || fence !== 3) return { affected: 0 };
        changed.push([id, change]);
        return { affected: 1 };
      },
    };
    const work = { run: (act: (one: unknown) => unknown) => act(manager) } as unknown as UnitOfWork;
    const time = new SetTime(NOW);
    const settings = { NOTICE_LEASE_SECONDS: LEASE / 1_000 } as Settings;
    const outbound = {
      transportOf: ({ channel }: Notice) => ({ repeatable: channel && repeatable }),
      addressee: async (_manager: unknown, { id }: Notice) => {
        if (broken.addressee) throw broken.addressee;
        return suppressed[id] ? { suppressed: suppressed[id] } : { to: `${id}@example.test` };
      },
      compose: async (_manager: unknown, notices: Notice[], to: string) => {
        if (broken.compose) throw broken.compose;
        composed.push(...notices);
        return { id: notices[0]!.id, to, text: '', label: '' };
      },
    };
    const outbox = new NoticeOutbox(work, {} as Reader, time, settings);
    claims = new NoticeClaims(work, outbox, outbound as unknown as Outbound, time);
  });

  const take = async (id: string) => (await claims.take(id))?.notices.map((one) => one.id);
  const begun = (mailId: string | null, more: Partial<Notice> = {}) => ({
    ...{ state: 'SENDING', attempts: 1, fence: 4, leaseUntil: NOW + LEASE, nextAttemptAt: NOW + LEASE },
    ...{ ambiguous: false, interruptions: null, mailId, ...more },
  });

  it('the notice alone, and writes down that an attempt begins', async () => {
    const alone = notice('a', { kind: 'case-received' });
    stored = [alone];
    const claim = await claims.take('a');
    expect(claim!.message).toMatchObject({ id: 'a', to: 'a@example.test' });
    expect(claim!.notices).toEqual([{ ...alone, ...begun(null) }]);
    expect(changed).toEqual([['a', begun(null)]]);
    expect(asked).toEqual([]);
  });

  it('nothing where there is no such notice', async () => expect(await take('gone')).toBeUndefined());

  it.each<[string, More]>([
    ['it waits for its time', { nextAttemptAt: NOW + 1 }],
    ['another holds it', { state: 'SENDING', nextAttemptAt: NOW + 1 }],
    ['it is over', { state: 'ACCEPTED', nextAttemptAt: null }],
  ])('nothing, and looks for no others, where %s', async (_what, more) => {
    stored = [notice('a', more)];
    found = [notice('a')];
    expect(await take('a')).toBeUndefined();
    expect([asked, changed]).toEqual([[], []]);
  });

  it('nothing where another sender took it before the others were held', async () => {
    stored = [notice('b')];
    found = [notice('a')];
    expect(await take('b')).toBeUndefined();
    found = [notice('b', { state: 'SENDING', nextAttemptAt: NOW + 1 })];
    expect(await take('b')).toBeUndefined();
    expect(changed).toEqual([]);
  });

  it('nothing where its fence no longer holds', async () => {
    stored = [notice('a', { kind: 'case-received' })];
    lost = ['a'];
    expect(await take('a')).toBeUndefined();
  });

  it('no part of a mail: where another took the second of it, none is sent', async () => {
    stored = [notice('a')];
    found = [notice('a'), notice('b')];
    lost = ['b'];
    await expect(claims.take('a')).rejects.toThrow('taken by another');
  });

  describe('together with others to the same person', () => {
    it('as one mail, named after the first, those that are not due yet too', async () => {
      stored = [notice('b')];
      found = [notice('a', { nextAttemptAt: NOW + 1 }), notice('b')];
      expect(await take('b')).toEqual(['a', 'b']);
      expect(asked[0]!.slice(0, 2)).toEqual(['hash', NOW - days(4)]);
      expect(changed).toEqual([
        ['a', begun('a')],
        ['b', begun('a')],
      ]);
      expect(composed.map(({ mailId }) => mailId)).toEqual(['a', 'a']);
    });

    it('one that waited longer looks as far back as itself', async () => {
      stored = found = [notice('a', { createdAt: NOW - days(9) })];
      expect(await take('a')).toEqual(['a']);
      expect(asked[0]![1]).toBe(NOW - days(9));
    });

    it('a single one keeps its own id', async () => {
      stored = found = [notice('a')];
      await take('a');
      expect(changed).toEqual([['a', begun(null)]]);
    });

    it.each<[string, More]>([
      ['of another language', { locale: 'en' }],
      ['of another agency', { facts: { organisation: 'other' } }],
      ['of another agency and language', { locale: 'en', facts: { organisation: 'other' } }],
    ])('but not with those %s', async (_what, more) => {
      stored = [notice('b')];
      found = [notice('a', more), notice('b')];
      expect(await take('b')).toEqual(['b']);
    });

    it.each<[string, More]>([
      ['is of a kind that goes alone', { kind: 'case-received' }],
      ['was tried before', { attempts: 1 }],
      ['was interrupted, or could not be made', { interruptions: 1 }],
      ['was being sent when its sender died', { state: 'SENDING', attempts: 0 }],
    ])('but alone where it %s', async (_what, more) => {
      stored = [notice('b', more)];
      found = [notice('a'), notice('b', more)];
      expect(await take('b')).toEqual(['b']);
      expect(asked).toEqual([]);
    });

    it('those of an earlier attempt: the same mail again, also without its first', async () => {
      const again = { mailId: 'a', attempts: 1 };
      stored = [notice('c', again)];
      found = [notice('b', again), notice('c', again)];
      expect(await take('c')).toEqual(['b', 'c']);
      expect(asked).toEqual([['a']]);
      expect(changed.map(([, { mailId }]) => mailId)).toEqual(['a', 'a']);
    });

    it('one of them left alone keeps the id of that mail', async () => {
      stored = found = [notice('c', { mailId: 'a', attempts: 1 })];
      await take('c');
      expect(changed).toEqual([['c', begun('a', { attempts: 2 })]]);
    });
  });

  describe('whose sender died', () => {
    const died = (more: More = {}) =>
      notice('a', { state: 'SENDING', attempts: 1, interruptions: 0, kind: 'case-received', ...more });

    it('a mail again, and marks it', async () => {
      stored = [died()];
      expect(await take('a')).toEqual(['a']);
      expect(changed).toEqual([['a', begun(null, { attempts: 2, ambiguous: true, interruptions: 1 })]]);
    });

    it('a repeat that is known as one is not marked', async () => {
      repeatable = true;
      stored = [died()];
      await take('a');
      expect(changed).toEqual([['a', begun(null, { attempts: 2, interruptions: 1 })]]);
    });

    it('a plain SMS not: it waits for a person', async () => {
      stored = [died({ channel: 'SMS' })];
      expect(await take('a')).toBeUndefined();
      expect(changed).toMatchObject([['a', { state: 'UNKNOWN', interruptions: 1 }]]);
    });
  });

  describe('that must not be sent', () => {
    const over = (reason: string) => ({ state: 'SUPPRESSED', reason, nextAttemptAt: null, leaseUntil: null });

    it('nothing: it is suppressed with its reason', async () => {
      stored = [notice('a', { kind: 'case-received' })];
      suppressed = { a: 'ERASED' };
      expect(await take('a')).toBeUndefined();
      expect(changed).toEqual([['a', over('ERASED')]]);
      expect(composed).toEqual([]);
    });

    it('leaves the mail in which it would stand, the others go', async () => {
      stored = [notice('b')];
      found = [notice('a'), notice('b'), notice('c')];
      suppressed = { a: 'DEMONSTRATION' };
      const claim = await claims.take('b');
      expect(claim!.message).toMatchObject({ id: 'b', to: 'c@example.test' });
      expect(composed.map(({ id, mailId }) => [id, mailId])).toEqual([
        ['b', 'b'],
        ['c', 'b'],
      ]);
      expect(changed[0]).toEqual(['a', over('DEMONSTRATION')]);
    });
  });

  describe('of which no message can be made', () => {
    const unmade = async () => {
      const error = await claims.take('a').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NoticeUnmade);
      return error as NoticeUnmade;
    };
    beforeEach(() => {
      stored = [notice('a')];
      found = [notice('a'), notice('b')];
    });

    it('names the one whose address cannot be read, and the cause', async () => {
      broken = { addressee: new TypeError('x') };
      const { notices, cause, message } = await unmade();
      expect([notices.map(({ id }) => id), cause]).toEqual([['a'], broken.addressee]);
      expect(message).toContain('TypeError: x');
    });

    it('names all that stand in a mail that cannot be made; no attempt has begun', async () => {
      broken = { compose: new TypeError('x') };
      expect((await unmade()).notices.map(({ id }) => id)).toEqual(['a', 'b']);
      expect(changed).toEqual([]);
    });

    it('waits and is tried again', async () => {
      await claims.unmade(new NoticeUnmade([notice('a')], new TypeError('x')));
      expect(changed).toMatchObject([['a', { state: 'PENDING', interruptions: 1 }]]);
    });
  });

  describe('and while it holds it', () => {
    const claim = (fence = 3) => ({ notices: [notice('a', { fence })] as const, message: {} as never });

    it('lengthens its lease', async () => {
      expect(claims.leaseMs).toBe(LEASE);
      await claims.renew(claim());
      expect(changed).toEqual([['a', { leaseUntil: NOW + LEASE, nextAttemptAt: NOW + LEASE }]]);
    });

    it('stores how it ended, unless its fence no longer holds', async () => {
      expect(await claims.finish(claim(), { state: 'ACCEPTED' })).toBe(true);
      expect(changed).toEqual([['a', { state: 'ACCEPTED', interruptions: null }]]);
      expect(await claims.finish(claim(2), { state: 'FAILED' })).toBe(false);
      await claims.renew(claim(2));
      expect(changed).toHaveLength(1);
    });
  });
});
