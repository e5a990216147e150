import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { useEffect, useRef, useState } from 'react';
import { usualRole, type DemoTokens } from './demo-tokens.ts';

const roles: readonly (readonly [role: string, title: string])[] = [
  ['', '不带身份'],
  ['clerk', '窗口人员'],
  ['approval', '审批系统'],
  ['analyst', '分析人员'],
  ['officer', '部门经办人'],
  ['coordinator', '统筹部门'],
  ['supervisor', '督查室'],
  ['representative', '组织代表'],
  ['operator', '运维人员'],
];

/** Who asks, in the demo district: every query then carries a token of that role. */
export function RolePicker({ tokens }: { readonly tokens: DemoTokens }) {
  const departments = useDepartments();
  const actions = useGraphiQLActions();
  const [role, setRole] = useState(usualRole);
  const [department, setDepartment] = useState('');
  const [creditCode, setCreditCode] = useState('9151090420599001XY');

  const office = department === '' ? (departments[0]?.[0] ?? '') : department;
  const of: Readonly<Record<string, string>> = { officer: `:${office}`, representative: `:${creditCode.trim()}` };
  const picked = role === '' ? null : `${role}${of[role] ?? ''}`;
  useEffect(() => tokens.pick(picked), [picked]);
  // Each role is shown the schema that it may ask; the first one is asked for by the page itself.
  const shownTo = useRef(role);
  useEffect(() => {
    if (shownTo.current !== role) void actions.introspect();
    shownTo.current = role;
  }, [role]);

  return (
    <div role="group" aria-label="示范身份">
      <span className="bar-caption">身份</span>
      <select aria-label="身份" value={role} onChange={(event) => setRole(event.target.value)}>
        {roles.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {role === 'officer' && (
        <select aria-label="部门" value={office} onChange={(event) => setDepartment(event.target.value)}>
          {departments.map(([folder, title]) => (
            <option key={folder} value={folder}>
              {title}
            </option>
          ))}
        </select>
      )}
      {role === 'representative' && (
        <input
          aria-label="统一社会信用代码"
          size={19}
          value={creditCode}
          onChange={(event) => setCreditCode(event.target.value)}
        />
      )}
    </div>
  );
}

/** The departments of the last schema that showed any: some roles are shown none, and an officer has to be of one. */
function useDepartments(): readonly [folder: string, title: string][] {
  const known = useRef<readonly [folder: string, title: string][]>([]);
  const shown = departmentsOf(useGraphiQL((state) => state.schema));
  if (shown.length > 0) known.current = shown;
  return known.current;
}

/** The departments that the schema has: folder and Chinese title, which stands before the stroke of a description. */
function departmentsOf(schema: GraphQLSchema | null | undefined): [folder: string, title: string][] {
  const organisation = schema?.getType('Organisation');
  if (!isObjectType(organisation)) return [];
  return Object.values(organisation.getFields())
    .filter(({ type }) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'DepartmentSection'))
    .map(({ description, name }) => {
      const folder = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [folder, description?.split(' / ')[0] ?? folder];
    });
}
