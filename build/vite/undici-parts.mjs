// What core uses of undici. The package's own index also evaluates web sockets, mocks, caches and interceptors, which
// would make every start of the console wait.
export { default as Agent } from 'undici/lib/dispatcher/agent.js'
export { default as buildConnector } from 'undici/lib/core/connect.js'
export { fetch } from 'undici/lib/web/fetch/index.js'
