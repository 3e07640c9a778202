import { Problem } from '@app/platform';
import { formKey, returned, type Returned } from '../site/desk-forms.js';
import type { TypedForm } from '../site/pages.decorators.js';
import type { Site } from '../site/site.js';
import { callsWords } from './words.js';

/** Fields whose names in the rooms are not those of the page. */
const HERE: Record<string, string> = { topic: 'subject', noticeVersion: 'noticeRead' };

/**
 * The form with errors under the page's field names. A form sent before gets a new key, so that it can be sent again
 * on purpose.
 */
export function refusedCall(error: unknown, typed: TypedForm, site: Site): Returned {
  const form = returned(error, typed, site);
  const said = callsWords[site.locale];
  if (error instanceof Problem && error.kind === 'CONFLICT')
    return { ...form, refusal: said.sentBefore, typed: { ...typed, key: formKey() } };
  const must: Record<string, string> = {
    noticeRead: said.noticeMust,
    caseNumber: said.caseMust,
    readBack: said.readBackMust,
    said: said.saidMust,
  };
  const errors = Object.entries(form.errors).map(([name, text]) => {
    const field = HERE[name] ?? name;
    return [field, must[field] ?? text];
  });
  return { ...form, errors: Object.fromEntries(errors) as Record<string, string> };
}
