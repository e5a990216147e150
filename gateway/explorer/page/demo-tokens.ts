/** What the gateway gives out for a role of the demo district. */
interface Issued {
  readonly role: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Tokens of the demo district for the role that was picked. They live in this page only and are never kept. */
export interface DemoTokens {
  /** `clerk`, `officer:court`, `representative:<code>`; null: nobody in particular. */
  pick(role: string | null): void;
  /** null: no role was picked. Throws a sentence for the reader when the role gets no token. */
  token(): Promise<string | null>;
  /** The gateway did not accept it: the next query gets a new one. */
  forget(): void;
}

/** Who asks until the reader picks somebody else; the schema is asked for before. */
export const usualRole = 'analyst';

/** A token that would end while the query is under way is replaced before. */
const spareMs = 60_000;

/** null: the gateway has not said that it runs with a demo district. */
export function findDemoTokens(): DemoTokens | null {
  const address = document.querySelector<HTMLMetaElement>('meta[name="demo-tokens"]')?.content;
  return address === undefined ? null : createDemoTokens(address);
}

function createDemoTokens(address: string): DemoTokens {
  let picked: string | null = usualRole;
  let issued: Issued | null = null;
  return {
    pick(role) {
      picked = role;
    },
    async token() {
      if (picked === null) return null;
      if (issued?.role !== picked || Date.parse(issued.expiresAt) - Date.now() < spareMs) {
        issued = await ask(address, picked);
      }
      return issued.token;
    },
    forget() {
      issued = null;
    },
  };
}

async function ask(address: string, role: string): Promise<Issued> {
  const answer = await fetch(`${address}?role=${encodeURIComponent(role)}`);
  const body = (await answer.json()) as Issued & { message?: string };
  if (!answer.ok) throw new Error(`示范区没有为身份“${role}”签发令牌:${body.message}`);
  return body;
}
