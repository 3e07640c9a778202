import { ClockBook, type CaseContext, type EventFacts } from '@app/cases';
import { invalid, minutes, Problem, taipeiDate } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ReferralActName, ReferralInput } from './referral-acts.js';
import type { Course } from './referral-course.js';
import type { Referral } from './referral.entity.js';

interface Step {
  context: CaseContext;
  referral: Referral;
  course: Course;
  input: ReferralInput;
  at: number;
}
type Facts = (step: Step) => EventFacts | Promise<EventFacts>;

/** What a team does between acceptance and answer: attempts to reach the citizen, reports, more time. */
@Injectable()
export class PartnerWork {
  constructor(private readonly clocks: ClockBook) {}

  private readonly rules: Partial<Record<ReferralActName, Facts>> = {
    attempt: attemptOf,
    'ask-time': async (step) => {
      const refused = await this.refusal(step, step.input.length!);
      if (refused) throw invalid({ field: 'length', code: refused });
      return { length: step.input.length! };
    },
    // the day may have passed since it was asked for
    'grant-time': async (step) => {
      const { length } = step.course.asked!;
      const refused = await this.refusal(step, length);
      if (refused) throw new Problem('NOT_ALLOWED', 'time-too-late');
      return { length };
    },
  };

  /** The facts that only this act has. Throws INVALID for an input that does not fit. */
  async facts(act: ReferralActName, step: Step): Promise<EventFacts> {
    return (await this.rules[act]?.(step)) ?? {};
  }

  private refusal({ context, referral, at }: Step, length: string): Promise<string | undefined> {
    return this.clocks.moreTimeRefusal(context, { length, at, subjects: [referral.id, referral.chainId] });
  }
}

/** An attempt is logged after it was made, and not before the team had the case. */
function attemptOf({ referral, course, input, at }: Step): EventFacts {
  const { how, outcome, on = taipeiDate(at), time } = input;
  const attemptedAt = time === undefined && input.on === undefined ? at : instantOf(on, time);
  if (attemptedAt > at || attemptedAt < referral.acceptedAt! - minutes(1))
    throw invalid({ field: time === undefined ? 'on' : 'time', code: 'attempt-when' });
  const unanswered = outcome === 'UNANSWERED' ? { unanswered: course.unanswered + 1 } : {};
  return { how: how!, outcome: outcome!, attemptedAt, ...unanswered };
}

/** A day without a time means its noon. */
const instantOf = (on: string, time = '12:00'): number => Date.parse(`${on}T${time}:00+08:00`);
