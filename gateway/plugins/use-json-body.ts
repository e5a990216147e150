import express from 'express';
import type { Behaviour } from '../behaviour.ts';

/** Room for the largest document, 1,000 credit codes and more; beyond it the body is not read on. */
const largestBody = 512 * 1024;

export function useJsonBody(): Behaviour {
  return { handler: express.json({ limit: largestBody }) };
}
