import type { ReadEvent } from '@app/cases';
import { shortDateTime, type Reading } from '@app/platform';
import { useSite } from '../site/site.js';
import { lengthWords } from './promise-times.js';
import { casePartsWords } from './words.js';

/** 12月1日 14:30 · 電話 · 未聯絡上, of an attempt; the length, of a request for more time; else nothing. */
export function workWords({ facts }: Pick<ReadEvent, 'facts'>, reading: Reading): string | undefined {
  const { locale } = reading;
  const { way, outcome } = casePartsWords[locale].statuses;
  const { how, attemptedAt, length } = facts;
  if (attemptedAt === undefined) return length && lengthWords(length, locale);
  const said: (string | undefined)[] = [
    shortDateTime(Number(attemptedAt), reading),
    way[how as keyof typeof way],
    outcome[facts.outcome as keyof typeof outcome],
  ];
  return said.filter(Boolean).join(' · ');
}

/** What was done on a referral, with its words; the newest last. */
export function ReferralWork({ events }: { events: readonly ReadEvent[] }) {
  const site = useSite();
  return (
    <>
      {events.map((event) => (
        <div key={event.seq} class="referral-work">
          <p class="hint">
            {[
              event.facts.attemptedAt === undefined && shortDateTime(event.at, site),
              casePartsWords[site.locale].events.desk[event.type],
              workWords(event, site),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {event.text === null ? null : (
            <p class="text" dir="auto">
              {event.text}
            </p>
          )}
        </div>
      ))}
    </>
  );
}
