import { ConfigInvalid, readConfig } from '../gateway/config.ts';
import { defaultLimits } from '../gateway/limits/check-document.ts';

describe('the settings of the gateway', () => {
  test('need nothing', () => {
    const config = readConfig({}, []);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      supergraphFile: null,
      subgraphUrls: new Map(),
      subgraphTimeoutMs: 30_000,
      drainTimeoutMs: 10_000,
      logLevel: 'info',
      tokens: null,
      anonymousPublic: false,
      demo: false,
      internalKey: null,
      limits: defaultLimits,
      requestTimeoutMs: 30_000,
      redisUrl: null,
      execution: 'compiled',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('come from the environment and the command line, which wins', () => {
    const environment = {
      HOST: '0.0.0.0',
      PORT: '1',
      SUBGRAPH_STATE_TAX_URL: 'https://tax.example/state-tax/graphql',
      SUBGRAPH_COURT_URL: '',
      SUBGRAPH_TIMEOUT: '2m',
      DRAIN_TIMEOUT: '500ms',
      LOG_LEVEL: '',
      EXECUTION: 'apollo',
    };
    expect(readConfig(environment, ['--port', '0', '--supergraph', 'x.graphql'])).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      supergraphFile: 'x.graphql',
      subgraphUrls: new Map([['SUBGRAPH_STATE_TAX_URL', 'https://tax.example/state-tax/graphql']]),
      subgraphTimeoutMs: 120_000,
      drainTimeoutMs: 500,
      logLevel: 'info',
      execution: 'apollo',
    });
  });

  test.each<[string, Record<string, string>, string[], string]>([
    ['a port that is none', { PORT: '65536' }, [], 'PORT: "65536" is no port from 0 to 65535'],
    ['a port on the command line that is none', {}, ['--port', '8o'], '"8o" is no port'],
    ['an option that does not exist', {}, ['--prot', '80'], "Unknown option '--prot'"],
    ['a supergraph without a file', {}, ['--supergraph', ''], '--supergraph names no file'],
    ['a duration without a unit', { SUBGRAPH_TIMEOUT: '30' }, [], 'SUBGRAPH_TIMEOUT: "30" is no duration'],
    [
      'an address that is none',
      { SUBGRAPH_COURT_URL: 'court:4000' },
      [],
      'SUBGRAPH_COURT_URL: "court:4000" is no http',
    ],
    ['a log level that does not exist', { LOG_LEVEL: 'loud' }, [], 'LOG_LEVEL'],
    ['an execution that does not exist', { EXECUTION: 'fast' }, [], 'EXECUTION'],
  ])('refuse %s', (_, environment, args, message) => {
    expect(() => readConfig(environment, args)).toThrow(message);
  });

  test('name whose tokens are believed, and the key that hosts elsewhere share', () => {
    const environment = {
      TOKEN_JWKS: 'https://id.example/jwks.json',
      TOKEN_ISSUER: 'https://id.example',
      TOKEN_AUDIENCE: 'gateway',
      INTERNAL_KEY: 'k'.repeat(32),
    };
    const tokens = { jwks: 'https://id.example/jwks.json', issuer: 'https://id.example', audience: 'gateway' };
    expect(readConfig(environment, [])).toMatchObject({
      tokens: { ...tokens, algorithms: ['ES256', 'EdDSA'] },
      internalKey: 'k'.repeat(32),
    });
    const { tokens: others } = readConfig({ ...environment, TOKEN_ALGORITHMS: 'RS256, ES256' }, []);
    expect(others).toEqual({ ...tokens, algorithms: ['RS256', 'ES256'] });
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'a key set without issuer and audience',
      { TOKEN_JWKS: 'keys.json' },
      ['TOKEN_ISSUER: is needed with', 'TOKEN_AUDIENCE: is needed with'],
    ],
    ['an issuer alone', { TOKEN_ISSUER: 'me' }, ['TOKEN_JWKS: is needed', 'TOKEN_AUDIENCE: is needed']],
    [
      'algorithms alone, one of them with a shared key',
      { TOKEN_ALGORITHMS: 'ES256,HS256' },
      ['TOKEN_JWKS:', 'TOKEN_ISSUER:', 'TOKEN_AUDIENCE:', 'TOKEN_ALGORITHMS: "HS256" is none of ES256, EdDSA, RS256'],
    ],
    [
      'the algorithm none',
      { TOKEN_JWKS: 'a', TOKEN_ISSUER: 'b', TOKEN_AUDIENCE: 'c', TOKEN_ALGORITHMS: 'none' },
      ['TOKEN_ALGORITHMS: "none"'],
    ],
    [
      'an address that is none, and a short key',
      { TOKEN_JWKS: 'https://', TOKEN_ISSUER: 'b', TOKEN_AUDIENCE: 'c', INTERNAL_KEY: 'k'.repeat(31) },
      ['TOKEN_JWKS: "https://" is no address', 'INTERNAL_KEY: has fewer than 32 characters'],
    ],
  ])('refuse %s, every fault named and no key repeated', (_, environment, starts) => {
    let faults: readonly string[] = [];
    try {
      readConfig(environment, []);
    } catch (error) {
      ({ faults } = error as ConfigInvalid);
    }
    expect(faults).toEqual(starts.map((start) => expect.stringContaining(start)));
    expect(faults.join()).not.toContain('kkk');
  });

  test('report all faults at once', () => {
    try {
      readConfig({ PORT: 'x', LOG_LEVEL: 'loud', SUBGRAPH_A_URL: 'x' }, ['--port', 'y']);
      throw new Error('not refused');
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigInvalid);
      expect((error as ConfigInvalid).faults).toHaveLength(4);
    }
  });
});

describe('whether answers are kept', () => {
  const room = 64 * 1024 * 1024;
  const kept = { maxBytes: room, fragmentBytes: room, keptForMs: 60_000, restricted: false, shadowShare: 0 };
  const redis = { REDIS_URL: 'redis://127.0.0.1:6379' };
  const elsewhere = { SUBGRAPH_COURT_URL: 'http://court.example/court/graphql' };
  test.each<[string, Record<string, string>, string[], object | null]>([
    ['where everything is in this process', {}, [], kept],
    ['not, where they have no room', { ANSWER_CACHE_BYTES: '0', FRAGMENT_CACHE_BYTES: '0' }, [], null],
    ['but for their parts', { ANSWER_CACHE_BYTES: '0' }, [], { ...kept, maxBytes: 0 }],
    ['not, where another process may change what nobody here hears of', elsewhere, [], null],
    ['not, where others write into the same database', { DATABASE_URL: 'postgres://x/y' }, [], null],
    ['where changes are heard', { ...elsewhere, DATABASE_URL: 'postgres://x/y', ...redis }, [], kept],
    ['not, over a supergraph of somebody else', redis, ['--supergraph', 'x.graphql'], null],
    [
      'as it is set',
      {
        ...elsewhere,
        ANSWER_CACHE_BYTES: '1000',
        FRAGMENT_CACHE_BYTES: '2000',
        ANSWER_CACHE_FOR: '5s',
        ANSWER_CACHE_RESTRICTED: 'true',
        ANSWER_CACHE_SHADOW: '0.01',
      },
      [],
      { maxBytes: 1000, fragmentBytes: 2000, keptForMs: 5000, restricted: true, shadowShare: 0.01 },
    ],
  ])('%s', (_, environment, args, answers) => {
    expect(readConfig(environment, args).answers).toEqual(answers);
  });

  test.each([
    ['ANSWER_CACHE_BYTES', 'much'],
    ['FRAGMENT_CACHE_BYTES', '1 MB'],
    ['ANSWER_CACHE_FOR', '60'],
    ['ANSWER_CACHE_RESTRICTED', 'yes'],
    ['ANSWER_CACHE_SHADOW', '2'],
  ])('%s=%s is refused', (name, value) => {
    expect(() => readConfig({ [name]: value }, [])).toThrow(name);
  });
});
