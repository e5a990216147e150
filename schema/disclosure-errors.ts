/** The part of the catalogue of errors that is about the account of who looked. */
import { GatewayError } from './errors.ts';

/** What would be disclosed cannot be written down: nothing is given out. */
export class DisclosureLogUnavailable extends GatewayError {
  readonly code = 'DISCLOSURE_LOG_UNAVAILABLE';
  override readonly status = 503;
  constructor(cause?: unknown) {
    super(
      'The answer is not given out, because it cannot be written down that it was.',
      'Ask again later; repeat a command with the same idempotencyKey, as it may have been carried out.',
      {},
      cause,
    );
  }
}

/** Who looked is told to the organisation itself, to departments about their own staff, and to the supervisor. */
export class DisclosuresNotAllowed extends GatewayError {
  readonly code = 'DISCLOSURES_NOT_ALLOWED';
  constructor() {
    super(
      'Your role does not show you these disclosures.',
      'A representative sees those of its organisation, an officer those of its department, the supervisor all.',
    );
  }
}
