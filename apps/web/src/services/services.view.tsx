import { SCHEMES, type OrganisationEntry, type ServiceClass, type ServiceEntry } from '@app/catalogue';
import { Button, EmptyState, TextInput, useSite } from '../site/index.js';
import { CATEGORIES, categoryOf, type Category } from './categories.js';
import { hasClass, type Choice } from './choice-of-services.js';
import { Results } from './results.view.js';
import { servicesWords } from './words.js';

interface ServicesProps {
  organisations: readonly OrganisationEntry[];
  services: readonly ServiceEntry[];
  classes: readonly ServiceClass[];
  choice: Choice | null;
}

/** Search first, then by need and by agency: never more than ten choices at once. */
export function ServicesView({ organisations, services, classes, choice }: ServicesProps) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  return (
    <div class="column">
      <h1>{said.title}</h1>
      {choice ? null : <p class="lead">{said.lead}</p>}
      <Search typed={choice?.wanted.typed ?? ''} />
      {choice && choice.all > 0 ? <Results choice={choice} organisations={organisations} /> : null}
      {choice && choice.all === 0 ? <EmptyState title={said.none.title}>{said.none.text}</EmptyState> : null}
      {choice && choice.all > 0 ? (
        <p>
          <a class="go" href="/services">
            {said.all}
          </a>
        </p>
      ) : (
        <Ways organisations={organisations} services={services} classes={classes} />
      )}
      <Unsorted organisations={organisations} services={services} />
    </div>
  );
}

function Search({ typed }: { typed: string }) {
  const said = servicesWords[useSite().locale];
  return (
    <form
      class="find"
      action="/services"
      method="get"
      role="search"
      autocomplete={useSite().kiosk ? 'off' : undefined}
    >
      <TextInput name="q" type="search" label={said.search} hint={said.searchHint} value={typed} />
      <Button>{said.find}</Button>
    </form>
  );
}

function Ways({ organisations, services, classes }: Omit<ServicesProps, 'choice'>) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const listed = services.filter(({ forUnsorted }) => !forUnsorted);
  const categories = (Object.keys(CATEGORIES) as Category[]).map((name) => ({
    href: `/services?category=${name}`,
    text: said.categories[name],
    count: listed.filter((service) => categoryOf(service) === name).length,
  }));
  const agencies = organisations.map(({ id, name }) => ({
    href: `/services?agency=${id}`,
    text: name[locale],
    count: listed.filter(({ organisation }) => organisation === id).length,
  }));
  return (
    <>
      <h2>{said.byNeed}</h2>
      <WayList ways={categories} />
      <h2>{said.byAgency}</h2>
      <WayList ways={agencies} />
      {SCHEMES.map((scheme) => (
        <ByClass key={scheme} {...{ scheme, classes, listed }} />
      ))}
    </>
  );
}

/** Folded, as a table has more codes than can be taken in at a glance; only those that lead to a service. */
function ByClass({ scheme, classes, listed }: ByClassProps) {
  const { locale } = useSite();
  const ways = classes
    .filter((one) => one.scheme === scheme)
    .map((one) => ({
      href: `/services?class=${one.id}`,
      text: one.name[locale],
      count: listed.filter((service) => hasClass(service, one)).length,
    }));
  if (ways.every(({ count }) => count === 0)) return null;
  return (
    <details>
      <summary>{servicesWords[locale].byClass[scheme]}</summary>
      <WayList ways={ways} />
    </details>
  );
}

interface ByClassProps {
  scheme: ServiceClass['scheme'];
  classes: readonly ServiceClass[];
  listed: readonly ServiceEntry[];
}

function WayList({ ways }: { ways: readonly { href: string; text: string; count: number }[] }) {
  const said = servicesWords[useSite().locale];
  return (
    <ul class="agencies counts">
      {ways
        .filter(({ count }) => count > 0)
        .map(({ href, text, count }) => (
          <li key={href}>
            <a href={href}>{text}</a>
            <span class="hint">{said.count(count)}</span>
          </li>
        ))}
    </ul>
  );
}

/** The desk of each agency that sorts what fits no service. */
function Unsorted({ organisations, services }: Pick<ServicesProps, 'organisations' | 'services'>) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const desks = services.filter(({ forUnsorted }) => forUnsorted);
  if (desks.length === 0) return null;
  return (
    <details class="unsorted">
      <summary>{said.unsortedTitle}</summary>
      <p>{said.unsortedText}</p>
      <ul class="links">
        {organisations.map(({ id, name }) => {
          const desk = desks.find(({ organisation }) => organisation === id);
          return desk ? (
            <li key={id}>
              <a href={`/cases/new?service=${encodeURIComponent(desk.id)}`}>
                {said.unsortedOf(name[locale])}
              </a>
            </li>
          ) : null;
        })}
      </ul>
    </details>
  );
}
