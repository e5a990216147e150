import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compress = promisify(gzip);
const compressible = new Set(['.js', '.css']);

/**
 * Serves scripts and styles compressed, each packed once a process: the editor is several megabytes, and lines
 * between a district's offices can be thin. Everything else is left to the next handler.
 */
export function useCompressedFiles(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder).filter((name) => compressible.has(extname(name))));
  const packed = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const name = request.path.slice(1);
    if (request.method !== 'GET' || !names.has(name) || request.acceptsEncodings('gzip') === false) {
      next();
      return;
    }
    let body = packed.get(name);
    if (body === undefined) {
      body = readFile(join(folder, name)).then((content) => compress(content));
      // Should reading fail, the next request tries again.
      body.catch(() => packed.delete(name));
      packed.set(name, body);
    }
    response
      .set({ 'Content-Encoding': 'gzip', 'Cache-Control': 'public, max-age=31536000, immutable' })
      .vary('Accept-Encoding')
      .type(extname(name))
      .send(await body);
  };
}
