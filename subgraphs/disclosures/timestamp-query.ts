/** As much of ASN.1 DER as a time-stamp query (RFC 3161) and its reply need. */
const tags = { boolean: 0x01, integer: 0x02, octets: 0x04, sequence: 0x30 } as const;

/** AlgorithmIdentifier of SHA-256. */
const sha256 = Buffer.from('300d06096086480165030402010500', 'hex');

/** A TimeStampReq for a SHA-256 digest, asking for the authority's certificate with the token. */
export function timestampQuery(digest: Buffer, nonce: Buffer): Buffer {
  const imprint = der(tags.sequence, sha256, der(tags.octets, digest));
  return der(
    tags.sequence,
    der(tags.integer, Buffer.of(1)),
    imprint,
    der(tags.integer, positive(nonce)),
    der(tags.boolean, Buffer.of(0xff)),
  );
}

/**
 * The TimeStampToken of a TimeStampResp. That it bears our digest and nonce is seen to; whose signature it bears is
 * for whoever relies on it (`openssl ts -verify`). @throws Error when the authority refused or answered something else.
 */
export function tokenOf(reply: Buffer, digest: Buffer, nonce: Buffer): Buffer {
  const response = element(reply, 0);
  const status = element(reply, response.start);
  const granted = element(reply, status.start);
  if (response.tag !== tags.sequence || granted.tag !== tags.integer) throw new Error('the reply is no TimeStampResp');
  if (reply.readUIntBE(granted.start, Math.min(granted.end - granted.start, 6)) > 1 || status.end >= response.end)
    throw new Error('the time-stamping authority refused');
  const token = reply.subarray(status.end, response.end);
  if (!token.includes(der(tags.octets, digest)) || !token.includes(der(tags.integer, positive(nonce))))
    throw new Error('the time-stamp is about something else');
  return token;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body]);
}

/** Big-endian, without needless zeros, and not negative. */
function positive(number: Buffer): Buffer {
  const at = number.findIndex((byte) => byte !== 0);
  const short = number.subarray(at === -1 ? number.length - 1 : at);
  return short[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
}

function element(bytes: Buffer, at: number): { readonly tag: number; readonly start: number; readonly end: number } {
  if (at + 2 > bytes.length) throw new Error('the reply is no DER');
  const first = bytes[at + 1]!;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || at + 2 + count > bytes.length) throw new Error('the reply is no DER');
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  const start = at + 2 + count;
  if (start + length > bytes.length) throw new Error('the reply is cut short');
  return { tag: bytes[at]!, start, end: start + length };
}
