import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The first test that needs the world may have to train the search.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
