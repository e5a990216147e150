import axios from 'axios';
import type { RequestHandler } from 'express';

const timeoutMs = 3000;
const largestAnswer = 64 * 1024;

/**
 * Passes the page's wish for a token on to the issuer of the demo district: the page may talk to its own host only.
 * `address` is where the issuer gives out tokens.
 */
export function useDemoTokens(address: string): RequestHandler {
  return async ({ query }, response) => {
    response.set('Cache-Control', 'no-store');
    const role = typeof query.role === 'string' ? query.role : '';
    try {
      const { data, status } = await axios.get<unknown>(address, {
        params: { role },
        maxContentLength: largestAnswer,
        maxRedirects: 0,
        proxy: false,
        signal: AbortSignal.timeout(timeoutMs),
        validateStatus: (code) => code === 200 || code === 400,
      });
      response.status(status).json(data);
    } catch {
      response.status(503).json({ code: 'ISSUER_UNAVAILABLE', message: 'The demo district gives out no tokens now.' });
    }
  };
}
