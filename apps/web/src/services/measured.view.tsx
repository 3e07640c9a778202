import { LONGEST, type Measured } from '@app/figures';
import { dateWords } from '@app/platform';
import { Chart, useSite } from '../site/index.js';
import { servicesWords } from './words.js';

/** The median and the share on time, with a chart of the days and its table. */
export function MeasuredView({ measured }: { measured: Measured }) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const { cases, from, to, medianDays, onTime, late, groups } = measured;
  const rows = groups.map((count, at) => ({
    label: said.group((LONGEST[at - 1] ?? 0) + 1, LONGEST[at]!),
    values: [count],
  }));
  return (
    <>
      <h2>{said.measured}</h2>
      <p>{said.measuredText(cases, dateWords(from, locale), dateWords(to, locale), String(medianDays))}</p>
      {onTime + late > 0 ? <p>{said.kept(`${share(onTime, late)} %`)}</p> : null}
      <Chart title={said.chart} series={[{ name: said.chartSeries, tone: 'first' }]} rows={rows} />
    </>
  );
}

/** Never rounded up to a hundred: one broken promise shows. */
const share = (onTime: number, late: number): number => Math.floor((onTime / (onTime + late)) * 1_000) / 10;
