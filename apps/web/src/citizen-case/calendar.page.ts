import { PublicClocks } from '@app/lookups';
import { Problem } from '@app/platform';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { calendarFile, sendCalendar } from '../case-parts/calendar-file.js';
import { CitizenToken, TheSite, type Site } from '../site/index.js';
import { PageFilter } from '../site/page.filter.js';
import { SiteGuard } from '../site/site-guard.js';
import { OpenedCases } from './opened-case.js';

/** The next promised date for her calendar, in the browser that opened her case. */
@Controller('cases')
@UseGuards(SiteGuard)
@UseFilters(PageFilter)
export class CitizenCalendarPage {
  constructor(
    private readonly opened: OpenedCases,
    private readonly clocks: PublicClocks,
  ) {}

  @Get(':caseNumber/calendar')
  async download(
    @TheSite() { locale, now, kiosk }: Site,
    @Param('caseNumber') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CitizenToken() token?: string,
  ) {
    if (kiosk) throw new Problem('NOT_ALLOWED', 'not-on-shared-screen');
    const { file } = await this.opened.of(token, number);
    const clocks = await this.clocks.of(file);
    return sendCalendar(reply, file.caseNumber, calendarFile({ file, clocks, locale, now }));
  }
}
