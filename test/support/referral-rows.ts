import type { Referral } from '@app/referrals';

/** A referral of one case to the finance team, with values where a spec gives none. */
export const referralRow = (more: Partial<Referral> = {}): Referral => ({
  ...{ id: 'referral', caseId: 'case', organisationId: 'demo', chainId: 'chain', status: 'ACCEPTED' },
  ...{ partnerUnitId: 'demo.finance-team', partnerOrganisationId: 'demo', offeredAt: 0, acceptedAt: 0 },
  ...{ endedAt: null, suggestedPartner: null, version: 1 },
  ...more,
});
