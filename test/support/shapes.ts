import { composeSupergraph } from '../../schema/compose-supergraph.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@requires", "@external", "@shareable", "@interfaceObject", "@inaccessible"])
  scalar JSON`;

/** Subgraphs in which every shape of an answer occurs: they have nothing to do with credit. */
export const sdls: Readonly<Record<string, string>> = {
  catalogue: `${link}
    type Query {
      item(id: ID!): Item
      items(ids: [ID!]!): [Item]
      every: [Item!]!
      nodes(first: Int = 3): [Node]
      found: [Found!]
      grid: [[Cell]]
      solid: [[Cell!]!]!
      media: [Media!]
      box: Box @shareable
      version: String!
    }
    interface Node { id: ID! label: String }
    type Item implements Node @key(fields: "id") {
      id: ID!
      label: String
      price: Int
      weight: Float!
      kind: Kind
      tags: [String!]
      matrix: [[Int!]]
      meta: JSON
      isSold: Boolean
      related: [Item!]
      owner: Owner
      cells(rows: Int): [[Cell]]
      box: Box @shareable
      about: Found
    }
    type Owner implements Node @key(fields: "id") { id: ID! label: String }
    type Note { text: String! about: Found title(loud: Boolean = false): String }
    union Found = Item | Owner | Note
    type Cell { x: Int! item: Item note: Note! owner: Owner! }
    type Box @shareable { size: Int sides: [Side!] }
    type Side @shareable { length: Int! colour: String }
    enum Kind { NEW USED SECRET @inaccessible }
    interface Media @key(fields: "id") { id: ID! title: String }
    type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int! writer: Owner }
    type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
  stock: `${link}
    type Query { stores: [Store!] }
    type Mutation { restock(id: ID!): Item  empty(id: ID!): Store }
    type Item @key(fields: "id") {
      id: ID!
      price: Int @external
      label: String @external
      stock: Int!
      store: Store
      offers: [Offer!]
      discount(years: Int): Int @requires(fields: "price label")
      shelves: [[Shelf]!]
    }
    type Store @key(fields: "code region { name }") { code: String! region: Region! items: [Item] opensAt: String }
    type Region @shareable { name: String! }
    type Shelf { row: Int! items: [Item!] }
    type Offer { percent: Int! by: Owner of: Thing }
    type Owner @key(fields: "id") { id: ID! }
    union Thing = Item | Store
    type Media @key(fields: "id") @interfaceObject { id: ID! rank: Int reviews: [Review!] }
    type Review { stars: Int! by: Owner }`,
  people: `${link}
    type Query { owner(id: ID!): Owner  box: Box @shareable  best: Media }
    type Owner @key(fields: "id") {
      id: ID!
      name(upper: Boolean = false): String
      rating: Float!
      friends: [Owner!]!
      owns: [Item]
      stores: [Store]
      likes: [Liked]
    }
    type Item @key(fields: "id") { id: ID! }
    type Store @key(fields: "code region { name }") { code: String! region: Region! keeper: Owner phone: String! }
    type Region @shareable { name: String! }
    type Box @shareable { size: Int sides: [Side!] }
    type Side @shareable { length: Int! colour: String }
    union Liked = Owner | Item | Store
    type Media @key(fields: "id") @interfaceObject { id: ID! fans: [Owner!] }`,
};

export const shapes = composeSupergraph(
  Object.entries(sdls).map(([name, sdl]) => ({ name, sdl, url: `http://${name}.invalid/` })),
);
