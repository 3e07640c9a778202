import type { ComponentChildren } from 'preact';

export interface Crumb {
  href: string;
  text: string;
}

/** 分類檢索: theme (主題), administration (施政), service (服務). */
export interface Classes {
  theme?: readonly string[] | undefined;
  cake?: readonly string[] | undefined;
  service?: readonly string[] | undefined;
}

export type DeskPlace =
  | 'new'
  | 'work'
  | 'approvals'
  | 'tasks'
  | 'unit'
  | 'unassigned'
  | 'inbox'
  | 'board'
  | 'find'
  | 'admin';

/** A page as a controller returns it; the interceptor renders it. */
export interface PageView {
  title: string;
  body: ComponentChildren;
  /** Default 200. */
  status?: number;
  /** Address of a page that shows the same form; by default that from which it was sent. */
  at?: string;
  /** Answers a form with a secret that is shown once: it is stored nowhere, and has no address of its own. */
  once?: true;
  /** Put 錯誤： before the title. */
  failed?: boolean;
  /** The pages between the home page and this one. */
  crumbs?: Crumb[];
  /** When its content last changed, and who keeps it; what is not known is left out. */
  changed?: number | string | undefined;
  keptBy?: string;
  /** One sentence for search engines. */
  about?: string;
  /** Codes of the three MyEGov classifications. */
  classes?: Classes | undefined;
  /** Has personal data: must not be stored by browsers or proxies. */
  personal?: boolean;
  /** Not for search engines. */
  hidden?: boolean;
  /** Id of a form that the language switch submits instead of following a link, so that nothing typed is lost. */
  languageForm?: string;
  /** That form has several submit buttons: the Enter key must not choose one. */
  noEnter?: true;
  /** The desk's frame; `null` where no entry of the top bar is the current one. */
  desk?: DeskPlace | null;
  /** As wide as the window allows (desk tables). */
  wide?: boolean;
  /** Scripts besides the common one: file names under /assets/. */
  scripts?: string[];
  retryAfterSeconds?: number;
  /** A session of a citizen that ends after these idle minutes: shown some minutes before. */
  timeout?: { minutes: number; title: string; text: string };
}

/** Cookies that an answer sets, or takes away (null). */
export interface SessionChange {
  /** Of signed-in staff. */
  session?: string | null;
  /** Of a citizen who opened a case. */
  citizen?: string | null;
  /** Of a look-up that failed. */
  tried?: string | null;
  /** Of drafts, of forms, and the language: taken away together when a shared screen is cleared. */
  draft?: null;
  form?: null;
  lang?: null;
  /** Of a shared screen: the time of its last request. */
  kiosk?: string | null;
}

/** Redirect after POST. May be returned or thrown. */
export class SeeOther {
  constructor(
    readonly location: string,
    readonly change?: SessionChange,
  ) {}
}

/** Thrown to answer a script, which shows no page. */
export class NoContent {}

/** Thrown to send a page with a status other than the route's. */
export class Outcome {
  constructor(readonly view: PageView) {}
}
