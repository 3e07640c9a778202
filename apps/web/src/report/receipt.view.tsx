import { spacedCode, type CaseFile } from '@app/cases';
import type { OrganisationEntry, UnitEntry } from '@app/catalogue';
import { inOrder, type PublicClock } from '@app/lookups';
import { ConfirmMail, Resent } from '../case-parts/confirm-mail.js';
import { Confirmation } from '../case-parts/confirmation.js';
import { hoursWords } from '../case-parts/office-hours.js';
import { phoneOf } from '../case-parts/phone-of.js';
import { PromiseCard } from '../case-parts/promise-card.js';
import type { Locale } from '@app/platform';
import { Banner, Button, SummaryList, useSite, type PageView, type Site } from '../site/index.js';
import { siteWords } from '../site/words.js';
import type { QrCode } from './qr.js';
import { RECEIPT, START } from './steps.js';
import { reportWords } from './words.js';

export interface Receipt {
  file: CaseFile;
  /** Absent once a newer code was issued. */
  code?: string;
  clocks: readonly PublicClock[];
  reachable: boolean;
  /** Masked. */
  email: string | null;
  resendsLeft: number;
  /** Taken without confirmation though the service asks for it, because she left no e-mail address. */
  unconfirmed: boolean;
  unit: UnitEntry | undefined;
  organisation: OrganisationEntry | undefined;
  progressUrl: string;
  qr: QrCode;
}

/** Number, code, who has the case, and what happens next with its dates; fits on one printed sheet. */
export function receiptPage(site: Site, receipt: Receipt): PageView {
  const body = isOver(receipt.file) ? <OverView {...receipt} /> : <ReceiptView {...receipt} />;
  return { title: titleOf(site.locale, receipt.file), body, ...PRIVATE };
}

const PRIVATE = { personal: true, hidden: true };

/** Never received, and nothing is done about it any more. */
const isOver = ({ status, confirmBy }: CaseFile): boolean =>
  confirmBy !== null && (status === 'LAPSED' || status === 'WITHDRAWN');

const waits = ({ status }: CaseFile): boolean => status === 'AWAITING_CONFIRMATION';

function titleOf(locale: Locale, file: CaseFile): string {
  const { done, toConfirm } = reportWords[locale];
  if (isOver(file)) return toConfirm.over;
  return waits(file) ? toConfirm.title : done.title;
}

function ReceiptView(receipt: Receipt) {
  const { file, code, unit, organisation, progressUrl, qr } = receipt;
  const { locale, kiosk } = useSite();
  const { done } = reportWords[locale];
  return (
    <div class="column receipt">
      <Resent />
      {kiosk ? <Banner kind="warning">{done.photograph(kiosk.seconds)}</Banner> : null}
      <Confirmation
        title={titleOf(locale, file)}
        number={file.caseNumber}
        {...(code ? { code: spacedCode(code), codeNote: done.codeNote } : {})}
      />
      {code ? null : <p>{done.newerCode}</p>}
      {waits(file) ? <ToConfirm {...receipt} /> : null}
      <h2>{done.who}</h2>
      <Holder file={file} unit={unit} organisation={organisation} />
      {waits(file) ? null : <Next {...receipt} />}
      <LookUp progressUrl={progressUrl} qr={qr} caseNumber={file.caseNumber} />
    </div>
  );
}

/** It was not confirmed, or withdrawn before, and is no case. */
function OverView({ file, unit, organisation }: Receipt) {
  const { locale } = useSite();
  const { done, toConfirm, title } = reportWords[locale];
  return (
    <div class="column">
      <p class="case-number">{file.caseNumber}</p>
      <h1>{toConfirm.over}</h1>
      <p>{toConfirm.overText}</p>
      <p>
        <Button href={START}>{title}</Button>
      </p>
      <h2>{done.who}</h2>
      <Holder file={file} unit={unit} organisation={organisation} />
    </div>
  );
}

/** What to do so that it becomes a case. */
function ToConfirm({ file, email, resendsLeft }: Receipt) {
  const { done } = reportWords[useSite().locale];
  return (
    <>
      <h2>{done.next}</h2>
      <ConfirmMail file={file} email={email ?? ''} left={resendsLeft} action={RECEIPT} />
    </>
  );
}

/** What happens, and by when. */
function Next({ clocks, reachable, unconfirmed }: Receipt) {
  const { done, toConfirm } = reportWords[useSite().locale];
  return (
    <>
      <h2>{done.next}</h2>
      {unconfirmed ? <p>{toConfirm.without}</p> : null}
      <p>{reachable ? done.contact : done.noContact}</p>
      {reachable ? <p>{done.apart}</p> : null}
      {clocks.length > 0 ? <h2>{done.promises}</h2> : null}
      {inOrder(clocks).map((shown) => (
        <PromiseCard key={shown.clock.commitmentId} shown={shown} citizen />
      ))}
    </>
  );
}

function Holder({ file, unit, organisation }: Pick<Receipt, 'file' | 'unit' | 'organisation'>) {
  const { locale } = useSite();
  const { done } = reportWords[locale];
  const phone = phoneOf({ unit, organisation, serviceId: file.serviceId });
  const hours = organisation?.officeHours;
  const names = [organisation?.name[locale], unit?.name[locale]].filter(Boolean);
  return (
    <SummaryList
      rows={[
        { label: done.unit, value: names.join(locale === 'en' ? ', ' : ' ') },
        {
          label: done.phone,
          value: phone ? (
            <a href={`tel:${phone.replaceAll('-', '')}`}>{phone}</a>
          ) : (
            siteWords[locale].byAgency
          ),
        },
        ...(hours ? [{ label: done.hours, value: hoursWords(hours, locale) }] : []),
      ]}
    />
  );
}

/** The address of the site, also on paper; the code is never part of it. */
function LookUp({
  progressUrl,
  qr,
  caseNumber,
}: Pick<Receipt, 'progressUrl' | 'qr'> & { caseNumber: string }) {
  const { done } = reportWords[useSite().locale];
  return (
    <section class="look-up" aria-labelledby="look-up-title">
      <h2 id="look-up-title">{done.track}</h2>
      <Qr {...qr} label={done.qr} />
      <p>{done.trackText}</p>
      <p>
        <a href={`/progress?n=${caseNumber}`}>{progressUrl}</a>
      </p>
    </section>
  );
}

/** Four modules of margin, which readers need; dark on light in the dark scheme, too. */
const Qr = ({ size, path, label }: QrCode & { label: string }) => (
  <svg
    class="qr"
    role="img"
    aria-label={label}
    width="148"
    height="148"
    viewBox={`-4 -4 ${size + 8} ${size + 8}`}
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d={`M-4 -4h${size + 8}v${size + 8}h-${size + 8}z`} />
    <path fill="#000" d={path} />
  </svg>
);

/** The receipt is no longer kept, or was never in this browser. */
export function noReceiptPage(site: Site): PageView {
  const { noReceipt } = reportWords[site.locale];
  const body = (
    <div class="column">
      <h1>{noReceipt.title}</h1>
      <p>{noReceipt.text}</p>
      <p>
        <a href="/progress">{siteWords[site.locale].nav.progress}</a> ·{' '}
        <a href={START}>{reportWords[site.locale].title}</a>
      </p>
    </div>
  );
  return { title: noReceipt.title, body, status: 404, personal: true, hidden: true };
}
