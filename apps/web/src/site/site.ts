import type { Locale } from '@app/platform';
import type { StaffActor } from '@app/people';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Bar } from './desk-bar.js';
import type { Kiosk } from './kiosk.js';

export interface DraftCookie {
  /** The token that the browser sent. */
  token: string | undefined;
  /** The same, or a new one; calling this sets the cookie for the time that a draft is kept. */
  keep(): string;
}

/** What every page knows of its request. */
export interface Site {
  locale: Locale;
  /** Path without query. */
  path: string;
  /** Query without `lang`. */
  query: URLSearchParams;
  /** Client address, for limits. */
  address: string;
  /** Epoch milliseconds of the request. */
  now: number;
  /** Token for the hidden field of every POST form; calling this sets the cookie. */
  csrfToken(): string;
  /** The browser's drafts; every request has it. */
  drafts?: DraftCookie;
  /** On desk pages: who is signed in. */
  staff?: StaffActor;
  /** On desk pages: the places of the top bar. */
  bar?: Bar | undefined;
  /** Minutes after which an idle session ends. */
  idleMinutes?: number;
  demo: boolean;
  /** The browser is a counter's shared screen. */
  kiosk?: Kiosk | undefined;
  /** Labels of the fields that are in error, by id of the field: for the summary above them. */
  labels?: Map<string, string>;
  /** Telephone lines of the agencies, for pages that went wrong. */
  lines?: readonly Line[];
}

interface Line {
  number: string;
  name: Record<Locale, string>;
}

const NOWHERE: Site = {
  locale: 'zh-TW',
  path: '/',
  query: new URLSearchParams(),
  address: '',
  now: 0,
  csrfToken: () => '',
  demo: false,
};

export const SiteContext = createContext<Site>(NOWHERE);

/** The request's language and tokens, inside a component. */
export const useSite = (): Site => useContext(SiteContext);
