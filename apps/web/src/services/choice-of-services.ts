import { findServices, type OrganisationEntry, type ServiceClass, type ServiceEntry } from '@app/catalogue';
import { categoryOf, isCategory, type Category } from './categories.js';

/** More than this cannot be taken in at a glance. */
const A_PAGE = 10;

/** What was asked for: words, a category, an agency. */
interface Wanted {
  typed: string;
  category: Category | null;
  agency: string | null;
  /** Of 分類檢索. */
  inClass: ServiceClass | null;
}

interface Offered {
  services: readonly ServiceEntry[];
  organisations: readonly OrganisationEntry[];
  classes: readonly ServiceClass[];
}

export interface Choice {
  wanted: Wanted;
  /** Number of all that fit; `shown` is one page of them. */
  all: number;
  shown: ServiceEntry[];
  page: number;
  pages: number;
}

/** Whether the agency put the service into this class. */
export const hasClass = ({ classes }: ServiceEntry, { scheme, code }: ServiceClass): boolean =>
  classes?.[scheme]?.includes(code) ?? false;

const MOST_TYPED = 200;

/** The query as far as it makes sense; what does not is ignored, as old links should lead somewhere. */
function wantedBy(query: URLSearchParams, { organisations, classes }: Offered): Wanted {
  const category = query.get('category');
  const agency = query.get('agency');
  return {
    typed: (query.get('q') ?? '').slice(0, MOST_TYPED).trim(),
    category: isCategory(category) ? category : null,
    agency: organisations.some(({ id }) => id === agency) ? agency : null,
    inClass: classes.find(({ id }) => id === query.get('class')) ?? null,
  };
}

/** Null where nothing was asked for: then the ways to look are shown instead. */
export function choose(query: URLSearchParams, offered: Offered): Choice | null {
  const { services, organisations } = offered;
  const wanted = wantedBy(query, offered);
  const { typed, category, agency, inClass } = wanted;
  if (!typed && !category && !agency && !inClass) return null;
  const sorted = services.filter(({ forUnsorted }) => !forUnsorted);
  const inPlace = sorted.filter(
    (service) =>
      (!category || categoryOf(service) === category) &&
      (!agency || service.organisation === agency) &&
      (!inClass || hasClass(service, inClass)),
  );
  const found = typed ? findServices(typed, inPlace, organisations) : inPlace;
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page')) || 1)), pages);
  const shown = found.slice((page - 1) * A_PAGE, page * A_PAGE);
  return { wanted, all: found.length, shown, page, pages };
}
