import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseFile, CaseReader, STATUSES, type CaseStatus } from '@app/cases';
import { SYSTEM, type Actor, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Referral, Referrals } from './index.js';

jest.setTimeout(60_000);

const TEAM = 'demo.finance-team';
const WHY = { reason: '請協處' };
/** Written by hand, from docs/case-life.md. */
const FROM: readonly CaseStatus[] = ['ACCEPTED', 'IN_PROGRESS'];

describe.each(DATABASES)('offering a case to a partner, on %s', (_name, postgres) => {
  let story: Story;
  let may: Record<string, StaffActor>;
  let mayNot: Record<string, Actor>;
  let team: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const staff = (unit: string, ...roles: Parameters<Story['staff']>[1]) => story.staff(unit, roles);
    may = {
      handler: await staff('demo.guidance', 'CASE_HANDLER'),
      agent: await staff('demo.service-desk', 'FRONTLINE_AGENT'),
      clerk: await staff('demo.registry', 'REGISTRY_CLERK'),
    };
    mayNot = {
      head: await staff('demo.guidance', 'UNIT_HEAD'),
      control: await staff('demo.guidance', 'CONTROL_OFFICER'),
      chief: await staff('demo.guidance', 'AGENCY_HEAD'),
      auditor: await staff('demo.guidance', 'AUDITOR'),
      admin: await staff('demo.guidance', 'ADMIN'),
      handlerOfAnotherUnit: await staff('demo.registry', 'CASE_HANDLER'),
      agentOfAnotherOrganisation: await staff('sme.planning', 'FRONTLINE_AGENT', 'CASE_HANDLER'),
      system: SYSTEM,
    };
    team = await staff(TEAM, 'PARTNER');
    mayNot['team'] = team;
  }, 60_000);
  afterAll(() => story.close());

  const open = async () => (await story.open(may['agent']!)).file;
  const offer = (actor: Actor, file: CaseFile, input: object = {}, ifMatch?: number) =>
    story.desk.get(Referrals).offer({
      ...{ actor, caseNumber: file.caseNumber, input: { partner: TEAM, ...WHY, ...input } },
      ...(ifMatch !== undefined && { ifMatch }),
    });

  it('is allowed to handlers, agents and the registry only; a refusal changes nothing', async () => {
    const file = await open();
    const before = await story.everything();
    for (const actor of [...Object.values(mayNot), { kind: 'citizen', caseId: file.id } as const])
      expect(await refusal(offer(actor, file))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
    for (const [who, actor] of Object.entries(may)) {
      const own = await open();
      const { id } = await offer(actor, own);
      const event = (await story.desk.get(CaseReader).events(own.id)).at(-1)!;
      expect([who, event]).toMatchObject([
        who,
        {
          ...{ type: 'REFERRED', actorId: actor.id, text: WHY.reason },
          facts: { referralId: id, chainId: id, partner: TEAM },
        },
      ]);
    }
  });

  const become = (file: CaseFile, status: CaseStatus) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, { status }));

  it.each(FROM)('is possible in status %s, and does not change it', async (status) => {
    const file = await open();
    await become(file, status);
    await offer(may['handler']!, file);
    expect(await story.desk.get(Reader).repository(CaseFile).findOneBy({ id: file.id })).toMatchObject({
      ...{ status, unitId: file.unitId, handlerId: file.handlerId, historySeq: file.historySeq + 1 },
    });
  });

  it.each(STATUSES.filter((status) => !FROM.includes(status)))('is refused in status %s', async (status) => {
    const file = await open();
    await become(file, status);
    const before = await story.everything();
    const problem = await refusal(offer(may['handler']!, file));
    expect([problem.kind, problem.code]).toEqual(['NOT_ALLOWED', 'act-not-allowed']);
    expect(await story.everything()).toEqual(before);
  });

  it('is refused for an unknown partner or a missing reason, with the field, and changes nothing', async () => {
    const file = await open();
    const before = await story.everything();
    const fieldOf = async (input: object) => (await refusal(offer(may['agent']!, file, input))).detail.fields;
    expect(await fieldOf({ partner: 'demo.no-such-team' })).toEqual([
      { field: 'partner', code: 'unknown-partner' },
    ]);
    for (const input of [{ partner: '' }, { partner: undefined }, { partner: 'x'.repeat(101) }])
      expect(await fieldOf(input)).toMatchObject([{ field: 'partner' }]);
    for (const reason of ['', '  ', undefined, '字'.repeat(1_001)])
      expect(await fieldOf({ reason })).toMatchObject([{ field: 'reason' }]);
    expect(await story.everything()).toEqual(before);
    expect(await offer(may['agent']!, file, { reason: '字'.repeat(1_000) })).toMatchObject({ version: 1 });
  });

  it('is refused to a team with an open referral of the case', async () => {
    const file = await open();
    const again = async () => (await refusal(offer(may['agent']!, file))).detail.fields;
    const refused = [{ field: 'partner', code: 'already-referred' }];
    const first = await offer(may['agent']!, file);
    expect(await again()).toEqual(refused);
    await story.referralAct(team, first.id, 'accept');
    const before = await story.everything();
    expect(await again()).toEqual(refused);
    expect(await story.everything()).toEqual(before);
    await offer(may['agent']!, file, { partner: 'demo.north-team' });
    await story.referralAct(team, first.id, 'return', WHY);
    for (const end of ['recall', 'reply'] as const) {
      const { id } = await offer(may['agent']!, file);
      if (end === 'reply') await story.referralAct(team, id, 'accept');
      await story.referralAct(end === 'reply' ? team : may['agent']!, id, end, { ...WHY, text: '結果' });
    }
    expect(await offer(may['agent']!, file)).toMatchObject({ status: 'OFFERED' });
  });

  it('is possible for another case of the same person', async () => {
    await offer(may['agent']!, await open());
    expect(await offer(may['agent']!, await open())).toMatchObject({ status: 'OFFERED' });
  });

  it('is refused with an outdated version of the case, and changes nothing', async () => {
    const file = await open();
    await story.act(may['handler']!, file, 'note', { text: '備註' });
    const before = await story.everything();
    expect(await refusal(offer(may['agent']!, file, {}, file.historySeq))).toMatchObject({ kind: 'STALE' });
    expect(await refusal(offer(may['agent']!, file, {}, file.historySeq + 2))).toMatchObject({
      kind: 'STALE',
    });
    expect(await story.everything()).toEqual(before);
    await offer(may['agent']!, file, {}, file.historySeq + 1);
  });

  it('succeeds once when a hundred offer to the same team at once', async () => {
    const file = await open();
    const all = Array.from({ length: 100 }, () => offer(may['agent']!, file));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
    const codes = refused.map(({ detail }) => detail.fields[0].code);
    expect(new Set(codes)).toEqual(new Set(['already-referred']));
    expect(await story.desk.get(Reader).repository(Referral).countBy({ caseId: file.id })).toBe(1);
    expect((await story.events(file)).filter((type) => type === 'REFERRED')).toHaveLength(1);
  });
});
