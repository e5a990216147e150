/** @apollo/gateway and @apollo/server as their documentation starts them. */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { givenSettings } from '../given-settings.ts';

const gateway = new ApolloGateway({ supergraphSdl: readFileSync(givenSettings()['supergraph']!, 'utf8') });
const server = new ApolloServer({ gateway, introspection: true, nodeEnv: 'production' });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(`ready ${new URL(url).port}`);
