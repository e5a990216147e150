/**
 * Must be imported before anything of Apollo. @apollo/gateway reports metrics to its maker unless this is set when a
 * gateway is constructed; a key left in the environment would switch usage and schema reports on as well. This
 * gateway opens no connection outside its configuration.
 */
process.env.APOLLO_TELEMETRY_DISABLED = '1';
for (const name of [
  'APOLLO_KEY',
  'APOLLO_GRAPH_REF',
  'APOLLO_GRAPH_ID',
  'APOLLO_GRAPH_VARIANT',
  'APOLLO_SCHEMA_REPORTING',
]) {
  delete process.env[name];
}
