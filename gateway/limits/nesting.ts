import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

export interface Extent {
  readonly tokens: number;
  /** Brackets of any kind within each other. */
  readonly nesting: number;
}

/**
 * Reads a text token by token, without building anything, and stops as soon as a limit is passed: what parses it
 * afterwards recurses, and must not be given a text that is nested without end. An unreadable text ends the count.
 */
export function extentOf(text: string, limits: Extent): Extent {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let open = 0;
  let nesting = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      tokens += 1;
      if (opening.has(token.kind)) open += 1;
      if (closing.has(token.kind)) open -= 1;
      nesting = Math.max(nesting, open);
      if (tokens > limits.tokens || nesting > limits.nesting) break;
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
  return { tokens, nesting };
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
