/** A mutant is noticed by the first test that fails: neither the other tests of the file nor what they set up need run. */
const { TestEnvironment } = require('jest-environment-node');

const FAILURES = ['test_fn_failure', 'hook_failure'];
const nothing = () => undefined;

module.exports = class FirstFailure extends TestEnvironment {
  hasFailed = false;
  notBegun = new Set();

  async handleTestEvent({ name, test, hook }) {
    if (FAILURES.includes(name)) this.hasFailed = true;
    if (!this.hasFailed) return;
    if (name === 'test_start') test.mode = 'skip';
    if (name === 'hook_start') this.leaveOut(hook);
  }

  /** What was set up before the failure is still taken down. */
  leaveOut(hook) {
    if (hook.type === 'beforeAll') this.notBegun.add(hook.parent);
    if (this.notBegun.has(hook.parent)) hook.fn = nothing;
  }
};
