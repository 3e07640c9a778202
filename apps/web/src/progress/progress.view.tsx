import type { Catalogue } from '@app/catalogue';
import { dateTimeWords, dateWords } from '@app/platform';
import { isOpen } from '@app/cases';
import type { Progress } from '@app/lookups';
import { Button, Form, PrintButton, SummaryList, Timeline, useSite } from '../site/index.js';
import { PromiseCard } from '../case-parts/promise-card.js';
import { ReferralTag, StatusTag } from '../case-parts/status-tag.js';
import type { ReferralStatus } from '@app/referrals';
import { SaidTexts } from './replies.view.js';
import { progressWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';
import { siteWords } from '../site/words.js';

interface ProgressResultProps {
  progress: Progress;
  /** Sealed number and code, for the refresh button. */
  again: string;
  catalogue: Pick<Catalogue, 'unit' | 'service'>;
}

/** Progress of a case: status, answers, promises, referrals, timeline. */
export function ProgressResult({ progress, again, catalogue }: ProgressResultProps) {
  const { locale, now } = useSite();
  const said = progressWords[locale];
  const { file, replies, messages, stages } = progress;
  const unitName = (id: string | null) => (id ? catalogue.unit(id)?.name[locale] : undefined);
  const steps = stages.map(({ stage, at, unitId, text }) => ({
    title: casePartsWords[locale].events.said[stage],
    at,
    by: unitName(unitId),
    ...(text && {
      detail: (
        <p class="text" dir="auto">
          {text}
        </p>
      ),
    }),
  }));
  return (
    <>
      <p class="case-number">{file.caseNumber}</p>
      <h1 dir="auto">{file.subject}</h1>
      <p class="lead">
        <StatusTag status={file.status} /> {said.statuses[file.status]}
      </p>
      <CaseFacts
        progress={progress}
        service={catalogue.service(file.serviceId)?.name[locale] ?? file.serviceId}
      />
      <SaidTexts
        title={said.replies}
        texts={replies}
        headingOf={({ kind }) => casePartsWords[locale].events.said[kind]}
        unitName={unitName}
      />
      <SaidTexts
        title={said.messages}
        texts={messages}
        headingOf={({ unitId }) => (unitId === null ? said.fromYou : said.fromUnit)}
        unitName={unitName}
      />
      <Promises progress={progress} />
      <Referrals progress={progress} unitName={unitName} />
      <h2>{said.timeline}</h2>
      <Timeline steps={steps} open={isOpen(file.status)} />
      <p class="hint">{said.asOf(dateTimeWords(now, locale))}</p>
      <Form action="/progress" id="again" hidden={{ again }}>
        <div class="buttons">
          <Button kind="secondary">{siteWords[locale].actions.refresh}</Button>
          <PrintButton />
          <a href="/progress">{said.another}</a>
        </div>
      </Form>
    </>
  );
}

function CaseFacts({ progress: { file, unit }, service }: { progress: Progress; service: string }) {
  const { locale } = useSite();
  const said = progressWords[locale];
  const phone = unit?.phone;
  return (
    <SummaryList
      rows={[
        { label: said.service, value: service },
        { label: said.received, value: dateWords(file.receivedAt, locale) },
        { label: said.unit, value: unit?.name[locale] ?? siteWords[locale].byAgency },
        {
          label: said.phone,
          value: phone ? (
            <a href={`tel:${phone.replaceAll('-', '')}`}>{phone}</a>
          ) : (
            siteWords[locale].byAgency
          ),
        },
      ]}
    />
  );
}

/** Running promises first; ended ones are collapsed below. */
function Promises({ progress: { clocks } }: { progress: Progress }) {
  const said = progressWords[useSite().locale];
  const open = clocks.filter(({ clock }) => clock.endedAt === null);
  const ended = clocks.filter(({ clock }) => clock.endedAt !== null);
  return (
    <>
      <h2>{said.promises}</h2>
      {open.length === 0 ? <p>{said.noPromises}</p> : null}
      {open.map((shown) => (
        <PromiseCard
          key={`${shown.clock.commitmentId} ${shown.clock.subjectId} ${shown.clock.occurrence}`}
          shown={shown}
        />
      ))}
      {ended.length > 0 ? (
        <details>
          <summary>{said.endedPromises}</summary>
          {ended.map((shown) => (
            <PromiseCard
              key={`${shown.clock.commitmentId} ${shown.clock.subjectId} ${shown.clock.occurrence}`}
              shown={shown}
            />
          ))}
        </details>
      ) : null}
    </>
  );
}

function Referrals({
  progress: { referrals },
  unitName,
}: {
  progress: Progress;
  unitName(id: string): string | undefined;
}) {
  const { locale } = useSite();
  const said = progressWords[locale];
  if (referrals.length === 0) return null;
  return (
    <>
      <h2>{said.referrals}</h2>
      <ul class="tasks">
        {referrals.map(({ partner, status, at }) => (
          <li key={`${partner}-${at}`}>
            <div>
              {said.referredTo(unitName(partner) ?? partner)}
              <p class="hint">
                {dateWords(at, locale)} · {said.referralStates[status as ReferralStatus]}
              </p>
            </div>
            <ReferralTag status={status as ReferralStatus} />
          </li>
        ))}
      </ul>
    </>
  );
}
