import type { Folder } from '../../schema/compose-folders.ts';

/** A district of three folders, small enough to be read: what the gateway is tested against. */
export const register: Folder = {
  name: 'register',
  role: 'capability',
  sdl: `
    extend type Organisation {
      "名称 / name"
      name: String @access(level: PUBLIC)
      "等级 / rank"
      rank: Int @access(level: PUBLIC)
    }
    "查询 / queries"
    type Query {
      "一个组织 / one"
      organisation("代码 / code" creditCode: CreditCode! @own): Organisation @access(level: PUBLIC)
      "多个组织 / several"
      organisations("代码 / codes" creditCodes: [CreditCode!]! @own): [Organisation] @access(level: PUBLIC)
      "故障 / fails in a way nobody foresaw"
      fault: String @access(level: PUBLIC)
    }`,
};

/** A department with one record set, `<field>Rulings`. */
export function departmentFolder(name: string, field: string, type: string): Folder {
  const sdl = `
    extend type Organisation {
      "部门 / department"
      ${field}: ${type}Section
    }
    "部门 / department"
    type ${type}Section implements DepartmentSection @access(level: SHARED) {
      "出处 / origin"
      source: SourceReport!
      "统一记录 / uniform records"
      creditRecords: [CreditRecord!]
      "裁定 / rulings"
      ${field}Rulings: [${type}Ruling!]
    }
    "裁定 / ruling"
    type ${type}Ruling @access(level: SHARED) {
      "案号 / case number"
      caseNumber: String
      "性质 / effect"
      effect: Effect
    }`;
  return { name, role: 'department', sdl };
}

export const court = departmentFolder('court', 'court', 'Court');
export const stateTax = departmentFolder('state-tax', 'stateTax', 'StateTax');
export const folders: readonly Folder[] = [court, register, stateTax];

/** A capability that changes something: the district's only mutation. */
export const errands: Folder = {
  name: 'errands',
  role: 'capability',
  sdl: `
    "变更 / changes"
    type Mutation {
      "办一件事 / runs an errand"
      runErrand: String @access(level: SHARED)
    }`,
};
