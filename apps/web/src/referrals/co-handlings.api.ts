import { CoHandlingInbox } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { isoTaipei } from '@app/platform';
import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { iso } from '../api/answers.js';
import { BearerGuard, Staff } from '../api/bearer.guard.js';
import { ApiBearerAuth, ApiTags } from '../api/described.js';
import { Answers } from '../api/openapi.js';
import * as answer from './referrals.answers.js';

/** Cases of other units on which the opinion of the own unit is awaited. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff')
export class CoHandlingsApi {
  constructor(private readonly inbox: CoHandlingInbox) {}

  @Get('co-handlings')
  @Answers(answer.coHandlings)
  @Header('cache-control', 'no-store')
  async list(@Staff() actor: StaffActor) {
    const rows = await this.inbox.list(actor);
    return rows.map(({ caseNumber, serviceId, subject, ownerUnitId, unitId, askedAt, due }) => ({
      ...{ caseNumber, service: serviceId, subject, owner: ownerUnitId, unit: unitId },
      ...{ askedAt: isoTaipei(askedAt), dueAt: iso(due?.dueAt), left: due?.left ?? null },
    }));
  }
}
