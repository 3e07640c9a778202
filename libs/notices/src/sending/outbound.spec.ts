import { describe, expect, it } from '@jest/globals';
import { CaseContext, type CaseFile, type Seals } from '@app/cases';
import {
  Keyring,
  newDataKey,
  seal,
  type HandOver,
  type MailTransport,
  type OutgoingMessage,
  type Settings,
  type SmsTransport,
} from '@app/platform';
import type { EntityManager } from 'typeorm';
import type { NoticeFacts } from '../facts/facts.js';
import { sealedAt } from '../rows/about.js';
import type { Notice } from '../rows/notice.entity.js';
import { recipientPlace } from '../rows/notice-rows.js';
import type { NoticeValues } from '../words/values.js';
import type { NoticeWords } from '../words/words.js';
import { Outbound } from './outbound.js';

const KEYRING = new Keyring('a secret of this spec, long enough');
const TO = 'lin@example.test';
const MESSAGE: OutgoingMessage = { id: 'n', to: TO, text: 't', label: 'l' };

/** Only the facts that are looked at. */
type Facts = Partial<NoticeFacts>;
type More = Partial<Omit<Notice, 'facts'>> & { facts?: Facts };
const notice = (more: More = {}): Notice =>
  ({
    ...{ id: 'n', caseId: 'c', subjectId: 'c', kind: 'clock-warning', occasion: '1', channel: 'EMAIL' },
    ...{ locale: 'en', facts: {}, createdAt: 1, mailId: null, ...more },
  }) as Notice;

/** The words and values are made up: each list or message says what it was made of. */
interface Said {
  kind: string;
  channel?: string;
  locale?: string;
  values: { of: string; facts: Facts; names: [string, string][] };
  lines?: Said[];
}
const VALUES = {
  of: ({ id, facts }: Notice, names: Map<string, string>) => ({ of: id, facts, names: [...names] }),
} as unknown as NoticeValues;

function outbound(settings: Partial<Settings> = {}, answers: Record<string, HandOver | Error> = {}) {
  const said: Said[] = [];
  const words = {
    word: (kind: string, channel: string, locale: string, values: Said['values']) =>
      said.push({ kind, channel, locale, values }) && { text: 'one' },
    list: (kind: string, locale: string, values: Said['values'], lines: Said[]) =>
      said.push({ kind, locale, values, lines }) && { text: 'list' },
  } as unknown as NoticeWords;
  const gateway = (name: string) => ({
    repeatable: false,
    send: async () => {
      if (answers[name] instanceof Error) throw answers[name];
      return answers[name]!;
    },
  });
  const [mail, sms] = [
    gateway('mail') as unknown as MailTransport,
    gateway('sms') as unknown as SmsTransport,
  ];
  const all = { publicUrl: 'https://desk.agency.test:8443/a', demo: false, ...settings } as Settings;
  const seals = (key?: Buffer) => ({ find: async () => key }) as unknown as Seals;
  const made = (key?: Buffer) => new Outbound(mail, sms, words, VALUES, seals(key), KEYRING, all);
  return { made, seals, said, mail, sms };
}

describe('where a notice of a case goes', () => {
  const key = newDataKey();
  async function addressee(file: Partial<CaseFile>, settings: Partial<Settings>, found: Buffer | undefined) {
    const { made, seals } = outbound(settings);
    const full = { id: 'c', ...file } as CaseFile;
    const manager = { findOneByOrFail: async () => full } as unknown as EntityManager;
    const sealed = await new CaseContext(manager, full, seals(key)).seal(recipientPlace('n'), TO);
    return made(found).addressee(manager, notice({ recipient: sealed }));
  }
  const real = { SMTP_URL: 'smtp://gateway.test' };

  it('to the address that the key of the case opens', async () =>
    expect(await addressee({}, real, key)).toEqual({ to: TO }));

  it('nowhere once the case is erased', async () =>
    expect(await addressee({}, real, undefined)).toEqual({ suppressed: 'ERASED' }));

  it('of the demonstration: never through a real gateway, else into the outbox', async () => {
    const file = { origin: 'DEMONSTRATION' } as const;
    expect(await addressee(file, real, key)).toEqual({ suppressed: 'DEMONSTRATION' });
    expect(await addressee(file, { SMS_URL: 'https://sms.test' }, key)).toEqual({ to: TO });
    expect(await addressee(file, { ...real, demo: true }, key)).toEqual({ to: TO });
  });
});

describe('where a notice without a case goes', () => {
  const addressee = (facts: Facts, settings: Partial<Settings> = { SMTP_URL: 'smtp://gateway.test' }) => {
    const recipient = seal(KEYRING.key('message'), sealedAt(recipientPlace('n'), 'staff-1'), TO);
    const row = notice({ caseId: null, subjectId: 'staff-1', recipient, facts });
    return outbound(settings)
      .made()
      .addressee({} as EntityManager, row);
  };

  it('to the address that the key of the installation opens', async () => {
    expect(await addressee({})).toEqual({ to: TO });
    expect(await addressee({ demonstration: false })).toEqual({ to: TO });
  });

  it('of the demonstration: never through a real gateway, else into the outbox', async () => {
    expect(await addressee({ demonstration: true })).toEqual({ suppressed: 'DEMONSTRATION' });
    expect(await addressee({ demonstration: true }, {})).toEqual({ to: TO });
  });
});

/** The message of some notices, what it was made of, and the staff that were looked up. */
async function compose(notices: Notice[], staff: Record<string, string> = {}) {
  const { made, said } = outbound();
  const asked: string[][] = [];
  const findBy = async (_entity: unknown, { id }: { id: { value: string[] } }) => {
    asked.push(id.value);
    return id.value.map((one) => ({ id: one, name: staff[one] }));
  };
  const message = await made().compose({ findBy } as unknown as EntityManager, notices, TO);
  return { message, made: said[0]!, asked };
}

describe('a message of one notice', () => {
  it('is in the words of its kind, and a mail has the same Message-ID on every try', async () => {
    const facts = { commitment: 'law' };
    const { message, made } = await compose([notice({ facts })]);
    expect(message).toEqual({ id: 'n@desk.agency.test', to: TO, label: 'clock-warning', text: 'one' });
    const values = { of: 'n', facts, names: [] };
    expect(made).toEqual({ kind: 'clock-warning', channel: 'EMAIL', locale: 'en', values });
  });

  it('keeps the Message-ID of the mail in which it went out before', async () => {
    const { message } = await compose([notice({ mailId: 'first' })]);
    expect(message.id).toBe('first@desk.agency.test');
  });

  it('an SMS has its id alone, which fits into 36 characters', async () => {
    const { message, made } = await compose([notice({ channel: 'SMS', mailId: 'first' })]);
    expect([message.id, made.channel]).toEqual(['n', 'SMS']);
  });

  it('that lists several things is a list with a line for each', async () => {
    const items = [{ commitment: 'a' }, { commitment: 'b' }];
    const facts = { count: 7, items } as Facts;
    const { message, made } = await compose([notice({ kind: 'before-holiday', facts })]);
    expect(message).toMatchObject({ label: 'holiday-digest', text: 'list' });
    expect(made.lines!.map(({ kind }) => kind)).toEqual(['before-holiday', 'before-holiday']);
    expect(made.lines!.map(({ values }) => values.facts)).toEqual([
      { count: 7, named: 2, commitment: 'a' },
      { count: 7, named: 2, commitment: 'b' },
    ]);
  });
});

describe('a mail of several notices', () => {
  const listed = async (notices: Notice[]) =>
    (await compose(notices)).made.lines?.map(({ values }) => values.of);
  /** Whichever was read first. */
  const bothWays = async (notices: Notice[]) => [await listed(notices), await listed(notices.toReversed())];
  const due = (id: string, dueDate?: string, more: More = {}) =>
    notice({ id, subjectId: id, facts: { ...(dueDate && { dueDate }) }, ...more });

  it('is one list in the words of its digest, of the language and values of its first line', async () => {
    const first = due('a', '2026-10-01');
    const { message, made } = await compose([first, due('b', '2026-10-02', { kind: 'clock-overdue' })]);
    expect(message).toEqual({ id: 'a@desk.agency.test', to: TO, label: 'clock-digest', text: 'list' });
    expect(made).toMatchObject({ kind: 'clock-digest', locale: 'en', values: { of: 'a' } });
    expect(made.lines!.map(({ kind }) => kind)).toEqual(['clock-warning', 'clock-overdue']);
  });

  it('lists the nearest due first, before them what has no due date', async () => {
    const dates = ['2026-10-03', '2026-10-01', '2026-12-01', '2026-10-02'];
    const sorted = ['none', '2026-10-01', '2026-10-02', '2026-10-03', '2026-12-01'];
    const rows = [...dates.map((date) => due(date, date)), due('none')];
    expect(await bothWays(rows)).toEqual([sorted, sorted]);
  });

  it('lists promises of other cases, of other commitments and of other actors apart', async () => {
    const facts = (dueDate: string, more: Facts) => ({ facts: { dueDate, ...more } });
    const all: [string, Facts, string?][] = [
      ['case', { commitment: 'law' }, 'other'],
      ['promise', { commitment: 'law' }],
      ['second', { commitment: 'charter' }],
      ['partner', { commitment: 'law', acting: 'demo.b' }],
      ['joined', { commitment: 'lawdemo.b' }],
    ];
    const rows = all.map(([id, more, subjectId = 'c'], at) =>
      notice({ id, subjectId, ...facts(`2026-10-0${at + 1}`, more) }),
    );
    const ids = all.map(([id]) => id);
    expect(await bothWays(rows)).toEqual([ids, ids]);
  });

  it.each<[string, More, More]>([
    ['the time it was stored', { createdAt: 1 }, { createdAt: 2 }],
    [
      'that, though its rung is earlier',
      { createdAt: 1, occasion: 'k@9' },
      { createdAt: 2, occasion: 'k@5' },
    ],
    ['the moment of its rung, where stored in one millisecond', { occasion: 'k@5' }, { occasion: 'k@9' }],
    ['that, which comes after what has no moment', { occasion: '4' }, { occasion: 'k@9' }],
  ])('says of one promise only what came last: by %s', async (_what, one, last) => {
    const rows = [notice({ id: 'one', ...one }), notice({ id: 'last', ...last })];
    for (const order of [rows, rows.toReversed()]) {
      const { message, made } = await compose(order);
      expect([message.label, made.values.of]).toEqual(['clock-warning', 'last']);
    }
  });

  it('names each handler once, in one question', async () => {
    const rows = ['h1', undefined, 'h2', 'h1'].map((handler, at) =>
      due(String(at), `2026-10-0${at + 1}`, { facts: { ...(handler && { handler }) } }),
    );
    const { made, asked } = await compose(rows, { h1: 'Ann', h2: 'Bo' });
    expect(asked).toEqual([['h1', 'h2']]);
    expect(made.lines![0]!.values.names).toEqual([
      ['h1', 'Ann'],
      ['h2', 'Bo'],
    ]);
  });

  it('names the handlers of the things in a list', async () => {
    const facts = { items: [{ handler: 'h1' }, {}] } as Facts;
    const { asked } = await compose([notice({ kind: 'before-holiday', facts })]);
    expect(asked).toEqual([['h1']]);
  });

  it('looks up no one where no handler is named', async () =>
    expect((await compose([due('a'), due('b')])).asked).toEqual([]));
});

describe('what is handed to a gateway', () => {
  const accepted: HandOver = { state: 'ACCEPTED', providerId: 'p' };
  const refused: HandOver = { state: 'REFUSED', reason: 'no such number' };

  it('goes to that of its channel, whose answer is returned', async () => {
    const { made, mail, sms } = outbound({}, { mail: accepted, sms: refused });
    expect(await made().handOver(notice(), MESSAGE)).toBe(accepted);
    expect(await made().handOver(notice({ channel: 'SMS' }), MESSAGE)).toBe(refused);
    expect([made().transportOf({ channel: 'EMAIL' }), made().transportOf({ channel: 'SMS' })]).toEqual([
      mail,
      sms,
    ]);
  });

  it('may have been taken where the gateway failed in the middle', async () => {
    const { made } = outbound({}, { mail: new TypeError('text with an address') });
    expect(await made().handOver(notice(), MESSAGE)).toEqual({ state: 'UNSURE', reason: 'TypeError' });
  });
});
