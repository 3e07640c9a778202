import { shownPhone } from '@app/intake';
import { casePartsWords } from '../case-parts/words.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** What she wrote or said, and how to reach her. */
export function CaseMatter({
  detail: { file, description, petitioner, callBack },
  site: { locale },
}: CaseViewProps) {
  const said = { ...casePartsWords[locale].facts, ...casesWords[locale].case };
  return (
    <section class="matter" aria-labelledby="matter-title">
      <h2 id="matter-title">{said.description}</h2>
      <p class="text matter-text" dir="auto">
        {description ?? said.noDescription}
      </p>
      {petitioner ? (
        <p class="contact">
          <strong>
            <bdi>{petitioner.name}</bdi>
          </strong>
          {petitioner.phone ? (
            <a class="go tel" href={`tel:${petitioner.phone}`}>
              {shownPhone(petitioner.phone, locale)}
            </a>
          ) : (
            <span class="hint">{said.noPhone}</span>
          )}
          {petitioner.email ? (
            <a class="go" href={`mailto:${petitioner.email}`}>
              <bdi>{petitioner.email}</bdi>
            </a>
          ) : (
            <span class="hint">{said.noEmail}</span>
          )}
        </p>
      ) : null}
      {callBack && petitioner?.phone ? (
        <p class="hint">
          {said.callBack}
          {casePartsWords[locale].promise.colon}
          <strong>{callBack[file.locale === 'en' ? 'en' : 'zh-TW']}</strong>
        </p>
      ) : null}
      {file.confidential ? (
        <p>
          <strong>
            {said.confidential}
            {casePartsWords[locale].promise.colon}
            {said.confidentialAsked}
          </strong>
        </p>
      ) : null}
    </section>
  );
}
