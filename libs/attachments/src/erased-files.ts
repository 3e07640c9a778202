import { History, type CaseContext } from '@app/cases';
import { askSql, Drafts, inList, sql } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Attachments } from './attachments.js';
import { Removals } from './keeping/removals.js';

/** The files of an erased case, and those that wait with an act on it that was never sent. */
@Injectable()
export class ErasedFiles implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly attachments: Attachments,
    private readonly drafts: Drafts,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.history.listen(async ({ type }, context) => {
      if (type !== 'ERASED') return;
      await this.attachments.erase(context.file.id);
      await this.unsent(context);
    });
  }

  /** Drafts of staff name the case; hers are named by the key of what she was writing. */
  private async unsent({ manager, file }: CaseContext): Promise<void> {
    const hers = await this.drafts.keysUnder(manager, `case ${file.caseNumber} `);
    const gone = await askSql<{ blob: string }>(
      manager,
      sql`DELETE FROM attachment WHERE draft LIKE ${`${file.id} %`}
        OR ${hers.length > 0 ? inList('draft', hers) : sql`FALSE`} RETURNING blob`,
    );
    this.removals.afterCommit(gone.map(({ blob }) => blob));
  }
}
