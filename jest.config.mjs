// Our own code and the ESM-only packages below are compiled to CommonJS for jest; everything else runs as installed.
const esmOnly = ['jose', '@electric-sql', 'cockatiel', '@noble', 'non-error', 'serialize-error'];

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Nobody waits for it but what hangs: a whole district starts in ten seconds, on a machine that others use in sixty.
  testTimeout: 120_000,
  // Half of what tests do is waiting for processes and sockets.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/support/find-servers.ts',
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
