import { staffWho, type Actor } from '@app/people';
import { insertRows, Reader, sql, TimeSource, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { MorningSetting } from './chase-list.entity.js';

/** Whether a person wants the morning sheet by mail: yes, until she says no. */
@Injectable()
export class SheetSettings {
  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /** Her own setting. Throws NOT_FOUND for who gets no sheet. */
  async own(actor: Actor): Promise<boolean> {
    return this.wants(staffWho(actor, 'get-morning-sheet').id);
  }

  /** For the maker of the sheets, which has chosen whom to ask about. */
  async wants(staffId: string): Promise<boolean> {
    const [row] = await this.reader.find(MorningSetting, sql`WHERE "staffId" = ${staffId}`);
    return row?.wanted ?? true;
  }

  /** Throws NOT_FOUND for who gets no sheet. */
  async set(actor: Actor, wanted: boolean): Promise<void> {
    const { id: staffId } = staffWho(actor, 'get-morning-sheet');
    await this.work.run(async (manager) => {
      const changedAt = this.time.now();
      await insertRows(manager, MorningSetting, [{ staffId, wanted, changedAt }], { ifAbsent: true });
      await manager.update(MorningSetting, { staffId }, { wanted, changedAt });
    });
  }
}
