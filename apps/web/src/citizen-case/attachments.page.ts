import { ProgressLookup } from '@app/lookups';
import { Problem } from '@app/platform';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendFile } from '../case-parts/files/send-file.js';
import { CitizenToken, TheSite, type Site } from '../site/index.js';
import { PageFilter } from '../site/page.filter.js';
import { SiteGuard } from '../site/site-guard.js';
import { OpenedCases } from './opened-case.js';

/** Downloads of the citizen, in the browser that opened her case. */
@Controller('cases')
@UseGuards(SiteGuard)
@UseFilters(PageFilter)
export class CitizenAttachmentsPage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly progress: ProgressLookup,
  ) {}

  @Get(':caseNumber/attachments/:id')
  async download(
    @Param() { caseNumber, id }: { caseNumber: string; id: string },
    @Res({ passthrough: true }) reply: FastifyReply,
    @TheSite() { kiosk }: Site,
    @CitizenToken() token?: string,
  ) {
    if (kiosk) throw new Problem('NOT_ALLOWED', 'not-on-shared-screen');
    const { file, actor } = await this.opened.of(token, caseNumber);
    return sendFile(reply, await this.progress.openFile(actor, file.caseNumber, id));
  }
}
