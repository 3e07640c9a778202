import type { PublicClock } from '@app/lookups';
import { spacedCode } from '@app/cases';
import type { ComponentChildren } from 'preact';
import { Button, ErrorSummary, Form, SummaryList, type PageView, type Site } from '../site/index.js';
import { Confirmation } from '../case-parts/confirmation.js';
import { PromiseCard } from '../case-parts/promise-card.js';
import type { Asking, Question } from './question.js';
import { QUESTIONS } from './questions/index.js';
import { siteWords } from '../site/words.js';
import { reportWords } from './words.js';

const REPORT_PATH = '/cases/new';
const FORM = 'question';
const STEPS = QUESTIONS.length + 1;

interface Framed {
  site: Site;
  draft: string;
  step: string;
  errors: Record<string, string>;
}

/** The frame of every page of the form: errors first, then the question, then one button. */
function Framed({
  site,
  draft,
  step,
  errors,
  number,
  children,
}: Framed & { number: number; children: ComponentChildren }) {
  const { actions } = siteWords[site.locale];
  const said = reportWords[site.locale];
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      <p class="caption">{said.step(number, STEPS)}</p>
      <Form action={REPORT_PATH} id={FORM} hidden={{ draft, step }}>
        {children}
        <div class="buttons">
          <Button>{step === 'check' ? said.check.submit : actions.continue}</Button>
          {number > 1 ? (
            <button class="link" type="submit" name="go" value={QUESTIONS[number - 2]!.name}>
              {actions.back}
            </button>
          ) : null}
        </div>
      </Form>
    </div>
  );
}

const view = (title: string, failed: boolean, body: PageView['body']): PageView => ({
  title,
  body,
  failed,
  status: failed ? 422 : 200,
  personal: true,
  languageForm: FORM,
});

/** One question; with errors it is shown again with everything typed. */
export function questionPage(framed: Omit<Framed, 'step'>, question: Question, asking: Asking): PageView {
  const number = QUESTIONS.indexOf(question) + 1;
  const body = (
    <Framed {...framed} step={question.name} number={number}>
      {question.body(asking)}
    </Framed>
  );
  return view(question.title(asking.locale), Object.keys(framed.errors).length > 0, body);
}

/** Check-your-answers, each with a link back to its question. */
export function checkPage(framed: Omit<Framed, 'step'>, asking: Asking): PageView {
  const said = reportWords[asking.locale];
  const body = (
    <Framed {...framed} step="check" number={STEPS}>
      <h1>{said.check.title}</h1>
      <p>{said.check.lead}</p>
      <SummaryList rows={answerRows(asking)} />
    </Framed>
  );
  return view(said.check.title, Object.keys(framed.errors).length > 0, body);
}

const answerRows = (asking: Asking) =>
  QUESTIONS.flatMap(({ name, rows }) =>
    (rows?.(asking) ?? []).map(({ label, answer }) => ({
      label,
      value: <bdi class="given">{answer || siteWords[asking.locale].none}</bdi>,
      change: { name: 'go', value: name },
    })),
  );

interface Done {
  draft: string;
  number: string;
  code: string;
  clocks: readonly PublicClock[];
  reachable: boolean;
}

/** Number and code, shown once, and what happens next with its dates. */
export function donePage(site: Site, { draft, number, code, clocks, reachable }: Done): PageView {
  const said = reportWords[site.locale].done;
  const body = (
    <div class="column">
      <Confirmation title={said.title} number={number} code={spacedCode(code)} />
      <h2>{said.next}</h2>
      <p>{reachable ? said.contact : said.noContact}</p>
      {reachable ? <p>{said.apart}</p> : null}
      {clocks.length > 0 ? <h2>{said.promises}</h2> : null}
      {clocks.map((shown) => (
        <PromiseCard key={shown.clock.commitmentId} shown={shown} />
      ))}
      <p class="no-print">
        <a href="/progress">{said.track}</a>
      </p>
      {/* for the language switch: the same case again, in other words */}
      <Form action={REPORT_PATH} id={FORM} hidden={{ draft, step: 'sent' }}>
        {null}
      </Form>
    </div>
  );
  return { title: said.title, body, personal: true, languageForm: FORM };
}

/** Page for a form that was sent before with other content. */
export function sentAlreadyPage(site: Site): PageView {
  const { sent } = reportWords[site.locale];
  const body = (
    <div class="column">
      <h1>{sent.title}</h1>
      <p>{sent.text}</p>
      <p>
        <a href="/progress">{siteWords[site.locale].nav.progress}</a> · <a href={REPORT_PATH}>{sent.again}</a>
      </p>
    </div>
  );
  return { title: sent.title, body, status: 409, personal: true };
}
