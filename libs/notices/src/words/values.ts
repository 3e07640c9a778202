import { lookupCode, spacedCode } from '@app/cases';
import { Catalogue, type Localised } from '@app/catalogue';
import { derivedToken, Keyring, type Locale, SETTINGS, type Settings, taipeiDate } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { dateInWords } from './dates-in-words.js';
import type { NoticeFacts } from '../rows/facts.js';
import type { Notice } from '../rows/notice.entity.js';

export type Values = Record<string, string | undefined>;

const NO_AGENCY: Localised = { 'zh-TW': '單一窗口', en: 'Single Window' };
const DATES = [
  'lastDay',
  'dueDate',
  'acceptBy',
  'replyBy',
  'newDueDate',
  'offFrom',
  'offTo',
  'backOn',
] as const;

/** Kinds that carry a secret; it is derived when the message is made, and only for them. */
const CODE = 'lookup-code';
const SURVEY = 'survey';

/** Turns the facts of a notice into the words that its placeholders stand for. */
@Injectable()
export class NoticeValues {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `names`: of staff, by id. */
  of(
    notice: Pick<Notice, 'kind' | 'subjectId' | 'locale' | 'facts'>,
    names: ReadonlyMap<string, string> = new Map(),
  ): Values {
    const facts = notice.facts as NoticeFacts;
    const locale: Locale = notice.locale === 'en' ? 'en' : 'zh-TW';
    const dates = Object.fromEntries(
      DATES.map((name) => [name, facts[name] && dateInWords(facts[name], locale)]),
    );
    return {
      ...dates,
      ...this.names(facts, locale),
      holder: this.holder(facts, locale, names),
      ...this.links(facts),
      ...this.counts(facts),
      ...this.secrets(notice.kind, notice.subjectId, facts, locale),
    };
  }

  private names(facts: NoticeFacts, locale: Locale): Values {
    const { organisation, service, unit, partner, commitment, district, paused } = facts;
    const agency = (this.catalogue.organisation(organisation)?.name ?? NO_AGENCY)[locale];
    // a retired entry has no name any more; its id still says which it was
    const named = {
      agency,
      service: service && (this.catalogue.service(service)?.name[locale] ?? service),
      unit: (unit && this.catalogue.unit(unit)?.name[locale]) ?? agency,
    };
    const promise = commitment && (this.catalogue.commitment(commitment)?.title[locale] ?? commitment);
    const partnerName = partner && (this.catalogue.unit(partner)?.name[locale] ?? partner);
    return {
      ...named,
      unitPhone: unit && this.catalogue.unit(unit)?.phone,
      partner: partnerName,
      commitment: promise,
      paused: paused
        ?.map((id) => this.catalogue.commitment(id)?.title[locale] ?? id)
        .join(locale === 'en' ? '; ' : '、'),
      district,
    };
  }

  /** The unit that must act, and its handler where there is one. */
  private holder(
    { acting, handler }: NoticeFacts,
    locale: Locale,
    names: ReadonlyMap<string, string>,
  ): string | undefined {
    const unit = acting && (this.catalogue.unit(acting)?.name[locale] ?? acting);
    const name = handler && names.get(handler);
    return [unit, name].filter(Boolean).join(' ') || undefined;
  }

  private links({ caseNumber, door }: NoticeFacts): Values {
    const { publicUrl } = this.settings;
    // an SMS has no room for more than the name of the site, where the look-up is one step away
    const site = publicUrl.replace(/^https?:\/\//, '');
    const deskUrl = `${publicUrl}/desk`;
    const caseUrl = caseNumber && `${deskUrl}/${door ?? `cases/${caseNumber}`}`;
    return { progressUrl: `${publicUrl}/progress`, site, deskUrl, caseUrl };
  }

  /** Of a message that names several things. */
  private counts({ count, named }: NoticeFacts): Values {
    if (count === undefined || named === undefined) return {};
    const more = count - named;
    return { count: String(count), more: more > 0 ? String(more) : undefined };
  }

  private secrets(kind: string, caseId: string, facts: NoticeFacts, locale: Locale): Values {
    if (kind === CODE)
      return {
        receivedDate: dateInWords(taipeiDate(facts.receivedAt!), locale),
        lookupCode: spacedCode(lookupCode(this.keyring, caseId, facts.codeVersion ?? 1)),
      };
    const surveyUrl =
      kind === SURVEY
        ? `${this.settings.publicUrl}/surveys/${derivedToken(this.keyring, 'survey-token', facts.surveyId!)}`
        : undefined;
    return { caseNumber: facts.caseNumber, surveyUrl };
  }
}
