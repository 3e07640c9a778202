/** Stands for `@jest/globals` where specs are loaded without Jest's module system: Jest's own parts. */
import { jestExpect } from '@jest/expect';
import { ModernFakeTimers } from '@jest/fake-timers';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';

type Circus = Pick<
  typeof circus,
  'afterAll' | 'afterEach' | 'beforeAll' | 'beforeEach' | 'describe' | 'it' | 'test'
>;

export let { afterAll, afterEach, beforeAll, beforeEach, describe, it, test }: Circus = circus;
export const expect = jestExpect;

const mocker = new ModuleMocker(globalThis);
const config = { rootDir: process.cwd(), fakeTimers: {} };
const timers = new ModernFakeTimers({
  config: config as ConstructorParameters<typeof ModernFakeTimers>[0]['config'],
  global: globalThis,
});
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

export const jest = {
  fn: mocker.fn.bind(mocker),
  mocked: <T>(value: T): T => value,
  useFakeTimers: timers.useFakeTimers.bind(timers),
  useRealTimers: timers.useRealTimers.bind(timers),
  getTimerCount: timers.getTimerCount.bind(timers),
  advanceTimersByTime: timers.advanceTimersByTime.bind(timers),
  advanceTimersByTimeAsync: timers.advanceTimersByTimeAsync.bind(timers),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  /** For all tests of the file; ms. */
  setTimeout: (ms: number): void => void Object.assign(globalThis, { [TIMEOUT]: ms }),
};

/** Each spec file has a tree of tests of its own. Modules loaded before get the new functions, as bindings are live. */
export function setCircus(globals: Circus): void {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = globals);
  Object.assign(globalThis, globals, { expect, jest });
}

setCircus(circus);

/** What a spec file left behind must not reach the next. */
export function restoreAll(): void {
  jest.restoreAllMocks();
  jest.useRealTimers();
  delete (globalThis as { [TIMEOUT]?: number })[TIMEOUT];
}
