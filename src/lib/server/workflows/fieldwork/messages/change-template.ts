import type { WaveId } from '#core/fieldwork/index.ts';
import type { MessageKind, MessageTemplate, TemplateProblem } from '#core/messages/index.ts';
import { defaultTemplate, problemsInWave, templateProblems } from '#core/messages/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { postOf } from '../../../mail/post-of.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import { deleteTemplate, listTemplates, putTemplate } from '../../../storage/index.ts';
import { ownWave, templatesOf, type TemplateState } from './messages-page.ts';
import { nobody, templateFor, worded, wordedLetter } from './wording.ts';

/** Which words: of a kind of message in a language of a wave's survey. */
interface Which {
	readonly survey: string;
	readonly wave: WaveId;
	readonly kind: MessageKind;
	readonly language: string;
}

/** A template with what it comes to, for somebody who does not exist. */
export interface TemplatePage extends TemplateState {
	readonly template: MessageTemplate;
	readonly preview: { readonly subject: string; readonly text: string };
	readonly problems: readonly TemplateProblem[];
	/** Where a trial goes: the address of whoever asks; null where there is no service to send it by. */
	readonly trialTo: string | null;
}

/** The words of a kind of message, or `typed` in their place, with a preview; undefined where the wave has none such. */
export async function templatePageOf(
	site: Site,
	args: Which & { typed?: MessageTemplate | undefined },
): Promise<TemplatePage | undefined> {
	demand(site, 'field', args.survey);
	const wave = await ownWave(site, args);
	if (wave === undefined) return undefined;
	const state = (await templatesOf(site, wave)).find((one) => one.kind === args.kind && one.language === args.language);
	if (state === undefined) return undefined;
	const template = args.typed ?? (await templateFor(site, args));
	const say = args.kind === 'letter' ? wordedLetter : worded;
	const { subject, text } = await say(site, { wave, language: args.language, template, to: nobody });
	return {
		...state,
		template,
		preview: { subject, text },
		problems: [...templateProblems(args.kind, template), ...problemsInWave(template, wave)],
		trialTo: postOf(site.env) === null ? null : (site.asker?.email ?? null),
	};
}

type Refused = { readonly kind: 'refused'; readonly problems: readonly TemplateProblem[] };
type Unknown = { readonly kind: 'unknown' };

/** Gives a survey words of its own, which hold for what is sent from now on in any of its waves. */
export async function saveTemplate(
	site: Site,
	args: Which & { actor: Actor; typed: MessageTemplate },
): Promise<{ readonly kind: 'saved' } | Refused | Unknown> {
	demand(site, 'field', args.survey);
	const page = await templatePageOf(site, args);
	if (page === undefined) return { kind: 'unknown' };
	if (page.problems.length > 0) return { kind: 'refused', problems: page.problems };
	const { survey, kind, language, typed } = args;
	const subject = typed.subject.trim();
	const body = typed.body.replaceAll(/\r\n?/g, '\n').trim();
	const before = (await listTemplates(site.storage.reader, args)).find(
		(one) => one.kind === kind && one.language === language,
	);
	const writer = onRecord(site, args.actor, {
		...{ action: 'mail.words-changed', object: `${kind} in ${language}`, survey },
		...{ before: before ?? null, after: { subject, body } },
	});
	const by = args.actor.name;
	await putTemplate(writer, { template: { survey, kind, language, subject, body, by, on: site.clock.today() } });
	return { kind: 'saved' };
}

/** Goes back to the words that Soundings comes with; false where they are in use already. */
export async function dropTemplate(site: Site, args: Which & { actor: Actor }): Promise<boolean> {
	demand(site, 'field', args.survey);
	const { survey, kind, language } = args;
	const own = (await listTemplates(site.storage.reader, args)).find(
		(one) => one.kind === kind && one.language === language,
	);
	if (own === undefined) return false;
	const doing = { action: 'mail.words-dropped', object: `${kind} in ${language}`, survey, before: own };
	const after = defaultTemplate(kind, language);
	return deleteTemplate(onRecord(site, args.actor, { ...doing, after }), { survey, kind, language });
}

/** Sends the words as typed to whoever asks, with a link that opens nothing, and says what became of it. */
export async function sendTrial(
	site: Site,
	args: Which & { actor: Actor; typed: MessageTemplate },
): Promise<
	| { readonly kind: 'sent'; readonly to: string }
	| { readonly kind: 'not-sent'; readonly answer: string }
	| Refused
	| Unknown
> {
	demand(site, 'field', args.survey);
	const page = await templatePageOf(site, args);
	const wave = await ownWave(site, args);
	const post = postOf(site.env);
	const to = site.asker?.email;
	if (page === undefined || wave === undefined || post === null || to === undefined) return { kind: 'unknown' };
	if (page.problems.length > 0) return { kind: 'refused', problems: page.problems };
	const { language, typed } = args;
	const words = await worded(site, { wave, language, template: typed, to: nobody });
	const reference = site.random.bytes(16).toString('hex');
	const posted = await post.send({ ...words, subject: `Trial: ${words.subject}`, unsubscribe: null, reference, to });
	return posted.kind === 'taken' ? { kind: 'sent', to } : { kind: 'not-sent', answer: posted.answer };
}
