import { awayUntilOn, ROLES, type Account, type AccountQuery } from '@app/people';
import { dateTimeWords, dateWords, taipeiDate } from '@app/platform';
import type { Catalogue } from '@app/catalogue';
import { Table } from '../site/pieces/table.js';
import { Button } from '../site/pieces/button.js';
import { Pagination } from '../site/pieces/pagination.js';
import { Select } from '../site/pieces/select.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { unitOptions } from './unit-options.js';
import { adminWords } from './words.js';

interface Props {
  accounts: readonly Account[];
  next: string | null;
  asked: AccountQuery;
  organisationId: string;
  catalogue: Catalogue;
}

/** The people of an organisation, and what narrows the list. */
export function PeopleView(props: Props) {
  const { accounts, next, asked } = props;
  const { locale } = useSite();
  const said = adminWords[locale].people;
  return (
    <AdminFrame here="people">
      <h1 id="people-title">{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <p>
        <Button href="/desk/admin/people/new">{said.add}</Button>
      </p>
      <Filters {...props} />
      {accounts.length === 0 ? (
        <p role="status">{said.none}</p>
      ) : (
        <Table titles={Object.values(said.columns)} label="people-title">
          {accounts.map((account) => (
            <Row key={account.id} account={account} catalogue={props.catalogue} />
          ))}
        </Table>
      )}
      <Pagination next={next} first={asked.cursor === undefined} />
    </AdminFrame>
  );
}

function Filters({ asked, organisationId, catalogue }: Props) {
  const { locale } = useSite();
  const said = adminWords[locale].people;
  const { roles } = adminWords[locale];
  return (
    <form method="get" action="/desk/admin/people" class="filters" role="search">
      <TextInput name="q" label={said.find} size="medium" value={text(asked.q)} />
      <Select
        name="unit"
        label={said.unit}
        blank={said.allUnits}
        options={unitOptions(catalogue, organisationId, locale)}
        value={text(asked.unit)}
      />
      <Select
        name="role"
        label={said.role}
        blank={said.allRoles}
        options={ROLES.map((value) => ({ value, label: roles[value] }))}
        value={text(asked.role)}
      />
      <Select
        name="state"
        label={said.state}
        blank={said.allStates}
        options={Object.entries(said.states).map(([value, label]) => ({ value, label }))}
        value={text(asked.state)}
      />
      <Button kind="secondary">{said.filter}</Button>
    </form>
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function Row({ account, catalogue }: { account: Account; catalogue: Catalogue }) {
  const { locale, now } = useSite();
  const { people, roles } = adminWords[locale];
  const away = awayUntilOn(account, taipeiDate(now));
  return (
    <tr>
      <th scope="row">
        <a href={`/desk/admin/people/${account.id}`}>
          <bdi>{account.name}</bdi>
        </a>
      </th>
      <td>{account.login}</td>
      <td>{catalogue.unit(account.unitId)?.name[locale] ?? account.unitId}</td>
      <td>{account.roles.map((role) => roles[role]).join(locale === 'en' ? ', ' : '、')}</td>
      <td>{stateWords(account, locale)}</td>
      <td>{account.lastSignInAt === null ? people.never : dateTimeWords(account.lastSignInAt, locale)}</td>
      <td>{away === null ? '' : dateWords(away, locale)}</td>
    </tr>
  );
}

/** Active or not, and what keeps an active account from being used. */
export function stateWords({ active, locked, mustChangePassword }: Account, locale: 'zh-TW' | 'en'): string {
  const said = adminWords[locale].people;
  if (!active) return said.states.INACTIVE;
  const more = [...(locked ? [said.locked] : []), ...(mustChangePassword ? [said.firstPassword] : [])];
  return [said.states.ACTIVE, ...more].join(locale === 'en' ? ', ' : '、');
}
