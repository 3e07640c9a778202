import { CaseAccess } from '@app/cases';
import { PublicClocks } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import type { FastifyReply } from 'fastify';
import { calendarFile, sendCalendar } from '../case-parts/calendar-file.js';
import { TheSite } from '../site/pages.decorators.js';
import { PageFilter } from '../site/page.filter.js';
import { DeskGuard, SignedIn } from '../site/session.js';
import { SiteGuard } from '../site/site-guard.js';
import type { Site } from '../site/site.js';

/** The next promised date, for the calendar of staff. */
@Controller('desk/cases')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class CaseCalendarPage {
  constructor(
    private readonly access: CaseAccess,
    private readonly clocks: PublicClocks,
  ) {}

  @Get(':caseNumber/calendar')
  async download(
    @TheSite() { locale, now }: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const caseNumber = numberOf(number);
    const file = await this.access.find(actor, caseNumber, 'READER');
    const clocks = await this.clocks.of(file);
    return sendCalendar(reply, caseNumber, calendarFile({ file, clocks, locale, now }));
  }
}
