import { checkCommitments } from './check-commitments.js';
import { checkOrganisations } from './check-organisations.js';
import { checkServices } from './check-services.js';
import { COMMITMENTS } from './commitment-file.js';
import type { CommitmentEntry } from './commitment.schema.js';
import { organisationSchema } from './organisation.schema.js';
import type { OrganisationEntry, UnitEntry } from './organisation.schema.js';
import { Problems } from './problems.js';
import type { Placed } from './problems.js';
import { checkForms, readForms } from './read-forms.js';
import { checkSpecialDays } from './check-special-days.js';
import { checkCalendars } from './check-calendars.js';
import { parseCalendars, readCalendars } from './read-calendars.js';
import { checkClasses, readClasses, type ServiceClass } from './read-classes.js';
import { checkTaskKinds, readTaskKinds } from './read-task-kinds.js';
import type { TaskKind } from './task-kind.schema.js';
import { publishedDays } from './published-days.js';
import { parseAt, readEntries, readFolder } from './read-entries.js';
import { serviceSchema } from './service.schema.js';
import type { ServiceEntry } from './service.schema.js';
import { specialDaySchema, type SpecialDay } from './special-day.schema.js';

export interface LoadedConfig {
  organisations: OrganisationEntry[];
  /** Units of all organisations, each with its owner. */
  units: UnitEntry[];
  services: ServiceEntry[];
  commitments: CommitmentEntry[];
  /** Files to download, by organisation and name: `demo/application-form.odt`. */
  forms: ReadonlyMap<string, Uint8Array>;
  /** Kinds of tasks on cases; none where the agency has no table. */
  tasks: TaskKind[];
  /** Codes of 分類檢索; empty where the agency has no table. */
  classes: ServiceClass[];
  /** DGPA files as published, by year. */
  calendars: ReadonlyMap<number, Uint8Array>;
  /** Where an agency or a county deviates from them. */
  specialDays: SpecialDay[];
}

export interface LoadOptions {
  /** History event types that clocks may name; the cases room owns the list. */
  events: readonly string[];
}

const SERVICES = {
  name: 'services',
  schema: serviceSchema,
  listKey: 'services',
  fileKeys: ['organisation', 'services'],
  inherit: (file: Record<string, unknown>, entry: Record<string, unknown>) => ({
    organisation: file['organisation'],
    ...entry,
  }),
};

const SPECIAL_DAYS = {
  name: 'calendars',
  schema: specialDaySchema,
  listKey: 'days',
  fileKeys: ['days'],
  inherit: (_file: Record<string, unknown>, entry: Record<string, unknown>) => entry,
};

/** Reads and checks the whole configuration directory; throws one ConfigError that names every problem. */
export function loadConfig(directory: string, { events }: LoadOptions): LoadedConfig {
  const problems = new Problems();
  const organisations = readFolder(directory, 'organisations', problems).flatMap((source) =>
    parseAt(source, [], organisationSchema, source.value, problems),
  );
  const services = readEntries(directory, SERVICES, problems);
  const commitments = [...readEntries(directory, COMMITMENTS, problems), ...publishedDays(services)];
  const calendars = readCalendars(directory, problems);
  const forms = readForms(directory, problems);
  const classes = readClasses(directory, problems);
  const tasks = readTaskKinds(directory, problems);
  const specialDays = readEntries(directory, SPECIAL_DAYS, problems);
  checkOrganisations(organisations, problems);
  checkServices(services, organisations, problems);
  checkForms(services, forms, problems);
  checkClasses(services, classes, problems);
  checkCommitments(commitments, { organisations, services, events: new Set(events) }, problems);
  const ids = new Set(organisations.map(({ entry }) => entry.id));
  checkTaskKinds(tasks, { organisations: ids, events: new Set(events) }, problems);
  const years = parseCalendars(directory, calendars, problems);
  checkSpecialDays(specialDays, { organisations, years: [...calendars.keys()] }, problems);
  problems.throwIfAny();
  checkCalendars(organisations, { years, specialDays: specialDays.map(({ entry }) => entry) }, problems);
  problems.throwIfAny();
  return {
    ...entriesOf({ organisations, services, commitments }),
    units: unitsOf(organisations),
    forms,
    classes: classes ?? [],
    tasks: tasks.map(({ entry }) => entry),
    calendars,
    specialDays: specialDays.map(({ entry }) => entry),
  };
}

function entriesOf(placed: {
  organisations: Placed<OrganisationEntry>[];
  services: Placed<ServiceEntry>[];
  commitments: Placed<CommitmentEntry>[];
}) {
  return {
    organisations: placed.organisations.map(({ entry }) => entry),
    services: placed.services.map(({ entry }) => entry),
    commitments: placed.commitments.map(({ entry }) => entry),
  };
}

function unitsOf(organisations: readonly Placed<OrganisationEntry>[]): UnitEntry[] {
  return organisations.flatMap(({ entry }) =>
    entry.units.map((unit) => ({ ...unit, organisation: entry.id })),
  );
}
