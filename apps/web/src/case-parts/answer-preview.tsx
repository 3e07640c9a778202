import type { CaseFile } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { LOCALES, type Locale } from '@app/platform';
import { HTML_LANG } from '../site/language.js';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

interface PreviewProps {
  file: Pick<CaseFile, 'caseNumber' | 'locale' | 'unitId'>;
  catalogue: Pick<Catalogue, 'unit'>;
  text: string | undefined;
}

/** An answer that is to be approved, as it will stand on the citizen's page, in her language. */
export function AnswerPreview({ file, catalogue, text }: PreviewProps) {
  const { preview } = casePartsWords[useSite().locale];
  if (!text) return <p class="hint">{preview.none}</p>;
  const hers: Locale = LOCALES.find((locale) => locale === file.locale) ?? 'zh-TW';
  return (
    <div class="answer-preview">
      <p class="hint">{preview.title}</p>
      <blockquote lang={HTML_LANG[hers]}>
        <p class="step-title">
          {casePartsWords[hers].events.said.REPLIED} <span class="number">{file.caseNumber}</span>
        </p>
        <p class="step-facts">{catalogue.unit(file.unitId)?.name[hers]}</p>
        <p class="text" dir="auto">
          {text}
        </p>
      </blockquote>
    </div>
  );
}
