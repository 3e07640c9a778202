import { CitizenSessions, parseCaseNumber, type OpenedCase } from '@app/cases';
import { notFound, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { askAgainPath } from '../case-parts/citizen-paths.js';
import { SeeOther, type PageView, type Site } from '../site/index.js';
import { citizenCaseWords } from './words.js';

/** The number in an address, as it is stored. Throws NOT_FOUND for what cannot be one. */
export function numberIn(typed: string): string {
  const number = parseCaseNumber(typed);
  if (!number) throw notFound();
  return number;
}

/** The case of an address, if this browser has opened it; else number and code are asked for, and lead back. */
@Injectable()
export class OpenedCases {
  constructor(
    private readonly sessions: CitizenSessions,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Throws NOT_FOUND for what cannot be a number, and a redirect where the case is not opened. */
  async of(token: string | undefined, typed: string, place = ''): Promise<OpenedCase> {
    const number = numberIn(typed);
    const opened = await this.sessions.find(token, number);
    if (!opened) throw new SeeOther(askAgainPath(number, place, token !== undefined));
    if (number !== typed) throw new SeeOther(`/cases/${number}${place && `/${place}`}`);
    return opened;
  }

  /** What files may come with an act depends on it, also when the session has just ended. */
  serviceOf(token: string | undefined, number: string): Promise<string | undefined> {
    return this.sessions.serviceOf(token, number);
  }

  end(opened: OpenedCase): Promise<void> {
    return this.sessions.end(opened);
  }

  /** One of her pages: for no cache and no search engine; it says before the session ends. */
  page({ locale }: Site, title: string, body: PageView['body']): PageView {
    const minutes = this.settings.CITIZEN_SESSION_MINUTES;
    const { title: warning, text } = citizenCaseWords[locale].session;
    const timeout = { minutes, title: warning, text: text(minutes) };
    return { title, body, personal: true, hidden: true, timeout };
  }
}
