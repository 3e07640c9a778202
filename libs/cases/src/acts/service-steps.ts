import { Catalogue, type WorkStep } from '@app/catalogue';
import { invalid } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CaseContext } from '../record/case-context.js';
import { eventsOf } from '../record/last-event.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

/** A step as it was done. */
interface Done {
  step?: string;
  on?: string;
}

/** The steps that may be done next: after those done, up to the first one that cannot be left out. */
export function nextSteps(steps: readonly WorkStep[], done: readonly string[]): WorkStep[] {
  const left = steps.slice(steps.findLastIndex(({ id }) => done.includes(id)) + 1);
  const must = left.findIndex(({ optional }) => !optional);
  return must < 0 ? left : left.slice(0, must + 1);
}

/** What the agency does with a case of a service, in the order of its data, each step once. */
@Injectable()
export class ServiceSteps {
  constructor(private readonly catalogue: Catalogue) {}

  async next(place: Place): Promise<WorkStep[]> {
    return nextSteps(this.of(place), idsOf(await this.done(place)));
  }

  /** Throws INVALID for a step of another service, one done already, or one whose turn has not come. */
  async check(place: Place, { step, on }: { step: string; on: string }): Promise<void> {
    const done = await this.done(place);
    const steps = this.of(place);
    const wrong = (field: string, code: string) => invalid({ field, code });
    if (!steps.some(({ id }) => id === step)) throw wrong('step', 'not-a-step');
    if (idsOf(done).includes(step)) throw wrong('step', 'step-done');
    if (!nextSteps(steps, idsOf(done)).some(({ id }) => id === step)) throw wrong('step', 'step-order');
    if (done.some((one) => one.on !== undefined && on < one.on)) throw wrong('on', 'before-last-step');
  }

  private of({ file }: Place): readonly WorkStep[] {
    return this.catalogue.serviceOfCase(file.serviceId)?.workSteps ?? [];
  }

  private async done(place: Place): Promise<Done[]> {
    return (await eventsOf(place, ['STEP_DONE'])).map(({ facts }) => facts);
  }
}

const idsOf = (done: readonly Done[]): string[] =>
  done.flatMap(({ step }) => (step === undefined ? [] : [step]));
