// A worker thread starts without the loader of the program: it brings its own, under tsx and under a test runner alike.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
