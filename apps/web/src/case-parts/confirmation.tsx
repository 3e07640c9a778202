import { useSite } from '../site/site.js';
import { CopyButton, PrintButton } from '../site/pieces/copy-print.js';
import { casePartsWords } from './words.js';

interface ConfirmationProps {
  title: string;
  number: string;
  /** Shown once; absent to show only the number. */
  code?: string;
  /** What to do with the code, where it is not shown once only. */
  codeNote?: string;
}

/** Title, number and code of a new case in large type, to be copied or printed. */
export function Confirmation({ title, number, code, codeNote }: ConfirmationProps) {
  const { locale } = useSite();
  const keys = casePartsWords[locale].keys;
  return (
    <div class="panel">
      <h1>{title}</h1>
      <dl class="keys">
        <div>
          <dt>{keys.number}</dt>
          <dd>
            <output class="key" id="case-number">
              {number}
            </output>
          </dd>
        </div>
        {code ? (
          <div>
            <dt>{keys.code}</dt>
            <dd>
              <output class="key" id="lookup-code">
                {code}
              </output>
            </dd>
          </div>
        ) : null}
      </dl>
      {code ? <p class="panel-note">{codeNote ?? keys.codeNote}</p> : null}
      <p class="panel-tools">
        <CopyButton
          text={[`${keys.number} ${number}`, ...(code ? [`${keys.code} ${code}`] : [])].join('\n')}
        />
        <PrintButton />
      </p>
    </div>
  );
}
