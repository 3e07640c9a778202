import { beforeEach, expect } from '@jest/globals';

/** A test without assertions cannot fail: this makes it fail. */
beforeEach(() => expect.hasAssertions());
