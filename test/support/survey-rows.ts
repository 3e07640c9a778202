import type { Survey } from '@app/satisfaction';

/** A questionnaire, with values where a spec gives none. */
export const surveyRow = (more: Pick<Survey, 'id'> & Partial<Survey>): Survey => ({
  ...{ caseId: 'case', organisationId: 'demo', tokenHash: `hash of ${more.id}`, mode: 'LINK' },
  ...{ state: 'PLANNED', plannedAt: 500, sentAt: null, expiresAt: null, answeredAt: null },
  ...{ score: null, comment: null },
  ...more,
});
