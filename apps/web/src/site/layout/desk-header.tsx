import { COUNTED } from '@app/lookups';
import type { DeskPlace } from '../outcome.js';
import { useSite } from '../site.js';
import { Count } from '../pieces/count.js';
import { CsrfField } from '../pieces/csrf-field.js';
import { Emblem } from './header.js';
import { LanguageSwitch } from './language-switch.js';
import { Mark } from './mark.js';
import { landingOf, PLACES } from './places.js';
import { siteWords } from '../words.js';

interface DeskHeaderProps {
  current: DeskPlace | null;
  form?: string;
}

/** The top bar of staff pages: where this person works, and how much waits there. */
export function DeskHeader({ current, form }: DeskHeaderProps) {
  const { locale, staff, bar } = useSite();
  const { desk, deskName, marks } = siteWords[locale];
  const places = staff ? (bar?.places ?? []) : [];
  return (
    <header class="bar">
      <Mark letter="U" title={marks.upper} />
      <a class="brand" href={staff && bar ? landingOf(places) : '/desk'}>
        <Emblem />
        {deskName}
      </a>
      {places.length > 0 ? (
        <nav aria-label={desk.label}>
          <ul class="nav">
            {places.map((place) => (
              <li key={place}>
                <a
                  href={PLACES[place].href}
                  data-key={PLACES[place].key}
                  {...(place === current && { 'aria-current': 'page' })}
                >
                  {desk[place]}
                  <Count n={bar?.counts[place]} most={COUNTED} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {staff ? <GoLink /> : null}
      <LanguageSwitch {...(form && { form })} />
      {staff ? <Account name={staff.name} signOut={desk.signOut} /> : null}
    </header>
  );
}

const ON_CASE = /^\/desk\/cases\/([\w-]+)$/;

/** To the page of all places; `go.js` shows the same on Ctrl K, on any page. */
function GoLink() {
  const { locale, path } = useSite();
  const { goTo } = siteWords[locale];
  const number = ON_CASE.exec(path)?.[1];
  return (
    <a
      class="go-link"
      href={number ? `/desk/go?case=${number}` : '/desk/go'}
      aria-keyshortcuts="Control+K"
      data-act-key="Ctrl K"
      data-go={JSON.stringify(goTo.script)}
    >
      {goTo.name}
    </a>
  );
}

const Account = ({ name, signOut }: { name: string; signOut: string }) => (
  <form class="account" method="post" action="/desk/sign-out">
    <CsrfField />
    <a href="/desk/password">
      <bdi>{name}</bdi>
    </a>
    <button class="switch" type="submit">
      {signOut}
    </button>
  </form>
);
