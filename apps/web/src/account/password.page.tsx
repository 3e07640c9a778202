import { may, Sessions, SignIn, type StaffActor } from '@app/people';
import { Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { TextInput } from '../site/pieces/text-input.js';
import { mustChangePassword } from '../site/site-guard.js';
import { PASSWORD_PATH, SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { accountWords } from './words.js';

/** Change of password, required after sign-in with a first password. Never echoes what was typed. */
@DeskPages()
export class PasswordPage {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
  ) {}

  @Show('password')
  show(@TheSite() site: Site, @Req() request: FastifyRequest, @Query('done') done: unknown): PageView {
    return passwordPage(site, { must: mustChangePassword(request), done: done !== undefined, form: BLANK });
  }

  @Submit('password')
  async change(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Req() request: FastifyRequest,
    @Typed() typed: TypedForm,
  ) {
    try {
      await this.signIn.changePassword(actor.id, typed['current'] ?? '', typed['fresh'] ?? '');
    } catch (error) {
      return passwordPage(site, {
        must: mustChangePassword(request),
        done: false,
        form: returned(error, {}, site),
      });
    }
    // all sessions of the old password ended, including this one: open a new one
    return new SeeOther(`${PASSWORD_PATH}?done`, { session: await this.sessions.open(actor.id) });
  }
}

function passwordPage(
  { locale, staff }: Site,
  { must, done, form }: { must: boolean; done: boolean; form: Returned },
): PageView {
  const said = accountWords[locale].password;
  const error = (name: string) => form.errors[name];
  return {
    title: said.title,
    desk: null,
    ...statusOf(form),
    body: (
      <div class="narrow">
        <ErrorSummary errors={form.errors} />
        {done ? <Banner kind="success">{said.done}</Banner> : null}
        <h1>{said.title}</h1>
        {must ? <Banner kind="warning">{said.must}</Banner> : null}
        <Form action={PASSWORD_PATH}>
          <TextInput
            name="current"
            label={said.current}
            type="password"
            autocomplete="current-password"
            size="medium"
            error={error('current')}
          />
          <TextInput
            name="fresh"
            label={said.fresh}
            hint={said.freshHint}
            type="password"
            autocomplete="new-password"
            size="medium"
            error={error('fresh')}
          />
          <Button>{said.submit}</Button>
        </Form>
        {must ? null : (
          <p>
            <a href="/desk/absences">{said.absences}</a>
          </p>
        )}
        {!must && staff && may(staff, 'get-morning-sheet') ? (
          <p>
            <a href="/desk/mails">{said.mails}</a>
          </p>
        ) : null}
      </div>
    ),
  };
}
