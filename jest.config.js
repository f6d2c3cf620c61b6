/** Two projects: `unit` is everything that needs no browser, `journeys` drives a real Chromium. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript' },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // `#aws-support-app` (package.json, "imports") leads to the source here and to dist/ where the app runs.
  testEnvironmentOptions: { customExportConditions: ['gridkeeper-source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  // Two cores, and real databases, servers and child processes: a slow machine is not a failed test.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/journeys/', '<rootDir>/node_modules/'],
      testEnvironment: '<rootDir>/test/support/database-environment.js',
      globalSetup: '<rootDir>/test/support/prepare-database.js',
    },
    {
      ...shared,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/journeys/**/*.test.ts'],
    },
  ],
};
