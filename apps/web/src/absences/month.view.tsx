import type { Catalogue } from '@app/catalogue';
import { deputyOn, isAway, type StaffAbsences } from '@app/people';
import type { Locale } from '@app/platform';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { Button } from '../site/pieces/button.js';
import { Select } from '../site/pieces/select.js';
import { useSite } from '../site/site.js';
import { daysOf, monthAfter, monthBefore } from './month.js';
import { absencesWords } from './words.js';

interface Props {
  unit: string;
  /** The units that can be chosen. */
  units: readonly string[];
  people: readonly StaffAbsences[];
  /** Colleagues of the organisation, among them the deputies. */
  known: readonly StaffAbsences[];
  month: string;
  catalogue: Catalogue;
  /** Whether the page of a person's absences answers the one who looks. */
  isOpen: (person: StaffAbsences) => boolean;
  /** Id of the one who looks. */
  self: string;
}

const ROC = 1911;
const ENGLISH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const monthWords = (month: string, locale: Locale): string => {
  const [year = '', number = ''] = month.split('-');
  if (locale === 'en') return ENGLISH.format(Date.UTC(Number(year), Number(number) - 1));
  return `民國${Number(year) - ROC}年${Number(number)}月`;
};

/** Who of a unit is absent on which day of a month. */
export function MonthView(props: Props) {
  const { unit, people, month, catalogue, self } = props;
  const { locale } = useSite();
  const said = absencesWords[locale].month;
  const name = catalogue.unit(unit)?.name[locale] ?? unit;
  const at = (other: string) => `/desk/absences?${new URLSearchParams({ unit, month: other })}`;
  return (
    <AdminFrame here="absences">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <p>
        <Button href={`/desk/absences/${self}`} kind="secondary">
          {said.own}
        </Button>
      </p>
      <Units {...props} />
      <h2 id="month-title">{said.caption(name, monthWords(month, locale))}</h2>
      <nav class="pages" aria-label={said.title}>
        <a href={at(monthBefore(month))}>{said.earlier}</a> <a href={at(monthAfter(month))}>{said.later}</a>
      </nav>
      {people.length === 0 ? <p role="status">{said.noPeople}</p> : <Month {...props} />}
    </AdminFrame>
  );
}

function Units({ unit, units, month, catalogue }: Props) {
  const { locale } = useSite();
  const said = absencesWords[locale].month;
  if (units.length < 2) return null;
  const options = units.map((id) => ({ value: id, label: catalogue.unit(id)?.name[locale] ?? id }));
  return (
    <form method="get" action="/desk/absences" class="filters">
      <input type="hidden" name="month" value={month} />
      <Select name="unit" label={said.unit} options={options} value={unit} />
      <Button kind="secondary">{said.show}</Button>
    </form>
  );
}

function Month({ unit, people, known, month, catalogue, isOpen }: Props) {
  const { locale } = useSite();
  const said = absencesWords[locale].month;
  const dates = daysOf(month);
  const { organisation } = catalogue.unit(unit)!;
  const calendar = catalogue.calendarOf(organisation, unit);
  const isOff = (date: string) => catalogue.covers(date) && !calendar.isWorking(date);
  const all = [...people, ...known];
  return (
    <>
      <p class="hint">{said.legend}</p>
      <div class="table-scroll month-table" tabindex={0} role="region" aria-labelledby="month-title">
        <table class="month">
          <thead>
            <tr>
              <th scope="col">{said.person}</th>
              {dates.map((date) => (
                <th key={date} scope="col" class={isOff(date) ? 'day-off' : undefined}>
                  {Number(date.slice(8))}
                  {isOff(date) ? <span class="unseen"> {said.dayOff}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Name person={person} isOpen={isOpen(person)} />
                </th>
                {dates.map((date) => (
                  <Day key={date} person={person} date={date} all={all} off={isOff(date)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** All of a unit see who of it is away; the page of a person is for those who may enter her absences. */
function Name({ person, isOpen }: { person: StaffAbsences; isOpen: boolean }) {
  const name = <bdi>{person.name}</bdi>;
  return isOpen ? <a href={`/desk/absences/${person.id}`}>{name}</a> : name;
}

interface DayProps {
  person: StaffAbsences;
  date: string;
  all: readonly StaffAbsences[];
  off: boolean;
}

function Day({ person, date, all, off }: DayProps) {
  const said = absencesWords[useSite().locale].month;
  if (!isAway(person, date)) return <td class={off ? 'day-off' : undefined} />;
  const deputy = all.find(({ id }) => id === deputyOn(person, date));
  const isCovered = deputy !== undefined && !isAway(deputy, date);
  return (
    <td class="day-away" title={isCovered ? deputy.name : undefined}>
      {isCovered ? said.away : said.noDeputy}
      {isCovered ? <span class="unseen"> {deputy.name}</span> : null}
    </td>
  );
}
