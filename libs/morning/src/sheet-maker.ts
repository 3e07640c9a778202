import { Catalogue } from '@app/catalogue';
import { BoardSheets } from '@app/lookups';
import { MorningMail } from '@app/notices';
import { activeStaff, actorOf, colleaguesOf, deputyOn, isAway, may, type Staff } from '@app/people';
import { taipeiDate, UnitOfWork } from '@app/platform';
import { TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SheetSettings } from './sheet-settings.js';
import { namesDemonstration, sheetParts } from './sheet-parts.js';
import { WorkingMornings } from './working-mornings.js';

export const SHEET_TIMER = 'morning.sheet';

/** Makes the morning sheet of one head or control officer and hands it over as a mail: one a person and day. */
@Injectable()
export class SheetMaker implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly sheets: BoardSheets,
    private readonly settings: SheetSettings,
    private readonly mail: MorningMail,
    private readonly mornings: WorkingMornings,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.runner.handle(SHEET_TIMER, (timer, now) => this.make(timer, now));
  }

  /** The ids of the heads and control officers of an organisation; who of them wants a mail is asked when it is made. */
  async readers(manager: EntityManager, organisationId: string): Promise<string[]> {
    const staff = await colleaguesOf(manager, organisationId);
    return staff.filter((one) => may(actorOf(one), 'get-morning-sheet')).map(({ id }) => id);
  }

  private make({ subjectId, occurrence: day }: Timer, now: number): Promise<void> {
    return this.work.run(async (manager) => {
      const reader = await activeStaff(manager, subjectId, {});
      if (!reader || taipeiDate(now) !== day || !this.gets(reader, day)) return;
      const to = await this.recipient(manager, reader, day);
      if (!to?.email) return;
      const actor = actorOf(reader);
      const sheet = await this.sheets.show(actor);
      const { organisationId: organisation, unitId } = reader;
      const demonstration =
        namesDemonstration(sheet) || this.catalogue.organisation(organisation)?.demonstration === true;
      const parts = sheetParts(sheet, this.catalogue);
      const isOfAll = may(actor, 'see-organisation');
      await this.mail.owe(
        {
          staffId: reader.id,
          organisation,
          email: to.email,
          demonstration,
          ...(!isOfAll && { unit: unitId }),
        },
        { day, parts, opens: may(actorOf(to), 'see-board') },
      );
    });
  }

  /** She is still a head or a control officer, and her unit works on that day. */
  private gets(reader: Staff, day: string): boolean {
    const works = this.mornings.works(reader.organisationId, reader.unitId, day);
    return works && may(actorOf(reader), 'get-morning-sheet');
  }

  /** The person, or her deputy who is there while she is away; only who wants the mail. */
  private async recipient(manager: EntityManager, reader: Staff, day: string): Promise<Staff | undefined> {
    const deputyId = isAway(reader, day) ? deputyOn(reader, day) : reader.id;
    const where = { organisationId: reader.organisationId };
    const to = deputyId === null ? null : await activeStaff(manager, deputyId, where);
    if (!to || isAway(to, day)) return undefined;
    const all = [...new Set([reader.id, to.id])];
    const wanted = await Promise.all(all.map((id) => this.settings.wants(id)));
    return wanted.every(Boolean) ? to : undefined;
  }
}
