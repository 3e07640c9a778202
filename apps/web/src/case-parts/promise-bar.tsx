import { minutes } from '@app/platform';
import { parseLength, type Clock, type CountedDay } from '@app/sla/clock';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

export type Part = 'used' | 'paused' | 'left' | 'off';

/** Runs of days of one kind, from the start to the due date. */
export function partsOf(
  days: readonly CountedDay[],
  today: string,
): { part: Part; from: number; days: number }[] {
  const runs: { part: Part; from: number; days: number }[] = [];
  days.forEach((day, index) => {
    const part = partOf(day, today);
    const last = runs.at(-1);
    if (last?.part === part) last.days++;
    else runs.push({ part, from: index, days: 1 });
  });
  return runs;
}

function partOf(day: CountedDay, today: string): Part {
  if (day.why === 'PAUSED') return 'paused';
  if (!day.counted) return 'off';
  return day.date <= today ? 'used' : 'left';
}

/** Pixels, as in pieces.css; lengths along the bar are fractions of the whole, so that edges stay sharp. */
const HEIGHT = 10;
/** Gap between two parts, in days. */
const GAP = 0.08;
/** The parts differ in shape, not only in colour: full, half height, outlined, a thin line. */
const SHAPES: Record<Part, { y: number; height: number }> = {
  used: { y: 0, height: HEIGHT },
  paused: { y: 3, height: 4 },
  left: { y: 0, height: HEIGHT },
  off: { y: 4.5, height: 1 },
};

/** The promise's days as one thin bar: counted, paused, remaining. `today` is `YYYY-MM-DD`. */
export function PromiseBar({ days, today }: { days: readonly CountedDay[]; today: string }) {
  const { locale } = useSite();
  const { bar, legend } = casePartsWords[locale].promise;
  const parts = partsOf(days, today);
  const share = (n: number) => `${((100 * n) / Math.max(days.length, 1)).toFixed(3)}%`;
  const sum = (part: Part) => parts.filter((p) => p.part === part).reduce((total, p) => total + p.days, 0);
  const said = bar(sum('used'), sum('paused'), sum('left'));
  const shown = (['used', 'paused', 'left'] as const).filter((part) => part !== 'paused' || sum(part) > 0);
  return (
    <figure class="bar-figure">
      <svg class="promise-bar" role="img" aria-label={said}>
        {parts.map(({ part, from, days: length }) => (
          <rect
            key={from}
            class={`part-${part}`}
            x={share(from)}
            width={share(length - GAP)}
            {...SHAPES[part]}
          />
        ))}
      </svg>
      <figcaption>
        {shown.map((part) => (
          <span key={part} class={`legend legend-${part}`}>
            {legend[part]}
          </span>
        ))}
        <span class="bar-said">{said}</span>
      </figcaption>
    </figure>
  );
}

interface Hours {
  clock: Pick<Clock, 'startedAt' | 'dueAt'>;
  length: string;
  now: number;
}

/** A promise in elapsed hours as a bar of hours; one in office hours has none, as its hours are not those of the day. */
export function HoursBar({ clock: { startedAt, dueAt }, length, now }: Hours) {
  const { locale } = useSite();
  const { hoursBar } = casePartsWords[locale].promise;
  if (dueAt === null || parseLength(length).unit !== 'h') return null;
  const share = Math.min(1, Math.max(0, (now - startedAt) / (dueAt - startedAt)));
  const [used, left] = [Math.min(now, dueAt) - startedAt, Math.max(0, dueAt - now)].map(hourWords);
  const said = hoursBar(used!, left!);
  const percent = (of: number) => `${(100 * of).toFixed(3)}%`;
  return (
    <figure class="bar-figure">
      <svg class="promise-bar" role="img" aria-label={said}>
        <rect class="part-used" x="0" width={percent(share)} {...SHAPES.used} />
        <rect class="part-left" x={percent(share)} width={percent(1 - share)} {...SHAPES.left} />
      </svg>
      <figcaption>
        <span class="bar-said">{said}</span>
      </figcaption>
    </figure>
  );
}

/** 3.4 hours as `3:24`. */
const hourWords = (ms: number): string => {
  const whole = Math.floor(ms / minutes(1));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};
