import { CaseReader } from '@app/cases';
import { contactDetails } from '@app/intake';
import { may, type StaffActor } from '@app/people';
import { Idempotency, parseInput } from '@app/platform';
import { DataDecisions, DataRequests } from '@app/rights';
import { Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { Decide, DECIDE_FORM } from './decide.view.js';
import { numberOf } from '../case-parts/number-of.js';
import { dataRequestWords } from './words.js';

const corrected = z.object({ corrected: contactDetails.partial() });

/** `/desk/data-requests/{number}`: a request about personal data, the case that it is about, and the decision. */
@DeskPages('desk/data-requests')
export class DecidePage {
  constructor(
    private readonly requests: DataRequests,
    private readonly decisions: DataDecisions,
    private readonly cases: CaseReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Show(':caseNumber')
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.screen(site, actor, number, BLANK, done === '1');
  }

  @Submit(':caseNumber')
  async decide(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (typed['lang']) return this.screen(site, actor, number, { ...BLANK, typed });
    const caseNumber = numberOf(number);
    const input = inputOf(typed);
    try {
      const once = { scope: `${actor.id} decide ${caseNumber}`, key: typed['key'], body: input };
      await this.idempotency.once(once, async () => {
        await this.decisions.decide(actor, caseNumber, { ...input, corrected: correctedIn(input) });
        return {};
      });
    } catch (error) {
      return this.screen(site, actor, number, returned(error, typed, site));
    }
    return new SeeOther(`/desk/data-requests/${caseNumber}?done=1`);
  }

  private async screen(
    site: Site,
    actor: StaffActor,
    number: string,
    form: Returned,
    done = false,
  ): Promise<PageView> {
    const { request, file, about } = await this.requests.behind(actor, numberOf(number));
    const [asked, known] = await Promise.all([this.cases.description(file), this.cases.petitioner(about.id)]);
    const mayDecide = may(actor, 'decide-data-request') && request.decision === null;
    return {
      title: `${dataRequestWords[site.locale].title} ${file.caseNumber}`,
      desk: 'work',
      personal: true,
      ...(mayDecide && { languageForm: DECIDE_FORM, noEnter: true as const }),
      ...statusOf(form),
      body: (
        <Decide
          {...{ request, file, about, asked, known, form, done, mayDecide }}
          formKey={form.typed['key'] || formKey()}
        />
      ),
    };
  }
}

/** Name and contact by the same rules as when she reported; an error names the field of the form. */
function correctedIn(input: Record<string, unknown>): Record<string, unknown> | undefined {
  const given = input['corrected'] as Record<string, unknown> | undefined;
  return given && { ...given, ...parseInput(corrected, { corrected: given }).corrected };
}
