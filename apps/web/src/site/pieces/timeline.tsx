import type { ComponentChildren } from 'preact';
import { dateTimeWords, isoTaipei } from '@app/platform';
import { useSite } from '../site.js';

export interface Step {
  title: string;
  at: number;
  /** The unit or partner that did it. */
  by?: string | undefined;
  detail?: ComponentChildren;
}

/** The steps of a case, newest last; the last one is the current state. */
export function Timeline({ steps, open }: { steps: readonly Step[]; open?: boolean }) {
  const { locale } = useSite();
  return (
    <ol class="timeline">
      {steps.map((step, index) => (
        <li key={`${step.at}-${index}`} class={open && index === steps.length - 1 ? 'step step-now' : 'step'}>
          <p class="step-title">{step.title}</p>
          <p class="step-facts">
            <time dateTime={isoTaipei(step.at)}>{dateTimeWords(step.at, locale)}</time>
            {step.by ? <span class="step-by">{step.by}</span> : null}
          </p>
          {step.detail ? <div class="step-detail">{step.detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}
