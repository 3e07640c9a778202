import { may, type Capability, type Role, type StaffActor } from '@app/people';
import type { DeskPlace } from '../outcome.js';

interface Place {
  href: string;
  /** Read by desk.js, shown on `?`. */
  key: string;
  needs: Capability;
}

export const PLACES: Readonly<Record<DeskPlace, Place>> = {
  new: { href: '/desk/calls/new', key: 'n', needs: 'log-case' },
  work: { href: '/desk', key: 'm', needs: 'read-cases' },
  approvals: { href: '/desk/approvals', key: 'a', needs: 'read-cases' },
  tasks: { href: '/desk/tasks', key: 'd', needs: 'read-cases' },
  unit: { href: '/desk/cases?queue=unit', key: 'u', needs: 'read-cases' },
  unassigned: { href: '/desk/cases?queue=unassigned', key: 't', needs: 'read-cases' },
  inbox: { href: '/desk/referrals', key: 'i', needs: 'read-referrals' },
  board: { href: '/desk/board', key: 'b', needs: 'see-board' },
  admin: { href: '/desk/admin/people', key: 's', needs: 'manage-accounts' },
  // the browser puts the focus into the search field
  find: { href: '/desk/cases#q', key: '/', needs: 'read-cases' },
};

/**
 * Where each works, the first place first; of someone with several roles the places of the role that stands first here.
 * Whose order it is decides where sign-in leads.
 */
const PLACES_OF: readonly (readonly [Role, readonly DeskPlace[]])[] = [
  ['FRONTLINE_AGENT', ['new', 'unassigned', 'work', 'find', 'board']],
  ['UNIT_HEAD', ['approvals', 'unit', 'unassigned', 'work', 'board', 'find']],
  ['AGENCY_HEAD', ['approvals', 'board', 'find']],
  ['CONTROL_OFFICER', ['board', 'approvals', 'find']],
  ['REGISTRY_CLERK', ['unassigned', 'new', 'work', 'find']],
  ['CASE_HANDLER', ['work', 'unit', 'new', 'find']],
  ['AUDITOR', ['board', 'find']],
  ['ADMIN', ['admin']],
  ['PARTNER', ['inbox']],
];

/** What depends on the day: places that are there only while something waits in them. */
export interface Waiting {
  /** She decides on requests, or stands in for someone who does. */
  approvals: boolean;
  /** Referrals to her unit wait. */
  inbox: boolean;
  /** She or her unit has something to do on cases besides answering them. */
  tasks: boolean;
}

/** The places of a person, in the order of the bar. */
export function placesOf(staff: StaffActor, { approvals, inbox, tasks }: Waiting): DeskPlace[] {
  const own = PLACES_OF.filter(([role]) => staff.roles.includes(role)).flatMap(([, places]) => places);
  const more: DeskPlace[] = [
    ...(tasks ? (['tasks'] as const) : []),
    ...(inbox ? (['inbox'] as const) : []),
    ...(approvals ? (['approvals'] as const) : []),
  ];
  return [...new Set([...own, ...more])].filter(
    (place) => may(staff, PLACES[place].needs) && (place !== 'approvals' || approvals),
  );
}

/** Where sign-in leads; who has no place is led to her own account. */
export const landingOf = (places: readonly DeskPlace[]): string =>
  places[0] === undefined ? '/desk/password' : PLACES[places[0]].href;
