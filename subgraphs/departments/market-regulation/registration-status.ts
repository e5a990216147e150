import type { RecordState } from '../../connector/connector.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { text } from '../../connector/decoders/text.ts';

export type RegistrationStatus =
  'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'CANCELLED' | 'MOVED_OUT' | 'ORDERED_TO_CLOSE' | 'ANNULLED';

/** The document's words, without the commas and brackets that are written in every way. */
const words: Readonly<Record<string, RegistrationStatus>> = {
  存续: 'ACTIVE',
  在营: 'ACTIVE',
  开业: 'ACTIVE',
  在册: 'ACTIVE',
  正常在业: 'ACTIVE',
  歇业: 'SUSPENDED',
  吊销未注销: 'REVOKED',
  注销: 'CANCELLED',
  吊销已注销: 'CANCELLED',
  迁出: 'MOVED_OUT',
  责令关闭: 'ORDERED_TO_CLOSE',
  撤销: 'ANNULLED',
};

/** What a status does to the record of the registration itself. A licence that is revoked is not yet deregistered. */
const states: Readonly<Record<RegistrationStatus, RecordState>> = {
  ACTIVE: 'VALID',
  SUSPENDED: 'VALID',
  REVOKED: 'VALID',
  CANCELLED: 'ENDED',
  MOVED_OUT: 'ENDED',
  ORDERED_TO_CLOSE: 'VALID',
  ANNULLED: 'REVOKED',
};

/** The status in words. Brackets merge several words of one meaning: 存续（在营、开业、在册）. */
export function registrationStatus(column: string): Decoder<RegistrationStatus> {
  return custom('MarketRegistrationStatus', [column], (cells) => {
    const written = text(column).read(cells);
    if (written === null) return null;
    const status = statusOf(written.normalize('NFKC').replaceAll(/\s/g, ''));
    if (status === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} holds a status outside its table`);
    return status;
  });
}

function statusOf(written: string): RegistrationStatus | null {
  const whole = words[written.replaceAll(/[(),、]/g, '')];
  if (whole !== undefined) return whole;
  const meanings = new Set(
    written
      .split(/[(),、;/]/)
      .filter((part) => part !== '')
      .map((part) => words[part] ?? null),
  );
  return meanings.size === 1 ? [...meanings][0]! : null;
}

export function registrationState(status: Decoder<RegistrationStatus>): Decoder<RecordState> {
  return custom('RecordState', status.columns, (cells) => {
    const read = status.read(cells);
    return read === null ? null : states[read];
  });
}
