import { copyInMemoryFrom } from '../../subgraphs/database/in-memory.ts';
import { databaseTemplate } from './database-template.ts';

copyInMemoryFrom(databaseTemplate());
