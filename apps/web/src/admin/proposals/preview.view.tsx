import type { CommitmentEntry } from '@app/catalogue';
import type { Locale } from '@app/platform';
import { dueWords } from '../../case-parts/promise-times.js';
import { AsWritten, Banner, Button, useSite, type TypedForm } from '../../site/index.js';
import { isOurs } from '../../site/desk-forms.js';
import { Form } from '../../site/pieces/form.js';
import { Table } from '../../site/pieces/table.js';
import { sizeOf } from '../../commitments/size.js';
import { commitmentsWords } from '../../commitments/words.js';
import { ladderOf } from './facts.js';
import type { Proposed } from './proposals.js';
import { proposalsWords } from './words.js';

interface Props {
  proposed: Proposed;
  running: number;
  typed: TypedForm;
}

/** What a proposal changes, in words and as the file that is downloaded. */
export function PreviewView({ proposed, running, typed }: Props) {
  const { locale, now } = useSite();
  const said = proposalsWords[locale].preview;
  const { before, after, due, file, yaml } = proposed;
  return (
    <div class="proposal">
      <h2 id="preview-title">{said.title}</h2>
      <Warnings {...proposed} />
      <Changes before={before} after={after} />
      {due ? (
        <>
          <h3>{said.example}</h3>
          <p>{said.exampleIs(dueWords(due.before, { locale, now }), dueWords(due.after, { locale, now }))}</p>
        </>
      ) : null}
      <h3>{said.effect}</h3>
      <ul>
        {[...said.effects(file), ...(before.kind === 'clock' ? [said.keeps(running)] : [])].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h3 id="proposal-file">{said.yaml}</h3>
      <p>{said.checked}</p>
      <pre class="config-file" tabindex={0} role="region" aria-labelledby="proposal-file">
        <code>
          <AsWritten>{yaml}</AsWritten>
        </code>
      </pre>
      <Form action={`/desk/admin/commitments/${before.id}/file`} hidden={fieldsOf(typed)}>
        <Button>{said.download}</Button>
      </Form>
    </div>
  );
}

const fieldsOf = (typed: TypedForm): TypedForm =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !isOurs(name)));

/** The fields of which the words differ. */
function Changes({ before, after }: { before: CommitmentEntry; after: CommitmentEntry }) {
  const { locale } = useSite();
  const { preview } = proposalsWords[locale];
  const { columns, empty } = preview;
  return (
    <Table titles={Object.values(columns)} label="preview-title" look={null}>
      {rowsOf(before, after, locale).map(([label, old, fresh]) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          <td class="before">
            <AsWritten>{old || empty}</AsWritten>
          </td>
          <td class="after">
            <AsWritten>{fresh || empty}</AsWritten>
          </td>
        </tr>
      ))}
    </Table>
  );
}

type Row = [label: string, before: string, after: string];

function rowsOf(before: CommitmentEntry, after: CommitmentEntry, locale: Locale): Row[] {
  const { propose, facts, columns } = proposalsWords[locale];
  const fields: [string, (entry: CommitmentEntry) => string][] = [
    [propose.kind, ({ kind }) => commitmentsWords[locale].kinds[kind]],
    [columns.size, (entry) => sizeOf(entry, locale)],
    [facts.ladder, ladderOf],
    [propose.titleZh, ({ title }) => title['zh-TW']],
    [propose.titleEn, ({ title }) => title.en],
    [propose.textZh, ({ text }) => text['zh-TW']],
    [propose.textEn, ({ text }) => text.en],
    [propose.clause, ({ source }) => source.clause],
    [propose.quote, ({ source }) => source.quote ?? ''],
  ];
  return fields
    .map(([label, words]): Row => [label, words(before), words(after)])
    .filter(([, old, fresh]) => old !== fresh);
}

function Warnings({ before, after }: Pick<Proposed, 'before' | 'after'>) {
  const texts = warningsOf(before, after, useSite().locale);
  if (texts.length === 0) return null;
  return (
    <Banner kind="warning">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Banner>
  );
}

function warningsOf(before: CommitmentEntry, after: CommitmentEntry, locale: Locale): string[] {
  const { sameTitle, endsClock } = proposalsWords[locale].preview;
  const isResized = sizeOf(before, locale) !== sizeOf(after, locale);
  const isRenamed = before.title['zh-TW'] !== after.title['zh-TW'] && before.title.en !== after.title.en;
  return [
    ...(before.kind === 'clock' && after.kind !== 'clock' ? [endsClock] : []),
    ...(isResized && !isRenamed ? [sameTitle] : []),
  ];
}
