import type { WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { MailAddress } from '../../../mail/address.ts';
import { postOf } from '../../../mail/post-of.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import type { BouncedAddresses, MessageDecision } from '../../../storage/index.ts';
import { bounceAddresses, countToInvite, decideMessages, holdMail, planInvitations } from '../../../storage/index.ts';
import { notSendable, ownWave, templatesOf, type NotSendable } from './messages-page.ts';

/** What every one of these is done to, and by whom. The log keeps numbers, and no address. */
interface OnWave {
	readonly actor: Actor;
	readonly survey: string;
	readonly wave: WaveId;
}

/** Puts an invitation into the queue for everybody in the sample who has none yet and may be written to. */
export async function sendInvitations(
	site: Site,
	args: OnWave,
): Promise<
	| { readonly kind: 'planned'; readonly count: number }
	| { readonly kind: 'not-sendable'; readonly why: Exclude<NotSendable, null> }
	| { readonly kind: 'unknown-wave' }
> {
	demand(site, 'field', args.survey);
	const wave = await ownWave(site, args);
	if (wave === undefined) return { kind: 'unknown-wave' };
	const toInvite = await countToInvite(site.storage.reader, { wave: wave.id });
	const facts = { hasPost: postOf(site.env) !== null, toInvite, templates: await templatesOf(site, wave) };
	const why = notSendable(wave, facts);
	if (why !== null) return { kind: 'not-sendable', why };
	const writer = onRecord(site, args.actor, {
		action: 'mail.planned',
		...about(args),
		after: { invitations: toInvite },
	});
	return { kind: 'planned', count: await planInvitations(writer, { wave: wave.id, now: site.clock.now() }) };
}

/** Holds a wave's messages back, or lets them leave again. What is being handed over just then still leaves. */
export async function holdMessages(site: Site, args: OnWave & { held: boolean }): Promise<boolean> {
	demand(site, 'field', args.survey);
	if ((await ownWave(site, args)) === undefined) return false;
	const action = args.held ? 'mail.held-back' : 'mail.let-go';
	return holdMail(onRecord(site, args.actor, { action, ...about(args) }), args);
}

/** Carries out what somebody decided of messages that failed or are uncertain; yields how many. */
export async function decideOn(
	site: Site,
	args: OnWave & {
		which: { readonly id: string } | { readonly state: 'failed' | 'uncertain' };
		decision: MessageDecision;
	},
): Promise<number> {
	demand(site, 'field', args.survey);
	if ((await ownWave(site, args)) === undefined) return 0;
	const { which, decision, wave } = args;
	const after = { decision, which: 'id' in which ? `message ${which.id}` : `all ${which.state}` };
	const writer = onRecord(site, args.actor, { action: 'mail.decided', ...about(args), after });
	return decideMessages(writer, { wave, which, decision, now: site.clock.now() });
}

/** How much of a mailbox is read at once, in characters. */
export const longestPaste = 500_000;
const mostAddresses = 5000;

/**
 * Finds the addresses in what somebody pasted – a list, or messages that came back, whole – and puts down that mail to them
 * came back. Addresses that are in no sample of the wave, such as one's own, are passed over.
 */
export async function putDownBounces(site: Site, args: OnWave & { pasted: string }): Promise<BouncedAddresses> {
	demand(site, 'field', args.survey);
	const addresses = addressesIn(args.pasted);
	if (addresses.length === 0 || (await ownWave(site, args)) === undefined) return { marked: 0, known: 0 };
	const { wave } = args;
	const writer = onRecord(site, args.actor, {
		action: 'mail.came-back',
		...about(args),
		after: { read: addresses.length },
	});
	return bounceAddresses(writer, { wave, addresses, now: site.clock.now() });
}

function addressesIn(pasted: string): string[] {
	const found = pasted.slice(0, longestPaste).match(/[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]{1,190}/g) ?? [];
	const plain = found.map((one) => one.replace(/[.'’>]+$/, '')).filter((one) => MailAddress.safeParse(one).success);
	return [...new Set(plain)].slice(0, mostAddresses);
}

function about({ survey, wave }: OnWave): { object: string; survey: string } {
	return { object: `wave ${wave}`, survey };
}
