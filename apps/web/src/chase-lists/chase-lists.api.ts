import { acknowledging, ChaseLists } from '@app/morning';
import type { StaffActor } from '@app/people';
import { Idempotency, isoTaipei, parseInput } from '@app/platform';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { ApiBearerAuth, ApiBody, ApiQuery, ApiTags } from '../api/described.js';
import { IdempotencyKeyHeader } from '../api/headers.js';
import { Answers, bodyOf, TakesKey } from '../api/openapi.js';
import * as answer from './chase-lists.answers.js';

const asking = z.object({ on: z.iso.date('date').optional() });

interface Where {
  unit: string;
  day: string;
}

/** The lists of overdue cases of a day (稽催清單), and that of one unit, which its head acknowledges. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff/chase-lists')
export class StaffChaseListsApi {
  constructor(
    private readonly lists: ChaseLists,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @Answers(answer.chaseLists)
  @ApiQuery({ name: 'on', required: false, description: 'YYYY-MM-DD in Taipei; today where it is left out' })
  @Header('cache-control', 'no-store')
  async day(@Staff() actor: StaffActor, @Query() query: unknown) {
    const { on } = parseInput(asking, query);
    return answer.dayShape(await this.lists.ofDay(actor, on));
  }

  @Get(':unit/:day')
  @Answers(answer.chaseList)
  @Header('cache-control', 'no-store')
  async show(@Staff() actor: StaffActor, @Param() { unit, day }: Where) {
    return answer.oneShape(await this.lists.one(actor, unit, day));
  }

  /** Once, on its day, with what will be done. */
  @Post(':unit/:day/acknowledge')
  @HttpCode(200)
  @TakesKey()
  @Answers(answer.acknowledged)
  @ApiBody(bodyOf(acknowledging))
  acknowledge(
    @Staff() actor: StaffActor,
    @Param() { unit, day }: Where,
    @Body() body: unknown,
    @IdempotencyKeyHeader() key?: string,
  ) {
    const once = { scope: `${actor.id} chase-list ${unit} ${day}`, key, body };
    return this.idempotency.once(once, async () => {
      const { state, acknowledgedAt } = await this.lists.acknowledge(actor, unit, day, body);
      return { unit, day, state, acknowledgedAt: isoTaipei(acknowledgedAt) };
    });
  }
}
