import { dateTimeWords } from '@app/platform';
import { PrintButton, SummaryList, useSite } from '../site/index.js';
import type { ReceiptOf } from './receipt.js';
import { citizenCaseWords } from './words.js';

interface ReceiptProps {
  receipt: ReceiptOf;
  number: string;
  unit: string;
}

/** What she did, when it was received, and what happens next. */
export function Receipt({ receipt: { name, at, text, late }, number, unit }: ReceiptProps) {
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
                    <p class="text" dir="auto">
                      {text}
                    </p>
                  ),
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
