import { commitmentFaults } from '@app/sla/clock';
import { COMMON_RULES } from './binding.js';
import { checkOwnership } from './check-services.js';
import { toClockCommitment } from './clock-commitment.js';
import { asksAcceptance, type ClockEntry, type CommitmentEntry } from './commitment.schema.js';
import type { OrganisationEntry } from './organisation.schema.js';
import { isPublishedDays } from './published-days.js';
import type { Placed, Problems } from './problems.js';
import type { ServiceEntry } from './service.schema.js';

type Commitment = Placed<CommitmentEntry>;

const EVENT_FIELDS = ['startOn', 'stopOn', 'cancelOn', 'pauseOn', 'resumeOn'] as const;

export interface Known {
  organisations: readonly Placed<OrganisationEntry>[];
  services: readonly Placed<ServiceEntry>[];
  /** History event types, as the cases room lists them. */
  events: ReadonlySet<string>;
}

/** Checks across entries: owners, services and events exist, and a clock can start and end. */
export function checkCommitments(commitments: readonly Commitment[], known: Known, problems: Problems): void {
  const ids = known.organisations.map(({ entry }) => entry.id);
  checkOwnership(commitments, new Set([...ids, ...COMMON_RULES]), problems);
  const demonstrations = new Set(
    known.organisations.filter(({ entry }) => entry.demonstration).map(({ entry }) => entry.id),
  );
  for (const commitment of commitments) {
    checkBoundServices(commitment, known, problems);
    if (!demonstrations.has(commitment.entry.organisation)) checkQuote(commitment, problems);
    if (commitment.entry.kind === 'clock')
      checkClock(commitment as Placed<ClockEntry>, known.events, problems);
  }
}

function checkBoundServices(commitment: Commitment, { services }: Known, problems: Problems): void {
  const owners = new Map(services.map(({ entry }) => [entry.id, entry.organisation]));
  const { organisation } = commitment.entry;
  commitment.entry.services?.forEach((id, index) => {
    const owner = owners.get(id);
    const field = ['services', index];
    if (!owner && problems.wasLeftOut(id)) return;
    if (!owner) problems.at(commitment, field, `service ${id} does not exist`);
    else if (owner !== organisation && !COMMON_RULES.includes(organisation))
      problems.at(
        commitment,
        field,
        `service ${id} belongs to ${owner}; this promise binds ${organisation} only`,
      );
  });
}

function checkQuote(commitment: Commitment, problems: Problems): void {
  const { organisation, source } = commitment.entry;
  if (source.quote || COMMON_RULES.includes(organisation) || isPublishedDays(commitment.entry)) return;
  problems.at(
    commitment,
    ['source', 'quote'],
    'is missing; copy the words of the plan that make this promise',
  );
}

function checkClock(clock: Placed<ClockEntry>, events: ReadonlySet<string>, problems: Problems): void {
  for (const field of EVENT_FIELDS) {
    clock.entry[field].forEach((event, index) => {
      if (!events.has(event)) problems.at(clock, [field, index], `"${event}" is not a history event`);
    });
  }
  checkStart(clock, problems);
  checkCountable(clock, problems);
  checkRungs(clock, problems);
  checkOverlaps(clock, problems);
}

function checkStart(clock: Placed<ClockEntry>, problems: Problems): void {
  const { startOn, startsAt, subject } = clock.entry;
  if (startOn.length > 0 && startsAt)
    problems.at(clock, ['startsAt'], 'stands beside startOn; keep one of the two');
  if (startsAt && subject === 'CASE')
    problems.at(clock, ['startsAt'], 'is for promises about referrals; subject is CASE');
}

/** Faults that the clock itself reports. */
function checkCountable(clock: Placed<ClockEntry>, problems: Problems): void {
  for (const { field, en } of commitmentFaults(toClockCommitment(clock.entry, '')))
    problems.at(clock, [field], en);
}

/** A rung's name identifies its timer, so it must be unique. Two rungs at one moment would remind people twice. */
function checkRungs(clock: Placed<ClockEntry>, problems: Problems): void {
  const { ladder } = clock.entry;
  ladder.forEach(({ name, at, to }, index) => {
    const say = (field: 'name' | 'at' | 'to', words: string) =>
      problems.at(clock, ['ladder', index, field], words);
    const before = ladder.slice(0, index);
    if (before.some((rung) => rung.name === name)) say('name', `"${name}" is there twice`);
    if (before.some((rung) => rung.at === at)) say('at', `"${at}" is there twice; make it one rung`);
    if (to.includes('DESK_SUPERVISOR') && !asksAcceptance(clock.entry))
      say('to', 'DESK_SUPERVISOR may refer again: only where a REFERRAL is to be accepted');
  });
}

/** One event may end a clock and start the next, but it cannot both stop and cancel a clock. */
function checkOverlaps(clock: Placed<ClockEntry>, problems: Problems): void {
  const stops = new Set(clock.entry.stopOn);
  clock.entry.cancelOn.forEach((event, index) => {
    if (stops.has(event)) problems.at(clock, ['cancelOn', index], `"${event}" stands under stopOn too`);
  });
}
