import { dateWords } from '@app/platform';
import { spacedCode, type CaseFile } from '@app/cases';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { Confirmation } from '../case-parts/confirmation.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { useSite } from '../site/site.js';
import { CALL_FORM } from './call-form.view.js';
import { receivedWords } from '../case-parts/received.js';
import { ReadAloud } from '../case-parts/read-aloud.js';
import type { ToldMessage } from '@app/lookups';
import { Told } from './told.view.js';
import { callsWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

interface Props {
  file: CaseFile;
  lookupCode: string;
  dueAt: number | null;
  service: string;
  /** Messages to the caller, and how far they got; none where the case went to a unit whose cases she does not see. */
  told: readonly ToldMessage[] | undefined;
  /** Who has it. */
  unit: string;
  /** What was typed, for the language switch: the same form sent again shows the same case. */
  sent: Record<string, string>;
}

/** Number and code in large type for reading aloud, shown only once; prints as a receipt. */
export function CallOpened({ file, lookupCode, dueAt, service, unit, told, sent }: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const { facts, keys } = casePartsWords[locale];
  const { csrf: _token, lang: _lang, ...again } = sent;
  return (
    <>
      <p class="lead no-print">{keys.readAloud}</p>
      <Confirmation title={said.openedTitle} number={file.caseNumber} code={spacedCode(lookupCode)} />
      <ReadAloud
        number={file.caseNumber}
        received={receivedWords(file.receivedAt, locale)}
        next={dueAt === null ? undefined : dateWords(dueAt - 1, locale)}
        holder={unit}
      />
      <section aria-label={said.next}>
        <SummaryList
          rows={[
            { label: facts.service, value: service },
            { label: facts.received, value: receivedWords(file.receivedAt, locale) },
            ...(dueAt === null
              ? []
              : [{ label: said.next, value: said.firstDue(dateWords(dueAt - 1, locale)) }]),
            ...(sent['answer'] ? [{ label: said.answer, value: said.answerKept }] : []),
          ]}
        />
      </section>
      {told && <Told caseNumber={file.caseNumber} told={told} />}
      <p class="buttons no-print">
        {told && <Button href={`/desk/cases/${file.caseNumber}`}>{keys.toCase}</Button>}
        <Button href="/desk/calls/new" kind="secondary">
          {said.another}
        </Button>
      </p>
      <Form action="/desk/calls/case" id={CALL_FORM} hidden={{ ...again, sent: 'yes' }}>
        {null}
      </Form>
    </>
  );
}
