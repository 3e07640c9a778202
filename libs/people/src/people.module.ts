import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { AuditChain1764300000001 } from './trail/trail-chain.migration.js';
import { Trail } from './trail/trail.js';
import { AccountChanges } from './accounts/account-changes.js';
import { Accounts } from './accounts/accounts.js';
import { Credentials } from './accounts/credentials.js';
import { AbsenceBook } from './accounts/absence-book.js';
import { CalendarAbsences1767600000001 } from './staff/calendar-absences.migration.js';
import { Deputies1764200000001 } from './staff/deputies.migration.js';
import { Lockouts1764400000001 } from './accounts/lockouts.migration.js';
import { PartnerRole1767700001001 } from './staff/partner-role.migration.js';
import { People1764000000001 } from './staff/people.migration.js';
import { Sessions } from './accounts/sessions.js';
import { SignIn } from './accounts/sign-in.js';
import { StaffRegister } from './accounts/staff-register.js';
import { ApiToken, StaffSession } from './accounts/credentials.entities.js';
import { Staff } from './staff/staff.entity.js';
import { TrailEvent } from './trail/trail-event.entity.js';
import { UnitPeople } from './accounts/unit-people.js';
import { Tokens } from './accounts/tokens.js';

registerTables({
  entities: [Staff, StaffSession, ApiToken, TrailEvent],
  migrations: [
    People1764000000001,
    Deputies1764200000001,
    AuditChain1764300000001,
    Lockouts1764400000001,
    CalendarAbsences1767600000001,
    PartnerRole1767700001001,
  ],
  forgotten: [{ table: 'staff_session', column: 'lastSeenAt', days: 2 }],
});

const services = [
  SignIn,
  Sessions,
  Tokens,
  Credentials,
  StaffRegister,
  Trail,
  Accounts,
  AccountChanges,
  AbsenceBook,
  UnitPeople,
];

@Module({ providers: services, exports: services })
export class PeopleModule {}
