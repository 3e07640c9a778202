import type { DeskPlace } from '../outcome.js';
import { useSite } from '../site.js';
import { CsrfField } from '../pieces/csrf-field.js';
import { Emblem } from './header.js';
import { LanguageSwitch } from './language-switch.js';
import { Mark } from './mark.js';
import { siteWords } from '../words.js';

const PLACES: Record<DeskPlace, string> = {
  // the browser puts the focus into the search field
  find: '/desk/cases#q',
  new: '/desk/calls/new',
  work: '/desk',
  inbox: '/desk/referrals',
  approvals: '/desk/approvals',
  board: '/desk/board',
};
/** `n` new call, `/` find, `m` my work, `i` inbox, `a` approvals, `b` board; read by desk.js, shown on `?`. */
const KEYS: Record<DeskPlace, string> = {
  find: '/',
  new: 'n',
  work: 'm',
  inbox: 'i',
  approvals: 'a',
  board: 'b',
};

interface DeskHeaderProps {
  current: DeskPlace | null;
  form?: string;
}

/** The top bar of staff pages. */
export function DeskHeader({ current, form }: DeskHeaderProps) {
  const { locale, staff, approvals } = useSite();
  const places = (Object.keys(PLACES) as DeskPlace[]).filter(
    (place) => place !== 'approvals' || approvals !== undefined,
  );
  const { desk, deskName, marks } = siteWords[locale];
  return (
    <header class="bar">
      <Mark letter="U" title={marks.upper} />
      <a class="brand" href="/desk">
        <Emblem />
        {deskName}
      </a>
      {staff ? (
        <nav aria-label={desk.label}>
          <ul class="nav">
            {places.map((place) => (
              <li key={place}>
                <a
                  href={PLACES[place]}
                  data-key={KEYS[place]}
                  {...(place === current && { 'aria-current': 'page' })}
                >
                  {desk[place]}
                  {place === 'approvals' && approvals ? <span class="count-mark">{approvals}</span> : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <LanguageSwitch {...(form && { form })} />
      {staff ? <Account name={staff.name} signOut={desk.signOut} /> : null}
    </header>
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
