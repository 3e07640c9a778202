import type { CaseFile } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { inOrder, type PublicClock } from '@app/lookups';
import { dateWords } from '@app/platform';
import { PromiseCard } from '../case-parts/promise-card.js';
import { StatusTag } from '../case-parts/status-tag.js';
import { Button, Form, SummaryList, useSite } from '../site/index.js';
import { confirmationWords } from './words.js';

/** Why there is nothing to confirm. */
export type Over = keyof (typeof confirmationWords)['zh-TW']['over'];

interface Shown {
  file: CaseFile;
  catalogue: Pick<Catalogue, 'service' | 'organisation'>;
}

/** Number, service and agency; never what she wrote, as a link may be passed on. */
function factsOf({ file, catalogue }: Shown) {
  const { locale } = useSite();
  const said = confirmationWords[locale];
  return [
    { label: said.number, value: file.caseNumber },
    { label: said.service, value: catalogue.service(file.serviceId)?.name[locale] ?? file.serviceId },
    { label: said.agency, value: catalogue.organisation(file.organisationId)?.name[locale] ?? '' },
  ];
}

export function AskView({ action, ...shown }: Shown & { action: string }) {
  const { locale } = useSite();
  const { ask } = confirmationWords[locale];
  return (
    <div class="column">
      <h1>{ask.title}</h1>
      <p>{ask.lead}</p>
      <SummaryList
        rows={[...factsOf(shown), { label: ask.until, value: dateWords(shown.file.confirmBy!, locale) }]}
      />
      <Form action={action}>
        <Button>{ask.button}</Button>
      </Form>
      <p>{ask.notHers}</p>
    </div>
  );
}

export function ConfirmedView({ clocks, ...shown }: Shown & { clocks: readonly PublicClock[] }) {
  const { locale } = useSite();
  const { confirmed } = confirmationWords[locale];
  const { file } = shown;
  return (
    <div class="column">
      <h1>{confirmed.title}</h1>
      <p>{confirmed.text}</p>
      <SummaryList
        rows={[
          ...factsOf(shown),
          { label: confirmed.on, value: dateWords(file.receivedAt, locale) },
          { label: confirmed.status, value: <StatusTag status={file.status} citizen /> },
        ]}
      />
      <p>
        <Button href={`/progress?n=${file.caseNumber}`} kind="secondary">
          {confirmed.lookUp}
        </Button>
      </p>
      {clocks.length > 0 ? <h2>{confirmed.promises}</h2> : null}
      {inOrder(clocks).map((promise) => (
        <PromiseCard
          key={`${promise.clock.commitmentId} ${promise.clock.subjectId} ${promise.clock.occurrence}`}
          shown={promise}
          citizen
        />
      ))}
    </div>
  );
}

export function OverView({ why, ...shown }: Shown & { why: Over }) {
  const { locale } = useSite();
  const said = confirmationWords[locale];
  const { title, text } = said.over[why];
  return (
    <div class="column">
      <h1>{title}</h1>
      <p>{text(dateWords(shown.file.confirmBy!, locale))}</p>
      <SummaryList rows={factsOf(shown)} />
      {why === 'LAPSED' || why === 'WITHDRAWN' ? (
        <p>
          <Button href="/cases/new">{said.again}</Button>
        </p>
      ) : null}
    </div>
  );
}

export function GoneView() {
  const { locale } = useSite();
  const { gone, confirmed } = confirmationWords[locale];
  return (
    <div class="column">
      <h1>{gone.title}</h1>
      <p>{gone.text}</p>
      <p>
        <Button href="/progress" kind="secondary">
          {confirmed.lookUp}
        </Button>
      </p>
    </div>
  );
}
