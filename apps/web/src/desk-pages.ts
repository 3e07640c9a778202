import type { Type } from '@nestjs/common';
import { CallPages } from './agent/call.pages.js';
import { CasePages } from './agent/case.pages.js';
import { PasswordPages } from './agent/password.pages.js';
import { SignInPages } from './agent/sign-in.pages.js';
import { WorkPages } from './agent/work.pages.js';
import { InboxPages } from './partner/inbox.pages.js';
import { CalendarPages } from './supervisor/calendar.pages.js';
import { BoardPages, BoardStreamPages } from './supervisor/board.pages.js';

/** The staff's pages: agent, partner, supervisor. */
export const deskPageControllers: Type[] = [
  SignInPages,
  PasswordPages,
  CallPages,
  CasePages,
  WorkPages,
  InboxPages,
  BoardPages,
  BoardStreamPages,
  CalendarPages,
];
