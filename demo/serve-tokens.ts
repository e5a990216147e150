import { Router } from 'express';
import type { Issuer } from './issuer.ts';
import { readTokenRole } from './token-role.ts';

/** `GET /token?role=<role>` gives out a token, `GET /jwks.json` the keys by which a gateway knows it. */
export function serveTokens(issuer: Issuer | null): Router {
  const router = Router();
  router.use(['/token', '/jwks.json'], (_, response, next) => {
    response.set('cache-control', 'no-store');
    if (issuer !== null) return next();
    const message = 'This demo gives out no tokens, because a department or an issuer of tokens is configured.';
    response.status(404).json({ code: 'ISSUER_OFF', message });
  });
  if (issuer === null) return router;
  router.get('/jwks.json', (_, response) => void response.json(issuer.publicKeys));
  router.get('/token', async ({ query }, response) => {
    const role = readTokenRole(query.role);
    if (role.ok) response.json({ role: query.role, ...(await issuer.issue(role.claims)) });
    else response.status(400).json({ code: role.code, message: role.message });
  });
  return router;
}
