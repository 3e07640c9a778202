import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { Approvers, CaseFile } from '../index.js';

describe.each(DATABASES)('who may approve, on %s', (_name, postgres) => {
  let story: Story;
  const people: Record<string, StaffActor> = {};

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const made = async (login: string, unit: string, ...roles: StaffActor['roles'][number][]) =>
      (people[login] = await story.staff(unit, roles, login));
    await made('z-chief', 'demo.guidance', 'AGENCY_HEAD');
    await made('above', 'demo.head-office', 'UNIT_HEAD');
    await made('b-head', 'demo.guidance', 'UNIT_HEAD');
    await made('a-head', 'demo.guidance', 'UNIT_HEAD');
    await made('elsewhere', 'demo.registry', 'UNIT_HEAD');
    await made('foreign', 'sme.planning', 'AGENCY_HEAD');
    await made('handler', 'demo.guidance', 'CASE_HANDLER');
    await made('a-control', 'demo.registry', 'CONTROL_OFFICER');
  });
  afterAll(() => story.close());

  const approvers = () => story.desk.get(Approvers);
  const manager = () => story.desk.get(Reader).repository(CaseFile).manager;
  const choices = async (login: string) =>
    (await approvers().choices(manager(), people[login]!)).map((one) => one.login);
  const chosen = (login: string, name: string) =>
    approvers().chosen(manager(), people[login]!, name, 'approver');
  const why = async (login: string, name: string) =>
    (await refusal(chosen(login, name))).detail.fields!.map(({ field, code }) => `${field} ${code}`);

  it('are the heads of the unit and those above it, the nearest first and by login, then those of the agency', async () => {
    expect(await choices('handler')).toEqual(['a-head', 'b-head', 'above', 'a-control', 'z-chief']);
  });

  it('are for a head those above her, never herself', async () => {
    expect(await choices('a-head')).toEqual(['above', 'a-control', 'z-chief']);
    expect(await choices('z-chief')).toEqual(['a-head', 'b-head', 'above', 'a-control']);
  });

  it('are chosen by login or id; others are refused with the reason', async () => {
    expect(await chosen('handler', 'B-Head')).toBe(people['b-head']!.id);
    expect(await chosen('handler', people['b-head']!.id)).toBe(people['b-head']!.id);
    expect(await why('handler', 'nobody')).toEqual(['approver unknown-staff']);
    expect(await why('handler', 'foreign')).toEqual(['approver unknown-staff']);
    expect(await why('handler', 'handler')).toEqual(['approver own-approver']);
    expect(await why('handler', 'elsewhere')).toEqual(['approver no-approver']);
    expect(await why('a-head', 'b-head')).toEqual(['approver no-approver']);
  });

  it('decide by themselves or for a head who is away, not what they asked, nor for another agency', async () => {
    const asked = approvers().askedBy(people['handler']!);
    const absent = await approvers().choices(manager(), people['handler']!);
    const standing = (login: string, away = absent) => approvers().standing(people[login]!, asked, away);
    expect(standing('a-head', [])).toEqual({});
    expect(standing('elsewhere', [])).toBeUndefined();
    expect(standing('elsewhere')).toEqual({ insteadOf: people['a-head']!.id });
    expect([standing('handler'), standing('foreign', [])]).toEqual([undefined, undefined]);
    const own = approvers().askedBy(people['a-head']!);
    expect([own.level, asked.level]).toEqual(['ABOVE', 'UNIT']);
    expect(approvers().standing(people['b-head']!, own, [])).toBeUndefined();
  });
});
