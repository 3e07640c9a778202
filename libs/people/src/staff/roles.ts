/** Roles of staff (docs/permissions.md). */
export const ROLES = [
  'FRONTLINE_AGENT',
  'CASE_HANDLER',
  'REGISTRY_CLERK',
  'UNIT_HEAD',
  'CONTROL_OFFICER',
  'AGENCY_HEAD',
  'AUDITOR',
  'ADMIN',
  'PARTNER',
] as const;
export type Role = (typeof ROLES)[number];

/** People of a partner's team (協力團隊) hold this role and no other, and no one else holds it: they answer referrals. */
export const TEAM_ROLE = 'PARTNER' satisfies Role;
export const isOfTeam = ({ roles }: { roles: readonly Role[] }): boolean => roles.includes(TEAM_ROLE);

const READERS = [
  ...(['FRONTLINE_AGENT', 'CASE_HANDLER', 'REGISTRY_CLERK', 'UNIT_HEAD'] as const),
  ...(['CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'] as const),
] as const;

/** What roles may do besides the acts of a case, whose rows name their roles. */
export const CAPABILITIES = {
  /** Read the cases of their unit and those below it: an administrator of accounts reads none, nor does a partner. */
  'read-cases': READERS,
  /** Read the referrals to their unit and those below it, and what these units are asked about them. */
  'read-referrals': [...READERS, TEAM_ROLE],
  /** See every case of their organisation instead of their unit's only. */
  'see-organisation': ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'],
  'log-contact': ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER'],
  'log-case': ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER'],
  'see-board': ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'FRONTLINE_AGENT', 'AUDITOR'],
  'acknowledge-alert': ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'],
  /** Read the daily lists of overdue cases (稽催清單): of their unit and those below it, or of the organisation. */
  'read-chase-lists': ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'],
  /** Those of every unit of the organisation. */
  'read-every-chase-list': ['CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'],
  /** Say that they have read such a list, and what will be done. */
  'acknowledge-chase-list': ['UNIT_HEAD', 'AGENCY_HEAD'],
  /** Get the morning sheet by mail, unless they turn it off. */
  'get-morning-sheet': ['UNIT_HEAD', 'CONTROL_OFFICER'],
  /** Agree to a date that a new calendar makes earlier. */
  'accept-earlier-date': ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'],
  /** Declare a day on which their organisation, or its county, deviates from the calendar. */
  'declare-day': ['CONTROL_OFFICER', 'AGENCY_HEAD'],
  'issue-lookup-code': ['FRONTLINE_AGENT', 'REGISTRY_CLERK'],
  /** Show a list of filters that they saved to all of their unit. */
  'share-lists': ['UNIT_HEAD', 'AGENCY_HEAD'],
  /** Take a list of cases out of the desk as a file. */
  'export-cases': ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'],
  /** Decide on what others ask: whose requests, `approvers.ts` of the cases. */
  approve: ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'],
  /** Decide that the personal data of a case are erased. */
  'erase-data': ['UNIT_HEAD', 'AGENCY_HEAD'],
  /** Grant or refuse what a person asks about her data (個資法 §10, §11). */
  'decide-data-request': ['UNIT_HEAD'],
  /** Add, change and end accounts of their organisation. */
  'manage-accounts': ['ADMIN'],
  /** See the configuration of their organisation, and propose changes of it as files. */
  'see-configuration': ['ADMIN'],
  /** Enter absences of others: heads of their unit and those below it, an administrator of the organisation. */
  'enter-absences': ['UNIT_HEAD', 'AGENCY_HEAD', 'ADMIN'],
  /** Try again, or drop, what failed on our own side and waits for a person. */
  'handle-quarantine': ['ADMIN'],
} as const satisfies Record<string, readonly Role[]>;
export type Capability = keyof typeof CAPABILITIES;

export const rolesThatMay = (capability: Capability): readonly Role[] => CAPABILITIES[capability];
