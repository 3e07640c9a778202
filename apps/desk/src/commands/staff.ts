import { Catalogue } from '@app/catalogue';
import { ROLES, StaffRegister, Tokens, type Role } from '@app/people';
import { days, Clock, invalid } from '@app/platform';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const list = (text: string) => text.split(',').map((item) => item.trim());

/** Accounts of staff and tokens of programs. */
export function addStaff(program: Command): void {
  program
    .command('user')
    .description('accounts of staff')
    .command('create')
    .description('create an account; prints its first password once, to be changed at first sign-in')
    .requiredOption('--login <login>', 'lower case letters, digits, dots')
    .requiredOption('--name <name>', 'shown to colleagues')
    .requiredOption('--organisation <id>', 'such as sme')
    .requiredOption('--unit <id>', 'such as sme.instant-service-centre')
    .requiredOption('--roles <roles>', `comma separated: ${ROLES.join(', ')}`)
    .option('--email <address>', 'for notices to staff')
    .option('--json', 'machine-readable')
    .action(createUser);
  program
    .command('token')
    .description('bearer tokens of the JSON API')
    .command('create')
    .description('create a token for a member of staff; printed once')
    .requiredOption('--user <login>', 'its owner: the token can do what the owner can')
    .option('--label <label>', 'what it is for', 'command line')
    .option('--days <days>', 'days until it expires')
    .option('--json', 'machine-readable')
    .action(createToken);
}

interface UserOptions {
  login: string;
  name: string;
  organisation: string;
  unit: string;
  roles: string;
  email?: string;
  json?: boolean;
}

function createUser(options: UserOptions): Promise<void> {
  return withDesk(async (desk) => {
    const unit = desk.get(Catalogue).unit(options.unit);
    if (!unit || unit.organisation !== options.organisation)
      throw invalid({ field: 'unit', code: 'unknown-unit' });
    const { login, name, organisation: organisationId, unit: unitId, email } = options;
    const roles = list(options.roles) as Role[];
    const made = await desk
      .get(StaffRegister)
      .create({ login, name, organisationId, unitId, roles, email: email ?? null });
    show(
      { ...made, login },
      options.json ?? false,
      () => `created ${login}; first password (shown once): ${made.password}`,
    );
  });
}

function createToken(options: { user: string; label: string; days?: string; json?: boolean }): Promise<void> {
  return withDesk(async (desk) => {
    const expiresAt = options.days ? desk.get(Clock).now() + days(Number(options.days)) : null;
    const token = await desk.get(Tokens).create(options.user, options.label, expiresAt);
    show({ token }, options.json ?? false, () => token);
  });
}
