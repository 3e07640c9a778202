import { Keyring, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { factsOf } from '../facts/facts-of.js';
import type { MorningSheet } from '../facts/sheet.js';
import { occasionOf } from '../kinds/occasion.js';
import { MORNING_SHEET } from '../kinds/occasions.js';
import { aboutOther } from '../rows/about.js';
import { NoticeRows } from '../rows/notice-rows.js';

/** To whom a morning sheet goes, and about whose work it is. */
export interface SheetReader {
  /** Whose sheet it is: the head or the control officer. */
  staffId: string;
  organisation: string;
  /** The unit that the sheet is about; absent: the whole organisation. */
  unit?: string;
  /** Her address, or that of the deputy who stands in for her. */
  email: string;
  /** It names cases of the demonstration: never through a real gateway. */
  demonstration: boolean;
}

/** The morning sheet as a mail. The room that makes the sheets hands each over, in the transaction of its timer. */
@Injectable()
export class MorningMail {
  constructor(
    private readonly rows: NoticeRows,
    private readonly work: UnitOfWork,
    private readonly keyring: Keyring,
  ) {}

  /** Once for each reader, address and day; a second time changes nothing. */
  async owe({ staffId, organisation, unit, email, demonstration }: SheetReader, sheet: MorningSheet) {
    const basics = { organisation, ...(unit && { unit }), ...(demonstration && { demonstration }) };
    const facts = await factsOf([MORNING_SHEET.kind], { sheet }, basics);
    await this.work.run(async (manager) => {
      const isDemonstration = demonstration;
      const about = aboutOther(
        manager,
        { kind: 'STAFF', id: staffId },
        { keyring: this.keyring, isDemonstration },
      );
      const address = { channel: 'EMAIL' as const, to: email };
      const draft = { owed: MORNING_SHEET, address, occasion: occasionOf.morning(sheet.day), facts };
      await this.rows.store(manager, await this.rows.make([draft], about));
    });
  }
}
