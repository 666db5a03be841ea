import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The address that a request came from, by the same settings as the adapter's: that of the connection, or what a proxy
 * says in the header ADDRESS_HEADER, of whose entries X-Forwarded-For has the one that is XFF_DEPTH from its end.
 * Undefined where that header does not tell.
 */
export function clientAddress(
	{ headers, socket }: Pick<IncomingMessage, 'headers'> & { readonly socket: Pick<Socket, 'remoteAddress'> },
	settings: NodeJS.ProcessEnv,
): string | undefined {
	const header = (settings.ADDRESS_HEADER ?? '').toLowerCase();
	if (header === '') return socket.remoteAddress;
	const told = [headers[header] ?? []].flat().join(',');
	if (header !== 'x-forwarded-for') return told === '' ? undefined : told;
	return told
		.split(',')
		.at(-Number(settings.XFF_DEPTH ?? 1))
		?.trim();
}
