import {
  commitmentsFileOf,
  COMMON_RULES,
  isProposable,
  type Catalogue,
  type CommitmentEntry,
} from '@app/catalogue';
import { plainDate, taipeiDate, type Locale } from '@app/platform';
import { lengthWords } from '../../case-parts/promise-times.js';
import type { Returned } from '../../site/desk-forms.js';
import { AsWritten, ErrorSummary, SummaryList, useSite, type SummaryRow } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { sizeOf } from '../../commitments/size.js';
import { commitmentsWords } from '../../commitments/words.js';
import { ladderOf, servicesOf } from './facts.js';
import { PreviewView } from './preview.view.js';
import { ProposalForm } from './proposal-form.view.js';
import type { Proposed } from './proposals.js';
import { proposalsWords } from './words.js';

export { PROPOSAL_FORM } from './proposal-form.view.js';

interface Props {
  entry: CommitmentEntry;
  running: number;
  catalogue: Catalogue;
  proposed: Proposed | undefined;
  form: Returned;
}

/** One commitment, what a proposal would change of it, and the form of the proposal. */
export function ProposeView({ entry, running, catalogue, proposed, form }: Props) {
  const { locale } = useSite();
  const said = proposalsWords[locale];
  return (
    <AdminFrame here="commitments">
      <ErrorSummary errors={form.errors} />
      <p>
        <a href="/desk/admin/commitments">{said.back}</a>
      </p>
      <h1>{entry.title[locale]}</h1>
      {proposed ? <PreviewView proposed={proposed} running={running} typed={form.typed} /> : null}
      <SummaryList rows={factsOf(entry, running, catalogue, locale)} />
      <section aria-labelledby="propose-title">
        <h2 id="propose-title">{proposed ? said.preview.change : said.propose.title}</h2>
        {isProposable(entry) ? (
          <ProposalForm entry={entry} form={form} previewed={proposed !== undefined} />
        ) : (
          <p>{COMMON_RULES.includes(entry.organisation) ? said.propose.law : said.propose.published}</p>
        )}
      </section>
    </AdminFrame>
  );
}

function factsOf(
  entry: CommitmentEntry,
  running: number,
  catalogue: Catalogue,
  locale: Locale,
): SummaryRow[] {
  const said = proposalsWords[locale];
  const services = catalogue.services().filter(({ organisation }) => organisation === entry.organisation);
  const day = (at: number | undefined) => (at === undefined ? '' : plainDate(taipeiDate(at), locale));
  const { columns, facts } = said;
  const { quote, clause, document } = entry.source;
  const isCommon = COMMON_RULES.includes(entry.organisation);
  const rows: (SummaryRow | false)[] = [
    { label: facts.text, value: entry.text[locale] },
    { label: columns.kind, value: commitmentsWords[locale].kinds[entry.kind] },
    { label: columns.size, value: sizeOf(entry, locale) },
    !isCommon && { label: columns.services, value: servicesOf(entry, services, locale) },
    { label: columns.source, value: <AsWritten>{`${document[locale]} ${clause}`}</AsWritten> },
    quote !== undefined && { label: facts.quote, value: <AsWritten>{quote}</AsWritten> },
    entry.assumption !== undefined && { label: facts.reading, value: entry.assumption[locale] },
    { label: columns.since, value: day(catalogue.changedAt('commitment', entry.id)) },
    { label: facts.first, value: day(catalogue.inForceSince(entry.id)) },
    entry.kind === 'clock' && { label: columns.running, value: facts.runningIs(running) },
    entry.kind === 'clock' && { label: facts.ladder, value: ladderOf(entry) },
    extensionOf(entry, locale),
    { label: facts.id, value: <code>{entry.id}</code> },
    { label: facts.file, value: <code>{commitmentsFileOf(entry.organisation)}</code> },
  ];
  return rows.filter((row) => row !== false).filter(({ value }) => value !== '');
}

function extensionOf(entry: CommitmentEntry, locale: Locale): SummaryRow | false {
  if (entry.kind !== 'clock' || !entry.extension) return false;
  const { maxTimes, maxLength } = entry.extension;
  const value = commitmentsWords[locale].extension(maxTimes, lengthWords(maxLength, locale));
  return { label: proposalsWords[locale].facts.extension, value };
}
