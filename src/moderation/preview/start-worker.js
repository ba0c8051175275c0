// A worker thread starts without the loader of the program: it brings its own, under tsx and under a test runner alike.
// As CommonJS: hooks of ES modules run in one more thread each, and everything loads half as fast.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
createRequire(import.meta.url)('./worker.ts');
