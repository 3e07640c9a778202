import type { ActName } from '@app/cases';
import { attachmentsOf, Catalogue } from '@app/catalogue';
import { CaseDetails } from '@app/lookups';
import { Problem, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { ActForms, type AskedForms } from '../case-parts/act-forms.js';
import { DeskDrafts } from '../site/desk-drafts.js';
import { BLANK, formKey } from '../site/desk-forms.js';
import type { Site } from '../site/site.js';
import { lastingOf } from './answer-typed.js';
import { OfferedActs } from './case-acts.view.js';
import { doneWords } from './case.view.js';

/** The same forms as on the page of the case, with what the reader typed there and did not send. */
@Injectable()
export class CaseActForms extends ActForms {
  constructor(
    private readonly details: CaseDetails,
    private readonly typing: DeskDrafts,
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
  }

  async show({ site, actor, caseNumber, only, back }: AskedForms) {
    const detail = await this.details.show(actor, caseNumber).catch(unlessMissing);
    if (!detail) return undefined;
    const typing = lastingOf(await this.typing.ofCase(actor, caseNumber), detail);
    const { catalogue, settings } = this;
    const files = {
      ...{ staged: [], draft: undefined },
      kinds: attachmentsOf(catalogue.serviceOfCase(detail.file.serviceId) ?? {}),
      ...{ most: settings.ATTACHMENTS_AT_ONCE, megabytes: settings.ATTACHMENT_MB },
    };
    const state = { form: BLANK, open: undefined, done: undefined, formKey: formKey() };
    return <OfferedActs {...{ site, detail, catalogue, typing, files, only, back, ...state }} />;
  }

  doneWords(site: Site, act: ActName): string {
    return doneWords(site, act);
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Problem && error.kind === 'NOT_FOUND') return undefined;
  throw error;
}
