import { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import { MailAddress, withoutAddresses } from './address.ts';
import type { Arrival, Letter, Post, Posted } from './post.ts';

/** How long an answer of the API is waited for, in milliseconds. */
const patience = 60_000;

/**
 * E-mail by GOV.UK Notify. Its template holds nothing but ((subject)) and ((body)), so that the words are those that were
 * seen and tried here. It makes the HTML itself; lines in bold or bullets are written its way.
 */
export function notifyPost(args: { key: string; template: string; url: string }): Post {
	const client = new NotifyClient(args.url, args.key);
	return {
		by: 'notify',
		send: async (letter) =>
			MailAddress.safeParse(letter.to).success
				? send(client, args.template, letter)
				: { kind: 'undeliverable', answer: 'This is no e-mail address.' },
		arrivalOf: async (remote) => {
			const asked = await inTime(client.getNotificationById(remote));
			if (asked.kind === 'failed') return { kind: 'not-known' };
			return arrivalOf(Notification.safeParse(asked.value).data?.data.status);
		},
		find: async (reference) => {
			const asked = await inTime(client.getNotifications('email', undefined, reference));
			return asked.kind === 'failed' ? undefined : Found.safeParse(asked.value).data?.data.notifications[0]?.id;
		},
	};
}

async function send(client: NotifyClient, template: string, letter: Letter): Promise<Posted> {
	const asked = await inTime(
		client.sendEmail(template, letter.to, {
			personalisation: { subject: letter.subject, body: letter.text },
			reference: letter.reference,
			...(letter.unsubscribe === null ? {} : { oneClickUnsubscribeURL: letter.unsubscribe }),
		}),
	);
	if (asked.kind === 'failed') return refusalOf(asked.error);
	const id = Taken.safeParse(asked.value).data?.data.id;
	return id === undefined
		? { kind: 'unknown', answer: 'Notify answered in an unknown way.' }
		: { kind: 'taken', remote: id };
}

const Taken = z.object({ data: z.object({ id: z.string() }) });
const Notification = z.object({ data: z.object({ status: z.string() }) });
const Found = z.object({ data: z.object({ notifications: z.array(z.object({ id: z.string() })) }) });
const Refusal = z.object({
	response: z.object({
		status: z.number(),
		data: z.object({ errors: z.array(z.object({ error: z.string(), message: z.string() })) }).catch({ errors: [] }),
	}),
});
const Unreached = z.object({ code: z.enum(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']) });

/** What a refusal means, as the documentation of the API lists them. The error itself holds the address: it goes nowhere. */
function refusalOf(error: unknown): Posted {
	const read = Refusal.safeParse(error).data?.response;
	if (read === undefined) {
		return Unreached.safeParse(error).success
			? { kind: 'out-of-reach', answer: 'Notify could not be reached.' }
			: { kind: 'unknown', answer: 'The connection to Notify was lost.' };
	}
	const said = read.data.errors.map(({ message }) => message).join(' ');
	const answer = withoutAddresses(`${read.status} ${said}`);
	if (read.status >= 500) return { kind: 'unknown', answer };
	if (read.status !== 400) return { kind: 'out-of-reach', answer };
	if (/not a valid email address/i.test(said)) return { kind: 'undeliverable', answer };
	return /team-only|trial mode/i.test(said) ? { kind: 'refused', answer } : { kind: 'out-of-reach', answer };
}

function arrivalOf(status: string | undefined): Arrival {
	switch (status) {
		case 'delivered':
			return { kind: 'arrived' };
		case 'permanent-failure':
			return { kind: 'undeliverable', answer: 'Notify: there is no such mailbox.' };
		case 'temporary-failure':
			return { kind: 'not-delivered', answer: 'Notify: the mailbox did not take it for three days.' };
		case 'technical-failure':
			return { kind: 'not-delivered', answer: 'Notify: it failed on the way.' };
		case undefined:
			return { kind: 'not-known' };
		default:
			return { kind: 'under-way' };
	}
}

type Asked =
	{ readonly kind: 'answered'; readonly value: unknown } | { readonly kind: 'failed'; readonly error: unknown };

async function inTime(asking: Promise<unknown>): Promise<Asked> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Asked>((resolve) => {
		timer = setTimeout(() => resolve({ kind: 'failed', error: undefined }), patience);
	});
	const asked = asking.then(
		(value): Asked => ({ kind: 'answered', value }),
		(error: unknown): Asked => ({ kind: 'failed', error }),
	);
	try {
		return await Promise.race([asked, late]);
	} finally {
		clearTimeout(timer);
	}
}
