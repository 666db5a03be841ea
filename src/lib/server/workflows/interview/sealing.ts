import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { Language, Name } from '#core/instrument/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import { readState } from '../../storage/index.ts';
import type { InterviewCode } from './code.ts';
import type { InterviewRow } from './fieldwork.ts';
import { padded } from './sealed-room.ts';

/** What is left, under the respondent's own key, of an interview that has ended: what its last page shows. */
export const Remains = z.strictObject({
	completed: z.boolean(),
	/** It ended because a quota was full. */
	quotaFull: z.literal(true).optional(),
	guidance: z.array(Name),
	support: z.array(Name),
	language: Language,
});
export type Remains = z.infer<typeof Remains>;

const nonceBytes = 12;
const tagBytes = 16;

/** The parts of a stored interview that its key and its authentication tag depend on. */
type Row = Pick<InterviewRow, 'lookup' | 'wave' | 'version' | 'serverHalf'>;

/** Under what an interview is stored: 16 bytes of a hash of its code, from which there is no way back to the code. */
export function lookupOf(code: InterviewCode): Buffer {
	return createHash('sha256').update('lookup').update(code).digest().subarray(0, 16);
}

/**
 * Encrypts what an interview holds with AES-256-GCM. The key is HKDF-SHA256 of the respondent's code, salted with the
 * server's half; a key from the site's secret goes into it too, so that neither a cookie nor a copy of the database, nor
 * both, open it. Lookup, wave and version are authenticated: a row that is changed or swapped does not open. With a
 * `room` other than 0 it is padded to that many bytes.
 */
export function seal(site: Site, code: InterviewCode, row: Row, held: InterviewState | Remains, room: number): Buffer {
	const nonce = site.random.bytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', keyOf(site, code, row), nonce);
	cipher.setAAD(boundTo(row));
	const json = JSON.stringify(held);
	const sealed = room === 0 ? cipher.update(json, 'utf8') : cipher.update(padded(json, room));
	return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]);
}

/** The state of an open interview, or undefined when code, row and secret do not belong together. */
export function unsealState(site: Site, code: InterviewCode, row: InterviewRow): InterviewState | undefined {
	const json = unseal(site, code, row);
	return json === undefined ? undefined : readState(json);
}

/** What remains of an ended interview, or undefined when code, row and secret do not belong together. */
export function unsealRemains(site: Site, code: InterviewCode, row: InterviewRow): Remains | undefined {
	const json = unseal(site, code, row);
	return json === undefined ? undefined : Remains.parse(JSON.parse(json));
}

function unseal(site: Site, code: InterviewCode, row: InterviewRow): string | undefined {
	const nonce = row.sealed.subarray(0, nonceBytes);
	const decipher = createDecipheriv('aes-256-gcm', keyOf(site, code, row), nonce, { authTagLength: tagBytes });
	decipher.setAAD(boundTo(row));
	decipher.setAuthTag(row.sealed.subarray(row.sealed.length - tagBytes));
	const opened = decipher.update(row.sealed.subarray(nonceBytes, row.sealed.length - tagBytes), undefined, 'utf8');
	try {
		return opened + decipher.final('utf8');
	} catch {
		return undefined;
	}
}

/** A post opens a row and seals it again: its key lives as long as the row is in hand. */
const keys = new WeakMap<Row, { readonly code: InterviewCode; readonly key: Buffer }>();

/** HKDF (RFC 5869) of one block: extract, then expand once. Two HMACs cost a third of node's hkdfSync. */
function keyOf(site: Site, code: InterviewCode, row: Row): Buffer {
	const before = keys.get(row);
	if (before?.code === code) return before.key;
	const extracted = createHmac('sha256', row.serverHalf).update(code).digest();
	const info = [Buffer.from('soundings interview'), site.secrets.keyFor('interviews'), boundTo(row)];
	const key = createHmac('sha256', extracted)
		.update(Buffer.concat([...info, Buffer.of(1)]))
		.digest();
	keys.set(row, { code, key });
	return key;
}

function boundTo(row: Pick<Row, 'lookup' | 'wave' | 'version'>): Buffer {
	return Buffer.concat([row.lookup, Buffer.from(`${row.version}/${row.wave}`)]);
}
