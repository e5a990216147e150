import type { KeptAnswer } from './kept-answer.ts';

interface Head extends Omit<KeptAnswer, 'body' | 'account' | 'sections'> {
  readonly marks: string;
  readonly sections: readonly (readonly [string, number])[];
  readonly account: Omit<KeptAnswer['account'], 'organisations' | 'measures'> & {
    readonly organisations: readonly string[];
    readonly measures: readonly string[];
  };
}

/** The length of the head, the head as JSON, and the body as it is sent. */
export function writeKept({ account, body, sections, ...rest }: KeptAnswer, marks: string): Buffer {
  const head: Head = {
    ...rest,
    marks,
    sections: [...sections],
    account: { ...account, organisations: [...account.organisations], measures: [...account.measures] },
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, body]);
}

/** null: something that it hangs on has changed since, or it is none of ours. */
export function readKept(written: Buffer, marks: string): KeptAnswer | null {
  try {
    const end = 4 + written.readUInt32BE(0);
    const { marks: then, account, sections, ...rest } = JSON.parse(written.toString('utf8', 4, end)) as Head;
    if (then !== marks) return null;
    const { measures, organisations } = account;
    return {
      ...rest,
      sections: new Map(sections),
      account: { ...account, organisations: new Set(organisations), measures: new Set(measures) },
      body: written.subarray(end),
    };
  } catch {
    return null;
  }
}
