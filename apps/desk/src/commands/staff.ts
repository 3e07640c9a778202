import { Catalogue } from '@app/catalogue';
import { checkRoles, ROLES, rolesThatMay, StaffRegister, Tokens, type Role, type Staff } from '@app/people';
import { days, TimeSource, invalid } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const list = (text: string) => text.split(',').map((item) => item.trim());
/** Value that removes a deputy or an absence. */
const NONE = 'none';

/** Accounts of staff and tokens of programs. */
export function addStaff(program: Command): void {
  const user = program.command('user').description('accounts of staff');
  addCreate(user);
  addSet(user);
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

function addCreate(user: Command): void {
  user
    .command('create')
    .description('create an account; prints its first password once, to be changed at first sign-in')
    .requiredOption('--login <login>', 'lower case letters, digits, dots')
    .requiredOption('--name <name>', 'shown to colleagues')
    .requiredOption('--organisation <id>', 'such as sme')
    .requiredOption('--unit <id>', 'such as sme.instant-service-centre')
    .requiredOption('--roles <roles>', `comma separated: ${ROLES.join(', ')}`)
    .option('--email <address>', 'for notices to staff')
    .option('--deputy <login>', 'who stands in (職務代理人)')
    .option('--json', 'machine-readable')
    .action(createUser);
}

function addSet(user: Command): void {
  user
    .command('set')
    .description('name a deputy, or say until when somebody is away')
    .requiredOption('--login <login>', 'whose account')
    .option('--deputy <login>', `who stands in (職務代理人); ${NONE} ends it`)
    .option('--away-until <date>', `last day of absence, YYYY-MM-DD; ${NONE} ends it`)
    .option('--json', 'machine-readable')
    .action(setUser);
}

interface UserOptions {
  login: string;
  name: string;
  organisation: string;
  unit: string;
  roles: string;
  email?: string;
  deputy?: string;
  json?: boolean;
}

function createUser(options: UserOptions): Promise<void> {
  return withDesk(async (desk) => {
    const unit = desk.get(Catalogue).unit(options.unit);
    if (!unit || unit.organisation !== options.organisation)
      throw invalid({ field: 'unit', code: 'unknown-unit' });
    const { login, name, organisation: organisationId, unit: unitId, email } = options;
    const roles = list(options.roles) as Role[];
    checkRoles(unit, roles);
    const deputyId = options.deputy === undefined ? null : await deputyFor(desk, options.deputy, unitId);
    const made = await desk
      .get(StaffRegister)
      .create({ login, name, organisationId, unitId, roles, email: email ?? null, deputyId });
    show(
      { ...made, login },
      options.json ?? false,
      () => `created ${login}; first password (shown once): ${made.password}`,
    );
  });
}

interface SetOptions {
  login: string;
  deputy?: string;
  awayUntil?: string;
  json?: boolean;
}

function setUser({ login, deputy, awayUntil, json = false }: SetOptions): Promise<void> {
  return withDesk(async (desk) => {
    const staff = await accountOf(desk, login, 'login');
    const change = {
      ...(deputy !== undefined && {
        deputyId: deputy === NONE ? null : await deputyFor(desk, deputy, staff.unitId),
      }),
      ...(awayUntil !== undefined && { awayUntil: awayUntil === NONE ? null : awayUntil }),
    };
    const set = await desk.get(StaffRegister).setAbsence(staff.id, change);
    const standsIn = set.deputyId && (await desk.get(StaffRegister).byId(set.deputyId))?.login;
    show(
      { login, deputy: standsIn ?? null, awayUntil: set.awayUntil },
      json,
      () => `${login}: deputy ${standsIn ?? NONE}, away until ${set.awayUntil ?? NONE}`,
    );
  });
}

async function accountOf(desk: INestApplicationContext, login: string, field: string): Promise<Staff> {
  const staff = await desk.get(StaffRegister).byLogin(login);
  if (!staff) throw invalid({ field, code: 'unknown-login' });
  return staff;
}

/** Refuses a deputy who cannot open the cases of the unit: reminders to that person would be useless. */
async function deputyFor(desk: INestApplicationContext, login: string, unitId: string): Promise<string> {
  const deputy = await accountOf(desk, login, 'deputy');
  const all = rolesThatMay('see-organisation');
  const sees =
    deputy.roles.some((role) => all.includes(role)) ||
    desk.get(Catalogue).unitsUnder(deputy.unitId).includes(unitId);
  if (!sees) throw invalid({ field: 'deputy', code: 'deputy-cannot-see-cases' });
  return deputy.id;
}

function createToken(options: { user: string; label: string; days?: string; json?: boolean }): Promise<void> {
  return withDesk(async (desk) => {
    const expiresAt = options.days ? desk.get(TimeSource).now() + days(Number(options.days)) : null;
    const token = await desk.get(Tokens).create(options.user, options.label, expiresAt);
    show({ token }, options.json ?? false, () => token);
  });
}
