import { nextSteps, type CaseFile, type DecisionCode, type ReadEvent } from '@app/cases';
import { Catalogue, type WorkStep } from '@app/catalogue';
import { Injectable } from '@nestjs/common';

/** A step of the service, and when it was done in this case. */
export interface ShownStep extends WorkStep {
  /** Undefined: not done. `note` is for staff. */
  done: { on: string; note: string | null } | undefined;
  /** Can be done now. */
  isNext: boolean;
}

/** The decision of a case, with the document that told it. */
export interface RecordedDecision {
  decision: DecisionCode;
  amount: string | undefined;
  documentNumber: string | undefined;
  documentDate: string | undefined;
}

@Injectable()
export class Steps {
  constructor(private readonly catalogue: Catalogue) {}

  /** In the order of the service's data. */
  of({ serviceId }: CaseFile, events: readonly ReadEvent[]): ShownStep[] {
    const steps = this.catalogue.serviceOfCase(serviceId)?.workSteps ?? [];
    const done = new Map(
      events
        .filter(({ type }) => type === 'STEP_DONE')
        .map(({ facts, text }) => [facts.step!, { on: facts.on!, note: text }]),
    );
    const next = nextSteps(steps, [...done.keys()]);
    return steps.map((step) => ({ ...step, done: done.get(step.id), isNext: next.includes(step) }));
  }
}

/** As it was recorded last. */
export function decisionIn(events: readonly ReadEvent[]): RecordedDecision | null {
  const facts = events.findLast(({ type }) => type === 'DECIDED')?.facts;
  if (!facts) return null;
  const { decision, amount, documentNumber, documentDate } = facts;
  return { decision: decision as DecisionCode, amount, documentNumber, documentDate };
}
