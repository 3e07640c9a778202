import type { ComponentChildren } from 'preact';
import {
  Banner,
  Button,
  ErrorSummary,
  Form,
  SummaryList,
  useSite,
  type PageView,
  type Site,
} from '../site/index.js';
import { EnterKey } from '../site/pieces/enter-key.js';
import { siteWords } from '../site/words.js';
import { serviceOf } from './matter.js';
import type { Answers, Asking, Question } from './question.js';
import { QUESTIONS } from './questions/index.js';
import type { Kept } from './report-drafts.js';
import { SentBefore } from './start.view.js';
import { addressOf, CHECK, RECEIPT, START } from './steps.js';
import { reportWords } from './words.js';

/** The language switch submits it. */
const FORM = 'question';
const STEPS = QUESTIONS.length + 1;
const LOST = ['none', 'expired', 'unreadable'] as const;

/** Says on the page to which it leads that earlier answers are gone, and why. */
export const lostQuery = (state: Kept['state']): string => (state === 'kept' ? '' : `?lost=${state}`);

function Lost() {
  const { locale, query } = useSite();
  const lost = LOST.find((state) => state === query.get('lost'));
  return lost ? <Banner kind="warning">{reportWords[locale].lost[lost]}</Banner> : null;
}

interface FramedProps {
  errors: Record<string, string>;
  number: number;
  form: { action: string; id?: string; hidden?: Record<string, string>; keepAt?: string; files?: boolean };
  button: string;
  children: ComponentChildren;
}

/** The frame of every page of the form: what is wrong, the step, the form with one main button. */
function Framed({ errors, number, form, button, children }: FramedProps) {
  const { locale } = useSite();
  return (
    <div class="column">
      <Lost />
      <ErrorSummary errors={errors} />
      <p class="caption">{reportWords[locale].step(number, STEPS)}</p>
      <Form {...form}>
        {form.files ? <EnterKey nothing={false} /> : null}
        {children}
        <div class="buttons">
          <Button>{button}</Button>
          {number > 1 ? (
            <button class="link" type="submit" name="go" value={QUESTIONS[number - 2]!.name}>
              {siteWords[locale].actions.back}
            </button>
          ) : null}
        </div>
      </Form>
    </div>
  );
}

interface Shown {
  site: Site;
  question: Question;
  /** This browser sent a report before. */
  sent: boolean;
}

/** One question; with errors it is shown again with everything typed. */
export function questionPage({ site, question, sent }: Shown, asking: Asking): PageView {
  const failed = Object.keys(asking.errors).length > 0;
  const address = addressOf(question);
  const hidden = {
    ...chosenIn(site, asking.answers),
    ...(failed && { errors: 'shown' }),
  };
  const body = (
    <Framed
      errors={asking.errors}
      number={QUESTIONS.indexOf(question) + 1}
      form={{ action: address, id: FORM, hidden, keepAt: `${address}/keep`, files: question.files ?? false }}
      button={siteWords[site.locale].actions.continue}
    >
      {sent ? <SentBefore /> : null}
      {question.body(asking)}
    </Framed>
  );
  return {
    title: question.title(asking.locale),
    body,
    failed,
    status: failed ? 422 : 200,
    personal: true,
    languageForm: FORM,
    ...(question.files && { scripts: ['upload.js'] }),
  };
}

/** A service chosen by the link that led here is kept with the first answer, not by looking at the page. */
const chosenIn = ({ query }: Site, { service }: Answers): Record<string, string> =>
  query.has('service') && service ? { service } : {};

/** Check-your-answers, each with a link back to its question. */
export function checkPage(asking: Asking): PageView {
  const said = reportWords[asking.locale];
  const failed = Object.keys(asking.errors).length > 0;
  const body = (
    <Framed errors={asking.errors} number={STEPS} form={{ action: CHECK }} button={said.check.submit}>
      <h1>{said.check.title}</h1>
      <p>{leadOf(asking)}</p>
      <SummaryList rows={answerRows(asking)} />
    </Framed>
  );
  return { title: said.check.title, body, failed, personal: true };
}

/** What sending leads to: a case, or first a mail to confirm. */
function leadOf({ locale, answers, services }: Asking): string {
  const { check, toConfirm } = reportWords[locale];
  const confirmation = serviceOf({ answers, services })?.confirmation;
  if (!confirmation) return check.lead;
  const email = answers['contact.email']?.trim();
  return email ? toConfirm.check(email, confirmation.withinDays) : toConfirm.checkWithout;
}

const answerRows = (asking: Asking) =>
  QUESTIONS.flatMap((question) =>
    (question.rows?.(asking) ?? []).map(({ label, answer }) => ({
      label,
      value: <bdi class="given">{answer || siteWords[asking.locale].none}</bdi>,
      change: { href: addressOf(question) },
    })),
  );

/** A question of a report that was sent: nothing of it is kept here any more. */
export function sentBeforePage(site: Site): PageView {
  const { sent } = reportWords[site.locale];
  const body = (
    <div class="column">
      <h1>{sent.title}</h1>
      <p>{sent.text}</p>
      <p>
        <a href={RECEIPT}>{sent.receipt}</a>
      </p>
      <Form action={START}>
        <Button kind="secondary">{sent.again}</Button>
      </Form>
    </div>
  );
  return { title: sent.title, body, personal: true };
}
