import type { Catalogue } from '@app/catalogue';
import type { AccountEvent, Role } from '@app/people';
import { dateTimeWords, dateWords, type Locale } from '@app/platform';
import { Table } from '../site/pieces/table.js';
import { useSite } from '../site/site.js';
import { adminWords } from './words.js';

/** What was done to an account: when, what, by whom, from what to what. */
export function AccountHistory({
  events,
  catalogue,
}: {
  events: readonly AccountEvent[];
  catalogue: Catalogue;
}) {
  const { locale } = useSite();
  const said = adminWords[locale].history;
  return (
    <section>
      <h2 id="history-title">{said.title}</h2>
      <p class="hint">{events.length === 0 ? said.none : said.lead}</p>
      {events.length === 0 ? null : (
        <Table titles={Object.values(said.columns)} label="history-title">
          {events.map((event, index) => (
            <tr key={index}>
              <td>{dateTimeWords(event.at, locale)}</td>
              <th scope="row">{said.types[event.type]}</th>
              <td>
                <bdi>{event.by ?? said.operator}</bdi>
              </td>
              <td>{detailOf(event, catalogue, locale)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

type Values = Record<string, unknown>;

function detailOf({ type, detail }: AccountEvent, catalogue: Catalogue, locale: Locale): string {
  const { history, form } = adminWords[locale];
  const shown = (key: string, value: unknown) => valueWords(key, value, catalogue, locale);
  if (type === 'STAFF_CHANGED') {
    const [from, to] = [detail['from'] as Values, detail['to'] as Values];
    const names: Record<string, string> = { ...form, unitId: form.unit };
    return Object.keys(to)
      .map((key) => history.change(names[key] ?? key, shown(key, from[key]), shown(key, to[key])))
      .join(locale === 'en' ? '; ' : '；');
  }
  if (type === 'STAFF_CREATED')
    return [shown('unitId', detail['unit']), shown('roles', detail['roles'])].join(
      locale === 'en' ? ', ' : '、',
    );
  if (typeof detail['from'] === 'string' && typeof detail['until'] === 'string')
    return history.period(dayOf(detail['from'], locale), dayOf(detail['until'], locale));
  return typeof detail['label'] === 'string' ? detail['label'] : '';
}

/** A value of the record in words: roles and units by name, of an address only whether there is one. */
function valueWords(key: string, value: unknown, catalogue: Catalogue, locale: Locale): string {
  const { history, roles } = adminWords[locale];
  if (key === 'roles')
    return (value as Role[]).map((role) => roles[role]).join(locale === 'en' ? ', ' : '、');
  if (key === 'unitId') return catalogue.unit(String(value))?.name[locale] ?? String(value);
  if (key === 'email') return value === true ? history.hasAddress : history.noValue;
  return String(value);
}

const dayOf = (day: string, locale: Locale): string => (day === '' ? '' : dateWords(day, locale));
