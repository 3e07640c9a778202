import { History, type CaseContext } from '@app/cases';
import { askSql, derivedToken, Drafts, Keyring, sql } from '@app/platform';
import { TimerBook } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { surveyDraft } from './survey-draft.js';

/** The questionnaires of an erased case: scores and dates stay in the figures; her words and drafts go. */
@Injectable()
export class ErasedSurveys implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly timers: TimerBook,
    private readonly drafts: Drafts,
    private readonly keyring: Keyring,
  ) {}

  onModuleInit(): void {
    this.history.listen(async ({ type }, context) => {
      if (type === 'ERASED') await this.empty(context);
    });
  }

  private async empty({ manager, file }: CaseContext): Promise<void> {
    const surveys = await askSql<{ id: string }>(
      manager,
      sql`UPDATE survey SET comment = NULL, state = CASE WHEN state = 'PLANNED' THEN 'CANCELLED' ELSE state END
        WHERE "caseId" = ${file.id} RETURNING id`,
    );
    for (const { id } of surveys) {
      await this.timers.cancel(id, ['survey.goes-out']);
      await this.drafts.erase(surveyDraft(derivedToken(this.keyring, 'survey-token', id)));
    }
  }
}
