import { Problem } from '@app/platform';
import { Surveys } from '@app/satisfaction';
import { Param } from '@nestjs/common';
import {
  Pages,
  problemWords,
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

/** `/surveys/{token}`: shows no case data; opening it changes nothing; can be answered once. */
@Pages('surveys')
export class SurveyPage {
  constructor(private readonly surveys: Surveys) {}

  @Show(':token')
  async ask(@TheSite() site: Site, @Param('token') token: string): Promise<PageView> {
    const survey = await this.surveys.find(token).catch(absent);
    if (!survey) return said(site, 'gone', 404);
    return survey.state === 'ANSWERED' ? said(site, 'answered', 200) : this.page(site, token, {});
  }

  @Submit(':token')
  async answer(
    @TheSite() site: Site,
    @Typed() typed: TypedForm,
    @Param('token') token: string,
  ): Promise<PageView> {
    if (typed['lang']) return this.page(site, token, typed);
    try {
      const { score } = await this.surveys.answer(token, {
        score: typed['score'] || undefined,
        comment: typed['comment'],
      });
      return said(site, score! <= DISSATISFIED_UP_TO ? 'sorry' : 'thanks', 200);
    } catch (error) {
      return this.refused(site, token, typed, error);
    }
  }

  private refused(site: Site, token: string, typed: TypedForm, error: unknown): PageView {
    if (!(error instanceof Problem)) throw error;
    if (error.kind === 'NOT_FOUND') return said(site, 'gone', 404);
    if (error.code === 'survey-answered') return said(site, 'answered', 409);
    if (error.kind !== 'INVALID') throw error;
    const words = (field: string, code: string, params = {}) =>
      problemWords(field === 'score' ? 'choose-score' : code, site.locale, params);
    const errors = Object.fromEntries(
      error.detail.fields!.map(({ field, code, params }) => [field, words(field, code, params)]),
    );
    return this.page(site, token, typed, errors);
  }

  private page(
    { locale }: Site,
    token: string,
    typed: TypedForm,
    errors: Record<string, string> = {},
  ): PageView {
    const failed = Object.keys(errors).length > 0;
    const body = <SurveyView token={token} typed={typed} errors={errors} />;
    return {
      title: surveyWords[locale].title,
      body,
      failed,
      status: failed ? 422 : 200,
      hidden: true,
      personal: true,
      languageForm: 'survey',
      // it can be answered only once: Enter on a radio must not submit it
      noEnter: true,
    };
  }
}

function absent(error: unknown): undefined {
  if (!(error instanceof Problem) || error.kind !== 'NOT_FOUND') throw error;
}

type Saying = 'gone' | 'answered' | 'thanks' | 'sorry';

function said({ locale }: Site, what: Saying, status: number): PageView {
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
    sorry: survey.sorry,
  };
  return {
    title: TITLES[what],
    body: <SurveySaid title={TITLES[what]} text={TEXTS[what]} />,
    status,
    hidden: true,
    personal: true,
  };
}
