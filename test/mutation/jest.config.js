/** The specs of a room as one file (room.ts), as Stryker runs them: once for each mutant. */
import { join } from 'node:path';
import everything from '../../jest.config.js';

const unit = everything.projects.find(({ displayName }) => displayName === 'unit');
export default {
  ...unit,
  testMatch: ['<rootDir>/test/mutation/room.ts'],
  testEnvironment: join(import.meta.dirname, 'first-failure.cjs'),
};
