import { afterAll, vi } from 'vitest';

/** Files of tests run one after the other in the same process: what one stubs of its environment ends with it. */
afterAll(() => void vi.unstubAllEnvs());
