export { binds, bindsOrganisation, COMMON_RULES, isMeasuredNow } from './binding.js';
export { toClockCommitment } from './clock-commitment.js';
export { COMMITMENT_KINDS } from './commitment.schema.js';
export type {
  ClockEntry,
  CommitmentEntry,
  CommitmentKind,
  RateEntry,
  RecurringEntry,
} from './commitment.schema.js';
export {
  commitmentsFileOf,
  isProposable,
  kindsFor,
  proposeCommitment,
  type CommitmentChange,
} from './propose-commitment.js';
export { findServices } from './find-services.js';
export { loadConfig } from './load-config.js';
export type { Localised } from './localised.js';
export { MORNING_AT, type OrganisationEntry, type UnitEntry } from './organisation.schema.js';
export { ConfigError, Problems, type Fault } from './problems.js';
export { parseAt } from './read-entries.js';
export { YamlSource } from './yaml-source.js';
export { ATTACHMENT_KINDS, type AttachmentKind } from './attachment-kinds.js';
export {
  attachmentsOf,
  CHANNELS,
  FORM_FORMATS,
  SERVICE_KINDS,
  surveyAfter,
  USUAL_RESENDS,
} from './service.schema.js';
export type { TaskKind } from './task-kind.schema.js';
export { SCHEMES, type ServiceClass } from './read-classes.js';
export type { ServiceEntry, ServiceForm, ServiceKind, WorkStep } from './service.schema.js';

export { CalendarImport, type CalendarChange } from './calendar-import.js';
export { Catalogue, CATALOGUE_AGE_MS } from './catalogue.js';
export { loadedAt, type LoadedAt } from './loaded-at.js';
export { CatalogueModule } from './catalogue.module.js';
export { partnerTeams } from './partner-teams.js';
export { CatalogueStore } from './catalogue-store.js';
export { COUNTIES, countyIn } from './counties.js';
export { SPECIAL_DAY_KINDS, specialDaySchema, type DayPlace, type SpecialDay } from './special-day.schema.js';
export { SpecialDays } from './special-days.js';
export type { SpecialDayShown, VersionedClock } from './snapshot.js';
