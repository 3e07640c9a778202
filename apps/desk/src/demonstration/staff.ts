import type { NewStaff } from '@app/people';

const at = (login: string, name: string, unitId: string, roles: NewStaff['roles']): NewStaff => ({
  login,
  name,
  unitId,
  roles,
  organisationId: 'demo',
  email: `${login}@demo.example`,
});

/** Who works at the demonstration desk. */
export const DEMO_STAFF = {
  agent: at('agent', '林話務', 'demo.service-desk', ['FRONTLINE_AGENT']),
  handler: at('handler', '陳承辦', 'demo.guidance', ['CASE_HANDLER']),
  head: at('head', '黃組長', 'demo.guidance', ['UNIT_HEAD', 'CASE_HANDLER']),
  partner: at('partner', '吳協力', 'demo.finance-team', ['PARTNER']),
  startup: at('startup', '許創業', 'demo.startup-team', ['PARTNER']),
  supervisor: at('supervisor', '張督導', 'demo.head-office', ['CONTROL_OFFICER', 'UNIT_HEAD', 'AGENCY_HEAD']),
  admin: at('admin', '周管理', 'demo.head-office', ['ADMIN']),
} as const;
export type DemoLogin = keyof typeof DEMO_STAFF;
