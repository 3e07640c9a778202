import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { ANYONE, TrailEvent, ROLES, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { minutes, Reader, type Problem } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { EarlierDate } from '../clocks/earlier-date.entity.js';
import { CalendarDays, EarlierDates } from '../index.js';

const DAY = { date: '2026-08-20', kind: 'CLOSURE' as const, remark: '颱風停止上班' };
const DECLARE = ['CONTROL_OFFICER', 'AGENCY_HEAD'];
const AGREE = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];

describe.each(DATABASES)('who declares days, and who agrees to earlier dates, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let officer: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    officer = await story.staff('demo.head-office', ['CONTROL_OFFICER']);
  });
  afterAll(() => story.close());
  beforeEach(() => story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00')));

  const days = () => story.desk.get(CalendarDays);
  const declared = () =>
    story.desk
      .get(Catalogue)
      .specialDays()
      .filter(({ date }) => date === DAY.date)
      .map(({ organisation, region }) => [organisation, region]);
  const audited = async () => {
    const rows = await story.desk
      .get(Reader)
      .repository(TrailEvent)
      .find({ order: { seq: 'ASC' } });
    const days = rows.filter(({ type }) => type.startsWith('DAY_'));
    for (const { detail } of days) expect(detail).toHaveProperty('date', DAY.date);
    return days.map(({ type, staffId }) => [type, staffId]);
  };
  const outcome = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      (error: Problem) => error.kind,
    );
  const by = (role: (typeof ROLES)[number]): StaffActor => ({ ...officer, id: role, roles: [role] });

  it.each(ROLES)(
    '%s declares and withdraws a day where it leads or follows up, and only there',
    async (role) => {
      const said = DECLARE.includes(role) ? 'done' : 'NOT_FOUND';
      expect(await outcome(days().declare(by(role), DAY))).toBe(said);
      expect(declared()).toEqual(said === 'done' ? [['demo', undefined]] : []);
      expect(await outcome(days().withdraw(by(role), { ...DAY, organisation: 'demo' }))).toBe(said);
      expect(declared()).toEqual([]);
    },
  );

  it('no citizen declares a day', async () => {
    const citizen: Actor = { kind: 'citizen', caseId: 'x' };
    for (const actor of [ANYONE, citizen])
      expect(await outcome(days().declare(actor, DAY))).toBe('NOT_FOUND');
    expect(declared()).toEqual([]);
  });

  it('staff declare for their own organisation, whatever input they send; operators for all or for one', async () => {
    const before = (await audited()).length;
    expect((await days().declare(officer, { ...DAY, organisation: 'sme' })).organisation).toBe('demo');
    await days().declare(SYSTEM, DAY);
    await days().declare(SYSTEM, { ...DAY, region: '花蓮縣' });
    expect(declared().toSorted()).toEqual(
      [
        ['demo', undefined],
        [undefined, undefined],
        [undefined, '花蓮縣'],
      ].toSorted(),
    );
    // staff cannot withdraw a day declared for all
    await days().withdraw(officer, DAY);
    expect(await outcome(days().withdraw(officer, DAY))).toBe('NOT_FOUND');
    expect(declared()).toHaveLength(2);
    await days().withdraw(SYSTEM, DAY);
    await days().withdraw(SYSTEM, { ...DAY, region: '花蓮縣' });
    expect(declared()).toEqual([]);
    expect((await audited()).slice(before)).toEqual([
      ['DAY_DECLARED', officer.id],
      ['DAY_DECLARED', null],
      ['DAY_DECLARED', null],
      ['DAY_WITHDRAWN', officer.id],
      ['DAY_WITHDRAWN', null],
      ['DAY_WITHDRAWN', null],
    ]);
  });

  it('an invalid day is refused with its field, and nothing is stored', async () => {
    const before = await story.everything();
    const wrong = async (change: object) =>
      (await refusal(days().declare(officer, { ...DAY, ...change }))).detail.fields?.map(
        ({ field }) => field,
      );
    expect(await wrong({ date: '2026-02-30' })).toEqual(['date']);
    expect(await wrong({ date: '2035-01-01' })).toEqual(['date']);
    expect(await wrong({ kind: 'FEAST' })).toEqual(['kind']);
    expect(await wrong({ remark: '' })).toEqual(['remark']);
    expect(await wrong({ region: 'Atlantis' })).toEqual(['region']);
    expect(await wrong({ kind: 'HALF_DAY' })).toEqual(['hours']);
    expect(await story.everything()).toEqual(before);
  });

  describe('a date that would come earlier', () => {
    let clockId: string;
    /** A case of 示範輔導組 whose first step a withdrawn closure would make earlier. */
    const waiting = async () => {
      await days().declare(officer, DAY);
      await story.pass(minutes(1));
      const { file } = await story.open(agent);
      await days().withdraw(officer, DAY);
      await story.pass(minutes(1));
      const where = { caseId: file.id, commitmentId: 'house.first-step' };
      return (await story.desk.get(Reader).repository(EarlierDate).findOneByOrFail(where)).clockId;
    };
    beforeEach(async () => void (clockId = await waiting()));

    const listed = async (actor: Actor) => {
      const all = await story.desk.get(EarlierDates).list(actor);
      return all.some((one) => one.clockId === clockId);
    };
    const accept = (actor: Actor) => outcome(story.desk.get(EarlierDates).accept(actor, clockId));

    it.each(ROLES)(
      'is shown to and agreed to by %s where it leads or follows up, and only there',
      async (role) => {
        const head = { ...by(role), unitId: 'demo.guidance' };
        const may = AGREE.includes(role);
        expect(await listed(head).catch(({ kind }: Problem) => kind)).toBe(may ? true : 'NOT_FOUND');
        expect(await accept(head)).toBe(may ? 'done' : 'NOT_FOUND');
      },
    );

    it('is not for heads of other units, officers of other agencies, or citizens', async () => {
      const other = { ...by('UNIT_HEAD'), unitId: 'demo.city-services' };
      const agency = { ...officer, organisationId: 'sme', unitId: 'sme.planning' };
      const before = await story.everything();
      expect([await listed(other), await listed(agency)]).toEqual([false, false]);
      for (const actor of [other, agency, ANYONE]) expect(await accept(actor)).toBe('NOT_FOUND');
      expect(await story.everything()).toEqual(before);
    });

    it('is agreed to once, also by operators; a second time it is not found', async () => {
      expect(await listed(SYSTEM)).toBe(true);
      expect(await accept(SYSTEM)).toBe('done');
      expect([await accept(SYSTEM), await listed(SYSTEM)]).toEqual(['NOT_FOUND', false]);
    });
  });
});
