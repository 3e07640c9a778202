import { CaseAccess, type ActName } from '@app/cases';
import { CaseVersions } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Idempotency } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { wayBack } from '../case-parts/act-forms.js';
import { DeskDrafts } from '../site/desk-drafts.js';
import { BLANK, inputOf, returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import type { TypedForm } from '../site/pages.decorators.js';
import type { Site } from '../site/site.js';
import { typedDate } from '../site/typed-date.js';
import { hasForm } from './act-fields.view.js';
import { assigned } from './assignee.js';
import { CaseScreen, type Shown } from './case-screen.js';
import type { CaseViewProps } from './case-view-props.js';
import { extended } from './extension-typed.js';
import { fromOf } from './lists/case-way.js';

/** The form of an act, of the case or of one of its referrals, as it was sent. */
export interface Attempted {
  caseNumber: string;
  act: ActName;
  typed: TypedForm;
  ofReferral?: CaseViewProps['ofReferral'];
}
const isKept = ({ act, ofReferral }: Attempted): boolean => ofReferral !== undefined || hasForm(act);

const placeOf = ({ act, ofReferral, typed }: Attempted): Shown => ({
  ...(ofReferral ? { ofReferral } : { open: act }),
  back: typed['back'],
});
type Effect = (input: Record<string, unknown>, ifMatch: number | undefined) => Promise<unknown>;

/** Forms on the page of a case, each performed once and kept until it is done. */
@Injectable()
export class CaseAttempts {
  constructor(
    private readonly access: CaseAccess,
    private readonly versions: CaseVersions,
    private readonly typing: DeskDrafts,
    private readonly idempotency: Idempotency,
    private readonly screen: CaseScreen,
  ) {}

  /** Performs an act once, even if the form is sent twice; a refusal returns the form as typed. */
  async attempt(
    site: Site,
    actor: StaffActor,
    attempted: Attempted,
    effect: Effect,
  ): Promise<PageView | SeeOther> {
    const { caseNumber, act, typed, ofReferral } = attempted;
    if (typed['lang']) {
      await this.keep(site, actor, attempted);
      return this.screen.draw(site, actor, caseNumber, { ...BLANK, typed }, placeOf(attempted));
    }
    const does = ofReferral ? `${ofReferral.id} ${ofReferral.act}` : act;
    const scope = `${actor.id} page ${caseNumber} ${does}`;
    const version = Number(typed['version']);
    try {
      const input = extended(assigned(dated(inputOf(typed))));
      await this.idempotency.once({ scope, key: typed['key'], body: input }, async () => {
        const seen = Number.isInteger(version) && version > 0 ? version : undefined;
        await effect(input, seen && (await this.versions.passable(actor, caseNumber, seen)));
        return {};
      });
    } catch (error) {
      const form = returned(error, typed, site);
      await this.keep(site, actor, attempted);
      return this.screen.draw(site, actor, caseNumber, form, placeOf(attempted));
    }
    if (isKept(attempted))
      await this.typing.end(actor, await this.typing.placeAt(actor, site.path, typed), typed);
    return new SeeOther(
      wayBack(typed['back'], act, caseNumber) ??
        ((await this.access.isReader(actor, caseNumber)) ? toCase(attempted) : toOwnList(attempted)),
    );
  }

  /** The form of an act, until it is done. */
  async keep({ path }: Site, actor: StaffActor, of: Attempted): Promise<void> {
    if (!isKept(of)) return;
    await this.typing.keep(actor, await this.typing.placeAt(actor, path, of.typed), of.typed);
  }
}

function toCase({ caseNumber, act, typed, ofReferral }: Attempted): string {
  const from = fromOf(typed['back']);
  const inList = from ? `&from=${encodeURIComponent(from)}` : '';
  return `/desk/cases/${caseNumber}?done=${ofReferral?.act ?? act}${inList}`;
}

/** The case went to a unit whose cases one does not see: its page would say "not found". */
function toOwnList({ caseNumber, act, typed }: Attempted): string {
  const from = fromOf(typed['back']);
  return `${from ? `${from}&` : '/desk?'}done=${act}&case=${caseNumber}`;
}

/** Replaces the three fields of a date by one value, if they form a date. */
function dated(input: Record<string, unknown>): Record<string, unknown> {
  const parts = Object.entries(input).filter(
    ([, value]) => typeof value === 'object' && value !== null && 'year' in value,
  );
  return {
    ...input,
    ...Object.fromEntries(parts.map(([name, value]) => [name, typedDate(value as object) ?? '?'])),
  };
}
