import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { SiteGuard } from '../site/site-guard.js';
import { BearerGuard } from './bearer.guard.js';
import { BoardStream } from './board-stream.js';
import { ProblemFilter } from './problem.filter.js';
import { PublicApi } from './public.api.js';
import { StaffBoardApi } from './staff-board.api.js';
import { StaffCalendarApi } from './staff-calendar.api.js';
import { StaffCasesApi } from './staff-cases.api.js';
import { StaffReferralsApi } from './staff-referrals.api.js';

export const apiControllers: Type[] = [
  PublicApi,
  StaffCasesApi,
  StaffReferralsApi,
  StaffBoardApi,
  StaffCalendarApi,
];
export const apiProviders: Provider[] = [
  BearerGuard,
  SiteGuard,
  BoardStream,
  { provide: APP_FILTER, useClass: ProblemFilter },
];
