/** A machine that has never run the faults would begin with the largest file; the longest one would then end alone. */
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST_FIRST = ['rows-redis', 'rows-workers', 'rows-killed', 'rows-time', 'rows-database'];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => LONGEST_FIRST.findIndex((name) => path.endsWith(`${name}.spec.ts`));
    const [long, others] = [(test) => place(test) >= 0, (test) => place(test) < 0];
    return [...tests.filter(long).sort((a, b) => place(a) - place(b)), ...super.sort(tests.filter(others))];
  }
};
