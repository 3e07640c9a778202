import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from './case-file.entity.js';
import type { EventType } from './events.js';
import { HistoryEvent } from './history-event.entity.js';
import { openPartners, openReferrals } from './open-referrals.js';

describe('the referrals of a case that have not ended', () => {
  let tables: Tables;
  let seq = 0;
  const happened = (type: EventType, referralId: string, partner?: string, caseId = 'case') =>
    tables.put(HistoryEvent, eventRow({ caseId, seq: ++seq, type, facts: { referralId, partner } }));

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await happened('REFERRED', id, `team of ${id}`);
    await happened('REFERRAL_ACCEPTED', 'a');
    for (const [type, id] of [
      ['REFERRAL_RETURNED', 'b'],
      ['REFERRAL_RECALLED', 'c'],
      ['REFERRAL_REPLIED', 'd'],
    ] as const)
      await happened(type, id);
    await happened('REFERRED', 'x', 'team of x', 'other');
  });
  afterAll(() => tables.close());

  it('are those offered and not returned, recalled or replied to', async () => {
    expect(await openReferrals(tables.manager, 'case')).toEqual(['a', 'e']);
    expect(await openReferrals(tables.manager, 'none')).toEqual([]);
  });

  it('are with these units', async () => {
    expect(await openPartners(tables.manager, 'case')).toEqual(['team of a', 'team of e']);
    expect(await openPartners(tables.manager, 'other')).toEqual(['team of x']);
  });
});
