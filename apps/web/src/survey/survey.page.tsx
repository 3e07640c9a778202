import { CaseReader } from '@app/cases';
import { PublicClocks, type PublicClock } from '@app/lookups';
import { dateWords, Drafts, Problem, type Fields, type Locale } from '@app/platform';
import { checkAnswer, surveyDraft, Surveys, type Survey } from '@app/satisfaction';
import { Param } from '@nestjs/common';
import {
  Pages,
  problemWords,
  SeeOther,
  Show,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../site/index.js';
import { SurveyView, SurveySaid } from './survey.view.js';
import { surveyWords } from './words.js';

const DISSATISFIED_UP_TO = 2;

/**
 * `/surveys/{token}`: shows no case data; opening it changes nothing; can be answered once. What is typed is kept as a
 * draft of the token, so that every form redirects and nothing is lost.
 */
@Pages('surveys')
export class SurveyPage {
  constructor(
    private readonly surveys: Surveys,
    private readonly drafts: Drafts,
    private readonly clocks: PublicClocks,
    private readonly cases: CaseReader,
  ) {}

  @Show(':token')
  async ask(@TheSite() site: Site, @Param('token') token: string): Promise<PageView> {
    const survey = await this.surveys.find(token).catch(absent);
    if (!survey) return said(site, 'gone', 404);
    if (survey.state === 'ANSWERED')
      return site.query.has('thanks') ? this.thanked(site, survey) : said(site, 'answered', 200);
    const found = await this.drafts.find(surveyDraft(token));
    const typed = found.state === 'kept' ? found.draft.fields : {};
    return page(site, token, typed, site.query.has('check') ? wrongIn(typed, site) : {});
  }

  @Submit(':token')
  async answer(
    @TheSite() site: Site,
    @Typed() typed: TypedForm,
    @Param('token') token: string,
  ): Promise<PageView | SeeOther> {
    const here = `/surveys/${encodeURIComponent(token)}`;
    const survey = await this.surveys.find(token).catch(absent);
    if (!survey) return said(site, 'gone', 404);
    const given = { score: typed['score'] ?? '', comment: typed['comment'] ?? '' };
    await this.drafts.save(surveyDraft(token), given, { address: site.address });
    if (typed['lang']) return new SeeOther(here);
    if (survey.state !== 'ANSWERED' && Object.keys(wrongIn(given, site)).length > 0)
      return new SeeOther(`${here}?check`);
    try {
      await this.surveys.answer(token, inputOf(given));
      await this.drafts.erase(surveyDraft(token));
      return new SeeOther(`${here}?thanks`);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'survey-answered') throw error;
      return new SeeOther(here);
    }
  }

  private async thanked(site: Site, { score, caseId }: Survey): Promise<PageView> {
    if (score! > DISSATISFIED_UP_TO) return said(site, 'thanks', 200);
    return said(site, 'sorry', 200, await this.reanswer(caseId));
  }

  /** The promise of a further answer, whose date she is told at once; undefined where the agency promises none. */
  private async reanswer(caseId: string): Promise<PublicClock | undefined> {
    const clocks = await this.clocks.of(await this.cases.file(caseId));
    return clocks.find(
      ({ clock, entry }) => clock.endedAt === null && entry.startOn.includes('DISSATISFIED'),
    );
  }
}

const inputOf = ({ score, comment }: Fields) => ({ score: score || undefined, comment });

/** What is wrong with an answer, by field. */
function wrongIn(typed: Fields, { locale }: Site): Record<string, string> {
  const wrong = checkAnswer(inputOf(typed));
  const words = (field: string, code: string, params = {}) =>
    problemWords(field === 'score' ? 'choose-score' : code, locale, params);
  return Object.fromEntries(wrong.map(({ field, code, params }) => [field, words(field, code, params)]));
}

function page({ locale }: Site, token: string, typed: Fields, errors: Record<string, string>): PageView {
  const failed = Object.keys(errors).length > 0;
  return {
    title: surveyWords[locale].title,
    body: <SurveyView token={token} typed={typed} errors={errors} />,
    failed,
    status: failed ? 422 : 200,
    hidden: true,
    personal: true,
    languageForm: 'survey',
    // it can be answered only once: Enter on a radio must not submit it
    noEnter: true,
  };
}

function absent(error: unknown): undefined {
  if (!(error instanceof Problem) || error.kind !== 'NOT_FOUND') throw error;
}

type Saying = 'gone' | 'answered' | 'thanks' | 'sorry';

function said({ locale }: Site, what: Saying, status: number, promise?: PublicClock): PageView {
  const survey = surveyWords[locale];
  const TITLES: Record<Saying, string> = {
    gone: survey.gone,
    answered: survey.answered,
    thanks: survey.thanks,
    sorry: survey.thanks,
  };
  const TEXTS: Record<Saying, string> = {
    gone: survey.goneText,
    answered: survey.answeredText,
    thanks: survey.thanksText,
    sorry: sorryText(locale, promise),
  };
  return {
    title: TITLES[what],
    body: <SurveySaid title={TITLES[what]} text={TEXTS[what]} />,
    status,
    hidden: true,
    personal: true,
  };
}

/** What she is promised and by when; only that the unit is told where nothing is promised. */
function sorryText(locale: Locale, promise: PublicClock | undefined): string {
  const { sorry, reanswer } = surveyWords[locale];
  const date = promise?.clock.dueDate;
  return date ? `${sorry} ${reanswer(dateWords(date, locale))}` : sorry;
}
