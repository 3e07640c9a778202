import { UndoChase } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Idempotency } from '@app/platform';
import { Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { ApiBearerAuth, ApiTags } from '../api/described.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, TakesKey } from '../api/openapi.js';
import { numberOf } from '../case-parts/number-of.js';
import { chaseUndone } from './cases.answers.js';

/** Takes back a chase (催辦) within ten minutes. One is sent and answered by the acts `chase` and `answer-chase`. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff/cases')
export class StaffChasesApi {
  constructor(
    private readonly chases: UndoChase,
    private readonly idempotency: Idempotency,
  ) {}

  @Post(':caseNumber/chases/:id/undo')
  @HttpCode(200)
  @TakesKey()
  @Answers(chaseUndone)
  undo(
    @Staff() actor: StaffActor,
    @Param() { caseNumber: number, id }: { caseNumber: string; id: string },
    @IdempotencyKeyHeader() key?: string,
  ) {
    const caseNumber = numberOf(number);
    const once = { scope: `${actor.id} undo-chase ${caseNumber} ${id}`, key, body: {} };
    return this.idempotency.once(once, async () => {
      await this.chases.undo(actor, caseNumber, id);
      return { caseNumber, chase: id, state: 'UNDONE' };
    });
  }
}
