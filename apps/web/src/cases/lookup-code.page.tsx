import { LookupCodes, spacedCode } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Param } from '@nestjs/common';
import { Confirmation } from '../case-parts/confirmation.js';
import { numberOf } from '../case-parts/number-of.js';
import { casePartsWords } from '../case-parts/words.js';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { casesWords } from './words.js';

/** A new lookup code for a citizen who lost hers. */
@DeskPages('desk/cases')
export class LookupCodePage {
  constructor(private readonly codes: LookupCodes) {}

  /** The new code is shown in the response itself, without a redirect, so that it is in no URL. */
  @Submit(':caseNumber/lookup-code')
  async issueCode(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    const { file, lookupCode } = await this.codes.issue(actor, numberOf(number), typed['key']);
    const said = casesWords[site.locale].code;
    return {
      title: said.issued,
      desk: 'work',
      personal: true,
      once: true,
      languageForm: 'again',
      body: (
        <>
          <p class="lead no-print">{casePartsWords[site.locale].keys.readAloud}</p>
          <Confirmation title={said.issued} number={file.caseNumber} code={spacedCode(lookupCode)} />
          <Button href={`/desk/cases/${file.caseNumber}`}>{casePartsWords[site.locale].keys.toCase}</Button>
          {/* for the language switch: the same code again, in other words */}
          <Form
            action={`/desk/cases/${file.caseNumber}/lookup-code`}
            id="again"
            hidden={{ key: typed['key'] ?? '' }}
          >
            {null}
          </Form>
        </>
      ),
    };
  }
}
