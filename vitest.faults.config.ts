import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: processes killed, connections cut, mail refused. FAULT_KILLS and FAULT_QUESTIONS say how much. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.fault.ts'],
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
    // Each uses the whole machine.
    fileParallelism: false,
  },
});
