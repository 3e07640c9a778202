import { dateTimeWords, dateWords } from '@app/platform';
import type { ReadEvent } from '@app/cases';
import { SummaryList, type SummaryRow } from '../site/pieces/summary-list.js';
import { decisionRows } from '../case-parts/decision.js';
import { receivedWords } from '../case-parts/received.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

type Said = (typeof casesWords)['en']['case'];

/** Service, unit, channel, and what else is known of the case. */
export function CaseFacts({ detail, catalogue, site: { locale } }: CaseViewProps) {
  const { file } = detail;
  const said = { ...casePartsWords[locale].facts, ...casesWords[locale].case };
  const channels = casePartsWords[locale].statuses.channel;
  const channel = channels[file.channel as keyof typeof channels] ?? said.unknown;
  const document = detail.events[0]?.facts.document;
  const rows: SummaryRow[] = [
    { label: said.service, value: catalogue.service(file.serviceId)?.name[locale] ?? said.unknown },
    { label: said.unit, value: catalogue.unit(file.unitId)?.name[locale] ?? said.unknown },
    { label: said.channel, value: file.hotline ? `${channel} ${file.hotline}` : channel },
    ...decisionRows(detail.decision, locale),
    ...merged(detail, said),
    ...requests(detail, said),
    ...standing(detail, said, casePartsWords[locale].promise.semicolon),
    ...(file.district ? [{ label: said.district, value: <bdi>{file.district}</bdi> }] : []),
    ...(file.confirmBy === null
      ? [{ label: said.received, value: receivedWords(file.receivedAt, locale) }]
      : [
          { label: said.sent, value: dateTimeWords(file.receivedAt, locale) },
          { label: said.confirmBy, value: said.notReceived(dateWords(file.confirmBy, locale)) },
        ]),
    ...(document ? [{ label: said.document, value: <bdi>{document}</bdi> }] : []),
    ...(file.givenTargetAt
      ? [{ label: said.givenTarget, value: dateWords(file.givenTargetAt, locale) }]
      : []),
    ...(file.givenOutcome ? [{ label: said.givenOutcome, value: <bdi>{file.givenOutcome}</bdi> }] : []),
  ];
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{said.facts}</h2>
      <SummaryList rows={rows} />
    </section>
  );
}

/** The case this one was merged into, and those merged into this one. */
function merged({ events }: CaseViewProps['detail'], said: Said): SummaryRow[] {
  const numbers = (type: ReadEvent['type'], fact: 'into' | 'from') =>
    events.flatMap((event) => (event.type === type && event.facts[fact] ? [event.facts[fact]] : []));
  const links = (of: string[]) =>
    of.map((number) => (
      <p key={number}>
        <a href={`/desk/cases/${number}`}>{number}</a>
      </p>
    ));
  const [into, joined] = [numbers('MERGED', 'into'), numbers('CASE_JOINED', 'from')];
  return [
    ...(into.length > 0 ? [{ label: said.mergedInto, value: <>{links(into)}</> }] : []),
    ...(joined.length > 0
      ? [
          {
            label: said.joined,
            value: (
              <>
                {links(joined)}
                <p class="hint">{said.joinedHint}</p>
              </>
            ),
          },
        ]
      : []),
  ];
}

/** Requests about personal data, with the page on which each is decided. */
function requests({ requests: asked }: CaseViewProps['detail'], said: Said): SummaryRow[] {
  if (asked.length === 0) return [];
  const links = asked.map(({ caseNumber, kind, decision }) => (
    <p key={caseNumber}>
      <a href={`/desk/data-requests/${caseNumber}`}>
        {said.dataRight[kind]} {caseNumber}
      </a>{' '}
      {said.dataDecision[decision ?? 'OPEN']}
    </p>
  ));
  return [{ label: said.dataRequests, value: <>{links}</> }];
}

/** What keeps the data from being used, or from being erased. */
function standing({ events }: CaseViewProps['detail'], said: Said, semicolon: string): SummaryRow[] {
  const last = (...types: ReadEvent['type'][]) => events.findLast(({ type }) => types.includes(type))?.type;
  const marks = [
    last('RESTRICTED', 'RESTRICTION_LIFTED') === 'RESTRICTED' ? said.restricted : undefined,
    last('LEGAL_HOLD', 'LEGAL_HOLD_LIFTED') === 'LEGAL_HOLD' ? said.legalHold : undefined,
  ].filter((mark) => mark !== undefined);
  if (marks.length === 0) return [];
  return [{ label: said.dataStanding, value: <strong>{marks.join(semicolon)}</strong> }];
}
