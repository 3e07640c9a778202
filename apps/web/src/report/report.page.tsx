import { e164, Intake } from '@app/intake';
import { PublicClocks } from '@app/lookups';
import { canBeTold } from '@app/notices';
import { Problem } from '@app/platform';
import {
  Pages,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { Drafts, type Draft } from './draft.js';
import { PublicOffer } from '@app/intake';
import { inWords } from './error-words.js';
import type { Asking, FieldCode, Question } from './question.js';
import { contactOf } from './questions/contact.js';
import { QUESTIONS } from './questions/index.js';
import { checkPage, donePage, questionPage, sentAlreadyPage } from './report.view.js';

/** `/cases/new`: one thing per page, check, send. The answers are passed from page to page in a sealed field. */
@Pages('cases/new')
export class ReportPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly intake: Intake,
    private readonly clocks: PublicClocks,
    private readonly drafts: Drafts,
  ) {}

  @Show()
  begin(@TheSite() site: Site): PageView {
    const service = site.query.get('service');
    const known = this.services().some(({ id }) => id === service);
    return this.ask(site, this.drafts.begin(site.now, known ? { service: service! } : {}), QUESTIONS[0]!);
  }

  @Submit()
  answer(@TheSite() site: Site, @Typed() typed: TypedForm): PageView | Promise<PageView> {
    const draft = this.drafts.open(typed['draft'], site.now) ?? this.drafts.begin(site.now);
    if (typed['step'] === 'sent') return this.send(site, draft);
    const question = QUESTIONS.find(({ name }) => name === typed['step']);
    const answered = question ? withAnswers(draft, question, typed) : draft;
    const goTo = typed['lang'] ? (typed['step'] ?? '') : typed['go'];
    if (goTo) return this.show(site, answered, goTo);
    if (!question)
      return typed['step'] === 'check' ? this.send(site, answered) : this.ask(site, answered, QUESTIONS[0]!);
    const wrong = question.check(answered.answers, this.services());
    return wrong.length > 0 ? this.ask(site, answered, question, wrong) : this.next(site, answered);
  }

  /** Checks everything again; leads to the first question skipped or answered on an outdated page. */
  private async send(site: Site, draft: Draft): Promise<PageView> {
    const open = this.firstOpen(draft);
    if (open) return this.ask(site, draft, open, open.check(draft.answers, this.services()));
    const { answers } = draft;
    const parts = QUESTIONS.map(({ input }) => input?.(answers));
    const input = Object.assign({ locale: answers['locale'] ?? site.locale }, ...parts) as unknown;
    try {
      const { file, lookupCode } = await this.intake.report(input, {
        address: site.address,
        idempotencyKey: draft.key,
        ownKey: true,
      });
      const { email, phone } = contactOf(answers);
      const reachable = canBeTold({ email: email || null, phone: e164(phone) ?? null });
      return donePage(site, {
        draft: this.drafts.seal(draft),
        number: file.caseNumber,
        code: lookupCode,
        clocks: await this.clocks.of(file),
        reachable,
      });
    } catch (error) {
      return this.refused(site, draft, error);
    }
  }

  private refused(site: Site, draft: Draft, error: unknown): PageView {
    if (!(error instanceof Problem)) throw error;
    if (error.kind === 'CONFLICT') return sentAlreadyPage(site);
    const status = { INVALID: 422, TOO_MANY: 429, BUSY: 503 }[error.kind as string];
    if (!status) throw error;
    const fields = error.detail.fields ?? [{ field: '', code: error.code }];
    return { ...this.check(site, draft, fields), status };
  }

  /** Goes to the first question not answered yet, else to check-your-answers. */
  private next(site: Site, draft: Draft): PageView {
    const open = this.firstOpen(draft);
    return open ? this.ask(site, draft, open) : this.check(site, draft);
  }

  private show(site: Site, draft: Draft, step: string): PageView {
    const question = QUESTIONS.find(({ name }) => name === step);
    return question ? this.ask(site, draft, question) : this.next(site, draft);
  }

  private firstOpen = (draft: Draft): Question | undefined =>
    QUESTIONS.find((question) => question.check(draft.answers, this.services()).length > 0);

  private ask(site: Site, draft: Draft, question: Question, wrong: FieldCode[] = []): PageView {
    const errors = inWords(wrong, site.locale);
    return questionPage(
      { site, draft: this.drafts.seal(draft), errors },
      question,
      this.asking(site, draft, errors),
    );
  }

  private check(site: Site, answered: Draft, wrong: FieldCode[] = []): PageView {
    // fixes the language of the messages, so that sending the page again is the same request
    const draft = { ...answered, answers: { ...answered.answers, locale: site.locale } };
    const errors = inWords(wrong, site.locale);
    return checkPage({ site, draft: this.drafts.seal(draft), errors }, this.asking(site, draft, errors));
  }

  private asking({ locale }: Site, { answers }: Draft, errors: Record<string, string>): Asking {
    return {
      locale,
      answers,
      errors,
      services: this.services(),
      organisations: this.offer.organisations(),
    };
  }

  private services = () => this.offer.services().filter(({ channels }) => channels.includes('WEB'));
}

/** Merges the answers of a page. Browsers do not send an unticked box, so it must remove an earlier tick. */
const withAnswers = (draft: Draft, { fields }: Question, typed: TypedForm): Draft => ({
  ...draft,
  answers: { ...draft.answers, ...Object.fromEntries(fields.map((field) => [field, typed[field] ?? ''])) },
});
