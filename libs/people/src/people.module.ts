import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { AuditChain1764300000001 } from './trail/audit-chain.migration.js';
import { AuditTrail } from './trail/audit-trail.js';
import { Credentials } from './accounts/credentials.js';
import { Deputies1764200000001 } from './staff/deputies.migration.js';
import { Lockouts1764400000001 } from './accounts/lockouts.migration.js';
import { People1764000000001 } from './staff/people.migration.js';
import { Sessions } from './accounts/sessions.js';
import { SignIn } from './accounts/sign-in.js';
import { StaffRegister } from './accounts/staff-register.js';
import { ApiToken, AuditEvent, Staff, StaffSession } from './staff/staff.entity.js';
import { Tokens } from './accounts/tokens.js';

registerTables({
  entities: [Staff, StaffSession, ApiToken, AuditEvent],
  migrations: [People1764000000001, Deputies1764200000001, AuditChain1764300000001, Lockouts1764400000001],
});

const services = [SignIn, Sessions, Tokens, Credentials, StaffRegister, AuditTrail];

@Module({ providers: services, exports: services })
export class PeopleModule {}
