import type { MovesPreview } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { dateWords } from '@app/platform';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { useSite } from '../site/site.js';
import { Table } from '../site/pieces/table.js';
import { calendarWords } from './words.js';

interface Props {
  what: 'declare' | 'withdraw';
  day: string;
  typed: Record<string, string>;
  moves: MovesPreview;
  catalogue: Catalogue;
}

export const CONFIRM_FORM = 'confirm';
/** Fields that name the day; the others belong to the step before. */
const KEPT = ['date', 'date.year', 'date.month', 'date.day', 'kind', 'hours', 'region', 'remark'];
const ACTIONS = { declare: '/desk/calendar/days', withdraw: '/desk/calendar/days/withdraw' };

/** Which dates would move, before anything does. */
export function MovesView({ what, day, typed, moves, catalogue }: Props) {
  const { locale } = useSite();
  const said = calendarWords[locale].preview;
  const kept = KEPT.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]] as const]));
  const { cases, dates, more } = moves;
  return (
    <>
      <h1>{said.title[what]}</h1>
      <p class="lead">{said.asks[what](dateWords(day, locale), typed['remark'] ?? '')}</p>
      <p role="status">
        <strong>{dates === 0 ? said.noneMoves : said.moves(cases, dates)}</strong>{' '}
        {more ? said.uncounted : null}
      </p>
      <Form
        action={ACTIONS[what]}
        id={CONFIRM_FORM}
        noEnter
        hidden={{ ...Object.fromEntries(kept), shown: 'yes' }}
      >
        <div class="buttons">
          <Button name="confirmed" value="yes">
            {said.confirm[what]}
          </Button>
          <Button kind="secondary" name="change" value="yes">
            {said.back[what]}
          </Button>
        </div>
      </Form>
      {dates > 0 ? <Moves moves={moves} catalogue={catalogue} /> : null}
    </>
  );
}

function Moves({ moves: { first, dates }, catalogue }: Pick<Props, 'moves' | 'catalogue'>) {
  const { locale } = useSite();
  const said = calendarWords[locale].preview;
  const date = (day: string | null) => (day === null ? said.undecided : dateWords(day, locale));
  return (
    <section>
      <h2 id="moves-title">{said.list(first.length, dates)}</h2>
      <Table titles={Object.values(said.columns)} label="moves-title">
        {first.map(({ caseNumber, commitment, before, after, waits }, index) => (
          <tr key={index}>
            <th scope="row">
              <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a>
            </th>
            <td>{catalogue.commitment(commitment)?.title[locale] ?? commitment}</td>
            <td>{date(before)}</td>
            <td>
              {date(after)} {waits ? said.waits : null}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
