import type { ShownStep } from '@app/lookups';
import { dateWords } from '@app/platform';
import { Tag } from '../site/index.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** What is done with a case of its service, in order: done, next, or still to come. */
export function CaseSteps(props: CaseViewProps) {
  const { detail, site } = props;
  const said = casesWords[site.locale].case;
  if (detail.steps.length === 0) return null;
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">{said.steps}</h2>
      <ol class="rows">
        {detail.steps.map((step) => (
          <Step key={step.id} step={step} {...props} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, detail: { acts }, site: { locale } }: CaseViewProps & { step: ShownStep }) {
  const said = casesWords[locale].case;
  const { name, done, optional } = step;
  const isNext = step.isNext && acts.includes('step-done');
  return (
    <li>
      <p>
        <strong>{name[locale]}</strong>
        {optional ? <span class="hint">{said.stepOptional}</span> : null}{' '}
        {done ? (
          <Tag tone="good">{said.stepDone}</Tag>
        ) : isNext ? (
          <Tag tone="active">{said.stepNext}</Tag>
        ) : null}
      </p>
      {done ? <p class="hint">{dateWords(done.on, locale)}</p> : null}
      {done?.note ? (
        <p class="text" dir="auto">
          {done.note}
        </p>
      ) : null}
    </li>
  );
}
