/** The tests of the spec files of a room, loaded once and run many times. */
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jestExpect } from '@jest/expect';
import { addEventHandler, getState, run } from 'jest-circus';

type State = ReturnType<typeof getState>;
type Block = State['rootDescribeBlock'];
export type Entry = State['currentlyRunningTest'] & {};

export interface Loaded {
  id: string;
  /** The outermost `describe`. */
  story: string;
  entry: Entry;
}

export interface Outcome {
  ran: Loaded[];
  /** The first test that failed; none runs after it. */
  failed: Loaded | undefined;
  why: string;
  /** The failure was an unhandled rejection, from this run or an earlier one. */
  astray: boolean;
}

/** Time limit per test, generous as the machine may be shared; it also notices a mutant that makes a test hang. */
const MOST_MS = 10_000;
/** The same without a mutant, when a test that takes long is only slow. */
const MOST_UNCHANGED_MS = 60_000;
/**
 * Processor time per mutant: one not noticed by the nearest specs by then counts as survived, as distant ones would
 * take minutes. By the clock, a score would depend on what else the machine does.
 */
const ENOUGH_MS = 6_000;
/** Time to set up a desk. */
const SETUP_MS = 200;
/** The first starts processes in which mutants are not active; the other uses up the statement names of the process. */
const LEFT_OUT = ['properties-zone.spec.ts', 'postgres-names.room-spec.ts'];

interface Story {
  block: Block | Entry;
  file: string;
  /** Number of mutants of each file that it noticed. */
  noticed: Map<string, number>;
  /** Processor time when all of it ran. */
  ms: number;
}

export class Tests {
  readonly all: Loaded[] = [];
  private readonly stories = new Map<string, Story>();
  /** Processor time of the tests of each story in the full run. */
  private readonly costs = new Map<string, number>();
  private began = process.cpuUsage();
  private astray: unknown;
  /** Tests and hooks. */
  private readonly limited: { timeout?: number | null | undefined }[] = [];
  /** Called with the id when a test or setup begins, and with undefined at its end. */
  onTest: (id: string | undefined) => void = () => undefined;

  static async load(specs: string[], tree: string): Promise<Tests> {
    const tests = new Tests();
    getState().testTimeout = MOST_MS;
    await import(pathToFileURL(join(tree, 'test/support/must-assert.ts')).href);
    // the quick ones first
    const files = globSync(specs, { cwd: tree }).toSorted(
      (a, b) => Number(a.includes('.room-spec')) - Number(b.includes('.room-spec')) || a.localeCompare(b),
    );
    for (const file of files) if (!LEFT_OUT.includes(basename(file))) await tests.add(file, join(tree, file));
    tests.limit(MOST_MS);
    tests.listen();
    return tests;
  }

  /**
   * The tests most likely to notice a mutant of this file, in order, as the run stops at the first that does: stories
   * that noticed most mutants of the file, then the file's own spec, then those of its folder.
   */
  nearest(ids: ReadonlySet<string>, file: string): string[] {
    const ranked = [...this.stories].toSorted(([, a], [, b]) => rankOf(b, file) - rankOf(a, file));
    const order = new Map(ranked.map(([, { block }], at) => [block, at]));
    getState().rootDescribeBlock.children.sort((a, b) => order.get(a)! - order.get(b)!);
    const wanted: string[] = [];
    let ms = 0;
    for (const [name, story] of ranked) {
      const own = this.all.filter(
        ({ id, story: of }) => of === name && (ids.has(id) || ids.has(setupOf(name))),
      );
      if (own.length === 0 || (wanted.length > 0 && ms + story.ms > ENOUGH_MS)) continue;
      ms += story.ms;
      wanted.push(...own.map(({ id }) => id));
    }
    return wanted;
  }

  /** The full run without a mutant. */
  async runUnchanged(): Promise<Outcome> {
    this.limit(MOST_UNCHANGED_MS);
    try {
      return await this.run();
    } finally {
      this.limit(MOST_MS);
    }
  }

  /** What each story cost in a full run, for the processes that did not make it. */
  measured(): Record<string, number> {
    return Object.fromEntries(this.costs);
  }

  measure(costs: Record<string, number>): void {
    for (const [name, story] of this.stories)
      story.ms = (costs[name] ?? 0) + (story.file.includes('.room-spec') ? SETUP_MS : 0);
  }

  noticed({ story }: Loaded, file: string): void {
    const { noticed } = this.stories.get(story)!;
    noticed.set(file, (noticed.get(file) ?? 0) + 1);
  }

  /** Runs the tests with these ids (default: all), and those before them in their stories, until one fails. */
  async run(ids = this.all.map(({ id }) => id)): Promise<Outcome> {
    const wanted = this.withThoseBefore(new Set(ids));
    [this.astray, getState().unhandledErrors] = [undefined, []];
    for (const { id, entry } of this.all)
      Object.assign(entry, {
        ...{ mode: wanted.has(id) ? undefined : 'skip' },
        ...{ errors: [], status: null, startedAt: null, duration: null },
      });
    await run();
    await new Promise(setImmediate);
    const ran = this.all.filter(({ entry }) => entry.status === 'done');
    const failed = ran.find(({ entry }) => entry.errors.length > 0);
    const thrown = failed?.entry.errors[0] ?? this.astray;
    return { ran, failed, why: textOf(thrown), astray: this.astray !== undefined };
  }

  /** Tests of a story may build on each other. */
  private withThoseBefore(ids: ReadonlySet<string>): Set<string> {
    const stories = new Set<string>();
    const wanted = this.all.toReversed().filter(({ id, story }) => {
      if (ids.has(id)) stories.add(story);
      return stories.has(story);
    });
    return new Set(wanted.map(({ id }) => id));
  }

  private async add(file: string, path: string): Promise<void> {
    const { children } = getState().rootDescribeBlock;
    const before = children.length;
    await import(pathToFileURL(path).href);
    for (const child of children.slice(before)) {
      const story = `${file}: ${child.name}`;
      this.stories.set(story, { block: child, file, noticed: new Map(), ms: 0 });
      this.list(child, `${file}:`, story);
    }
  }

  private list(child: Block | Entry, within: string, story: string): void {
    const id = `${within} ${child.name}`;
    this.limited.push(...(child.type === 'describeBlock' ? child.hooks : [child]));
    if (child.type === 'describeBlock') child.children.forEach((each) => this.list(each, id, story));
    else this.all.push({ id, story, entry: child });
  }

  private limit(ms: number): void {
    for (const each of this.limited) each.timeout = ms;
  }

  private listen(): void {
    addEventHandler((event) => {
      if (event.name === 'hook_start' && event.hook.type === 'beforeAll')
        this.onTest(setupOf(this.storyOf(event.hook.parent)));
      if (event.name === 'hook_success' && event.hook.type === 'beforeAll') this.onTest(undefined);
      if (event.name === 'test_start') this.begin(event.test);
      if (event.name === 'test_done') this.end(event.test);
      if (event.name === 'hook_failure') this.leaveOut();
    });
    const caught = (thrown: unknown) => {
      this.astray ??= thrown ?? new Error('rejected');
    };
    process.on('uncaughtException', caught).on('unhandledRejection', caught);
  }

  private begin(entry: Entry): void {
    this.began = process.cpuUsage();
    if (entry.mode !== 'skip') this.onTest(this.all.find((each) => each.entry === entry)?.id);
  }

  private storyOf(block: Block): string {
    return this.all.find(({ entry }) => isWithin(entry.parent, block))!.story;
  }

  /** As Jest's runner does: a missing expected assertion is a failure. */
  private end(entry: Entry): void {
    const { errors } = entry;
    this.count(entry);
    errors.push(...jestExpect.extractExpectedAssertionsErrors().map(({ error }) => error));
    jestExpect.setState({ suppressedErrors: [] });
    if (this.astray) errors.push(this.astray);
    if (errors.length > 0) this.leaveOut();
    this.onTest(undefined);
  }

  private count(entry: Entry): void {
    const { user, system } = process.cpuUsage(this.began);
    const { story } = this.all.find((each) => each.entry === entry)!;
    this.costs.set(story, (this.costs.get(story) ?? 0) + (user + system) / 1_000);
  }

  /** After the first failure, skips the remaining tests and setups. */
  private leaveOut(): void {
    for (const { entry } of this.all)
      if (entry.status === null && entry.errors.length === 0) entry.mode = 'skip';
  }
}

/** Among equals the fastest first. */
const rankOf = ({ file, noticed, ms }: Story, mutated: string): number =>
  100 * (noticed.get(mutated) ?? 0) + nearness(file, mutated) - ms / 100_000;

/** How likely a spec is to test a file. */
function nearness(spec: string, file: string): number {
  const [name, quick] = [(path: string) => basename(path).split('.')[0], !spec.includes('.room-spec')];
  return (name(spec) === name(file) ? 4 : 0) + (dirname(spec) === dirname(file) ? 2 : 0) + Number(quick);
}

/** Used as test id while the `beforeAll` of a story runs. */
export const setupOf = (story: string): string => `setup of ${story}`;

function isWithin(block: Block | undefined, outer: Block): boolean {
  return block !== undefined && (block === outer || isWithin(block.parent, outer));
}

function textOf(thrown: unknown): string {
  const [error] = Array.isArray(thrown) ? (thrown as unknown[]) : [thrown];
  return error instanceof Error ? error.message : String(error);
}
