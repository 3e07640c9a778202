import { SignIn, Sessions } from '@app/people';
import { Problem } from '@app/platform';
import { Query } from '@nestjs/common';
import { SeeOther, type PageView } from '../site/outcome.js';
import { Pages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { Button } from '../site/pieces/button.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { TextInput } from '../site/pieces/text-input.js';
import { problemWords } from '../site/problem-words.js';
import { PASSWORD_PATH, safeNext, SessionToken, SIGN_IN_PATH } from '../site/session.js';
import { DeskBar } from '../site/desk-bar.js';
import type { Site } from '../site/site.js';
import { accountWords } from './words.js';

const STATUS = { UNAUTHENTICATED: 401, TOO_MANY: 429 } as const;

/** Sign-in and sign-out. The same answer for an unknown, wrong and locked account. */
@Pages('desk')
export class SignInPage {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly bar: DeskBar,
  ) {}

  @Show('sign-in')
  async show(@TheSite() site: Site, @Query('next') next: unknown): Promise<PageView | SeeOther> {
    if (!site.staff) return signInPage(site, asked(next));
    return new SeeOther(asked(next) || (await this.bar.landing(site.staff)));
  }

  @Submit('sign-in')
  async enter(@TheSite() site: Site, @Typed() typed: TypedForm): Promise<PageView | SeeOther> {
    const next = asked(typed['next']);
    try {
      const { session, mustChangePassword, actor } = await this.signIn.signIn(
        typed['login']?.trim() ?? '',
        typed['password'] ?? '',
        site.address,
      );
      if (mustChangePassword) return new SeeOther(PASSWORD_PATH, { session });
      return new SeeOther(next || (await this.bar.landing(actor)), { session });
    } catch (error) {
      if (!(error instanceof Problem) || !(error.kind in STATUS)) throw error;
      return signInPage(site, next, {
        login: typed['login'] ?? '',
        error: problemWords(error.code, site.locale),
        status: STATUS[error.kind as keyof typeof STATUS],
        retryAfterSeconds: error.detail.retryAfterSeconds,
      });
    }
  }

  @Submit('sign-out')
  async leave(@SessionToken() token: string | undefined): Promise<SeeOther> {
    if (token) await this.sessions.end(token);
    return new SeeOther(SIGN_IN_PATH, { session: null });
  }
}

/** The page that was asked for before; empty: none, she goes where she works. */
const asked = (next: unknown): string => (next ? safeNext(next) : '');

interface Failed {
  login: string;
  error: string;
  status: number;
  retryAfterSeconds: number | undefined;
}

function signInPage({ locale }: Site, next: string, failed?: Failed): PageView {
  const said = accountWords[locale].signIn;
  return {
    title: said.title,
    desk: null,
    ...(failed && { status: failed.status, failed: true, retryAfterSeconds: failed.retryAfterSeconds }),
    body: (
      <div class="narrow">
        {failed ? <ErrorSummary errors={{ login: failed.error }} /> : null}
        <h1>{said.title}</h1>
        <Form action={SIGN_IN_PATH} hidden={{ next }}>
          <TextInput
            name="login"
            label={said.login}
            value={failed?.login}
            autocomplete="username"
            size="medium"
            spellcheck={false}
            error={failed?.error}
          />
          <TextInput
            name="password"
            label={said.password}
            type="password"
            autocomplete="current-password"
            size="medium"
          />
          <Button>{said.submit}</Button>
        </Form>
        <p class="hint">{said.help}</p>
      </div>
    ),
  };
}
