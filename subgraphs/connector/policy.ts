import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  TaskCancelledError,
  TimeoutStrategy,
  bulkhead,
  circuitBreaker,
  handleWhen,
  retry,
  timeout,
} from 'cockatiel';
import { DepartmentBusy, DepartmentError, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Call, Clock } from './protocol.ts';
import type { TakeTurn } from './rate.ts';

export interface PolicySettings {
  readonly timeoutMs: number;
  /** Calls of this process under way at once; as many again may wait. */
  readonly concurrency: number;
  /** Further tries of a read that failed at once; a call that ran into its timeout is not tried again. */
  readonly retries: number;
  /** Failures in a row after which the department is left alone, and for how long. */
  readonly breakAfter: number;
  readonly breakForMs: number;
}

// One query of a dead department makes some eight failing calls: three queries in a row leave it alone for a while.
const sane: PolicySettings = { timeoutMs: 4000, concurrency: 8, retries: 1, breakAfter: 24, breakForMs: 5000 };

export interface PolicyParts {
  readonly department: string;
  readonly settings: Partial<PolicySettings>;
  readonly takeTurn: TakeTurn;
  /** How long a call may wait for its turn within the department's rate, from when it was wanted. */
  readonly rateWaitMs: number;
  readonly clock: Clock;
  /** How a call of a batch takes its turn; by default like any other. */
  readonly takeBatchTurn?: TakeTurn;
}

/** The ways in which one department is called: they share places, retries and circuit breaker. */
export interface Policy {
  readonly call: Call;
  /** For batches: without a turn at this moment the call is refused, so that nobody waits in a place. */
  readonly callInBatch: Call;
}

/** Waiting longer than this for a free place is answered as busy. */
const WAITING_PLACES = 4000;

/** One policy a department: retry, circuit breaker, bounded concurrency, rate and timeout, in this order from outside. */
export function createPolicy(parts: PolicyParts): Policy {
  const { department, settings, takeTurn, takeBatchTurn = takeTurn, rateWaitMs, clock } = parts;
  const { timeoutMs, concurrency, retries, breakAfter, breakForMs } = { ...sane, ...settings };
  const failing = handleWhen(
    (error) =>
      error instanceof DepartmentUnavailable ||
      !(error instanceof DepartmentError || error instanceof BulkheadRejectedError),
  );
  const again = retry(
    handleWhen((error) => error instanceof DepartmentUnavailable && !isTimeout(error)),
    { maxAttempts: retries, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 }) },
  );
  const breaker = circuitBreaker(failing, { halfOpenAfter: breakForMs, breaker: new ConsecutiveBreaker(breakAfter) });
  const places = bulkhead(concurrency, WAITING_PLACES);
  const bounded = timeout(timeoutMs, TimeoutStrategy.Aggressive);

  async function once<T>(request: (signal: AbortSignal) => Promise<T>, turn: () => Promise<void>): Promise<T> {
    await turn();
    try {
      return await bounded.execute(({ signal }) => request(signal));
    } catch (error) {
      if (error instanceof DepartmentError) throw error;
      throw new DepartmentUnavailable({ department }, error);
    }
  }

  async function run<T>(request: (signal: AbortSignal) => Promise<T>, turn: () => Promise<void>): Promise<T> {
    try {
      return await again.execute(() => breaker.execute(() => places.execute(() => once(request, turn))));
    } catch (error) {
      const retryAt = new Date(clock.now() + breakForMs).toISOString();
      if (error instanceof BrokenCircuitError) throw new DepartmentUnavailable({ department, retryAt }, error);
      if (error instanceof BulkheadRejectedError) throw new DepartmentBusy({ department, retryAt }, error);
      throw error;
    }
  }

  return {
    call(request) {
      const deadlineMs = clock.now() + rateWaitMs;
      return run(request, () => takeTurn(deadlineMs));
    },
    callInBatch: (request) => run(request, () => takeBatchTurn(clock.now())),
  };
}

function isTimeout(error: DepartmentError): boolean {
  return error.cause instanceof TaskCancelledError;
}
