import type { Slip } from '../slip.js';

const ROOM = 'libs/morning/src';
const MORNINGS = { caught: `${ROOM}/mornings.room-spec.ts` };
const LISTS = { caught: `${ROOM}/chase-lists.room-spec.ts` };
const of = (file: string) => ({ file: `${ROOM}/${file}` });

export const SLIPS: Slip[] = [
  {
    ...{ ...of('mornings.ts'), ...MORNINGS },
    right: `const isToday = taipeiDate(now) === day && this`,
    wrong: `const isToday = this`,
    slip: 'after a stop the morning of a day before is begun',
    harm: 'yesterday’s list, made today',
  },
  {
    ...{ ...of('mornings.ts'), ...MORNINGS },
    right: `(await this.hasBegun(organisationId, today)) ? `,
    wrong: `now >= this.mornings.at(organisationId, today) ? `,
    slip: 'after a stop that lasted past the hour the morning of today is left out',
    harm: 'no mail and no list on that day',
  },
  {
    ...{ ...of('mornings.ts'), ...MORNINGS },
    right: `live?.occurrence === next?.occurrence && live?.dueAt === next?.dueAt`,
    wrong: `live?.occurrence === next?.occurrence`,
    slip: 'another hour takes effect a day later',
    harm: 'the operator thinks that the setting does nothing',
  },
  {
    ...{ ...of('sheet-maker.ts'), ...MORNINGS },
    right: `if (!reader || taipeiDate(now) !== day || !this`,
    wrong: `if (!reader || !this`,
    slip: 'a sheet whose timer was late is sent on another day',
    harm: 'a mail about yesterday with the numbers of today',
  },
  {
    ...{ ...of('sheet-maker.ts'), ...MORNINGS },
    right: `return works && may(actorOf(reader), 'get-morning-sheet');`,
    wrong: `return works;`,
    slip: 'who is not a head any more gets the sheet of the day on which that changed',
    harm: 'numbers go to who may not see them',
  },
  {
    ...{ ...of('sheet-maker.ts'), ...MORNINGS },
    right: `wanted.every(Boolean) ? to : undefined`,
    wrong: `wanted.length > 0 ? to : undefined`,
    slip: 'the setting of a person is not asked',
    harm: 'a mail that she turned off',
  },
  {
    ...{ ...of('sheet-maker.ts'), ...MORNINGS },
    right: `if (!to || isAway(to, day)) return undefined;`,
    wrong: `if (!to) return undefined;`,
    slip: 'a deputy who is away too gets the sheet',
    harm: 'no one reads it, and it looks as if someone did',
  },
  {
    ...{ ...of('working-mornings.ts'), ...MORNINGS },
    right: `return this.catalogue.calendarOf(organisationId, unitId).isWorking(day);`,
    wrong: `return this.catalogue.calendarOf(organisationId, unitId).covers(taipeiMidnight(day));`,
    slip: 'days off have mornings too',
    harm: 'mails on Sundays',
  },
  {
    ...{ ...of('list-maker.ts'), ...LISTS },
    right: `taipeiMidnight(day) + days(1), MOST + 1`,
    wrong: `taipeiMidnight(day), MOST + 1`,
    slip: 'what is due today is not on the list',
    harm: 'the head learns of it tomorrow',
  },
  {
    ...{ ...of('list-maker.ts'), ...LISTS },
    right: `late: dueAt <= now`,
    wrong: `late: dueAt < taipeiMidnight(day)`,
    slip: 'what ended at midnight is not overdue',
    harm: 'the list is prettier than the truth',
  },
  {
    ...{ ...of('chase-lists.ts'), ...LISTS },
    right: `const unread = { unitId, day, acknowledgedAt: IsNull() };`,
    wrong: `const unread = { unitId, day };`,
    slip: 'a list is acknowledged twice',
    harm: 'the words of the first are lost',
  },
  {
    ...{ ...of('chase-lists.ts'), ...LISTS },
    right: `if (day !== this.today()) throw`,
    wrong: `if (day > this.today()) throw`,
    slip: 'a list is acknowledged days later',
    harm: 'the record says that it was read in time',
  },
  {
    ...{ ...of('chase-lists.ts'), ...LISTS },
    right: `if (what.length > 0)`,
    wrong: `if (what.length > 3)`,
    slip: 'a telephone number is stored as plain text',
    harm: 'personal data that erasing does not reach',
  },
  {
    ...{ ...of('list-readers.ts'), ...LISTS },
    right: `const inPlaceOf = absent.map(actorOf).filter`,
    wrong: `const inPlaceOf = [actor].filter`,
    slip: 'no deputy can acknowledge',
    harm: 'a list stays unread while its head is away',
  },
  {
    ...{ ...of('list-state.ts'), caught: `${ROOM}/list-state.spec.ts` },
    right: `return now < noon ?`,
    wrong: `return now <= noon ?`,
    slip: 'at noon a list is still awaited',
    harm: 'the officer does not see it in time',
  },
  {
    ...{ ...of('list-readers.ts'), ...LISTS },
    right: `return may(actor, 'read-every-chase-list')`,
    wrong: `return may(actor, 'see-organisation')`,
    slip: 'a head who is an agent, too, reads the lists of all units',
    harm: 'heads read how other heads are asked, which concerns those who oversee them',
  },
];
