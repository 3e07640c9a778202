import { may, type Capability } from '@app/people';
import type { ComponentChildren } from 'preact';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

export type AdminPlace = keyof (typeof siteWords)['zh-TW']['admin']['pages'];

const PLACES: readonly [AdminPlace, string, Capability][] = [
  ['people', '/desk/admin/people', 'manage-accounts'],
  ['absences', '/desk/absences', 'manage-accounts'],
  ['units', '/desk/admin/units', 'see-configuration'],
  ['partners', '/desk/admin/partners', 'see-configuration'],
  ['services', '/desk/admin/services', 'see-configuration'],
  ['commitments', '/desk/admin/commitments', 'see-configuration'],
  ['templates', '/desk/admin/templates', 'see-configuration'],
  ['quarantine', '/desk/admin/quarantine', 'handle-quarantine'],
];

/** An administration page, with the list of all of them beside it; those who administer nothing see the page alone. */
export function AdminFrame({ here, children }: { here: AdminPlace; children: ComponentChildren }) {
  const { locale, staff } = useSite();
  const said = siteWords[locale].admin;
  const places = PLACES.filter(([, , needs]) => staff && may(staff, needs));
  if (places.length === 0) return <>{children}</>;
  return (
    <div class="admin">
      <nav class="admin-places" aria-label={said.label}>
        <ul>
          {places.map(([place, href]) => (
            <li key={place}>
              <a href={href} {...(place === here && { 'aria-current': 'page' })}>
                {said.pages[place]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="admin-body">{children}</div>
    </div>
  );
}
