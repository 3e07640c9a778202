import { beforeEach, expect } from '@jest/globals';

/** A test that asserts nothing cannot fail: it fails here. */
beforeEach(() => expect.hasAssertions());
