/**
 * Stryker's test runner for the specs of a room: loads them once and runs them for many mutants, as loading would take
 * most of the time. State left by an earlier mutant must not count: a failure counts only if the test, and those before
 * it in its story, pass without the mutant; otherwise the mutant is tried in a new process.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';
import settings from '../../jest.config.js';
import { loadFrom } from '../loading/loader.mjs';
import { ROOMS } from './rooms.ts';
import { setupOf, Tests, type Loaded, type Outcome } from './tests.ts';

const context: InstrumenterContext = ((globalThis as { __stryker__?: InstrumenterContext }).__stryker__ ??=
  {});

const { moduleNameMapper, transform } = settings.projects[0]!;
const [, options] = Object.values(transform)[0]!;
/** Without Jest's cache: Stryker's copy is written for each run. */
const compiled = (filename: string): string =>
  transformSync(readFileSync(filename, 'utf8'), { ...options, filename, sourceMaps: false }).code;

/** One process makes the full run; those beside it and after it read here what each story cost. */
const COSTS = join(tmpdir(), 'costs.json');

/** Stryker reacts to an exception by starting another process, at most twice. */
const OF_ITS_OWN = new Error('to be tried in a process of its own');

class Runner implements TestRunner {
  private tests: Tests;
  private runs = 0;
  private isSpoilt = false;

  /** Must be true for Stryker to continue; static mutants are not tried anyway (`ignoreStatic`). */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    loadFrom(process.cwd(), moduleNameMapper, compiled);
    this.tests = await Tests.load(ROOMS[process.env['MUTANTS_ROOM']!]!.specs, process.cwd());
    if (existsSync(COSTS))
      this.tests.measure(JSON.parse(readFileSync(COSTS, 'utf8')) as Record<string, number>);
  }

  async dryRun(): Promise<DryRunResult> {
    this.runs += 1;
    this.tests.onTest = (id) => (context.currentTestId = id);
    const { ran, failed, why } = await this.tests.runUnchanged();
    this.tests.onTest = () => undefined;
    if (failed) return { status: DryRunStatus.Error, errorMessage: `${failed.id}: ${why}` };
    writeFileSync(COSTS, JSON.stringify(this.tests.measured()));
    this.tests.measure(this.tests.measured());
    const tests = [...ran.map(({ id, entry }) => passed(id, entry.duration ?? 0)), ...this.setups(ran)];
    return { status: DryRunStatus.Complete, tests, mutantCoverage: context.mutantCoverage! };
  }

  /** Reports each setup as a test, so that Stryker knows which mutants a setup covers. */
  private setups(ran: Loaded[]): TestResult[] {
    const timeOf = (of: string) =>
      ran.reduce((sum, { story, entry }) => sum + (story === of ? (entry.duration ?? 0) : 0), 0);
    return [...new Set(ran.map(({ story }) => story))].map((story) => passed(setupOf(story), timeOf(story)));
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (this.isSpoilt) throw OF_ITS_OWN;
    const isFirst = ++this.runs === 1;
    const { ran, failed, why, astray } = await this.mutated(options);
    const nrOfTests = ran.length;
    const endless =
      why.includes('Exceeded timeout') || determineHitLimitReached(context.hitCount, context.hitLimit);
    if (!isFirst && (astray || endless)) throw OF_ITS_OWN;
    if (endless) return { status: MutantRunStatus.Timeout, reason: 'does not end' };
    if (!failed) return { status: MutantRunStatus.Survived, nrOfTests };
    const story = ran.filter((one) => one.story === failed.story).map(({ id }) => id);
    if ((await this.tests.run(story)).failed) {
      this.isSpoilt = true;
      if (!isFirst) throw OF_ITS_OWN;
      return { status: MutantRunStatus.Error, errorMessage: `fails without the mutant: ${failed.id}` };
    }
    this.tests.noticed(failed, fileOf(options));
    return { status: MutantRunStatus.Killed, killedBy: [failed.id], failureMessage: why, nrOfTests };
  }

  /** If a setup covers the mutant, any test of its story may notice it. */
  private async mutated(options: MutantRunOptions): Promise<Outcome> {
    const { activeMutant, testFilter = [], hitLimit } = options;
    Object.assign(context, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
    const ids = this.tests.nearest(new Set(testFilter), fileOf(options));
    try {
      return await this.tests.run(ids);
    } finally {
      context.activeMutant = undefined;
    }
  }
}

const fileOf = ({ sandboxFileName }: MutantRunOptions): string => relative(process.cwd(), sandboxFileName);

function passed(id: string, timeSpentMs: number): TestResult {
  return { id, name: id, timeSpentMs, status: TestStatus.Success };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'warm', Runner)];
