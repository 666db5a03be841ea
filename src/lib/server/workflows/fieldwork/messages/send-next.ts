import { availability, dayIn } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { problemsInWave } from '#core/messages/index.ts';
import type { Post, Posted } from '../../../mail/post.ts';
import type { Site } from '../../../site.ts';
import type { Attempted, ClaimedMessage } from '../../../storage/index.ts';
import { claimMessage, findWave, giveBackMessage, settleMessage } from '../../../storage/index.ts';
import { languageFor, templateFor, worded } from './wording.ts';

const minute = 60_000;

/** How often a message is tried before it has failed. With the waits between them that takes more than a day. */
export const mostAttempts = 6;

/** What was done: nothing was due, nothing may leave before an instant, or one message was tried. */
export type SentNext =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'wait'; readonly until: Date }
	| { readonly kind: 'tried'; readonly became: Posted['kind'] };

/**
 * Claims the message that is due first, hands it over and writes down what became of it. The claim is on disk before
 * anything leaves; what cannot be known stays *uncertain* and is not tried again. So nobody gets a message twice, wherever
 * this is stopped. Shown by tests/scenario/mail.test.ts.
 */
export async function sendNext(site: Site, post: Post): Promise<SentNext> {
	const { writer } = site.storage;
	const claim = await claimMessage(writer, {
		now: site.clock.now(),
		perMinute: site.env.SOUNDINGS_MAIL_PER_MINUTE,
		mayLeave: (wave) => isOpen(site, wave),
	});
	if (claim.kind !== 'claimed') return claim;
	const { message } = claim;
	const posted = await handOver(site, post, message);
	const now = site.clock.now();
	if (posted.kind === 'out-of-reach') {
		const until = (failures: number) => new Date(now.getTime() + Math.min(2 ** failures * 0.125 * minute, 15 * minute));
		await giveBackMessage(writer, { message, until, answer: posted.answer, now });
	} else {
		await settleMessage(writer, { message, attempted: attemptedOf(posted, message.attempts, now), now });
	}
	return { kind: 'tried', became: posted.kind };
}

/** Only while it takes answers: not before its first day, not after its last, and not while it is paused. */
function isOpen(site: Site, wave: Wave): boolean {
	return availability(wave, dayIn(site.clock.now(), wave.timeZone)).kind === 'open';
}

async function handOver(site: Site, post: Post, message: ClaimedMessage): Promise<Posted> {
	const wave = await findWave(site.storage.reader, { id: message.wave });
	if (wave === undefined) throw new Error('a message has a wave');
	const language = languageFor(wave, message.member.language);
	const kind = message.round === 0 ? 'invitation' : 'reminder';
	const template = await templateFor(site, { survey: wave.survey, kind, language });
	if (problemsInWave(template, wave).length > 0) {
		return { kind: 'refused', answer: 'The words of this message do not fit the wave.' };
	}
	const words = await worded(site, { wave, language, template, to: message.member });
	return post.send({ ...words, reference: message.id, to: message.member.email });
}

function attemptedOf(
	posted: Exclude<Posted, { readonly kind: 'out-of-reach' }>,
	attempts: number,
	now: Date,
): Attempted {
	switch (posted.kind) {
		case 'taken':
			return { state: 'sent', remote: posted.remote };
		case 'undeliverable':
			return { state: 'bounced', answer: posted.answer };
		case 'refused':
			return { state: 'failed', answer: posted.answer };
		case 'unknown':
			return { state: 'uncertain', answer: posted.answer };
		case 'not-now': {
			const { answer } = posted;
			if (attempts >= mostAttempts) return { state: 'failed', answer };
			return { state: 'again', answer, dueAt: new Date(now.getTime() + 5 * minute * 4 ** (attempts - 1)) };
		}
	}
}
