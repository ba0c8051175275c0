import { stat } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSeal, readSecret } from '../../../src/storage/seal.ts';

describe('the seal', () => {
  it('opens what it sealed, and shows nothing of it', () => {
    const seal = createSeal('secret');
    const sealed = seal.seal('https://hooks.example/T1/令牌');
    expect(sealed).not.toContain('hooks');
    expect(seal.seal('https://hooks.example/T1/令牌')).not.toBe(sealed);
    expect(seal.open(sealed)).toBe('https://hooks.example/T1/令牌');
  });

  it('refuses what was changed or sealed with another secret', () => {
    const sealed = createSeal('secret').seal('token');
    expect(() => createSeal('other').open(sealed)).toThrow();
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(() => createSeal('secret').open(changed)).toThrow();
  });

  it('keeps one secret for a data folder, that only its owner may read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shuwen-seal-'));
    const [first, second] = [await readSecret(folder), await readSecret(folder)];
    expect(second).toBe(first);
    expect((await stat(join(folder, 'seal.key'))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});
