/** A purpose that the gateway takes. */
export interface PurposeOffered {
  readonly code: string;
  readonly title: string;
  readonly needsCase: boolean;
}

/** What the queries of this page are for; every query of data says it. */
export interface Purposes {
  readonly offered: readonly PurposeOffered[];
  /** null: none was picked, and the gateway says which there are. */
  pick(code: string | null, caseNumber: string): void;
  headers(): Record<string, string>;
}

/** Of development, where the gateway offers it. */
export const usualPurpose = 'DEVELOPMENT_TEST';

/** null: this gateway asks for no purposes. */
export function findPurposes(): Purposes | null {
  const text = document.querySelector<HTMLMetaElement>('meta[name="purposes"]')?.content;
  const offered = text === undefined ? [] : (JSON.parse(text) as PurposeOffered[]);
  return offered.length === 0 ? null : createPurposes(offered);
}

function createPurposes(offered: readonly PurposeOffered[]): Purposes {
  let picked: string | null = offered.some(({ code }) => code === usualPurpose) ? usualPurpose : null;
  let ofCase = '';
  return {
    offered,
    pick(code, caseNumber) {
      picked = code;
      ofCase = caseNumber.trim();
    },
    headers: () => ({
      ...(picked === null ? {} : { 'x-purpose': picked }),
      // Headers have Latin letters only.
      ...(ofCase === '' ? {} : { 'x-case': encodeURIComponent(ofCase) }),
    }),
  };
}
