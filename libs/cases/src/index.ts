export * from './record/statuses.js';
export * from './record/events.js';
export * from './acts/acts.js';
export { lengthForm, type Field, type FieldKind, type Fields } from './acts/fields.js';
export { ClockBook } from './clocks/clock-book.js';
export * from './record/case-number.js';
export { spokenDay, spokenNumber } from './record/spoken-number.js';
export * from './record/lookup-code.js';
export * from './record/petition.js';
export { callBackWords } from './record/call-back-words.js';
export * from './record/chain.js';
export * from './record/case-file.entity.js';
export * from './record/history-event.entity.js';
export { confirmationToken } from './record/confirmation-link.entity.js';
export * from './clocks/clock.entity.js';
export * from './clocks/clock-standing.js';
export { clocksOf } from './clocks/clocks-of.js';
export * from './record/seals.js';
export * from './record/case-context.js';
export * from './record/case-access.js';
export { looksWithin, readableWithin, type Scope } from './record/scope.js';
export * from './record/fragments.js';
export { eventAt, eventsOf, lastEvent } from './record/last-event.js';
export * from './record/key-copies.js';
export * from './opening/export-pages.js';
export * from './opening/case-register.js';
export * from './acts/case-acts.js';
export { allowedTo } from './acts/who-may.js';
export { Approvers } from './acts/approvers.js';
export * from './record/approval-request.entity.js';
export * from './record/co-handling.entity.js';
export * from './record/chase.entity.js';
export { CaseDecision, type DecisionCode } from './record/case-decision.entity.js';
export { documentNumber, documentSerial } from './record/document-number.js';
export { nextSteps } from './acts/service-steps.js';
export { CaseTask } from './record/case-task.entity.js';
export { TaskTimers } from './acts/task-timers.js';
export type { TaskDoer } from './acts/tasks.js';
export type { Holder } from './acts/chases.js';
export { Confirmations, type Confirmation } from './acts/confirmations.js';
export { DataCorrections, type Corrected } from './acts/data-corrections.js';
export { isRestricted } from './record/restricted.js';
export { ContactDetails } from './acts/contact-details.js';
export { WITHOUT_PROMISE } from './record/list-place.js';
export type { WaitsFor } from './record/waits.js';
export { askedOfCitizen, type AskedOfCitizen } from './record/asked-of-citizen.js';
export {
  CITIZEN_ACTS,
  citizenActNamed,
  CitizenActs,
  isCitizenAct,
  type CitizenActName,
} from './acts/citizen-acts.js';
export * from './record/case-reader.js';
export * from './clocks/due-list.js';
export { CaseTimers } from './acts/case-timers.js';
export { QuarantinedTimers } from './recount/quarantined-timers.js';
export * from './history/history.js';
export * from './clocks/adoption-events.js';
export * from './opening/adoption.js';
export * from './opening/case-import.js';
export { IMPORT_STATUSES, type ImportedCase, type ImportStatus } from './opening/imported-rows.js';
export { EndedCases, type EndedCase } from './erasing/ended-cases.js';
export { Erasing } from './erasing/erasing.js';
export * from './audit/index.js';
export { Recount, type MovedDate } from './recount/recount.js';
export { EarlierDates, type ShownEarlierDate } from './recount/earlier-dates.js';
export { CountedClocks, type CountedClock } from './clocks/counted-clocks.js';
export type { MovesPreview } from './recount/moves-preview.js';
export { CalendarDays } from './recount/calendar-days.js';
export { Corrections } from './clocks/corrections.js';
export * from './cases.module.js';
/** @public for the benches, which load the built rooms */
export { fillCounts } from './clocks/counted-again.js';
export { LookupCodes } from './lookup/lookup-codes.js';
export { CitizenSessions, type OpenedCase } from './lookup/citizen-sessions.js';
export { CodeRequests, type KnownContact } from './lookup/code-requests.js';
export { LookupDoor, type LookupRequest } from './lookup/lookup-door.js';
export type { FoldableEvent } from './clocks/clock-events.js';
