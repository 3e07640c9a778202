import type { Catalogue } from '@app/catalogue';
import type { Locale } from '@app/platform';
import type { Option } from '../site/pieces/select.js';

/** The units of an organisation, to choose one. */
export const unitOptions = (catalogue: Catalogue, organisationId: string, locale: Locale): Option[] =>
  catalogue.unitsOf(organisationId).map(({ id, name }) => ({ value: id, label: name[locale] }));
