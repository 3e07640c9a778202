import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseActs, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Staff, type Role, type StaffActor } from '@app/people';
import { days, Drafts, minutes, Reader } from '@app/platform';
import { Referrals, type ReferralActName } from '@app/referrals';
import { Browse } from '../../../../test/support/browse.js';
import { DATABASES, PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const OWNER = 'demo.guidance';
const TEAM = 'demo.finance-team';
const TEXT = '寫了很久的說明';

describe.each(DATABASES)('what is typed about a referral, on %s', (_name, postgres) => {
  let web: TestWeb;
  let handler: Browse;
  let partner: Browse;
  const actors = new Map<string, StaffActor>();
  let file: CaseFile;
  let id: string;
  let keys = 0;

  const actorOf = async (login: string, roles: Role[], unitId: string): Promise<void> => {
    await signedIn(web, unitId, roles, login);
    const row = await web.get(Reader).repository(Staff).findOneByOrFail({ login });
    actors.set(login, { kind: 'staff', id: row.id, name: login, organisationId: 'demo', unitId, roles });
  };
  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { IDLE_LOGOUT_MINUTES: '30' } });
    await actorOf('handler', ['CASE_HANDLER', 'FRONTLINE_AGENT', 'UNIT_HEAD'], OWNER);
    await actorOf('colleague', ['CASE_HANDLER', 'FRONTLINE_AGENT', 'UNIT_HEAD'], OWNER);
    await actorOf('partner', ['PARTNER'], TEAM);
    await actorOf('mate', ['PARTNER'], TEAM);
    await actorOf('control', ['CONTROL_OFFICER'], 'demo.planning');
  }, 60_000);
  afterAll(() => web.close());

  const act = (login: string, name: ReferralActName, input: object = {}) =>
    web.get(Referrals).perform({ actor: actors.get(login)!, referralId: id, act: name, input });
  beforeEach(async () => {
    handler = await Browse.signedIn(web, 'handler', PASSWORD);
    partner = await Browse.signedIn(web, 'partner', PASSWORD);
    const actor = actors.get('handler')!;
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈', description: '內容' };
    const taken = { ...matter, contact: { name: '王小明' }, channel: 'PHONE' };
    ({ file } = await web.get(Intake).logCase(actor, { ...taken, noticeVersion: PRIVACY_NOTICE_VERSION }));
    const { caseNumber } = file;
    const offer = { actor, caseNumber, input: { partner: TEAM, reason: '請協助' } };
    ({ id } = await web.get(Referrals).offer(offer));
  });

  const SIDES = {
    owner: {
      of: () => handler,
      page: () => `/desk/cases/${file.caseNumber}`,
      form: (name: string) => `/desk/cases/${file.caseNumber}/referrals/${id}/${name}`,
    },
    team: {
      of: () => partner,
      page: () => `/desk/referrals/${id}`,
      form: (name: string) => `/desk/referrals/${id}/${name}`,
    },
  };
  const UNANSWERED = { how: 'PHONE', outcome: 'UNANSWERED', text: '無人接聽' };
  /** What must have happened before a form is offered. */
  const BEFORE = {
    OFFERED: async () => {},
    ACCEPTED: async () => void (await act('partner', 'accept')),
    ASKED: async () => {
      await act('partner', 'accept');
      await act('partner', 'ask-time', { length: '2wd', reason: '資料不足' });
    },
    UNREACHED: async () => {
      await act('partner', 'accept');
      for (let n = 0; n < 3; n++) await act('partner', 'attempt', UNANSWERED);
    },
    CHASED: async () => {
      const input = { whom: TEAM, days: '3', text: '請說明' };
      const of = { actor: actors.get('control')!, caseNumber: file.caseNumber };
      await web.get(CaseActs).perform({ ...of, act: 'chase', input });
    },
  };
  /** Each form with text: its side, its field, what goes before, and what else it needs to be taken. */
  const FORMS: [keyof typeof SIDES, string, string, keyof typeof BEFORE, Record<string, string>?][] = [
    ['owner', 'recall', 'reason', 'OFFERED'],
    ['owner', 'grant-time', 'text', 'ASKED'],
    ['owner', 'refuse-time', 'reason', 'ASKED'],
    ['owner', 'continue', 'text', 'UNREACHED'],
    ['team', 'return', 'reason', 'OFFERED'],
    ['team', 'attempt', 'text', 'ACCEPTED', { how: 'PHONE', outcome: 'REACHED' }],
    ['team', 'report', 'text', 'ACCEPTED'],
    ['team', 'ask-time', 'reason', 'ACCEPTED', { length: '2wd' }],
    ['team', 'reply', 'text', 'ACCEPTED'],
    ['team', 'answer-chase', 'text', 'CHASED'],
  ];
  /** Of the same side, who did not write it. */
  const MATES = { owner: 'colleague', team: 'mate' } as const;
  const typed = (field: string, more: Record<string, string> = {}) => ({
    ...{ [field]: TEXT, key: `key-${++keys}`, turn: '1', ...more },
  });

  it.each(FORMS)(
    '%s, %s: is kept while typing, shown to its writer alone, and discarded',
    async (side, name, field, before) => {
      await BEFORE[before]();
      const { of, page, form } = SIDES[side];
      expect((await of().post(`${form(name)}/keep`, typed(field))).status).toBe(204);
      expect((await of().get(page())).text).toMatch(
        /<details class="act" open[^]*草稿，儲存於[^]*寫了很久的說明/,
      );
      const others = side === 'owner' ? SIDES.team : SIDES.owner;
      expect((await others.of().get(others.page())).text).not.toContain(TEXT);
      const mate = await Browse.signedIn(web, MATES[side], PASSWORD);
      expect((await mate.get(page())).text).not.toContain(TEXT);
      expect((await mate.post(`${form(name)}/discard`, typed(field))).status).toBe(303);
      expect((await of().get(page())).text).toContain(TEXT);
      expect((await of().post(`${form(name)}/discard`, typed(field))).location).toBe(page());
      expect((await of().get(page())).text).not.toContain(TEXT);
    },
  );

  it.each(FORMS)(
    '%s, %s: is there after signing in when the session had ended',
    async (side, name, field, before) => {
      await BEFORE[before]();
      const { of, page, form } = SIDES[side];
      web.time.forward(minutes(31));
      const { turn: _turn, ...sent } = typed(field);
      expect((await of().post(form(name), sent)).location).toBe(
        `/desk/sign-in?next=${encodeURIComponent(page())}`,
      );
      const again = await Browse.signedIn(web, side === 'owner' ? 'handler' : 'partner', PASSWORD);
      expect((await again.get(page())).text).toContain(TEXT);
    },
  );

  it.each<[keyof typeof SIDES, string, Record<string, string>, number]>([
    ['owner', 'recall', { reason: '字'.repeat(1_001) }, 422],
    ['owner', 'recall', { reason: TEXT, lang: 'en' }, 200],
    ['owner', 'continue', { text: TEXT }, 409],
    ['team', 'return', { reason: TEXT, suggestedPartner: 'nowhere' }, 422],
    ['team', 'return', { reason: TEXT, lang: 'en' }, 200],
    ['team', 'reply', { text: TEXT }, 409],
    ['team', 'answer-chase', { text: TEXT }, 409],
    ['team', 'answer-chase', { text: TEXT, lang: 'en' }, 200],
  ])('%s, %s: stays when it is not taken', async (side, name, fields, status) => {
    const { of, page, form } = SIDES[side];
    expect((await of().post(form(name), { key: `key-${++keys}`, ...fields })).status).toBe(status);
    expect((await of().get(page())).text).toContain(fields['reason'] ?? fields['text']);
  });

  it.each(FORMS)(
    '%s, %s: is gone when it is done, once, and a late save does not bring it back',
    async (side, name, field, before, more = {}) => {
      await BEFORE[before]();
      const { of, page, form } = SIDES[side];
      const sent = typed(field, more);
      await of().post(`${form(name)}/keep`, sent);
      const events = () =>
        web.get(Reader).rows('SELECT seq FROM history_event WHERE "caseId" = $1', [file.id]);
      const known = (await events()).length;
      for (let n = 0; n < 2; n++) expect((await of().post(form(name), sent)).status).toBe(303);
      expect(await events()).toHaveLength(known + 1);
      await of().post(`${form(name)}/keep`, { ...sent, [field]: '遲到的', turn: '2' });
      const { text } = await of().get(page());
      expect(text).not.toContain('遲到的');
      expect(text).not.toContain('草稿，儲存於');
    },
  );

  it.each(Object.keys(SIDES) as (keyof typeof SIDES)[])(
    'of the %s is not kept by a press on discard when the session had ended',
    async (side) => {
      const { of, page, form } = SIDES[side];
      const name = side === 'owner' ? 'recall' : 'return';
      web.time.forward(minutes(31));
      expect((await of().post(`${form(name)}/discard`, typed('reason'))).status).toBe(303);
      const again = await Browse.signedIn(web, side === 'owner' ? 'handler' : 'partner', PASSWORD);
      expect((await again.get(page())).text).not.toContain(TEXT);
    },
  );

  it('is gone after the days that were set', async () => {
    await BEFORE.CHASED();
    const team = SIDES.team.form('answer-chase');
    await handler.post(`${SIDES.owner.form('recall')}/keep`, typed('reason'));
    await partner.post(`${team}/keep`, typed('text'));
    const seen = async () => {
      const again = [
        await Browse.signedIn(web, 'handler', PASSWORD),
        await Browse.signedIn(web, 'partner', PASSWORD),
      ];
      const texts = [await again[0]!.get(SIDES.owner.page()), await again[1]!.get(SIDES.team.page())];
      return texts.map(({ text }) => text.includes(TEXT));
    };
    web.time.forward(days(7) - 1);
    expect(await seen()).toEqual([true, true]);
    web.time.forward(1);
    expect(await seen()).toEqual([false, false]);
  });

  it('can still be read when the other side acted first', async () => {
    await handler.post(`${SIDES.owner.form('recall')}/keep`, typed('reason'));
    await act('partner', 'return', { reason: '不屬本單位' });
    expect((await handler.get(SIDES.owner.page())).text).toMatch(/「收回」的草稿[^]*寫了很久的說明/);
  });

  it('of the team can still be read when the owner recalled it', async () => {
    await act('partner', 'accept');
    await partner.post(`${SIDES.team.form('reply')}/keep`, typed('text'));
    await act('handler', 'recall', { reason: '改由本單位辦理' });
    expect((await partner.get(SIDES.team.page())).text).toMatch(/」的草稿[^]*寫了很久的說明/);
  });

  it('is erased with the case, on both sides', async () => {
    await handler.post(`${SIDES.owner.form('recall')}/keep`, typed('reason'));
    await partner.post(`${SIDES.team.form('return')}/keep`, typed('reason'));
    await web.get(Drafts).eraseUnder(`case ${file.caseNumber} `);
    expect(
      await web
        .get(Reader)
        .rows('SELECT owner FROM draft WHERE body IS NOT NULL AND place LIKE $1', [`%${id}%`]),
    ).toEqual([]);
  });

  it('is not kept for strangers, nor for an act that there is not', async () => {
    const stranger = await signedIn(web, 'demo.registry', ['CASE_HANDLER'], `stranger-${keys}`);
    const asked = [
      [stranger, `${SIDES.owner.form('recall')}/keep`],
      [stranger, `${SIDES.team.form('return')}/keep`],
      [stranger, `${SIDES.team.form('return')}/discard`],
      [handler, `${SIDES.owner.form('invent')}/keep`],
      [partner, `${SIDES.team.form('invent')}/keep`],
      [partner, `/desk/referrals/01900000-0000-7000-8000-000000000000/return/keep`],
    ] as const;
    for (const [by, at] of asked) expect((await by.post(at, typed('reason'))).status).toBe(404);
  });
});
