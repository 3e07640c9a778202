import { isBlank } from '@app/platform';
import { PublicOffer } from '@app/intake';
import { FILES } from '@app/attachments';
import { Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Uploads } from '../case-parts/files/uploads.js';
import { TakesFiles } from '../site/multipart.js';
import {
  NoContent,
  Pages,
  SeeOther,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { inWords } from './error-words.js';
import type { Answers, Asking, Question } from './question.js';
import { REFUSED_FILES } from './questions/details.js';
import { QUESTIONS } from './questions/index.js';
import { ReportFiles } from './report-files.js';
import { ReportDrafts, type Kept } from './report-drafts.js';
import { lostQuery, questionPage, sentBeforePage } from './report.view.js';
import {
  addressOf,
  answered,
  CHECK,
  chosenService,
  firstOpen,
  givenBy,
  isBefore,
  nextOf,
  questionNamed,
} from './steps.js';

/**
 * `/cases/new/<question>`: a page for each question. A POST keeps the answers and redirects, so that Back, Forward and
 * Reload never send a form again; a refused answer is kept too, and `?check` shows what is wrong with it.
 */
@Pages('cases/new')
export class ReportPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly drafts: ReportDrafts,
    private readonly files: ReportFiles,
    private readonly uploads: Uploads,
  ) {}

  @Show(':question')
  async ask(@TheSite() site: Site, @Param('question') name: string): Promise<PageView | SeeOther> {
    const question = questionNamed(name);
    const kept = await this.drafts.open(site);
    const answers = { ...kept.answers, ...chosenService(site.query.get('service'), this.services()) };
    const open = firstOpen(answers, this.services());
    if (!open || !isBefore(open, question)) return this.shown(site, question, { ...kept, answers });
    if (kept.state === 'kept') return nextOf(answers, this.services());
    if (await this.drafts.receipt(site)) return sentBeforePage(site);
    return new SeeOther(addressOf(open) + lostQuery(kept.state));
  }

  @Submit(':question')
  @TakesFiles()
  async answer(
    @TheSite() site: Site,
    @Req() request: FastifyRequest,
    @Param('question') name: string,
  ): Promise<SeeOther> {
    const question = questionNamed(name);
    const kept = await this.drafts.open(site);
    const { key } = kept;
    const { typed, errors } = await this.uploads.read(request, site, () =>
      key && question.files ? this.files.target(site, key, kept) : undefined,
    );
    const given = { ...this.given(question, typed), ...refusedIn(question, errors) };
    if (typed['remove'] && key) {
      await this.drafts.keep(site, given, kept);
      await this.files.remove(key, typed['remove']);
      return new SeeOther(addressOf(question));
    }
    const wrong = question.check({ ...kept.answers, ...given }, this.services());
    const valid = wrong.length === 0 && !leaving(typed) ? answered(question) : {};
    const answers = await this.drafts.keep(site, { ...given, ...valid }, kept);
    const isLost = kept.state !== 'kept' && question !== QUESTIONS[0] && !('service' in given);
    if (isLost) return nextOf(answers, this.services(), lostQuery(kept.state));
    if (leaving(typed)) return new SeeOther(leadingTo(question, typed));
    if (isSearch(typed)) return new SeeOther(addressOf(question));
    if (wrong.length > 0) return new SeeOther(`${addressOf(question)}?check`);
    return nextOf(answers, this.services());
  }

  /** What is being typed, sent by the page's script now and then. */
  @Submit(':question/keep')
  async keep(@TheSite() site: Site, @Typed() typed: TypedForm, @Param('question') name: string) {
    await this.drafts.keep(site, this.given(questionNamed(name), typed), await this.drafts.open(site));
    throw new NoContent();
  }

  private given = (question: Question, typed: TypedForm): Answers => ({
    ...chosenService(typed['service'], this.services()),
    ...givenBy(question, typed),
  });

  private async shown(site: Site, question: Question, kept: Kept): Promise<PageView> {
    const { answers } = kept;
    const checked = site.query.has('check') ? question.check(answers, this.services()) : [];
    const isFirst = question === QUESTIONS[0] || site.query.has('service');
    const sent = isFirst && (await this.drafts.receipt(site)) !== undefined;
    const errors = inWords(checked, site.locale);
    const files = await this.files.of(kept);
    return questionPage({ site, question, sent }, { ...this.asking(site, answers, errors), files });
  }

  private asking({ locale }: Site, answers: Answers, errors: Record<string, string>): Omit<Asking, 'files'> {
    const [services, organisations] = [this.services(), this.offer.organisations()];
    return { locale, answers, errors, services, organisations };
  }

  private services = () => this.offer.onWeb();
}

/** Why files were not taken; sent again without fault, the page forgets it. */
const refusedIn = (question: Question, errors: Record<string, string>): Answers =>
  question.files ? { [REFUSED_FILES]: errors[FILES] ?? '' } : {};

/** Enter in the search field: words for which nothing was shown yet, and no choice. */
const isSearch = ({ find = '', found, service }: TypedForm): boolean =>
  !isBlank(find) && find !== found && service === undefined;

/** The language switch or a way back was pressed, not "continue". */
const leaving = ({ lang, go }: TypedForm): boolean => Boolean(lang ?? go);

function leadingTo(question: Question, { lang, go = '', errors }: TypedForm): string {
  if (lang) return addressOf(question) + (errors ? '?check' : '');
  return go === 'check' ? CHECK : addressOf(questionNamed(go));
}
