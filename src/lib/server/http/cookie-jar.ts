/** How long, where and for whom a browser keeps a cookie. */
interface CookieScope {
	readonly path: string;
	readonly secure: boolean;
	readonly httpOnly?: true;
	readonly sameSite?: 'lax';
	/** In seconds. */
	readonly maxAge?: number;
}

/** The cookies of one request; Kit's are such, too. */
export interface CookieJar {
	get(name: string): string | undefined;
	set(name: string, value: string, scope: CookieScope): void;
	delete(name: string, scope: CookieScope): void;
}

/** A jar of what a Cookie header holds. `lines` gets a Set-Cookie line for each that is set, as Kit writes it. */
export function cookieJar(header: string | undefined, lines: string[]): CookieJar {
	const set = (name: string, value: string, scope: CookieScope) => void lines.push(lineOf(name, value, scope));
	return {
		get: (name) => valueOf(header ?? '', name),
		set,
		delete: (name, scope) => set(name, '', { httpOnly: true, sameSite: 'lax', ...scope, maxAge: 0 }),
	};
}

function valueOf(header: string, name: string): string | undefined {
	for (const pair of header.split(';')) {
		const at = pair.indexOf('=');
		if (at !== -1 && pair.slice(0, at).trim() === name) return decoded(pair.slice(at + 1).trim());
	}
	return undefined;
}

function decoded(value: string): string {
	try {
		return value.includes('%') ? decodeURIComponent(value) : value;
	} catch {
		return value;
	}
}

function lineOf(name: string, value: string, { path, secure, httpOnly, sameSite, maxAge }: CookieScope): string {
	return [
		`${name}=${encodeURIComponent(value)}`,
		...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
		`Path=${path}`,
		...(httpOnly ? ['HttpOnly'] : []),
		...(secure ? ['Secure'] : []),
		...(sameSite === undefined ? [] : ['SameSite=Lax']),
	].join('; ');
}
