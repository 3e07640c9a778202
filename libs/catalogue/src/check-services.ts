import { refusalOfOwner } from './check-organisations.js';
import { organisationOf } from './identifiers.js';
import type { OrganisationEntry } from './organisation.schema.js';
import type { Placed, Problems } from './problems.js';
import type { ServiceEntry } from './service.schema.js';

type Organisation = Placed<OrganisationEntry>;
type Service = Placed<ServiceEntry>;

/**
 * Each service has an existing organisation and a responsible unit of it; hotlines name services of their
 * organisation.
 */
export function checkServices(
  services: readonly Service[],
  organisations: readonly Organisation[],
  problems: Problems,
): void {
  const units = new Map(organisations.map(({ entry }) => [entry.id, entry.units]));
  checkOwnership(services, new Set(units.keys()), problems);
  for (const service of services) {
    const { organisation: owner, unit: id } = service.entry;
    const known = units.get(owner);
    if (!known) continue;
    const unit = known.find((one) => one.id === id);
    const wrong = unit ? refusalOfOwner(unit) : `unit ${id} does not exist in organisations/${owner}.yaml`;
    if (wrong) problems.at(service, ['unit'], wrong);
  }
  checkUnsorted(services, problems);
  checkWorkSteps(services, problems);
  for (const organisation of organisations) checkHotlineServices(organisation, services, problems);
}

/** At most one service of an organisation takes what fits no other, and it can be reached on the web. */
function checkUnsorted(services: readonly Service[], problems: Problems): void {
  const seen = new Map<string, string>();
  for (const service of services.filter(({ entry }) => entry.forUnsorted)) {
    const { organisation, channels } = service.entry;
    const first = seen.get(organisation);
    if (first) problems.at(service, ['forUnsorted'], `${first} takes them already`);
    if (!channels.includes('WEB')) problems.at(service, ['forUnsorted'], 'needs the channel WEB');
    seen.set(organisation, first ?? service.entry.id);
  }
}

function checkWorkSteps(services: readonly Service[], problems: Problems): void {
  for (const service of services) {
    const ids = (service.entry.workSteps ?? []).map(({ id }) => id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index) problems.at(service, ['workSteps', index, 'id'], `"${id}" is there twice`);
    });
  }
}

/** Shared by services and commitments: the organisation exists, the id begins with it, no id twice. */
export function checkOwnership(
  entries: readonly Placed<{ id: string; organisation: string }>[],
  organisations: ReadonlySet<string>,
  problems: Problems,
): void {
  const seen = new Map<string, string>();
  for (const placed of entries) {
    const { id, organisation } = placed.entry;
    if (!organisations.has(organisation) && !problems.wasLeftOut(organisation))
      problems.at(placed, ['organisation'], `"${organisation}" does not exist`);
    if (organisationOf(id) !== organisation)
      problems.at(placed, ['id'], `must begin with "${organisation}."`);
    const first = seen.get(id);
    if (first) problems.at(placed, ['id'], `"${id}" is already used in ${first}`);
    else seen.set(id, placed.source.file);
  }
}

function checkHotlineServices(
  organisation: Organisation,
  services: readonly Service[],
  problems: Problems,
): void {
  const own = services.filter(({ entry }) => entry.organisation === organisation.entry.id);
  const known = new Set(own.map(({ entry }) => entry.id));
  organisation.entry.hotlines.forEach((hotline, line) => {
    hotline.services.forEach((id, index) => {
      if (known.has(id) || problems.wasLeftOut(id)) return;
      const field = ['hotlines', line, 'services', index];
      problems.at(organisation, field, `service ${id} does not exist in this organisation`);
    });
  });
}
