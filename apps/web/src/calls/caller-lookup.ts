import { Catalogue } from '@app/catalogue';
import { shownPhone, telephoneOf } from '@app/intake';
import { CallerCases } from '@app/lookups';
import type { StaffActor } from '@app/people';
import type { Locale } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { TypedForm } from '../site/pages.decorators.js';
import type { CallerProps } from './caller.view.js';
import { withPhone } from './endings.js';

/** What the call form shows of the caller. */
@Injectable()
export class CallerLookup {
  constructor(
    private readonly callers: CallerCases,
    private readonly catalogue: Catalogue,
  ) {}

  /** Throws NOT_FOUND for staff who take no calls. */
  async find(
    actor: StaffActor,
    typed: TypedForm,
    locale: Locale,
  ): Promise<NonNullable<CallerProps['found']>> {
    const asked = typed['caller']?.trim() ?? '';
    const found = await this.callers.find(actor, { typed: asked, phone: telephoneOf(asked) });
    const cases = found.cases.map((one) => ({
      ...one,
      unit: this.catalogue.unit(one.unitId)?.name[locale] ?? '',
      length: this.lengthOf(one.due?.commitmentId),
    }));
    return { ...found, cases };
  }

  /** The form with the telephone number by which the caller was looked for. */
  filled = (typed: TypedForm, locale: Locale): TypedForm =>
    withPhone(typed, (stored) => shownPhone(stored, locale));

  private lengthOf(commitment: string | undefined): string | undefined {
    const entry = commitment === undefined ? undefined : this.catalogue.commitment(commitment);
    return entry?.kind === 'clock' ? entry.length : undefined;
  }
}
