import { parseLength } from '@app/sla/clock';
import type { ClockCommitment } from '@app/sla/clock';
import type { ClockEntry } from './commitment.schema.js';

const OFFER_EVENTS = { OFFERED: 'REFERRED', ACCEPTED: 'REFERRAL_ACCEPTED' } as const;

/** The entry as the clock reads it; `version` is the stored version the running clocks will name. */
export function toClockCommitment(entry: ClockEntry, version: string): ClockCommitment {
  const { id, subject, onCorrection, stopOn, cancelOn, pauseOn, resumeOn } = entry;
  const events = { startOn: startEvents(entry), stopOn, cancelOn, pauseOn, resumeOn };
  return {
    id,
    version,
    subject,
    length: parseLength(entry.length),
    onCorrection,
    ...events,
    ...(entry.extension && { extension: extensionOf(entry.extension) }),
    ...(entry.saturdayMorning !== undefined && { saturdayMorning: entry.saturdayMorning }),
  };
}

/** Event types that start the clock; `startsAt` names one of the two moments of a referral. */
function startEvents(entry: Pick<ClockEntry, 'startOn' | 'startsAt'>): readonly string[] {
  return entry.startsAt ? [OFFER_EVENTS[entry.startsAt]] : entry.startOn;
}

function extensionOf({ maxTimes, maxLength }: NonNullable<ClockEntry['extension']>) {
  return { maxTimes, maxLength: parseLength(maxLength) };
}
