import { NotFound } from '../../schema/errors.ts';
import type { Behaviour } from '../behaviour.ts';

export function useNotFound(): Behaviour {
  return {
    handler(_req, _res, next) {
      next(new NotFound());
    },
  };
}
