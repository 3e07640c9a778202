import { ACT_NAMES, actNamed, EVENT_TYPES, isOpen, STATUSES } from '@app/cases';
import { CAPABILITIES, ROLES } from '@app/people';
import { REFERRAL_ACTS, type ReferralAct } from '@app/referrals';
import { describe, expect, it } from '@jest/globals';
import {
  STATED_ACTS,
  STATED_CAPABILITIES,
  STATED_DOERS,
  STATED_OPEN,
  STATED_REFERRAL_ACTS,
  STATED_STATUSES,
} from '../../support/permissions.js';

const sorted = (list: readonly string[]): string[] => list.toSorted();

describe('the tables in code agree with docs/permissions.md', () => {
  it('of statuses, in their order, and which of them are open', () => {
    expect([...STATUSES]).toEqual(STATED_STATUSES);
    expect(STATUSES.filter(isOpen)).toEqual(STATED_OPEN);
  });

  it('of acts, by name', () => {
    expect(sorted(ACT_NAMES)).toEqual(sorted(Object.keys(STATED_ACTS)));
  });

  it.each(ACT_NAMES)('of %s: from which status, to which, by whom, which event', (name) => {
    const { from, to, stays = [], who, event } = actNamed(name);
    const stated = STATED_ACTS[name]!;
    expect({ from: sorted(from), to, stays, who: sorted(who), event }).toEqual({
      ...{ from: sorted(stated.from), to: stated.to === 'unchanged' ? 'SAME' : stated.to },
      ...{ stays: stated.stays, who: sorted(stated.who), event: stated.event },
    });
  });

  it('with names that exist: statuses, events, and every role in a column', () => {
    for (const { from, to, stays, event } of Object.values(STATED_ACTS)) {
      expect(STATED_STATUSES).toEqual(expect.arrayContaining([...from, ...stays]));
      expect(['unchanged', ...STATED_STATUSES]).toContain(to);
      expect(EVENT_TYPES).toContain(event);
    }
    expect(sorted(STATED_DOERS)).toEqual(sorted(['CITIZEN', 'SYSTEM', ...ROLES]));
  });

  it('of the acts of a referral', () => {
    const acts = Object.entries<ReferralAct>(REFERRAL_ACTS);
    const inCode = acts.map(([name, { from, to, side, event }]) => [
      name,
      { from: [...from], to, side, event },
    ]);
    expect(Object.fromEntries(inCode)).toEqual(STATED_REFERRAL_ACTS);
  });

  it('of what roles may do besides the acts', () => {
    const inCode = Object.entries(CAPABILITIES).map(([name, roles]) => [name, sorted(roles)]);
    const stated = Object.entries(STATED_CAPABILITIES).map(([name, roles]) => [name, sorted(roles)]);
    expect(Object.fromEntries(inCode)).toEqual(Object.fromEntries(stated));
  });
});
