// Our own code and the ESM-only packages below are compiled to CommonJS for jest; everything else runs as installed.
const esmOnly = ['jose', '@electric-sql', 'cockatiel', '@noble', 'non-error', 'serialize-error'];

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 30_000,
  // Databases in memory are copies of one that is made here, if it is not there yet.
  globalSetup: '<rootDir>/test/support/make-database-template.ts',
  setupFiles: ['<rootDir>/test/support/use-database-template.ts'],
  transform: {
    '^.+\\.[mc]?[tj]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
