import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { CityPlatformStandIn } from './city-platform.ts';
import { modes, type Mode, type StandIn } from './district.ts';
import type { Issuer } from './issuer.ts';
import { listenAt } from '../schema/listen-at.ts';
import { serveTokens } from './serve-tokens.ts';

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

export interface ControlParts {
  readonly standIns: readonly StandIn[];
  /** Absent: there is none. */
  readonly cityPlatform?: CityPlatformStandIn;
  /** null: no tokens are given out. */
  readonly issuer: Issuer | null;
  readonly port: number;
}

/** The demo's switchboard: which department behaves how, how often it was called; and tokens for any role. */
export async function startControl({ cityPlatform, issuer, port, standIns }: ControlParts): Promise<Control> {
  const state = new Map<string, Mode>(standIns.map(({ department }) => [department, 'normal']));
  const app = express()
    .disable('x-powered-by')
    .use(express.json({ limit: '1kb' }))
    .use(serveTokens(issuer));

  app.get('/departments', (_, response) => {
    response.json(
      standIns.map((one) => ({ department: one.department, mode: state.get(one.department), calls: one.calls() })),
    );
  });

  app.get('/city-platform', (_, response) => {
    response.json({ calls: cityPlatform?.calls() ?? 0, held: cityPlatform?.held() ?? [] });
  });

  app.get('/departments/:name/orders', (request, response) => {
    const orders = standIns.find(({ department }) => department === request.params.name)?.orders;
    if (orders === undefined)
      response
        .status(404)
        .json({ code: 'NO_ORDERS', message: 'No system of the demo receives orders under this name.' });
    else response.json(orders.list());
  });

  app.post('/departments/:name', async (request, response) => {
    const standIn = standIns.find(({ department }) => department === request.params.name);
    const { answers, ...sent } = (request.body ?? {}) as Record<string, unknown>;
    const mode = sent['mode'] ?? (answers === undefined ? undefined : state.get(request.params.name));
    if (standIn === undefined) {
      response.status(404).json({
        code: 'DEPARTMENT_UNKNOWN',
        message: `The demo district has ${standIns.map(({ department }) => department).join(', ')}.`,
      });
    } else if (answers !== undefined && (standIn.orders === undefined || !isAnswering(answers))) {
      response.status(400).json({
        code: 'ANSWERS_UNKNOWN',
        message: 'Send {"answers": "by itself"} or {"answers": "never"} to a department whose system receives orders.',
      });
    } else if (!isMode(mode)) {
      response
        .status(400)
        .json({ code: 'MODE_UNKNOWN', message: `Send {"mode": one of ${modes.map((one) => `"${one}"`).join(', ')}}.` });
    } else {
      if (answers !== undefined) standIn.orders?.setAnswering(answers === 'by itself');
      if (sent['mode'] !== undefined) await standIn.setMode(mode);
      state.set(standIn.department, mode);
      response.json({ department: standIn.department, mode, calls: standIn.calls() });
    }
  });

  app.use(notFound, unreadable);
  const server = createServer(app);
  await listenAt(server, { host: '127.0.0.1', port, setting: 'DEMO_PORT (--port of the demo alone)' });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => closed(server) };
}

const notFound: RequestHandler = (_, response) => {
  response.status(404).json({
    code: 'NOT_FOUND',
    message:
      'The demo has GET /departments, POST /departments/NAME, GET /departments/NAME/orders, GET /city-platform, GET /token?role=ROLE.',
  });
};

/** The body is read before any path is looked at; what else fails is the demo's own fault, and express's to tell. */
const unreadable: ErrorRequestHandler = (error: { readonly status?: number }, _, response, next) => {
  const status = error.status ?? 500;
  if (status >= 500) return next(error);
  response.status(status).json({ code: 'BODY_UNREADABLE', message: 'Send a body in JSON, of at most a kilobyte.' });
};

function isMode(mode: unknown): mode is Mode {
  return modes.includes(mode as Mode);
}

function isAnswering(answers: unknown): boolean {
  return answers === 'by itself' || answers === 'never';
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
