import { basename } from 'node:path';
import { organisationOf } from './identifiers.js';
import type { OrganisationEntry } from './organisation.schema.js';
import type { Placed, Problems } from './problems.js';

type Organisation = Placed<OrganisationEntry>;

/** Checks inside organisations: file name, prefixes, numbers, ids, and a unit tree without cycles. */
export function checkOrganisations(organisations: readonly Organisation[], problems: Problems): void {
  for (const organisation of organisations) {
    checkFileName(organisation, problems);
    checkUnits(organisation, problems);
    checkHotlineUnits(organisation, problems);
    for (const list of ['topics', 'needs'] as const) checkCodes(organisation, list, problems);
  }
  checkUnique(organisations, 'id', problems);
  checkUnique(organisations, 'prefix', problems);
  checkHotlineNumbers(organisations, problems);
}

function checkFileName(organisation: Organisation, problems: Problems): void {
  const expected = `${organisation.entry.id}.yaml`;
  if (basename(organisation.source.file) === expected) return;
  problems.at(organisation, ['id'], `the file of this organisation must be named ${expected}`);
}

function checkUnique(
  organisations: readonly Organisation[],
  field: 'id' | 'prefix',
  problems: Problems,
): void {
  const seen = new Map<string, string>();
  for (const organisation of organisations) {
    const value = organisation.entry[field];
    const first = seen.get(value);
    if (first) problems.at(organisation, [field], `"${value}" is already used in ${first}`);
    else seen.set(value, organisation.source.file);
  }
}

function checkUnits(organisation: Organisation, problems: Problems): void {
  const { id, units } = organisation.entry;
  const parents = new Map(units.map((unit) => [unit.id, unit.parent]));
  const seen = new Set<string>();
  units.forEach((unit, index) => {
    const say = (field: string, message: string) =>
      problems.at(organisation, ['units', index, field], message);
    if (organisationOf(unit.id) !== id) say('id', `unit ${unit.id} must begin with "${id}."`);
    if (seen.has(unit.id)) say('id', `unit ${unit.id} is there twice`);
    if (unit.parent && !parents.has(unit.parent)) say('parent', `unit ${unit.parent} does not exist here`);
    if (inCycle(unit.id, parents)) say('parent', `unit ${unit.id} is above itself (a cycle of parents)`);
    seen.add(unit.id);
  });
}

function checkCodes(organisation: Organisation, list: 'topics' | 'needs', problems: Problems): void {
  const ids = organisation.entry[list].map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) problems.at(organisation, [list, index, 'id'], `${id} is there twice`);
  });
}

function inCycle(start: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const passed = new Set<string>();
  let above = parents.get(start);
  while (above && above !== start && !passed.has(above)) {
    passed.add(above);
    above = parents.get(above);
  }
  return above === start;
}

/** A partner's team answers referrals, and reads neither calls nor cases. */
export const refusalOfOwner = ({ id, kind }: Pick<OrganisationEntry['units'][number], 'id' | 'kind'>) =>
  kind === 'PARTNER'
    ? `unit ${id} is a partner team (kind: PARTNER), which gets referrals only; name a unit of the agency, or make it one`
    : undefined;

function checkHotlineUnits(organisation: Organisation, problems: Problems): void {
  const units = new Map(organisation.entry.units.map((unit) => [unit.id, unit]));
  organisation.entry.hotlines.forEach((hotline, index) => {
    const unit = units.get(hotline.unit);
    const wrong = unit ? refusalOfOwner(unit) : `unit ${hotline.unit} does not exist here`;
    if (wrong) problems.at(organisation, ['hotlines', index, 'unit'], wrong);
  });
}

function checkHotlineNumbers(organisations: readonly Organisation[], problems: Problems): void {
  const seen = new Map<string, string>();
  for (const organisation of organisations) {
    organisation.entry.hotlines.forEach(({ number }, index) => {
      const first = seen.get(number.replaceAll('-', ''));
      const field = ['hotlines', index, 'number'];
      if (first) problems.at(organisation, field, `line ${number} already belongs to ${first}`);
      else seen.set(number.replaceAll('-', ''), organisation.id);
    });
  }
}
