/** The part of the catalogue of errors that is about follow-up and accountability. */
import { GatewayError } from './errors.ts';

/** Figures are shown to the supervisor and the coordinator, and to an officer those of its own department. */
export class SupervisionNotAllowed extends GatewayError {
  readonly code = 'SUPERVISION_NOT_ALLOWED';
  constructor(facts: { readonly department?: string } = {}) {
    super(
      'Your role does not show you these figures.',
      'The supervisor and the coordinator see all departments, an officer its own.',
      facts,
    );
  }
}
