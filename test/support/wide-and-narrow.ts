import { axeViolations } from './axe.js';
import { sideways } from './looks.js';
import { DESKTOP, PHONE, type Visitor } from './visitor.js';

/**
 * What axe finds (where scripts run) and what leaves the window, on a desktop and on a phone. `picture`: the name of a
 * screenshot of each, in the folder `SHOTS`.
 */
export async function faultsWideAndNarrow(visitor: Visitor, picture?: string): Promise<string[]> {
  const { page, runsScripts } = visitor;
  const faults: string[] = [];
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    if (runsScripts) faults.push(...(await axeViolations(page, { isSeen: viewport !== DESKTOP })));
    const over = await sideways(page);
    if (over > 0) faults.push(`${over} px wider than ${viewport.width}`);
    const shots = process.env['SHOTS'];
    if (shots && picture)
      await page.screenshot({ path: `${shots}/${picture}-${viewport.width}.png`, fullPage: true });
  }
  await page.setViewportSize(DESKTOP);
  return faults;
}
