import { Figures, type Period } from '@app/figures';
import { csvRow } from '@app/intake';
import { TimeSource, days, isoTaipei, taipeiDate, taipeiMidnight } from '@app/platform';
import type { Command } from 'commander';
import { instant } from '../instant.js';
import { withDesk } from '../open-desk.js';

interface ReportOptions {
  from?: string;
  to?: string;
  json?: boolean;
}

const FIGURES = `
Promises, by commitment, as they stood at the cut-off (the end of the period, or now while it runs). A promise belongs to
the period of its last day; what happens after the cut-off changes later periods, never this one.
  due               the last day lies in the period and has passed: onTime + late + cancelled + open
  onTime            kept by 24:00 of the last day (in hours: by the hour)
  late              kept after it, before the cut-off
  cancelled         broken, then withdrawn, merged or transferred before the cut-off
  open              broken, still open at the cut-off
  carriedOver       broken before the period, still open when it began: carriedLate + carriedCancelled + carriedOpen
  overdue           open + carriedOpen: the carriedOver of the next period
What was withdrawn before its last day counts in none. More: docs/report.md`;

/** The figures of a period, by default of the current half-year. */
export function addReport(program: Command): void {
  program
    .command('report')
    .description(
      'calls solved at once, cases by channel, first-contact rates, promises kept and broken; as CSV',
    )
    .option('--from <date>', 'first day; default: the first of this half-year')
    .option('--to <date>', 'last day, included; default: today')
    .option('--json', 'as JSON instead')
    .addHelpText('after', FIGURES)
    .action((options: ReportOptions) =>
      withDesk((desk) => report(desk.get(Figures), periodOf(options, desk.get(TimeSource).now()), options)),
    );
}

async function report(figures: Figures, period: Period, options: ReportOptions): Promise<void> {
  const { channels, rates, promises } = await figures.of(period);
  if (options.json) {
    const { from, to } = period;
    const whole = { period: { from: isoTaipei(from), to: isoTaipei(to) }, channels, rates, promises };
    return console.log(JSON.stringify(whole));
  }
  const rows = [
    ['organisation', 'of', 'figure', 'value'],
    ...channels.flatMap(({ organisation, channel, ...figures }) => lines(organisation, channel, figures)),
    ...rates.flatMap(({ organisation, commitment, channel, ...figures }) =>
      lines(organisation, channel ? `${commitment} ${channel}` : commitment, figures),
    ),
    ...promises.flatMap(({ organisation, commitment, ...figures }) =>
      lines(organisation, commitment, figures),
    ),
  ];
  process.stdout.write(rows.map(csvRow).join(''));
}

const lines = (organisation: string, of: string, figures: Record<string, number | null>) =>
  Object.entries(figures).map(([figure, value]) => [organisation, of, figure, value]);

/** Throws, with a text for people, for days that make no period. */
export function periodOf({ from, to }: ReportOptions, now: number): Period {
  const today = taipeiDate(now);
  const half = `${today.slice(0, 4)}-${today.slice(5, 7) <= '06' ? '01' : '07'}-01`;
  const period = { from: instant(from ?? half, '--from'), to: instant(to ?? today, '--to') };
  if (period.from > now) throw new Error('--from lies in the future');
  if (period.to < period.from) throw new Error('--to lies before --from');
  return { from: period.from, to: taipeiMidnight(taipeiDate(period.to)) + days(1) };
}
