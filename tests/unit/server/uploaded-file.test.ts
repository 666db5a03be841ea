import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { uploadedFile } from '#server/http/uploaded-file.ts';

const field = 'file';
const most = 1000;

/** A form as a browser sends it, with its length unless told. */
async function sent(file: File | null, { length = true } = {}) {
	const form = new FormData();
	form.set('note', 'words');
	if (file !== null) form.set(field, file);
	const whole = new Request('http://localhost', { method: 'POST', body: form });
	const body = Buffer.from(await whole.arrayBuffer());
	const headers = new Headers({ 'content-type': whole.headers.get('content-type') ?? '' });
	if (length) headers.set('content-length', String(body.length));
	return { body, request: new Request('http://localhost', { method: 'POST', headers, body }) };
}

const of = (bytes: number, name = 'a tracker.sav') => new File([new Uint8Array(bytes).fill(7)], name);

describe('a file that is sent by a form', () => {
	it('comes whole, byte for byte', async () => {
		const { request } = await sent(of(most));
		expect(await uploadedFile({ request, platform: undefined }, { field, most })).toEqual({
			...{ kind: 'file', name: 'a tracker.sav' },
			bytes: new Uint8Array(most).fill(7),
		});
	});

	it('is read from the connection where the adapter has left it unread, since it would not have let it pass', async () => {
		const { request, body } = await sent(of(500));
		const failing = new Request(request.url, { method: 'POST', headers: request.headers, body: 'not this' });
		const req = Readable.from([body.subarray(0, 100), body.subarray(100)]);
		expect(await uploadedFile({ request: failing, platform: { req } }, { field, most })).toMatchObject({
			...{ kind: 'file', name: 'a tracker.sav' },
			bytes: new Uint8Array(500).fill(7),
		});
	});

	it('is refused when it is larger than told, by its length or, without one, as soon as that shows', async () => {
		const platform = undefined;
		expect(await uploadedFile({ ...(await sent(of(most + 1))), platform }, { field, most })).toEqual({
			kind: 'too-large',
			most,
		});
		const unmeasured = await sent(of(200_000), { length: false });
		expect(await uploadedFile({ ...unmeasured, platform }, { field, most })).toEqual({ kind: 'too-large', most });
	});

	it('is missed when there is none, and cut short when the form ends early', async () => {
		const platform = undefined;
		expect(await uploadedFile({ ...(await sent(null)), platform }, { field, most })).toEqual({ kind: 'no-file' });
		expect(await uploadedFile({ ...(await sent(of(0, ''))), platform }, { field, most })).toEqual({ kind: 'no-file' });
		const { request, body } = await sent(of(100));
		const cut = new Request(request.url, { method: 'POST', headers: request.headers, body: body.subarray(0, 150) });
		expect(await uploadedFile({ request: cut, platform }, { field, most })).toEqual({ kind: 'cut-short' });
	});
});
