import type { CaseFile } from '@app/cases';
import { derivedToken, Keyring, Reader } from '@app/platform';
import type { Story } from './story.js';
import { Survey, Surveys } from '@app/satisfaction';

export const MAILBOX = 'demo.head-mailbox';
export const CALL = 'demo.finance-diagnosis';

/** The questionnaires of a case, oldest first. */
export const surveysOf = (story: Story, { id }: Pick<CaseFile, 'id'>): Promise<Survey[]> =>
  story.desk
    .get(Reader)
    .repository(Survey)
    .find({ where: { caseId: id }, order: { plannedAt: 'ASC', id: 'ASC' } });

export const statesOf = async (story: Story, file: Pick<CaseFile, 'id'>): Promise<string[]> =>
  (await surveysOf(story, file)).map(({ state }) => state);

/** The token of the link that the citizen gets. */
export const tokenOf = (story: Story, { id }: Pick<Survey, 'id'>): string =>
  derivedToken(story.desk.get(Keyring), 'survey-token', id);

export const rate = (story: Story, survey: Pick<Survey, 'id'>, score: unknown, comment?: unknown) =>
  story.desk
    .get(Surveys)
    .answer(tokenOf(story, survey), { score, ...(comment !== undefined && { comment }) });
