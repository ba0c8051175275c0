// Starts the program: Node 20 runs no TypeScript by itself.
// As CommonJS: the hooks of ES modules run in a thread of their own, which every command waits for (ADR 2).
// So nothing that is loaded here may await at its top level.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
createRequire(import.meta.url)('./main.ts');
