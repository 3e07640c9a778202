import type { Catalogue } from '@app/catalogue';
import type { FirstContactFigures } from '@app/figures';
import { LOAD_COUNTED, type Attained, type BoardFigures } from '@app/lookups';
import { dateWords, taipeiDate, type Readings } from '@app/platform';
import { casePartsWords } from '../case-parts/words.js';
import { Chart, type ChartRow, type ChartSeries } from '../site/pieces/chart.js';
import { useSite } from '../site/site.js';
import { boardWords } from './words.js';

interface Props {
  counted: BoardFigures;
  rates: readonly FirstContactFigures[];
  timers: Readings;
  catalogue: Catalogue;
}

export function FiguresView(props: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].figures;
  const { counted } = props;
  return (
    <>
      <h1>{said.title}</h1>
      <p class="hint">{said.lead(dateWords(taipeiDate(counted.from), locale))}</p>
      {counted.attained.length === 0 ? <p>{said.empty}</p> : <Attainment {...props} />}
      <People {...props} />
      <FirstContact {...props} />
      <Timers {...props} />
    </>
  );
}

/** The same promises in several groups. */
function Attainment({ counted: { attained }, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].figures;
  const { channel: channels } = casePartsWords[locale].statuses;
  const isPartner = ({ unitId }: Attained) => catalogue.unit(unitId)?.kind === 'PARTNER';
  const unitName = ({ unitId }: Attained) => catalogue.unit(unitId)?.name[locale] ?? unitId;
  const promise = ({ commitmentId }: Attained) =>
    catalogue.commitment(commitmentId)?.title[locale] ?? commitmentId;
  const groups: [string, ChartRow[]][] = [
    [said.by.promise, grouped(attained, promise, said.rate)],
    [
      said.by.unit,
      grouped(
        attained.filter((one) => !isPartner(one)),
        unitName,
        said.rate,
      ),
    ],
    [said.by.partner, grouped(attained.filter(isPartner), unitName, said.rate)],
    [
      said.by.channel,
      grouped(attained, ({ channel }) => channels[channel as keyof typeof channels] ?? channel, said.rate),
    ],
  ];
  const series: ChartSeries[] = [
    { name: said.series.open, tone: 'bad' },
    { name: said.series.late, tone: 'warn' },
    { name: said.series.kept, tone: 'good' },
  ];
  return (
    <>
      {groups
        .filter(([, rows]) => rows.length > 0)
        .map(([title, rows]) => (
          <Chart key={title} title={title} series={series} rows={rows} />
        ))}
    </>
  );
}

/** The fewest kept first. */
function grouped(
  attained: readonly Attained[],
  labelOf: (one: Attained) => string,
  withRate: (label: string, percent: number) => string,
): ChartRow[] {
  const groups = [...Map.groupBy(attained, labelOf)].map(([label, of]) => {
    const sum = (what: 'kept' | 'late' | 'open') => of.reduce((total, one) => total + one[what], 0);
    const [kept, late, open] = [sum('kept'), sum('late'), sum('open')];
    const percent = percentOf(kept / (kept + late + open));
    return { percent, row: { label: withRate(label, percent), values: [open, late, kept] } };
  });
  return groups.toSorted((a, b) => a.percent - b.percent).map(({ row }) => row);
}

/** Never 100 % where one was broken. */
const percentOf = (rate: number): number => Math.floor(rate * 1000) / 10;

function People({ counted: { people }, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].figures;
  const { person } = casePartsWords[locale].holder;
  const busy = people.filter(({ open }) => open > 0);
  if (busy.length === 0) return null;
  const series: ChartSeries[] = [
    { name: said.peopleSeries.overdue, tone: 'bad' },
    { name: said.peopleSeries.open, tone: 'first' },
  ];
  const rows = busy.map(({ name, unitId, away, open, overdue }) => ({
    label: person(away ? said.away(name) : name, catalogue.unit(unitId)?.name[locale] ?? unitId),
    values: [overdue, open - overdue],
  }));
  return (
    <>
      <Chart title={said.people} series={series} rows={rows} />
      <p class="hint">{said.most(LOAD_COUNTED)}</p>
    </>
  );
}

function FirstContact({ rates }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].figures;
  const { channel: channels } = casePartsWords[locale].statuses;
  if (rates.length === 0) return null;
  const series: ChartSeries[] = [
    { name: said.contactSeries.atOnce, tone: 'good' },
    { name: said.contactSeries.cases, tone: 'second' },
  ];
  const rows = rates.map(({ channel, rate, target, contactsSolvedAtOnce, cases }) => {
    const name =
      channel === null ? said.allChannels : (channels[channel as keyof typeof channels] ?? channel);
    return {
      label: said.target(name, percentOf(rate), percentOf(target)),
      values: [contactsSolvedAtOnce, cases],
    };
  });
  return <Chart title={said.contact} series={series} rows={rows} />;
}

function Timers({ timers }: Props) {
  const said = boardWords[useSite().locale].figures;
  const late = timers['oldestDueTimerAge'] ?? null;
  const quarantined = timers['timersQuarantined'] ?? 0;
  return (
    <section aria-labelledby="timers-title">
      <h2 id="timers-title">{said.timers}</h2>
      <p>{late === null ? said.timersFine : said.timersLate(late)}</p>
      {quarantined > 0 ? <p>{said.timersQuarantined(quarantined)}</p> : null}
    </section>
  );
}
