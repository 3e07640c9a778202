import { expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../site/site.js';
import { Column } from './board-rows.view.js';

const column = (total: number, most?: number) =>
  render(
    <SiteContext.Provider value={{ locale: 'zh-TW' } as Site}>
      <Column
        kind="overdue"
        lines={[]}
        total={total}
        all="/desk/cases?queue=overdue"
        mayAct
        {...(most && { most })}
      />
    </SiteContext.Provider>,
  );

it('a column of the board counts up to its limit, and leads to the list that has the rest', () => {
  const counted = (total: number) => />([^<]*)<\/span>/.exec(column(total, 100))![1];
  expect([99, 100, 101].map(counted)).toEqual(['99', '99+', '99+']);
  expect(column(3)).toContain('href="/desk/cases?queue=overdue"');
  expect(column(0)).not.toContain('href=');
});
