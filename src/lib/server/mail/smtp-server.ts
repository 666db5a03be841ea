import { z } from 'zod';

/** A mail server and how to reach it. `encrypted`: from the first byte, after STARTTLS, or not at all. */
export interface SmtpServer {
	readonly host: string;
	readonly port: number;
	readonly encrypted: 'at-once' | 'after-greeting' | 'never';
	readonly login: { readonly user: string; readonly pass: string } | null;
}

/**
 * A mail server as `smtp://user:password@host:port` or `smtps://…`. Letters hold what admits people, so they go encrypted,
 * with a certificate that holds, to every server but this machine itself; `?tls=none` is the way to say otherwise.
 */
export const SmtpAddress = z
	.string()
	.max(500)
	.refine((text) => URL.canParse(text))
	.transform((text) => new URL(text))
	.refine(({ protocol, hostname }) => /^smtps?:$/.test(protocol) && /^[\w.:[\]-]+$/.test(hostname))
	.refine(({ pathname, search }) => /^\/?$/.test(pathname) && ['', '?tls=none'].includes(search))
	.refine(({ protocol, search }) => protocol === 'smtp:' || search === '')
	.transform(serverOf);

function serverOf({ protocol, hostname, port, username, password, search }: URL): SmtpServer {
	const host = hostname.replace(/^\[|\]$/g, '');
	const here = host === 'localhost' || host === '::1' || host.startsWith('127.');
	const secure = protocol === 'smtps:';
	return {
		host,
		port: port === '' ? (secure ? 465 : 587) : Number(port),
		encrypted: secure ? 'at-once' : here || search === '?tls=none' ? 'never' : 'after-greeting',
		login: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
	};
}
