import { CatalogueModule } from '@app/catalogue';
import { PeopleModule } from '@app/people';
import { registerTables } from '@app/platform';
import { TimersModule } from '@app/sla/timers';
import { Module } from '@nestjs/common';
import { Adoption } from './adoption.js';
import { Audit } from './audit/audit.js';
import { CaseAccess } from './case-access.js';
import { CaseActs } from './case-acts.js';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import { CaseImport } from './case-import.js';
import { CaseReader } from './case-reader.js';
import { CaseRegister } from './case-register.js';
import { CaseSerial } from './case-serial.entity.js';
import { CaseTimers } from './case-timers.js';
import { Cases1764000000004 } from './cases.migration.js';
import { ClockBook } from './clock-book.js';
import { CalendarDays } from './calendar-days.js';
import { Corrections } from './corrections.js';
import { CountedClocks } from './counted-clocks.js';
import { EarlierDate } from './earlier-date.entity.js';
import { EarlierDateBook } from './earlier-date-book.js';
import { EarlierDates } from './earlier-dates.js';
import { EarlierDates1764200000004 } from './earlier-dates.migration.js';
import { QuarantinedTimers } from './quarantined-timers.js';
import { Recount } from './recount.js';
import { ClockTimers } from './clock-timers.js';
import { ClockCount } from './clock-count.entity.js';
import { ClockRow } from './clock.entity.js';
import { DueList } from './due-list.js';
import { History } from './history.js';
import { HistoryEvent } from './history-event.entity.js';
import { ActChecks } from './act-checks.js';
import { Merging } from './merging.js';
import { LivingSpeed1764400000004 } from './living-speed.migration.js';
import { LookupCodes } from './lookup-codes.js';
import { LookupDoor } from './lookup-door.js';
import { Seals } from './seals.js';

registerTables({
  entities: [CaseFile, CaseKey, Petitioner, CaseSerial, HistoryEvent, ClockRow, ClockCount, EarlierDate],
  migrations: [Cases1764000000004, EarlierDates1764200000004, LivingSpeed1764400000004],
});

const services = [
  LookupCodes,
  LookupDoor,
  History,
  CountedClocks,
  EarlierDateBook,
  ClockBook,
  Corrections,
  Seals,
  CaseAccess,
  CaseRegister,
  CaseActs,
  CaseReader,
  DueList,
  CaseTimers,
  QuarantinedTimers,
  Adoption,
  CaseImport,
  Audit,
  Recount,
  CalendarDays,
  EarlierDates,
];

/** The record: case, history, statuses as one table, every act that changes a case. */
@Module({
  imports: [CatalogueModule, PeopleModule, TimersModule],
  providers: [...services, ClockTimers, ActChecks, Merging],
  exports: [...services, CatalogueModule, PeopleModule, TimersModule],
})
export class CasesModule {}
