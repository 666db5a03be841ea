import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** A page as a client without scripts sees it. `bytes` is the body as sent over the wire, headers apart. */
export interface Page {
	readonly status: number;
	readonly location: string | undefined;
	readonly html: string;
	readonly path: string;
	readonly bytes: number;
}

/** The page's only POST form, as its fields stand: names with the values that a choice is made from. */
export interface Form {
	readonly action: string;
	readonly hidden: readonly (readonly [string, string])[];
	readonly choices: ReadonlyMap<string, { readonly type: string; readonly values: string[] }>;
}

/** Picks what to post for a form: pairs of name and value. The hidden fields are added by the client. */
export type Choose = (form: Form, page: Page) => readonly (readonly [string, string])[];

export interface FormClient {
	get(path: string): Promise<Page>;
	post(path: string, fields: readonly (readonly [string, string])[]): Promise<Page>;
	/** The cookies it holds, as a Cookie header. */
	cookies(): string;
	close(): void;
}

/** A client that only follows links and posts forms: it keeps cookies and connections, and runs no scripts. */
export function formClient(origin: string, agent = new Agent({ keepAlive: true, maxSockets: 1 })): FormClient {
	const { hostname, port } = new URL(origin);
	const jar = new Map<string, string>();
	const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

	function send(method: string, path: string, body?: string): Promise<Page> {
		return new Promise((resolve, reject) => {
			const headers: Record<string, string | number> = { accept: 'text/html' };
			if (jar.size > 0) headers.cookie = cookies();
			if (body !== undefined) {
				headers['content-type'] = 'application/x-www-form-urlencoded';
				headers['content-length'] = Buffer.byteLength(body);
			}
			const sent = request({ hostname, port, method, path, agent, headers }, (response) => {
				read(response).then((buffer) => {
					keepCookies(response.headers['set-cookie'] ?? []);
					resolve({
						status: response.statusCode ?? 0,
						location: response.headers.location,
						html: buffer.toString('utf8'),
						path,
						bytes: buffer.length,
					});
				}, reject);
			});
			sent.on('error', reject);
			sent.end(body);
		});
	}

	function keepCookies(lines: readonly string[]): void {
		for (const line of lines) {
			const [pair = '', ...attributes] = line.split(';');
			const [name = '', ...value] = pair.split('=');
			const gone = attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0');
			if (gone || value.join('=') === '') jar.delete(name.trim());
			else jar.set(name.trim(), value.join('='));
		}
	}

	return {
		get: (path) => send('GET', path),
		post: (path, fields) =>
			send('POST', path, new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()),
		cookies,
		close: () => agent.destroy(),
	};
}

function read(response: IncomingMessage): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		response.on('data', (part: Buffer) => parts.push(part));
		response.once('end', () => resolve(Buffer.concat(parts)));
		response.once('error', reject);
	});
}

/** The page's POST form; undefined when it has none. */
export function formOf(page: Page): Form | undefined {
	const start = /<form\b[^>]*method="post"[^>]*>/i.exec(page.html);
	if (start === null) return undefined;
	const end = page.html.indexOf('</form>', start.index);
	const inside = page.html.slice(start.index, end);
	const hidden: [string, string][] = [];
	const choices = new Map<string, { type: string; values: string[] }>();
	for (const [tag, element = ''] of inside.matchAll(/<(input|textarea|select)\b[^>]*>/gi)) {
		const name = attribute(tag, 'name');
		if (name === undefined) continue;
		const type = element.toLowerCase() === 'input' ? (attribute(tag, 'type') ?? 'text') : element.toLowerCase();
		const value = attribute(tag, 'value') ?? '';
		// What nobody comes to by keyboard is sent as it stands, as people send it.
		if (type === 'hidden' || attribute(tag, 'tabindex') === '-1') hidden.push([name, value]);
		else {
			const known = choices.get(name) ?? { type, values: [] };
			known.values.push(value);
			choices.set(name, known);
		}
	}
	for (const [, name = '', options = ''] of inside.matchAll(/<select\b[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gis)) {
		const values = [...options.matchAll(/<option\b[^>]*value="([^"]*)"/gi)].map((match) => match[1] ?? '');
		choices.set(name, { type: 'select', values: values.filter((value) => value !== '') });
	}
	const action = attribute(start[0], 'action');
	return { action: action === undefined || action === '' ? page.path : unescape(action), hidden, choices };
}

/** Patterns of attributes by name: clients by the thousand share two cores with the server that they measure. */
const attributes = new Map<string, RegExp>();

function attribute(tag: string, name: string): string | undefined {
	const pattern = attributes.get(name) ?? new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s>]+))`, 'i');
	attributes.set(name, pattern);
	const found = pattern.exec(tag);
	return found === null ? undefined : unescape(found[1] ?? found[2] ?? '');
}

function unescape(words: string): string {
	if (!words.includes('&')) return words;
	return words.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Posts the page's form as chosen and follows the redirect to the page after it. */
export async function answer(client: FormClient, page: Page, choose: Choose): Promise<{ posted: Page; next: Page }> {
	const form = formOf(page);
	if (form === undefined) throw new Error(`${page.path} (${page.status}) has no form to post`);
	const target = resolvePath(page.path, form.action);
	const posted = await client.post(target, [...form.hidden, ...choose(form, page)]);
	return {
		posted,
		next: posted.location === undefined ? posted : await client.get(resolvePath(target, posted.location)),
	};
}

/** Walks a survey from its first page to *Thank you*; returns the pages seen. Gives up after `most` pages. */
export async function completeSurvey(client: FormClient, survey: string, choose: Choose, most = 120): Promise<Page[]> {
	const pages = [await client.get(`/s/${survey}`)];
	for (let count = 0; count < most; count++) {
		const page = pages.at(-1);
		if (page === undefined || formOf(page) === undefined) return pages;
		pages.push((await answer(client, page, choose)).next);
	}
	throw new Error(`${survey} did not end within ${most} pages: ${pages.at(-1)?.path ?? ''}`);
}

const typed = new Set(['textarea', 'text', 'number']);

/** The first choice everywhere, one for each name; a number, which is a word too, where something is typed. */
export const firstChoices: Choose = (form) => choosing(0)(form);

/** One choice for each name, counted from the front, or from the back when negative; the nearest where there are fewer. */
export function choosing(which: number): (form: Form) => readonly (readonly [string, string])[] {
	return (form) => {
		const fields: [string, string][] = [];
		const ranked = new Set<string>();
		for (const [name, { type, values }] of form.choices) {
			if (name.endsWith('.decline') || name.includes('.other.')) continue;
			const left = type === 'select' ? values.filter((value) => !ranked.has(value)) : values;
			const at = which < 0 ? Math.max(0, left.length + which) : Math.min(which, left.length - 1);
			const value = typed.has(type) ? '20' : ((name === 'consent' ? left[0] : left[at]) ?? '');
			if (type === 'select') ranked.add(value);
			fields.push([name, value]);
		}
		return fields;
	};
}

/** *Prefer not to say* wherever that is offered, and the last choice elsewhere. */
export const declining: Choose = (form) => {
	const declined = [...form.choices].flatMap(([name, { values }]): [string, string][] =>
		values.includes('pnts') ? [[name, 'pnts']] : [],
	);
	return declined.length > 0 ? declined : choosing(-1)(form);
};

function resolvePath(from: string, to: string): string {
	const url = new URL(to, new URL(from, 'http://localhost'));
	return url.pathname + url.search;
}
