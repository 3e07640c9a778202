import type { UnitEntry } from '@app/catalogue';
import type { CaseDetail } from '@app/lookups';
import type { Locale } from '@app/platform';
import type { Option } from '../site/pieces/select.js';
import { casesWords } from './words.js';

/** Name of the one field that asks for a unit and for a person of it. */
export const ASSIGNEE = 'assignee';

/** The units, each with its people: how many open cases each has, and who is away. */
export function assigneeOptions(
  units: readonly UnitEntry[],
  people: CaseDetail['colleagues'],
  locale: Locale,
): Option[] {
  const said = casesWords[locale].assign;
  return units.flatMap(({ id, name }) => {
    const group = name[locale];
    const own = people.filter(({ unitId }) => unitId === id);
    return [
      { value: id, label: said.unitOnly(group), group },
      ...own.map((one) => ({ value: `${id} ${one.id}`, label: said.person(one), group })),
    ];
  });
}

/** Takes the field apart into what the act asks for. */
export function assigned({ [ASSIGNEE]: chosen, ...input }: Record<string, unknown>): Record<string, unknown> {
  if (typeof chosen !== 'string') return input;
  const [unit, handler] = chosen.split(' ', 2);
  return { ...input, unit, ...(handler && { handler }) };
}
