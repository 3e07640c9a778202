import type { Catalogue } from '@app/catalogue';
import type { FieldProblem } from '@app/platform';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';

/**
 * Checks of staff input that a schema cannot make. They run before the schema's errors are thrown, so that one
 * refusal lists everything.
 */

/** A field as sent; empty when it is not a string. */
function textOf(input: unknown, field: string): string {
  const value = (input as Record<string, unknown> | null | undefined)?.[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** Faults for a service or a line outside the staff member's own organisation. */
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

/** Faults for codes and units that are not those of the organisation. */
export function codesUnknown(
  catalogue: Pick<Catalogue, 'organisation'>,
  organisationId: string,
  input: unknown,
): FieldProblem[] {
  const { topics = [], needs = [], units = [] } = catalogue.organisation(organisationId) ?? {};
  const lists = { topicCode: topics, need: needs, transferredTo: units };
  return Object.entries(lists)
    .filter(([field, list]) => {
      const typed = textOf(input, field);
      return typed !== '' && !list.some(({ id }) => id === typed);
    })
    .map(([field]) => ({ field, code: 'not-a-choice' }));
}

/** A spoken petition must have been read back to the petitioner (行政程序法 §169). */
export function notReadBack(input: unknown): FieldProblem[] {
  const { readBack } = (input ?? {}) as { readBack?: unknown };
  const isOwed = isSpoken(textOf(input, 'channel')) && textOf(input, 'matter') === 'PETITION';
  return isOwed && readBack !== true && readBack !== 'yes' && readBack !== 'true'
    ? [{ field: 'readBack', code: 'read-back' }]
    : [];
}

/** The organisation's line with this number, in any notation. */
function lineOf(catalogue: Pick<Catalogue, 'organisation'>, organisationId: string, number: string) {
  const digits = (text: string) => text.replace(/\D/g, '');
  const lines = catalogue.organisation(organisationId)?.hotlines;
  return lines?.find((line) => digits(line.number) === digits(number));
}

/** Only for calls: the form preselects a line, which does not apply to visitors at the counter. */
export const hotlineOf = (
  catalogue: Pick<Catalogue, 'organisation'>,
  organisationId: string,
  { channel, hotline }: { channel: string; hotline?: string | undefined },
): string | undefined =>
  channel === 'PHONE' && hotline ? lineOf(catalogue, organisationId, hotline)?.number : undefined;

/** Do staff speak with the petitioner on this channel, and so read the notice out? */
export const isSpoken = (channel: string): boolean => ['PHONE', 'COUNTER'].includes(channel);

/** A fault for a day on which it came in that is still to come, or more than a year ago. ISO dates compare as text. */
export function notYetReceived(input: unknown, today: string): FieldProblem[] {
  const day = textOf(input, 'receivedOn');
  const isDate = /^\d{4}-\d\d-\d\d$/.test(day);
  if (isSpoken(textOf(input, 'channel')) || !isDate) return [];
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  return day > today || day < yearAgo ? [{ field: 'receivedOn', code: 'received-day' }] : [];
}

/** A fault if the current notice should have been read out and was not. */
export function noticeUnread(input: unknown): FieldProblem[] {
  if (!isSpoken(textOf(input, 'channel')) || textOf(input, 'noticeVersion') === PRIVACY_NOTICE_VERSION)
    return [];
  const params = { version: PRIVACY_NOTICE_VERSION };
  return [{ field: 'noticeVersion', code: 'notice-version', params }];
}
