// A thread of its own, in plain JavaScript as that starts at once: reading a large file through stops the thread it is on.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** "ok", what is wrong, or why it cannot be read at all. */
function check(file) {
  let database;
  try {
    database = new Database(file, { fileMustExist: true });
    return { found: database.pragma('integrity_check(1)', { simple: true }) };
  } catch (error) {
    return { code: error.code ?? 'UNKNOWN', message: error.message };
  } finally {
    database?.close();
  }
}

parentPort.postMessage(check(workerData));
