import type { DraftOf } from '@app/platform';

/** Where a questionnaire that is being filled in is kept: with its link, not with a browser. */
export const surveyDraft = (token: string): DraftOf => ({ owner: { token }, place: 'survey' });
