import { commitmentSchema, type CommitmentEntry } from './commitment.schema.js';
import type { Placed } from './problems.js';
import type { ServiceEntry } from './service.schema.js';

const SUFFIX = '-published-days';
const TWICE = { maxTimes: 2, maxLength: '30wd' };

/** Whether it was made of the published days of a service, which quote no plan. */
export const isPublishedDays = ({ id }: Pick<CommitmentEntry, 'id'>): boolean => id.endsWith(SUFFIX);

/** The promises that services make by their published working days (公告處理期限): one for each that states them. */
export function publishedDays(services: readonly Placed<ServiceEntry>[]): Placed<CommitmentEntry>[] {
  return services.flatMap(({ entry, source, path }) => {
    if (entry.standardDays === undefined) return [];
    const made = promiseOf(entry, entry.standardDays);
    return [{ entry: made, id: made.id, source, path }];
  });
}

/** Paused while she corrects her papers; an application may be extended once, by as many days (行政程序法 §51). */
const promiseOf = (service: ServiceEntry, days: number): CommitmentEntry =>
  commitmentSchema.parse({
    ...{ id: `${service.id}${SUFFIX}`, organisation: service.organisation, services: [service.id] },
    title: {
      'zh-TW': `${service.name['zh-TW']}：公告處理期限 ${days} 個工作日`,
      en: `${service.name.en}: published time limit, ${days} working day${days === 1 ? '' : 's'}`,
    },
    text: {
      'zh-TW': `機關公告的處理期限：收件後 ${days} 個工作日內答復；等候補正的時間不計入。`,
      en: `The time limit that the agency has published: answered within ${days} working day${days === 1 ? '' : 's'} of receipt; time spent waiting for corrections does not count.`,
    },
    source: {
      document: { 'zh-TW': '機關公告之服務處理期限', en: 'Time limits of services, published by the agency' },
      clause: service.source?.clause ?? service.name['zh-TW'],
      ...(service.source && { quote: service.source.quote }),
    },
    ...{ kind: 'clock', subject: 'CASE', length: `${days}wd` },
    ...{ startOn: ['RECEIVED', 'CONFIRMED', 'ADOPTED', 'REOPENED'], stopOn: ['REPLIED', 'NO_ACTION'] },
    cancelOn: ['WITHDRAWN', 'MERGED', 'TRANSFERRED', 'CONFIRMATION_LAPSED'],
    ...{ pauseOn: ['CORRECTION_REQUESTED'], resumeOn: ['CORRECTED', 'CORRECTION_LAPSED'] },
    extension: service.kind === 'APPLICATION' ? { maxTimes: 1, maxLength: `${days}wd` } : TWICE,
  });
