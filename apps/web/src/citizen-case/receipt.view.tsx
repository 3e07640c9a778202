import type { Listed } from '@app/attachments';
import { dateTimeWords } from '@app/platform';
import { FileRows } from '../case-parts/files/file-rows.js';
import { fileWords } from '../case-parts/files/words.js';
import { langOf } from '../site/pieces/as-written.js';
import { PrintButton, SummaryList, useSite } from '../site/index.js';
import type { ReceiptOf } from './receipt.js';
import { citizenCaseWords } from './words.js';

interface ReceiptProps {
  receipt: ReceiptOf;
  number: string;
  unit: string;
  /** Those that came with it. */
  files: readonly Listed[];
}

/** What she did, when it was received, and what happens next. */
export function Receipt({ receipt: { name, at, text, late }, number, unit, files }: ReceiptProps) {
  const { locale } = useSite();
  const said = citizenCaseWords[locale];
  const { receipt } = said;
  return (
    <div class="column">
      <div class="panel">
        <h1>{receipt.title[name]}</h1>
      </div>
      {late ? <p class="inset">{receipt.late}</p> : null}
      <SummaryList
        rows={[
          { label: receipt.number, value: number },
          { label: receipt.at, value: dateTimeWords(at, locale) },
          { label: receipt.unit, value: unit },
          ...(text === null
            ? []
            : [
                {
                  label: receipt.text,
                  value: (
                    <p class="text" dir="auto" {...langOf(text, locale)}>
                      {text}
                    </p>
                  ),
                },
              ]),
          ...(files.length === 0
            ? []
            : [
                {
                  label: fileWords[locale].title,
                  value: <FileRows files={files} base={`/cases/${number}/attachments`} />,
                },
              ]),
        ]}
      />
      <h2>{receipt.next}</h2>
      <p>{receipt[name]}</p>
      <p class="buttons no-print">
        <a href={`/cases/${number}`}>{said.back}</a> <PrintButton />
      </p>
    </div>
  );
}
