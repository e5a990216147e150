import type { GraphQLObjectType } from 'graphql';
import type { Marks } from '../../schema/access/marks.ts';
import { missingFor, type Missing, type Rights } from '../../schema/access/rights.ts';

/** What one caller, for one purpose, may ask. */
export interface Judge {
  /** null: nothing is missing. `given`: names of the arguments that stand at the field. */
  missing(type: GraphQLObjectType, field: string, given: readonly string[]): Missing | null;
  /** Callers and purposes with one key are judged alike. */
  readonly key: string;
}

export interface JudgeParts {
  readonly marks: Marks;
  readonly rights: Rights;
  /** Code of the purpose; null: none was declared. */
  readonly purpose: string | null;
  readonly key: string;
}

export function createJudge({ key, marks, purpose, rights }: JudgeParts): Judge {
  const known = new Map<string, Missing | null>();
  const ofField = (type: string, field: string): Missing | null => {
    const coordinate = `${type}.${field}`;
    const found = known.get(coordinate);
    if (found !== undefined) return found;
    const missing = missingFor(marks.ofField(type, field), rights, purpose);
    known.set(coordinate, missing);
    return missing;
  };
  return {
    key,
    missing(type, field, given) {
      const missing = ofField(type.name, field);
      if (missing !== null) return missing;
      for (const argument of given) {
        const mark = marks.ofArgument(type.name, field, argument);
        const lacking = mark === null ? null : missingFor([mark], rights, purpose);
        if (lacking !== null) return lacking;
      }
      return null;
    },
  };
}
