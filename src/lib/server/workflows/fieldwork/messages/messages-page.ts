import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import { availability, dayIn } from '#core/fieldwork/index.ts';
import type { MessageKind, TemplateProblem } from '#core/messages/index.ts';
import { messageKinds, problemsInWave } from '#core/messages/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { postOf } from '../../../mail/post-of.ts';
import type { Post } from '../../../mail/post.ts';
import type { Site } from '../../../site.ts';
import type { ListedMessage, MailGate, MessageCount, MessageState } from '../../../storage/index.ts';
import {
	countMessages,
	countToInvite,
	findWave,
	findWavePlan,
	listHeldMail,
	listMessages,
	listTemplates,
	readMailGate,
} from '../../../storage/index.ts';
import { templateFor } from './wording.ts';

/** A kind of message in a language of the wave, and what keeps its words from being used there. */
export interface TemplateState {
	readonly kind: MessageKind;
	readonly language: string;
	/** Who wrote the survey's own words and on which day; null where the words are those that Soundings comes with. */
	readonly own: { readonly by: string; readonly on: string } | null;
	readonly problems: readonly TemplateProblem[];
}

/** Why no invitation can be sent now; null where they can. */
export type NotSendable = 'open-link' | 'closed' | 'no-post' | 'words' | 'nobody' | null;

export interface MessagesPage {
	readonly wave: Wave;
	/** The service that e-mail leaves by, from which address and how fast; null where the settings name none. */
	readonly post: { readonly by: Post['by']; readonly from: string | null; readonly perMinute: number } | null;
	readonly templates: readonly TemplateState[];
	readonly toInvite: number;
	readonly notSendable: NotSendable;
	/** Days after an invitation on which a reminder goes. */
	readonly reminders: readonly number[];
	readonly counts: readonly MessageCount[];
	readonly held: boolean;
	/** Whether messages leave now: the wave takes answers and nobody holds them back. */
	readonly leaving: boolean;
	/** What keeps all letters here, whichever the wave; null where they leave. */
	readonly trouble: MailGate | null;
	/** The messages that somebody has to look at, by what became of them; at most `listed` of each. */
	readonly uncertain: readonly ListedMessage[];
	readonly failed: readonly ListedMessage[];
	readonly bounced: readonly ListedMessage[];
	readonly listed: number;
}

const listed = 50;

/** What the page of a wave's messages shows; undefined for a wave that the survey does not have. */
export async function messagesPageOf(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<MessagesPage | undefined> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const wave = await ownWave(site, args);
	if (wave === undefined) return undefined;
	const at = { wave: wave.id };
	const gate = await readMailGate(reader);
	const of = (...states: MessageState[]) => listMessages(reader, { ...at, states, most: listed });
	const templates = await templatesOf(site, wave);
	const toInvite = await countToInvite(reader, at);
	const held = (await listHeldMail(reader)).has(wave.id);
	const post = postOf(site.env);
	const { SOUNDINGS_MAIL_FROM: from, SOUNDINGS_MAIL_PER_MINUTE: perMinute } = site.env;
	return {
		...{ wave, templates, toInvite, held, listed },
		post: post === null ? null : { by: post.by, from: post.by === 'smtp' ? (from?.address ?? null) : null, perMinute },
		notSendable: notSendable(wave, { hasPost: post !== null, toInvite, templates }),
		reminders: (await findWavePlan(reader, at)).reminders,
		counts: await countMessages(reader, at),
		leaving: !held && availability(wave, dayIn(site.clock.now(), wave.timeZone)).kind === 'open',
		trouble: gate.failures > 0 ? gate : null,
		uncertain: await of('uncertain'),
		failed: await of('failed'),
		bounced: await of('bounced'),
	};
}

/** The wave that an address names, if it is of that survey. */
export async function ownWave(
	{ storage }: Pick<Site, 'storage'>,
	args: { survey: string; wave: WaveId },
): Promise<Wave | undefined> {
	const wave = await findWave(storage.reader, { id: args.wave });
	return wave?.survey === args.survey ? wave : undefined;
}

/** Every kind of message in every language of a wave. */
export async function templatesOf(site: Site, wave: Wave): Promise<TemplateState[]> {
	const own = await listTemplates(site.storage.reader, wave);
	const states: TemplateState[] = [];
	for (const kind of messageKinds) {
		for (const language of wave.languages) {
			const written = own.find((one) => one.kind === kind && one.language === language);
			const template = await templateFor(site, { survey: wave.survey, kind, language });
			states.push({
				...{ kind, language, own: written === undefined ? null : { by: written.by, on: written.on } },
				problems: problemsInWave(template, wave),
			});
		}
	}
	return states;
}

/** Whether a wave's invitations can be sent, and else the first reason why not. */
export function notSendable(
	wave: Wave,
	facts: { readonly hasPost: boolean; readonly toInvite: number; readonly templates: readonly TemplateState[] },
): NotSendable {
	if (wave.identityMode === 'anonymous') return 'open-link';
	if (wave.state === 'closed' || wave.state === 'archived') return 'closed';
	if (!facts.hasPost) return 'no-post';
	if (facts.templates.some(({ kind, problems }) => kind !== 'letter' && problems.length > 0)) return 'words';
	return facts.toInvite === 0 ? 'nobody' : null;
}
