import { UndoChase } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Param } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import { SeeOther } from '../site/outcome.js';
import { DeskPages, Submit } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import { CHASE_UNDONE } from './case-view-props.js';

/** Takes back a chase that was just sent. */
@DeskPages('desk/cases')
export class CaseChasesPage {
  constructor(private readonly chases: UndoChase) {}

  @Submit(':caseNumber/chases/:id/undo')
  async undo(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: typed, id }: { caseNumber: string; id: string },
  ): Promise<SeeOther> {
    const caseNumber = numberOf(typed);
    await this.chases.undo(actor, caseNumber, id);
    return new SeeOther(`/desk/cases/${caseNumber}?done=${CHASE_UNDONE}`);
  }
}
