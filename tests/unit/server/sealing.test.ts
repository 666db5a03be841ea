import { createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { WaveId } from '../../../src/lib/core/fieldwork/index.ts';
import { newCode } from '../../../src/lib/server/workflows/interview/code.ts';
import { lookupOf, seal } from '../../../src/lib/server/workflows/interview/sealing.ts';
import { openTestSite } from '../../scenario/site.ts';

it('is AES-256-GCM under HKDF-SHA256 as Node itself derives it (RFC 5869)', async () => {
	const { site } = await openTestSite();
	const code = newCode(site.random);
	const row = { lookup: lookupOf(code), wave: WaveId.parse('a.wave'), version: 3, serverHalf: randomBytes(16) };
	const state = { version: 3, language: 'en', seed: 7, arms: {}, answers: { one: { code: 1 } } };
	const sealed = seal(site, code, row, state, 0);

	const bound = Buffer.concat([row.lookup, Buffer.from('3/a.wave')]);
	const info = Buffer.concat([Buffer.from('soundings interview'), site.secrets.keyFor('interviews'), bound]);
	const key = Buffer.from(hkdfSync('sha256', code, row.serverHalf, info, 32));
	const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
	opening.setAAD(bound);
	opening.setAuthTag(sealed.subarray(-16));
	const opened = Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()]);
	expect(JSON.parse(opened.toString())).toEqual(state);
});
