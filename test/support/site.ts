import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.js';
import type { DeskOptions } from './desk.js';
import { Visitor, type Manner } from './visitor.js';
import { startTestWeb, type TestWeb } from './web.js';

/** What a journey goes through: the web app, and a browser for the people who use it. */
export interface Site {
  readonly web: TestWeb;
  arrive(manner?: Manner): Promise<Visitor>;
}

/**
 * Opens a site before the specs of the block that it is called in, and closes it after them. `staff`: also the staff of
 * the demonstration desk, each with the test password.
 */
export function openSite({ staff = false, ...options }: DeskOptions & { staff?: boolean } = {}): Site {
  let browser: Browser;
  let web: TestWeb;
  beforeAll(async () => {
    [browser, web] = await Promise.all([launchChromium(), startTestWeb(options)]);
    if (staff) await web.demoStaff();
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });
  return {
    get web() {
      return web;
    },
    arrive: (manner) => Visitor.arrive(browser, web, manner),
  };
}
