import 'reflect-metadata';
import { StaffRegister, Tokens, type NewStaff } from '@app/people';
import { ensureSecret, loadSettings } from '@app/platform';
import { prepare } from '../../apps/desk/src/commands/prepare.js';
import { withDesk } from '../../apps/desk/src/open-desk.js';

export interface DeskTokens {
  agent: string;
  partner: string;
}

const at = (login: string, unitId: string, roles: NewStaff['roles']): NewStaff => ({
  login,
  name: login,
  email: `${login}@staff.example`,
  organisationId: 'sme',
  unitId,
  roles,
});
const STAFF = {
  agent: at('agent', 'sme.instant-service-centre', ['FRONTLINE_AGENT', 'CASE_HANDLER']),
  partner: at('partner', 'sme.north-desk', ['PARTNER']),
  supervisor: at('supervisor', 'sme.management-guidance', ['CONTROL_OFFICER', 'UNIT_HEAD', 'AGENCY_HEAD']),
} satisfies Record<string, NewStaff>;

const SILENT = { line: () => undefined, hint: () => undefined };

/** Prepares key, schema, config/, staff and their tokens, as an operator would. */
export async function prepareDesk(env: Record<string, string>): Promise<DeskTokens> {
  const { REDIS_URL: _, ...needed } = env;
  const settings = loadSettings(needed);
  ensureSecret(settings);
  const tokens: DeskTokens = { agent: '', partner: '' };
  await withDesk(
    async (desk) => {
      await prepare(desk, SILENT);
      for (const staff of Object.values(STAFF)) await desk.get(StaffRegister).create(staff);
      for (const who of Object.keys(tokens) as (keyof DeskTokens)[])
        tokens[who] = await desk.get(Tokens).create(who, 'fault run');
    },
    { settings },
  );
  return tokens;
}
