/** What each status means to a client; the body is the same for all. */
const meanings: Readonly<Record<number, string>> = {
  400: '参数有误,如信用代码、事项或日期;或有未知的参数 / something given is wrong: credit code, matter or day, or a parameter that is not known',
  401: '没有令牌、令牌无效或已过期 / no token, or one that is not accepted or has expired',
  403: '该角色无权,或未说明用途 / the role does not allow it, or the purpose is not stated',
  404: '没有该回执、报送,或该部门不报送 / no such receipt or upload, or a department that hands nothing in',
  406: '只答复 JSON / answers are JSON only',
  409: '同一幂等键用于不同的内容,或与现状不符 / the idempotency key was used with other input, or how things stand forbids it',
  413: '请求体过大 / the body is too large',
  415: '请求体须为 JSON,或所述类型的文件 / the body has to be JSON, or a file of the type that is described',
  429: '请求过多,见 Retry-After 或 RateLimit / too many requests',
  500: '内部错误,凭 requestId 查询 / an internal error, found by its requestId',
  503: '登记或服务未答复,稍后再问 / the register or a service does not answer; ask again later',
};

/** The responses of every call that are not its answer. */
export function responsesOf(): Record<string, unknown> {
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/Error' },
      { type: 'object', required: ['requestId'], properties: { requestId: { type: 'string' } } },
    ],
  };
  return Object.fromEntries(
    Object.entries(meanings).map(([status, description]) => [
      status,
      { description, content: { 'application/json': { schema } } },
    ]),
  );
}
