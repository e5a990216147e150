import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, type MouseEvent } from 'react';
import { createPortal } from 'react-dom';
import type { DemoTokens } from './demo-tokens.ts';
import { PurposePicker } from './purpose-picker.tsx';
import type { Purposes } from './purposes.ts';
import type { ReadyQuery } from './ready-queries.ts';
import { RolePicker } from './role-picker.tsx';

const place = document.querySelector('#bar')!;

interface BarParts {
  readonly queries: readonly ReadyQuery[];
  /** null: there is no demo district, and no roles are offered. */
  readonly tokens: DemoTokens | null;
  /** null: the gateway asks for no purposes. */
  readonly purposes: Purposes | null;
}

/** Above the editor: the name of the page, the ready queries, what for, and in the demo who asks. */
export function Bar({ purposes, queries, tokens }: BarParts) {
  const open = useOpenQuery();
  const ready = useGraphiQL((state) => state.queryEditor !== undefined && state.variableEditor !== undefined);

  // A link such as /explorer#approval, in a document or a message, opens that query: once, when the editors stand.
  useEffect(() => {
    const asked = queries.find(({ id }) => `#${id}` === location.hash);
    if (ready && asked !== undefined) open(asked);
  }, [ready]);

  const follow = (event: MouseEvent, query: ReadyQuery) => {
    event.preventDefault();
    history.replaceState(null, '', `#${query.id}`);
    open(query);
  };

  return createPortal(
    <>
      <h1>统一信用网关 · 查询台</h1>
      <nav aria-label="现成查询">
        <span className="bar-caption">现成查询</span>
        {queries.map((query) => (
          <a key={query.id} href={`#${query.id}`} onClick={(event) => follow(event, query)}>
            {query.title}
          </a>
        ))}
      </nav>
      {tokens !== null && <RolePicker tokens={tokens} />}
      {purposes !== null && <PurposePicker purposes={purposes} />}
      <p>本页所有资源来自本机,不访问互联网</p>
    </>,
    place,
  );
}

/** Opens a ready query: in the tab that still has it as it was, else in a new one, so that nobody's work is lost. */
function useOpenQuery(): (query: ReadyQuery) => void {
  const actions = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({
    tabs,
    queryEditor,
    variableEditor,
  }));
  return ({ query, variables }) => {
    const index = tabs.findIndex((tab) => tab.query === query);
    if (index >= 0) {
      actions.changeTab(index);
    } else {
      actions.addTab();
      queryEditor?.setValue(query);
      variableEditor?.setValue(variables);
      // The editors tell their tab a little later; a quick change of tab would otherwise come before that.
      actions.updateActiveTabValues({ query, variables });
    }
    // The editor stays scrolled as it was for the query before.
    queryEditor?.setScrollTop(0);
  };
}
