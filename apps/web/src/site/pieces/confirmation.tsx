import { useSite } from '../site.js';
import { CopyButton, PrintButton } from './copy-print.js';

interface ConfirmationProps {
  title: string;
  number: string;
  /** Shown once; leave out to show the number alone. */
  code?: string;
}

/** What was made, its number and its secret: large, to be copied or printed. */
export function Confirmation({ title, number, code }: ConfirmationProps) {
  const { words } = useSite();
  const { confirm } = words.common;
  return (
    <div class="panel">
      <h1>{title}</h1>
      <dl class="keys">
        <div>
          <dt>{confirm.number}</dt>
          <dd>
            <output class="key" id="case-number">
              {number}
            </output>
          </dd>
        </div>
        {code ? (
          <div>
            <dt>{confirm.code}</dt>
            <dd>
              <output class="key" id="lookup-code">
                {code}
              </output>
            </dd>
          </div>
        ) : null}
      </dl>
      {code ? <p class="panel-note">{confirm.codeNote}</p> : null}
      <p class="panel-tools">
        <CopyButton
          text={[`${confirm.number} ${number}`, ...(code ? [`${confirm.code} ${code}`] : [])].join('\n')}
        />
        <PrintButton />
      </p>
    </div>
  );
}
