import type { CaseStatus, ChaseState, CoHandlingState } from '@app/cases';
import type { ClockStateNow } from '@app/sla/clock';
import type { ReferralStatus } from '@app/referrals';
import { Tag, type Tone } from '../site/pieces/tag.js';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

const CASE_TONES: Record<CaseStatus, Tone> = {
  AWAITING_CONFIRMATION: 'warn',
  RECEIVED: 'active',
  ACCEPTED: 'active',
  IN_PROGRESS: 'active',
  AWAITING_CORRECTION: 'warn',
  AWAITING_APPROVAL: 'active',
  REPLIED: 'good',
  CLOSED: 'good',
  NO_ACTION: 'quiet',
  WITHDRAWN: 'quiet',
  MERGED: 'quiet',
  TRANSFERRED: 'quiet',
  LAPSED: 'quiet',
};
const CLOCK_TONES: Record<ClockStateNow, Tone> = {
  RUNNING: 'active',
  PAUSED: 'warn',
  WARNING: 'warn',
  OVERDUE: 'bad',
  ON_TIME: 'good',
  LATE: 'bad',
  CANCELLED: 'quiet',
};
const REFERRAL_TONES: Record<ReferralStatus, Tone> = {
  OFFERED: 'warn',
  ACCEPTED: 'active',
  RETURNED: 'quiet',
  RECALLED: 'quiet',
  REPLIED: 'good',
};

const CO_HANDLING_TONES: Record<CoHandlingState, Tone> = {
  OPEN: 'warn',
  ANSWERED: 'good',
  RECALLED: 'quiet',
  VOID: 'quiet',
};

const CHASE_TONES: Record<ChaseState, Tone> = {
  OPEN: 'warn',
  ANSWERED: 'good',
  VOID: 'quiet',
  UNDONE: 'quiet',
};

interface ForWhom {
  /** In citizens' words instead of the desk's. */
  citizen?: boolean | undefined;
}

const wordsFor = (citizen: boolean | undefined) => {
  const { statuses } = casePartsWords[useSite().locale];
  return citizen ? statuses.citizen : statuses;
};

export const StatusTag = ({ status, citizen }: { status: CaseStatus } & ForWhom) => (
  <Tag tone={CASE_TONES[status]}>{wordsFor(citizen).case[status]}</Tag>
);
export const ClockTag = ({ state, citizen }: { state: ClockStateNow } & ForWhom) => (
  <Tag tone={CLOCK_TONES[state]}>{wordsFor(citizen).clock[state]}</Tag>
);
export const ReferralTag = ({ status }: { status: ReferralStatus }) => (
  <Tag tone={REFERRAL_TONES[status]}>{casePartsWords[useSite().locale].statuses.referral[status]}</Tag>
);
export const CoHandlingTag = ({ state }: { state: CoHandlingState }) => (
  <Tag tone={CO_HANDLING_TONES[state]}>{casePartsWords[useSite().locale].statuses.coHandling[state]}</Tag>
);
export const ChaseTag = ({ state }: { state: ChaseState }) => (
  <Tag tone={CHASE_TONES[state]}>{casePartsWords[useSite().locale].statuses.chase[state]}</Tag>
);
