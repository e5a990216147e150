import type { Environment } from '../limits/read-family.ts';
import type { AnswerSettings } from './open-answers.ts';

export type AnswerConfig = Omit<AnswerSettings, 'redisUrl'>;

/** What else decides whether answers are kept where nothing is set. */
export interface AnswerSurroundings {
  /** A supergraph of somebody else's: nobody says how long its answers hold. */
  readonly foreign: boolean;
  /** Some subgraphs run in other processes. */
  readonly elsewhere: boolean;
}

const usualBytes = 64 * 1024 * 1024;
const usualMs = 60_000;
const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * ANSWER_CACHE_BYTES, _FOR, _RESTRICTED and _SHADOW, and FRAGMENT_CACHE_BYTES. Where other processes change what this
 * one keeps and there is no Redis by which it would hear of it, nothing is kept unless the settings of bytes say so.
 * null: nothing is kept.
 */
export function readAnswerSettings(
  environment: Environment,
  faults: string[],
  { elsewhere, foreign }: AnswerSurroundings,
): AnswerConfig | null {
  const read = <T>(name: string, usual: T, parse: (text: string) => T): T => {
    const text = environment[name];
    if (text === undefined || text === '') return usual;
    try {
      return parse(text);
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
      return usual;
    }
  };
  const isGiven = (name: string) => (environment[name] ?? '') !== '';
  const hears = isGiven('REDIS_URL') || !(elsewhere || isGiven('DATABASE_URL'));
  const usual = hears && !foreign ? usualBytes : 0;
  const maxBytes = read('ANSWER_CACHE_BYTES', usual, parseBytes);
  const fragmentBytes = read('FRAGMENT_CACHE_BYTES', usual, parseBytes);
  const settings = {
    maxBytes,
    fragmentBytes,
    keptForMs: read('ANSWER_CACHE_FOR', usualMs, parseDuration),
    restricted: read('ANSWER_CACHE_RESTRICTED', false, parseWord),
    shadowShare: read('ANSWER_CACHE_SHADOW', 0, parseShare),
  };
  return maxBytes === 0 && fragmentBytes === 0 ? null : settings;
}

function parseBytes(text: string): number {
  const bytes = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(bytes)) throw new Error(`"${text}" is no number of bytes`);
  return bytes;
}

function parseDuration(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) throw new Error(`"${text}" is no duration such as 500ms, 30s or 2m`);
  return Number(count) * unitsMs[unit]!;
}

function parseWord(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`"${text}" is neither true nor false`);
  return text === 'true';
}

function parseShare(text: string): number {
  const share = Number(text);
  if (!(share >= 0 && share <= 1)) throw new Error(`"${text}" is no share from 0 to 1, such as 0.01`);
  return share;
}
