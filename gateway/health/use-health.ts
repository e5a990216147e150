import { Router } from 'express';
import type { AnswerFigures } from '../answers/answers.ts';
import type { Behaviour } from '../behaviour.ts';
import type { SubgraphHealth } from './subgraph-health.ts';

/** How far this process is, for those who send it requests. */
export interface Readiness {
  phase: 'starting' | 'ready' | 'draining';
  /** Trusted documents that could not be planned; while there are any, the process is not ready. */
  faultyDocuments: readonly string[];
  warmDocuments: number;
}

/**
 * `/health/live`: the process runs. `/health/ready`: the schema is loaded, the plans of the trusted documents are
 * warm, and it is not about to leave. Departments that are down do not make it unready: it answers without them.
 */
export function useHealth(
  readiness: Readiness,
  subgraphs: () => Promise<Readonly<Record<string, SubgraphHealth>>>,
  answers: Readonly<AnswerFigures> | null,
): Behaviour {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'live' });
  });
  router.get('/health/ready', async (_req, res) => {
    const { faultyDocuments, phase, warmDocuments } = readiness;
    const isReady = phase === 'ready' && faultyDocuments.length === 0;
    const found = await subgraphs();
    res.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : phase === 'ready' ? 'documents faulty' : phase,
      documents: { warm: warmDocuments, faulty: faultyDocuments },
      subgraphs: found,
      otherSchema: Object.entries(found)
        .filter(([, { schema }]) => schema === 'other')
        .map(([name]) => name),
      ...(answers === null ? {} : { answers }),
    });
  });
  return { handler: router };
}
