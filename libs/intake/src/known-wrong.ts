import type { Catalogue } from '@app/catalogue';
import type { FieldProblem } from '@app/platform';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';

/** What no schema knows of what staff log. Looked at before the schema has spoken, so that one refusal names everything. */

/** A field as it was sent; empty when it is no text. */
function textOf(input: unknown, field: string): string {
  const value = (input as Record<string, unknown> | null | undefined)?.[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** A service or a line that is not of the staff member's own organisation. */
export function notOurs(
  catalogue: Pick<Catalogue, 'service' | 'organisation'>,
  organisationId: string,
  input: unknown,
): FieldProblem[] {
  const [service, hotline] = [textOf(input, 'service'), textOf(input, 'hotline')];
  const wrong: FieldProblem[] = [];
  if (service !== '' && catalogue.service(service)?.organisation !== organisationId)
    wrong.push({ field: 'service', code: 'unknown-service' });
  if (hotline !== '' && !lineOf(catalogue, organisationId, hotline))
    wrong.push({ field: 'hotline', code: 'unknown-hotline' });
  return wrong;
}

/** The organisation's line of this number, however it is written. */
export function lineOf(catalogue: Pick<Catalogue, 'organisation'>, organisationId: string, number: string) {
  const digits = (text: string) => text.replace(/\D/g, '');
  const lines = catalogue.organisation(organisationId)?.hotlines;
  return lines?.find((line) => digits(line.number) === digits(number));
}

/** Does a person of ours speak with the petitioner on this channel, and so read the notice out? */
export const isSpoken = (channel: string): boolean => ['PHONE', 'COUNTER'].includes(channel);

/** The present notice was not read out, where somebody was there to hear it. */
export function noticeUnread(input: unknown): FieldProblem[] {
  if (!isSpoken(textOf(input, 'channel')) || textOf(input, 'noticeVersion') === PRIVACY_NOTICE_VERSION)
    return [];
  const params = { version: PRIVACY_NOTICE_VERSION };
  return [{ field: 'noticeVersion', code: 'notice-version', params }];
}
