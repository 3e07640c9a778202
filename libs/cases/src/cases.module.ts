import { CatalogueModule } from '@app/catalogue';
import { PeopleModule } from '@app/people';
import { registerTables } from '@app/platform';
import { TimersModule } from '@app/sla/timers';
import { Module } from '@nestjs/common';
import { Adoption } from './opening/adoption.js';
import { ApprovalBook } from './acts/approval-book.js';
import { ApprovalRequest } from './record/approval-request.entity.js';
import { ApprovalRequests1767100000004 } from './record/approval-requests.migration.js';
import { Approvers } from './acts/approvers.js';
import { Approving } from './acts/approving.js';
import { ChaseRequest } from './record/chase.entity.js';
import { Chases } from './acts/chases.js';
import { UndoChase } from './acts/undo-chase.js';
import { Chases1767300000011 } from './record/chases.migration.js';
import { CoHandling } from './record/co-handling.entity.js';
import { CoHandlings } from './acts/co-handlings.js';
import { CoHandlings1767300000010 } from './record/co-handlings.migration.js';
import { WhoMay } from './acts/who-may.js';
import { Hindrances } from './acts/hindrances.js';
import { OpenedCases1767700001102 } from './record/opened-cases.migration.js';
import { AnsweredIndex1765200000000 } from './record/answered-index.migration.js';
import { Audit } from './audit/audit.js';
import { CitizenActs } from './acts/citizen-acts.js';
import { ContactDetails } from './acts/contact-details.js';
import { DataCorrections } from './acts/data-corrections.js';
import { CaseAccess } from './record/case-access.js';
import { CaseActs } from './acts/case-acts.js';
import { ConfirmationLink } from './record/confirmation-link.entity.js';
import { Confirmations } from './acts/confirmations.js';
import { Confirmations1766000000004 } from './record/confirmations.migration.js';
import { CaseDecision } from './record/case-decision.entity.js';
import { CaseDecisions1767600000010 } from './record/case-decisions.migration.js';
import { Decisions } from './acts/decisions.js';
import { CaseTask } from './record/case-task.entity.js';
import { CaseTasks1767700000001 } from './record/case-tasks.migration.js';
import { Tasks } from './acts/tasks.js';
import { TaskTimers } from './acts/task-timers.js';
import { Trackers1767600000011 } from './record/trackers.migration.js';
import { Tracking } from './acts/tracking.js';
import { ServiceSteps } from './acts/service-steps.js';
import { CaseFile, CaseKey, Petitioner } from './record/case-file.entity.js';
import { CaseImport } from './opening/case-import.js';
import { CaseReader } from './record/case-reader.js';
import { CaseRegister } from './opening/case-register.js';
import { CaseSerial } from './record/case-serial.entity.js';
import { CaseTimers } from './acts/case-timers.js';
import { Cases1764000000004 } from './record/cases.migration.js';
import { ClockBook } from './clocks/clock-book.js';
import { CalendarDays } from './recount/calendar-days.js';
import { Corrections } from './clocks/corrections.js';
import { CountedClocks } from './clocks/counted-clocks.js';
import { EarlierDate } from './clocks/earlier-date.entity.js';
import { EarlierDateBook } from './clocks/earlier-date-book.js';
import { EarlierDates } from './recount/earlier-dates.js';
import { EarlierDates1764200000004 } from './clocks/earlier-dates.migration.js';
import { QuarantinedTimers } from './recount/quarantined-timers.js';
import { MovesPreviews } from './recount/moves-preview.js';
import { Recount } from './recount/recount.js';
import { ClockTimers } from './recount/clock-timers.js';
import { ClockCount } from './clocks/clock-count.entity.js';
import { ClockRow } from './clocks/clock.entity.js';
import { ErasedIndex1765300000020 } from './erasing/erased-index.migration.js';
import { EndedCases } from './erasing/ended-cases.js';
import { EndedIndex1765300000021 } from './erasing/ended-index.migration.js';
import { Erasing } from './erasing/erasing.js';
import { BrokenList } from './clocks/broken-list.js';
import { DueList } from './clocks/due-list.js';
import { History } from './history/history.js';
import { HistoryEvent } from './record/history-event.entity.js';
import { ActChecks } from './acts/act-checks.js';
import { FieldChecks } from './acts/field-checks.js';
import { Merging } from './acts/merging.js';
import { LivingSpeed1764400000004 } from './clocks/living-speed.migration.js';
import { Subjects1764500000004 } from './clocks/subjects.migration.js';
import { LookupCodes } from './lookup/lookup-codes.js';
import { LookupDoor } from './lookup/lookup-door.js';
import { CodeRequest } from './lookup/code-request.entity.js';
import { CodeRequests } from './lookup/code-requests.js';
import { CodeRequests1765300000005 } from './lookup/code-requests.migration.js';
import { CitizenSession } from './lookup/citizen-session.entity.js';
import { CitizenSessions } from './lookup/citizen-sessions.js';
import { CitizenSessions1765300000004 } from './lookup/citizen-sessions.migration.js';
import { ListPlaces1767110000104 } from './record/list-places.migration.js';
import { Seals } from './record/seals.js';

registerTables({
  entities: [
    CaseFile,
    CaseKey,
    Petitioner,
    CaseSerial,
    HistoryEvent,
    ClockRow,
    ClockCount,
    EarlierDate,
    CitizenSession,
    CodeRequest,
    ConfirmationLink,
    ApprovalRequest,
    CoHandling,
    ChaseRequest,
    CaseDecision,
    CaseTask,
  ],
  migrations: [
    Cases1764000000004,
    EarlierDates1764200000004,
    LivingSpeed1764400000004,
    Subjects1764500000004,
    CitizenSessions1765300000004,
    CodeRequests1765300000005,
    OpenedCases1767700001102,
    AnsweredIndex1765200000000,
    Confirmations1766000000004,
    ErasedIndex1765300000020,
    EndedIndex1765300000021,
    ApprovalRequests1767100000004,
    ListPlaces1767110000104,
    CoHandlings1767300000010,
    Chases1767300000011,
    CaseDecisions1767600000010,
    Trackers1767600000011,
    CaseTasks1767700000001,
  ],
  forgotten: [{ table: 'citizen_session', column: 'lastSeenAt', days: 2 }],
});

const services = [
  Approvers,
  Confirmations,
  CodeRequests,
  ContactDetails,
  CitizenActs,
  CitizenSessions,
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
  BrokenList,
  DueList,
  CaseTimers,
  TaskTimers,
  QuarantinedTimers,
  Adoption,
  CaseImport,
  Audit,
  MovesPreviews,
  Recount,
  CalendarDays,
  EarlierDates,
  Erasing,
  EndedCases,
  DataCorrections,
  UndoChase,
];

/** The record of cases: case, history, statuses, and every act that changes a case. */
@Module({
  imports: [CatalogueModule, PeopleModule, TimersModule],
  providers: [
    ...services,
    ClockTimers,
    ActChecks,
    FieldChecks,
    ApprovalBook,
    Approving,
    Chases,
    CoHandlings,
    Decisions,
    ServiceSteps,
    Tracking,
    Tasks,
    Hindrances,
    Merging,
    WhoMay,
  ],
  exports: [...services, CatalogueModule, PeopleModule, TimersModule],
})
export class CasesModule {}
