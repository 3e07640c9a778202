import { Limits, minutes, Problem, sameSecret, SETTINGS, type Settings } from '@app/platform';
import { Inject } from '@nestjs/common';
import {
  CitizenToken,
  NoContent,
  Pages,
  SeeOther,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { isOver, KIOSK, KIOSK_CLEARED } from '../site/kiosk.js';
import { ownPath } from '../site/location.js';
import { Clearing, HERS } from './clearing.js';
import { Cleared, StillThere, TurnOff, TurnOn } from './kiosk.view.js';
import { kioskWords } from './words.js';

const WRONG_PINS = { kind: 'kiosk-pin', most: 10, withinMs: minutes(15) };

/** `/kiosk`: makes a browser the shared screen of a counter, and clears it after each visitor. */
@Pages('kiosk')
export class KioskPage {
  constructor(
    private readonly clearing: Clearing,
    private readonly limits: Limits,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Show()
  show(@TheSite() site: Site): PageView {
    const pin = this.settings.KIOSK_PIN !== undefined;
    return page(kioskWords[site.locale].title, site.kiosk ? <TurnOff pin={pin} /> : <TurnOn />);
  }

  /** What was there before is no visitor's. */
  @Submit()
  async turnOn(@TheSite() site: Site, @CitizenToken() token?: string): Promise<SeeOther> {
    await this.clearing.clear(site, token);
    return new SeeOther('/', { citizen: null, tried: null, draft: null, kiosk: String(site.now) });
  }

  @Submit('leave')
  async turnOff(
    @TheSite() site: Site,
    @Typed() { pin = '' }: TypedForm,
    @CitizenToken() token?: string,
  ): Promise<PageView | SeeOther> {
    if (!site.kiosk) return new SeeOther(KIOSK);
    if (!(await this.isRight(pin, site))) {
      const { title, off } = kioskWords[site.locale];
      return { ...page(title, <TurnOff pin error={off.wrong} />), status: 422, failed: true };
    }
    await this.clearing.clear(site, token);
    return new SeeOther('/', { ...HERS, kiosk: null });
  }

  /** The visitor is done. */
  @Submit('done')
  async done(@TheSite() site: Site, @CitizenToken() token?: string): Promise<SeeOther> {
    if (!site.kiosk) return new SeeOther(KIOSK);
    await this.clearing.clear(site, token);
    return new SeeOther(KIOSK_CLEARED, HERS);
  }

  /** Somebody is there, though no page was asked for. */
  @Submit('touch')
  touch(): never {
    throw new NoContent();
  }

  /** Without script: asks whether she is still there. */
  @Show('still')
  still(@TheSite() site: Site): PageView | SeeOther {
    const { kiosk, query, locale } = site;
    if (!kiosk) return new SeeOther('/');
    const to = ownPath(query.get('to')) ?? '/';
    return page(kioskWords[locale].still.title, <StillThere to={to} seconds={kiosk.warned} />);
  }

  /** The time is up. Asked for earlier, for whatever reason, it clears nothing. */
  @Show('over')
  async over(@TheSite() site: Site, @CitizenToken() token?: string): Promise<SeeOther> {
    if (site.kiosk && !isOver(site.kiosk, site.now)) return new SeeOther('/');
    return this.done(site, token);
  }

  @Show('cleared')
  cleared(@TheSite() site: Site): PageView | SeeOther {
    if (!site.kiosk) return new SeeOther(KIOSK);
    return page(kioskWords[site.locale].cleared.title, <Cleared />);
  }

  private async isRight(pin: string, { address }: Site): Promise<boolean> {
    const { KIOSK_PIN } = this.settings;
    if (KIOSK_PIN === undefined) return true;
    if ((await this.limits.take(WRONG_PINS, address)) === undefined)
      throw new Problem('TOO_MANY', 'too-many-pins', { retryAfterSeconds: 900 });
    if (!sameSecret(pin.trim(), KIOSK_PIN)) return false;
    await this.limits.clear(WRONG_PINS, address);
    return true;
  }
}

const page = (title: string, body: PageView['body']): PageView => ({
  title,
  body,
  personal: true,
  hidden: true,
});
