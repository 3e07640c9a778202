import { isOpen, type CitizenActName } from '@app/cases';
import type { Progress, PublicClock } from '@app/lookups';
import { shortDate, shortDateTime, type Reading } from '@app/platform';
import { isInHours } from '../case-parts/promise-times.js';
import { StatusTag } from '../case-parts/status-tag.js';
import { Button, Tag, useSite } from '../site/index.js';
import { siteWords } from '../site/words.js';
import { citizenCaseWords, type Names } from './words.js';

interface StandingProps {
  progress: Progress;
  names: Names;
  /** Of the unit, or the line of its agency. */
  phone: string | undefined;
  /** What she can do now. */
  offered: readonly CitizenActName[];
  /** Path of the questionnaire that waits for her. */
  surveyPath: string | null;
  reopenUntil: number | null;
}

/** The first screen: the one date, as high as on a phone it can be; one sentence, what she must do, who has it. */
export function Standing(props: StandingProps) {
  const { progress, names, phone } = props;
  const site = useSite();
  const said = citizenCaseWords[site.locale];
  const { standing, file } = progress;
  return (
    <section class="standing" aria-labelledby="standing-title">
      <h2 id="standing-title" class="unseen">
        {said.now.title}
      </h2>
      <p class="standing-next">
        <span class="standing-label">{said.now.next}</span>{' '}
        <strong class="standing-date">{dateSaid(props, site)}</strong>
      </p>
      <p class="standing-said">
        {standing.situation === 'DISSATISFIED' ? (
          <Tag tone="active">{said.toAnswerAgain}</Tag>
        ) : (
          <StatusTag status={file.status} citizen />
        )}{' '}
        {said.situation[standing.situation](names)}
      </p>
      <dl class="standing-facts">
        <div>
          <dt>{said.now.todo}</dt>
          <dd>
            {todoSaid(progress, site)}
            <TodoButton {...props} />
          </dd>
        </div>
        <div>
          <dt>{said.now.who}</dt>
          <dd>
            {names.unit}
            {phone ? (
              <>
                {' '}
                <a class="tel" href={`tel:${phone.replaceAll('-', '')}`}>
                  {phone}
                </a>
              </>
            ) : (
              <span class="hint"> {siteWords[site.locale].phoneByAgency}</span>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

const dayOf = ({ clock, entry }: PublicClock, reading: Reading): string =>
  isInHours(entry.length) ? shortDateTime(clock.dueAt!, reading) : shortDate(clock.dueDate!, reading);

/** The one date that counts for her, as a sentence. */
function dateSaid({ progress, reopenUntil }: StandingProps, reading: Reading): string {
  const { now } = citizenCaseWords[reading.locale];
  const { decisive, lastDay, todo } = progress.standing;
  if (todo === 'CONFIRM') return now.confirmBy(shortDate(progress.file.confirmBy!, reading));
  if (!decisive) {
    if (reopenUntil !== null) return now.reopenBy(shortDate(reopenUntil, reading));
    return isOpen(progress.file.status) ? now.none : now.ended;
  }
  const { promise, broken, brings, pace } = decisive;
  if (promise.clock.dueAt === null) return now.paused;
  const date = dayOf(promise, reading);
  if (pace === 'LATE') return now.late(date);
  if (pace === 'LATE_AND_NEXT') return now.lateAndNext(date, dayOf(broken!, reading));
  if (pace === 'PAUSED') return lastDay ? now.pausedUntil(shortDate(lastDay, reading), date) : now.paused;
  return brings === 'ANSWER' ? now.answerBy(date) : now.stepBy(date);
}

function todoSaid({ standing, file, contact }: Progress, reading: Reading): string {
  const { todo } = citizenCaseWords[reading.locale];
  if (standing.todo === 'CORRECT') return todo.CORRECT(shortDate(standing.lastDay!, reading));
  if (standing.todo) return todo[standing.todo];
  if (!isOpen(file.status) && standing.situation !== 'DISSATISFIED') return todo.over;
  return contact?.email || contact?.phone ? todo.none : todo.noneUntold;
}

/** One button: to send what is asked for, to rate, or to report again. */
function TodoButton({ progress: { standing, file }, offered, surveyPath }: StandingProps) {
  const { locale } = useSite();
  const { acts } = citizenCaseWords[locale];
  const asked = ['CORRECT', 'SUPPLEMENT'].includes(standing.todo ?? '') && offered.includes('answer');
  const [href, text] = asked
    ? [`/cases/${file.caseNumber}/answer`, acts.answer]
    : surveyPath
      ? [surveyPath, acts.rate]
      : standing.situation === 'LAPSED'
        ? ['/cases/new', acts.report]
        : [];
  return href ? (
    <p class="standing-act">
      <Button href={href}>{text}</Button>
    </p>
  ) : null;
}
