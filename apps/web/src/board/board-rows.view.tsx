import type { ComponentChildren } from 'preact';
import { rowId } from '../case-parts/act-forms.js';
import { useSite } from '../site/site.js';
import type { Line } from './lines.js';
import { boardWords } from './words.js';

/** The forms of acts of one row. */
export interface Opened {
  key: string;
  forms: ComponentChildren;
}

interface Acting {
  mayAct: boolean;
  opened?: Opened | undefined;
}

interface ColumnProps extends Acting {
  kind: 'warning' | 'overdue' | 'untouched';
  lines: readonly Line[];
  total: number;
  /** From this number on it is not counted further. */
  most?: number;
  /** The list that has all of them. */
  all: string;
}

export function Column({ kind, lines, total, most = Infinity, all, ...acting }: ColumnProps) {
  const said = boardWords[useSite().locale];
  return (
    <section class={`board-column board-${kind}`} aria-labelledby={`board-${kind}`}>
      <h2 id={`board-${kind}`}>
        <span class="board-count">{total >= most ? `${most - 1}+` : total}</span> {said[kind]}
      </h2>
      {lines.length === 0 ? (
        <p class="hint" id={`none-${kind}`}>
          {said.none}
        </p>
      ) : null}
      <ul>
        {lines.map((line) => (
          <Row key={line.key} line={line} {...acting} />
        ))}
      </ul>
      {total > lines.length ? (
        <p>
          <a href={all}>{said.more(lines.length)}</a>
        </p>
      ) : null}
    </section>
  );
}

function Row({ line, mayAct, opened }: Acting & { line: Line }) {
  const { key, href, caseNumber, subject, promise, left, due, holder, actable } = line;
  const said = boardWords[useSite().locale];
  return (
    <li class="board-row" id={rowId(key)} data-clock={key}>
      <p class="board-row-head">
        <a href={href}>{caseNumber}</a>
        {left ? <strong class={left.late ? 'left left-late' : 'left'}>{left.text}</strong> : null}
      </p>
      {subject ? (
        <p class="board-subject" dir="auto">
          {subject}
        </p>
      ) : null}
      <p class="board-holder">
        {said.holder} <bdi>{holder}</bdi>
      </p>
      <p class="hint">
        {promise}
        {due ? (
          <>
            {' · '}
            <span class="due-date">{said.due(due)}</span>
          </>
        ) : null}
      </p>
      {mayAct && actable ? (
        <RowActs line={line} forms={opened?.key === key ? opened.forms : undefined} />
      ) : null}
    </li>
  );
}

/** Without script a link brings the forms; with it board.js fetches them into the row. Live changes leave them alone. */
function RowActs({ line: { key, caseNumber }, forms }: { line: Line; forms: ComponentChildren }) {
  const said = boardWords[useSite().locale];
  return (
    <details class="row-acts no-print" id={`acts-of-${key}`} open={forms !== undefined} data-own>
      <summary>
        {said.act}
        <span class="unseen"> {caseNumber}</span>
      </summary>
      <div class="row-forms" id={`forms-of-${key}`} data-from={`/desk/board?row=${key}`}>
        {forms ?? <a href={`/desk/board?row=${key}#${rowId(key)}`}>{said.toActs}</a>}
      </div>
    </details>
  );
}

/** What was kept today, the latest first. */
export function Kept({ lines, total }: { lines: readonly Line[]; total: number }) {
  const said = boardWords[useSite().locale];
  return (
    <>
      <p class="hint">{total === 0 ? said.none : said.keptAll(lines.length, total)}</p>
      <ul class="board-kept-rows">
        {lines.map((line) => (
          <Row key={line.key} line={line} mayAct={false} />
        ))}
      </ul>
    </>
  );
}
