import { CalendarDays, EarlierDates } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Idempotency } from '@app/platform';
import { Body, Controller, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiTags } from '../api/described.js';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, anyBody, TakesKey } from '../api/openapi.js';
import * as answer from './calendar.answers.js';

/** Days that deviate from the office calendar, and due dates that a new calendar would make earlier. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff/calendar')
export class StaffCalendarApi {
  constructor(
    private readonly days: CalendarDays,
    private readonly dates: EarlierDates,
    private readonly idempotency: Idempotency,
  ) {}

  /** Declares a day of the actor's organisation: `{date, kind, remark, hours?, region?}`. */
  @Post('days')
  @TakesKey()
  @Answers(answer.specialDay, 201)
  @ApiBody(anyBody)
  declare(@Staff() actor: StaffActor, @Body() input: unknown, @IdempotencyKeyHeader() key?: string) {
    const once = { scope: `${actor.id} declare-day`, key, body: input };
    return this.idempotency.once(once, () => this.days.declare(actor, input));
  }

  @Get('earlier-dates')
  @Answers(answer.earlierDates)
  @Header('cache-control', 'no-store')
  async waiting(@Staff() actor: StaffActor) {
    const rows = await this.dates.list(actor);
    return rows.map(({ clockId: clock, caseNumber, commitmentId: commitment, promised, earlier }) => ({
      clock,
      caseNumber,
      commitment,
      promised,
      earlier,
    }));
  }

  @Post('earlier-dates/:clock/accept')
  @TakesKey()
  @Answers(answer.accepted)
  @HttpCode(200)
  accept(@Staff() actor: StaffActor, @Param('clock') clock: string, @IdempotencyKeyHeader() key?: string) {
    const once = { scope: `${actor.id} accept-date ${clock}`, key, body: {} };
    return this.idempotency.once(once, async () => {
      await this.dates.accept(actor, clock);
      return { clock };
    });
  }
}
