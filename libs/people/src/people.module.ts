import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { AuditChain1764300000001 } from './audit-chain.migration.js';
import { AuditTrail } from './audit-trail.js';
import { Credentials } from './credentials.js';
import { Deputies1764200000001 } from './deputies.migration.js';
import { Lockouts1764400000001 } from './lockouts.migration.js';
import { People1764000000001 } from './people.migration.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { StaffRegister } from './staff-register.js';
import { ApiToken, AuditEvent, Staff, StaffSession } from './staff.entity.js';
import { Tokens } from './tokens.js';

registerTables({
  entities: [Staff, StaffSession, ApiToken, AuditEvent],
  migrations: [People1764000000001, Deputies1764200000001, AuditChain1764300000001, Lockouts1764400000001],
});

const services = [SignIn, Sessions, Tokens, Credentials, StaffRegister, AuditTrail];

@Module({ providers: services, exports: services })
export class PeopleModule {}
