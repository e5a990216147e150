import { useEffect, useState } from 'react';
import { usualPurpose, type Purposes } from './purposes.ts';

/** What the queries are for. */
export function PurposePicker({ purposes }: { readonly purposes: Purposes }) {
  const { offered } = purposes;
  const [code, setCode] = useState(offered.some((one) => one.code === usualPurpose) ? usualPurpose : '');
  const [caseNumber, setCaseNumber] = useState('');
  const needsCase = offered.find((one) => one.code === code)?.needsCase === true;
  useEffect(() => purposes.pick(code === '' ? null : code, needsCase ? caseNumber : ''), [code, caseNumber, needsCase]);

  return (
    <div role="group" aria-label="使用目的">
      <span className="bar-caption">目的</span>
      <select aria-label="目的" value={code} onChange={(event) => setCode(event.target.value)}>
        <option value="">请选择</option>
        {offered.map(({ code: name, title }) => (
          <option key={name} value={name}>
            {title.split(' / ')[0]}
          </option>
        ))}
      </select>
      {needsCase && (
        <input
          aria-label="案号"
          placeholder="案号"
          size={16}
          value={caseNumber}
          onChange={(event) => setCaseNumber(event.target.value)}
        />
      )}
    </div>
  );
}
