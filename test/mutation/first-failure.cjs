/** A mutant is noticed by the first test that fails: the others of the file need not run. */
const { TestEnvironment } = require('jest-environment-node');

const FAILURES = ['test_fn_failure', 'hook_failure'];

module.exports = class FirstFailure extends TestEnvironment {
  hasFailed = false;

  async handleTestEvent(event) {
    if (FAILURES.includes(event.name)) this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
};
