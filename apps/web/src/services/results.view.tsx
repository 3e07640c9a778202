import type { OrganisationEntry } from '@app/catalogue';
import { langOf, useSite } from '../site/index.js';
import { siteWords } from '../site/words.js';
import type { Choice } from './choice-of-services.js';
import { servicesWords } from './words.js';

/** One page of what was found, each with its agency and a sentence; the link leads to its own page. */
export function Results({
  choice: { wanted, all, shown, page, pages },
  organisations,
}: {
  choice: Choice;
  organisations: readonly OrganisationEntry[];
}) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const agencyOf = (id: string) => organisations.find((one) => one.id === id)?.name[locale];
  const about = [
    wanted.category && said.categories[wanted.category],
    wanted.agency && agencyOf(wanted.agency),
    wanted.inClass?.name[locale],
  ].filter(Boolean);
  return (
    <section aria-labelledby="found">
      <h2 id="found">
        {said.found(all)}{' '}
        {wanted.typed ? <bdi {...langOf(wanted.typed, locale)}>{said.foundFor(wanted.typed)}</bdi> : null}
        {about.join(said.list)}
      </h2>
      <ul class="results">
        {shown.map(({ id, name, description, organisation }) => (
          <li key={id}>
            <a class="go" href={`/services/${id}`}>
              {name[locale]}
            </a>
            <p class="hint">{agencyOf(organisation)}</p>
            <p>{description[locale]}</p>
          </li>
        ))}
      </ul>
      <Turn page={page} pages={pages} />
    </section>
  );
}

function Turn({ page, pages }: { page: number; pages: number }) {
  const { locale, query } = useSite();
  const said = siteWords[locale].pages;
  if (pages === 1) return null;
  const at = (number: number) =>
    `/services?${new URLSearchParams([...without(query), ['page', String(number)]])}`;
  return (
    <nav class="pages" aria-label={said.label}>
      {page > 1 ? (
        <a class="go" href={at(1)}>
          {said.first}
        </a>
      ) : null}
      {page < pages ? (
        <a class="go" rel="next" href={at(page + 1)}>
          {said.next}
        </a>
      ) : null}
    </nav>
  );
}

const without = (query: URLSearchParams) => [...query].filter(([name]) => name !== 'page');
