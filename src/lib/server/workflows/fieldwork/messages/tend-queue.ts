import type { Arrival, Post } from '../../../mail/post.ts';
import type { Site } from '../../../site.ts';
import {
	cancelInClosedWaves,
	doubtMessages,
	findWavePlan,
	listAllWaves,
	listUncertain,
	listUnderWay,
	planReminders,
	settleArrival,
	settleMessage,
} from '../../../storage/index.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Handing over takes a minute and a half at most: a message that was claimed before this belongs to a process that stopped. */
export const longestClaim = 5 * minute;
const askedAtOnce = 50;

/**
 * What the queue needs now and then, whichever process does it: messages of processes that stopped become uncertain, those
 * of closed waves are cancelled, reminders that are due are planned, and a service that tells what became of letters is
 * asked. Doing it twice changes nothing more.
 */
export async function tendQueue(site: Site, post: Post): Promise<void> {
	const { reader, writer } = site.storage;
	const now = site.clock.now();
	await doubtMessages(writer, { claimedBefore: new Date(now.getTime() - longestClaim), now });
	await cancelInClosedWaves(writer, { now });
	for (const wave of await listAllWaves(reader)) {
		if (wave.state !== 'open' || wave.origin !== 'fielded' || wave.paused) continue;
		const { reminders } = await findWavePlan(reader, { wave: wave.id });
		if (reminders.length > 0) await planReminders(writer, { wave: wave.id, days: reminders, now });
	}
	await askAfterLetters(site, post);
}

async function askAfterLetters(site: Site, { arrivalOf, find }: Post): Promise<void> {
	const { reader, writer } = site.storage;
	const now = site.clock.now();
	const ago = (span: number) => new Date(now.getTime() - span);
	if (find !== null) {
		for (const { id, attempts } of await listUncertain(reader, { most: askedAtOnce })) {
			const remote = await find(id);
			if (remote === undefined) continue;
			await settleMessage(writer, { message: { id, attempts }, attempted: { state: 'sent', remote }, now });
		}
	}
	if (arrivalOf === null) return;
	const underWay = { after: ago(4 * day), before: ago(2 * minute), most: askedAtOnce };
	for (const { id, remote } of await listUnderWay(reader, underWay)) {
		const said = settledOf(await arrivalOf(remote));
		if (said !== undefined) await settleArrival(writer, { id, arrival: said });
	}
}

function settledOf(arrival: Arrival): { state: 'sent' | 'failed' | 'bounced'; answer: string } | undefined {
	switch (arrival.kind) {
		case 'under-way':
		case 'not-known':
			return undefined;
		case 'arrived':
			return { state: 'sent', answer: 'It has arrived.' };
		case 'undeliverable':
			return { state: 'bounced', answer: arrival.answer };
		case 'not-delivered':
			return { state: 'failed', answer: arrival.answer };
	}
}
