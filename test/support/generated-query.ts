import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface GeneratedQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface QueryWays {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLObjectType;
  readonly deepest: number;
  /** Values for arguments, by the name of the argument or of its type. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Whether a field may be asked for; absent: any. */
  readonly offers?: (type: string, field: string) => boolean;
}

/** Names under which anything may stand in an answer, and that objects of JavaScript know already. */
const aliases = ['a', 'id', 'label', 'constructor', 'toString', '__proto__', 'hasOwnProperty'];

const declarations = { yes: '$yes: Boolean!', no: '$no: Boolean = false', maybe: '$maybe: Boolean!' };

/** A query made by choices: numbers of any size. Few or small choices make a small query. It may not be valid. */
export function generateQuery(choices: readonly number[], ways: QueryWays): GeneratedQuery {
  return new Writer(choices, ways).write();
}

class Writer {
  readonly #choices: readonly number[];
  readonly #ways: QueryWays;
  readonly #fragments: string[] = [];
  #at = 0;

  constructor(choices: readonly number[], ways: QueryWays) {
    this.#choices = choices;
    this.#ways = ways;
  }

  write(): GeneratedQuery {
    const kind = this.#ways.root === this.#ways.schema.getMutationType() ? 'mutation' : 'query';
    const set = this.#set(this.#ways.root, 0);
    const body = `${set}\n${this.#fragments.join('\n')}`;
    const declared = Object.entries(declarations).filter(([name]) => body.includes(`$${name}`));
    const head = declared.length === 0 ? '' : `(${declared.map(([, text]) => text).join(', ')})`;
    const variables = { yes: true, maybe: this.#chance(50), ...(this.#chance(30) ? { no: false } : {}) };
    return { query: `${kind} Generated${head} ${body}`, variables };
  }

  #next(below: number): number {
    const choice = this.#choices[this.#at] ?? 0;
    this.#at += 1;
    return choice % below;
  }

  /** Unlikely once the choices have run out. */
  #chance(ofHundred: number): boolean {
    return this.#at < this.#choices.length && this.#next(100) < ofHundred;
  }

  #set(type: GraphQLCompositeType, depth: number, within: 'anything' | 'fields' = 'anything'): string {
    const { offers } = this.#ways;
    const all = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const fields = offers === undefined ? all : all.filter(({ name }) => offers(type.name, name));
    const count = 1 + (this.#at < this.#choices.length ? this.#next(5) : 0);
    const selections = Array.from({ length: count }, () =>
      within === 'anything' ? this.#selection(type, fields, depth) : this.#plain(fields, depth),
    );
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    if (fields.length === 0 || this.#chance(isAbstractType(type) ? 45 : 12)) {
      if (depth >= this.#ways.deepest || (fields.length === 0 && this.#at >= this.#choices.length)) return '__typename';
      return this.#fragment(type, depth);
    }
    return this.#plain(fields, depth);
  }

  #plain(fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    if (this.#chance(6)) return `${this.#chance(50) ? 'kindOf: ' : ''}__typename${this.#directive()}`;
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const from = depth < this.#ways.deepest && this.#at < this.#choices.length ? fields : leaves;
    if (from.length === 0) return '__typename';
    return this.#field(from[this.#next(from.length)]!, depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(field.type);
    const given = field.args.filter((arg) => isNonNullType(arg.type) || this.#chance(50));
    const written = given.map((arg) => `${arg.name}: ${this.#value(arg.name, arg.type)}`).join(', ');
    const alias = this.#chance(5) ? aliases[this.#next(aliases.length)]! : this.#aliasFor(field.name, written);
    const set = isCompositeType(named) ? ` ${this.#set(named, depth + 1)}` : '';
    return `${alias === null ? '' : `${alias}: `}${field.name}${written === '' ? '' : `(${written})`}${this.#directive()}${set}`;
  }

  /** The same arguments under the same name, so that fields can be merged. */
  #aliasFor(name: string, written: string): string | null {
    if (written !== '') return `${name}_${written.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    return this.#chance(12) ? `${name}${this.#next(3)}` : null;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const { schema } = this.#ways;
    const kinds = isAbstractType(type)
      ? [type, ...schema.getPossibleTypes(type)]
      : [type, ...(isObjectType(type) ? type.getInterfaces() : [])];
    const on = kinds[this.#next(kinds.length)]!;
    // The library loses fields of a fragment in a fragment on an interface where the object's type is known before.
    const set = this.#set(on, depth + 1, isObjectType(type) && on !== type ? 'fields' : 'anything');
    if (!this.#chance(30))
      return `...${on === type && this.#chance(50) ? '' : ` on ${on.name}`}${this.#directive()} ${set}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${on.name} ${set}`);
    return `...${name}${this.#directive()}`;
  }

  #directive(): string {
    if (!this.#chance(15)) return '';
    const all = [
      '@skip(if: $no)',
      '@include(if: $yes)',
      '@include(if: $maybe)',
      '@skip(if: $maybe)',
      '@include(if: true)',
      '@include(if: false)',
      '@skip(if: $no) @include(if: $maybe)',
    ];
    return ` ${all[this.#next(all.length)]}`;
  }

  #value(name: string, type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#value(name, type.ofType);
    if (isListType(type))
      return `[${Array.from({ length: 1 + this.#next(3) }, () => this.#value(name, type.ofType)).join(', ')}]`;
    const known = this.#ways.values[name] ?? this.#ways.values[type.name];
    if (known !== undefined) return JSON.stringify(known[this.#next(known.length)]);
    if (isEnumType(type)) return type.getValues()[this.#next(type.getValues().length)]!.name;
    if (type.name === 'Boolean') return this.#chance(50) ? 'true' : 'false';
    return type.name === 'Int' || type.name === 'Float' ? `${this.#next(5)}` : `"${this.#next(5)}"`;
  }
}
