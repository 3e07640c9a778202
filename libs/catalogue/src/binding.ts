import type { ClockEntry, CommitmentEntry } from './commitment.schema.js';
import type { ServiceEntry } from './service.schema.js';

/** Rules that bind every organisation: the law, and this system's own house rule. */
export const COMMON_RULES: readonly string[] = ['law', 'house'];

type Bound = Pick<ServiceEntry, 'id' | 'organisation' | 'kind' | 'standardDays'>;
type Binding = Pick<CommitmentEntry, 'organisation' | 'services' | 'appliesTo' | 'unlessPublished'>;

/**
 * Whether a commitment applies to a service: only within the organisation of the plan, and there to the services or
 * kinds it names.
 */
export function binds(commitment: Binding, service: Bound): boolean {
  if (!bindsOrganisation(commitment, service.organisation)) return false;
  const { services, appliesTo, unlessPublished } = commitment;
  if (unlessPublished && service.standardDays !== undefined) return false;
  if (!services && !appliesTo) return true;
  return Boolean(services?.includes(service.id) || appliesTo?.includes(service.kind));
}

export function bindsOrganisation(commitment: Pick<Binding, 'organisation'>, organisation: string): boolean {
  return COMMON_RULES.includes(commitment.organisation) || commitment.organisation === organisation;
}

/**
 * Whether this system measures the promise: a clock that applies to a service, or a rate whose formula it computes.
 * With `services`, a clock must apply to at least one of them.
 */
export function isMeasuredNow(commitment: CommitmentEntry, services?: readonly Bound[]): boolean {
  if (commitment.kind === 'rate') return commitment.measure !== undefined;
  return commitment.kind === 'clock' && clockBindsSomething(commitment, services);
}

function clockBindsSomething(clock: ClockEntry, services?: readonly Bound[]): boolean {
  if (services) return services.some((service) => binds(clock, service));
  return clock.appliesTo?.length !== 0 || Boolean(clock.services?.length);
}
