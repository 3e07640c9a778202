import { Button, ErrorSummary, Form, Radios, TextArea, useSite } from '../site/index.js';
import { siteWords } from '../site/words.js';
import { surveyWords } from './words.js';

const COMMENT_MAX = 2_000;
const BEST = 5;

interface SurveyPageProps {
  token: string;
  typed: Record<string, string>;
  errors: Record<string, string>;
}

/** Five radios and a comment. Nothing of the case is shown: a link may have been passed on. */
export function SurveyView({ token, typed, errors }: SurveyPageProps) {
  const { locale } = useSite();
  const survey = surveyWords[locale];
  const best = Array.from({ length: BEST }, (_, index) => BEST - index);
  const choices = best.map((score) => ({ value: String(score), label: survey.scores[score - 1]! }));
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      <h1>{survey.title}</h1>
      <p>{survey.lead}</p>
      <Form action={`/surveys/${encodeURIComponent(token)}`} id="survey">
        <Radios
          name="score"
          label={survey.score}
          error={errors['score']}
          value={typed['score']}
          choices={choices}
        />
        <TextArea
          name="comment"
          label={survey.comment}
          optional
          hint={survey.commentHint}
          error={errors['comment']}
          value={typed['comment']}
          rows={5}
          max={COMMENT_MAX}
        />
        <Button>{survey.submit}</Button>
      </Form>
    </div>
  );
}

export function SurveySaid({ title, text }: { title: string; text: string }) {
  const { locale } = useSite();
  return (
    <div class="column">
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a href="/">{siteWords[locale].home}</a>
      </p>
    </div>
  );
}
