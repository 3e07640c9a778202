import { Attachments } from '@app/attachments';
import type { StaffActor } from '@app/people';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import type { FastifyReply } from 'fastify';
import { sendFile } from '../case-parts/files/send-file.js';
import { PageFilter } from '../site/page.filter.js';
import { DeskGuard, SignedIn } from '../site/session.js';
import { SiteGuard } from '../site/site-guard.js';

/** Downloads of staff. What is refused is explained on a page. */
@Controller('desk/cases')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class CaseAttachmentsPage {
  constructor(private readonly attachments: Attachments) {}

  @Get(':caseNumber/attachments/:id')
  async download(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, id }: { caseNumber: string; id: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const caseNumber = numberOf(number);
    return sendFile(reply, await this.attachments.open(actor, caseNumber, id));
  }
}
