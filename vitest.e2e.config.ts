import { defineConfig } from 'vitest/config';

/** Teams in Microsoft's own local client, in Chromium: `npm run e2e:teams`. Needs the network for npx, once. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    testTimeout: 90_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
