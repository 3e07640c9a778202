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

interface TimelineProps {
  /** Oldest first. */
  steps: readonly Step[];
  /** The last step is the current state. */
  open?: boolean;
  newestFirst?: boolean;
}

/** The steps of a case; the current one is marked. */
export function Timeline({ steps, open, newestFirst }: TimelineProps) {
  const { locale } = useSite();
  const shown = steps.map((step, index) => ({ ...step, isNow: open && index === steps.length - 1 }));
  return (
    <ol class="timeline" reversed={newestFirst}>
      {(newestFirst ? shown.toReversed() : shown).map((step, index) => (
        <li key={`${step.at}-${index}`} class={step.isNow ? 'step step-now' : 'step'}>
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
