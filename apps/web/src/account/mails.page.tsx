import { SheetSettings } from '@app/morning';
import type { StaffActor } from '@app/people';
import { invalid } from '@app/platform';
import { Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Radios } from '../site/pieces/choices.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { accountWords } from './words.js';

const MAILS_PATH = '/desk/mails';
const WANTED: Record<string, boolean | undefined> = { yes: true, no: false };

/** Which mails a head or a control officer gets without a case as their cause. */
@DeskPages('desk/mails')
export class MailsPage {
  constructor(private readonly settings: SheetSettings) {}

  @Show()
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return mailsPage(site, await this.settings.own(actor), BLANK, done !== undefined);
  }

  @Submit()
  async set(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const before = await this.settings.own(actor);
    try {
      const wanted = WANTED[typed['sheet'] ?? ''];
      if (wanted === undefined) throw invalid({ field: 'sheet', code: 'required' });
      await this.settings.set(actor, wanted);
      return new SeeOther(`${MAILS_PATH}?done`);
    } catch (error) {
      return mailsPage(site, before, returned(error, typed, site), false);
    }
  }
}

function mailsPage({ locale }: Site, wanted: boolean, form: Returned, done: boolean): PageView {
  const said = accountWords[locale].mails;
  const choices = [
    { value: 'yes', label: said.yes },
    { value: 'no', label: said.no },
  ];
  return {
    title: said.title,
    desk: null,
    ...statusOf(form),
    body: (
      <div class="narrow">
        <ErrorSummary errors={form.errors} />
        {done ? <Banner kind="success">{said.done}</Banner> : null}
        <h1>{said.title}</h1>
        <Form action={MAILS_PATH}>
          <Radios
            name="sheet"
            label={said.sheet}
            hint={said.hint}
            choices={choices}
            value={wanted ? 'yes' : 'no'}
            error={form.errors['sheet']}
          />
          <Button>{said.submit}</Button>
        </Form>
        <p>
          <a href="/desk/board/sheet">{said.open}</a>
        </p>
      </div>
    ),
  };
}
