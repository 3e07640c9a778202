import type { Catalogue } from '@app/catalogue';
import { awayUntilOn, type Account, type AccountEvent } from '@app/people';
import { dateTimeWords, dateWords, taipeiDate } from '@app/platform';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { useSite } from '../site/site.js';
import { AccountHistory } from './account-history.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { stateWords } from './people.view.js';
import { PersonForm } from './person-form.js';
import { adminWords } from './words.js';

interface Props {
  account: Account;
  history: readonly AccountEvent[];
  form: Returned;
  catalogue: Catalogue;
  news: string | undefined;
  isSelf: boolean;
}

export function PersonView(props: Props) {
  const { account, history, form, catalogue, news } = props;
  const { locale } = useSite();
  const said = adminWords[locale].person;
  const told = news !== undefined && Object.hasOwn(said.done, news) ? news : undefined;
  return (
    <AdminFrame here="people">
      <ErrorSummary errors={form.errors} />
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {told ? <Banner kind="success">{said.done[told as keyof typeof said.done]}</Banner> : null}
      <p>
        <a href="/desk/admin/people">{said.back}</a>
      </p>
      <h1>
        <bdi>{account.name}</bdi>
      </h1>
      <Facts account={account} />
      <h2>{said.edit}</h2>
      <PersonForm
        action={`/desk/admin/people/${account.id}`}
        {...{ form, catalogue, organisationId: account.organisationId }}
      />
      <Acts {...props} />
      <AccountHistory events={history} catalogue={catalogue} />
    </AdminFrame>
  );
}

function Facts({ account }: { account: Account }) {
  const { locale, now } = useSite();
  const { people, person } = adminWords[locale];
  const { login, lastSignInAt, id, active } = account;
  const away = awayUntilOn(account, taipeiDate(now));
  const rows = [
    { label: people.columns.login, value: login },
    { label: people.columns.state, value: stateWords(account, locale) },
    {
      label: people.columns.seen,
      value: lastSignInAt === null ? people.never : dateTimeWords(lastSignInAt, locale),
    },
    ...(away === null ? [] : [{ label: people.columns.away, value: dateWords(away, locale) }]),
  ];
  return (
    <section aria-label={person.facts}>
      <SummaryList rows={rows} />
      {active ? (
        <p>
          <a href={`/desk/absences/${id}`}>{person.absences}</a>
        </p>
      ) : null}
    </section>
  );
}

function Acts({ account: { id, active, locked }, isSelf }: Props) {
  const said = adminWords[useSite().locale].person;
  const acts = [
    ...(active && locked ? (['unlock'] as const) : []),
    ...(active && !isSelf ? (['password'] as const) : []),
    active ? ('deactivate' as const) : ('reactivate' as const),
  ];
  return (
    <section class="account-acts" aria-labelledby="acts-title">
      <h2 id="acts-title">{said.acts}</h2>
      {acts.map((act) => (
        <Form key={act} action={`/desk/admin/people/${id}/${act}`} noEnter>
          {act === 'password' ? <p class="hint">{said.passwordHint}</p> : null}
          <Button kind={act === 'deactivate' ? 'warning' : 'secondary'}>{said.act[act]}</Button>
        </Form>
      ))}
    </section>
  );
}
