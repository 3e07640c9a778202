import { useSite } from '../site.js';
import { siteWords } from '../words.js';

export interface ChartSeries {
  name: string;
  tone: 'good' | 'warn' | 'bad' | 'first' | 'second';
}

export interface ChartRow {
  label: string;
  /** One number for each series. */
  values: readonly number[];
}

interface ChartProps {
  title: string;
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
}

/** Pixels, as in pieces.css. */
const HEIGHT = 20;
const WIDTH_PERCENT = 100;

/** Stacked bars drawn on the server, and the same numbers as a table. */
export function Chart({ title, series, rows }: ChartProps) {
  const { locale } = useSite();
  const most = Math.max(1, ...rows.map(({ values }) => values.reduce((a, b) => a + b, 0)));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <ul class="chart-legend" aria-hidden="true">
        {series.map(({ name, tone }) => (
          <li key={name} class={`legend legend-${tone}`}>
            {name}
          </li>
        ))}
      </ul>
      <div class="chart-rows" aria-hidden="true">
        {rows.map((row) => (
          <Bars key={row.label} row={row} series={series} most={most} />
        ))}
      </div>
      <details>
        <summary>{siteWords[locale].chartTable}</summary>
        <ChartTable title={title} series={series} rows={rows} />
      </details>
    </figure>
  );
}

function Bars({ row, series, most }: { row: ChartRow; series: readonly ChartSeries[]; most: number }) {
  const scale = WIDTH_PERCENT / most;
  const starts = row.values.map((_, index) => row.values.slice(0, index).reduce((a, b) => a + b, 0));
  return (
    <>
      <span class="chart-label">{row.label}</span>
      <svg class="chart-bars" focusable="false">
        {row.values.map((value, index) => (
          <rect
            key={series[index]!.name}
            class={`fill-${series[index]!.tone}`}
            x={`${starts[index]! * scale}%`}
            y={4}
            width={`${value * scale}%`}
            height={HEIGHT}
          />
        ))}
      </svg>
      <span class="chart-sum">{row.values.reduce((a, b) => a + b, 0)}</span>
    </>
  );
}

const ChartTable = ({ title, series, rows }: ChartProps) => (
  <table class="plain">
    <caption class="unseen">{title}</caption>
    <thead>
      <tr>
        <td />
        {series.map(({ name }) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, values }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {values.map((value, index) => (
            <td key={series[index]!.name} class="number">
              {value}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
