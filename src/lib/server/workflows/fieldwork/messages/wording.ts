import type { Wave } from '#core/fieldwork/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { MessageKind, MessageTemplate } from '#core/messages/index.ts';
import { asHtml, defaultTemplate, fillTemplate, nameIn, privacyWords } from '#core/messages/index.ts';
import type { Letter } from '../../../mail/post.ts';
import type { Site } from '../../../site.ts';
import { findInstrument, listTemplates } from '../../../storage/index.ts';
import { tokenOf, tokenToType } from '../token.ts';

/** Whom a message is for, as far as its words go. `place` null: nobody, in a preview or a trial, whose link opens nothing. */
export interface Addressee {
	readonly place: number | null;
	readonly name: string | null;
	readonly language: string | null;
	readonly organisation: string | null;
}

/** A message as it would leave, without whom it goes to. */
export type Worded = Omit<Letter, 'reference' | 'to'>;

/** Somebody who does not exist, for previews and trials. */
export const nobody: Addressee = { place: null, name: 'Alex Example', language: null, organisation: null };

/** What stands in the place of a token where there is no member. */
const noToken = 'example';

/** The language that somebody is written to in: their own where the wave is in it, or else the wave's first. */
export function languageFor(wave: Wave, wished: string | null): string {
	const found = wave.languages.find((code) => code === wished) ?? wave.languages[0];
	return found ?? 'en';
}

/** The template of a kind in a language that a survey uses: its own, or the one that Soundings comes with. */
export async function templateFor(
	site: Site,
	args: { survey: string; kind: MessageKind; language: string },
): Promise<MessageTemplate> {
	const own = (await listTemplates(site.storage.reader, args)).find(
		({ kind, language }) => kind === args.kind && language === args.language,
	);
	return own ?? defaultTemplate(args.kind, args.language);
}

/** The words of a template for somebody. */
export async function worded(
	site: Site,
	args: { wave: Wave; language: string; template: MessageTemplate; to: Addressee },
): Promise<Worded> {
	const { wave, language, to } = args;
	const token = to.place === null ? noToken : tokenOf(site, { wave: wave.id, place: to.place });
	const link = `${site.env.ORIGIN}/i/${token}`;
	const unsubscribe = `${link}/opt-out`;
	const { subject, text } = await filledFor(site, { ...args, link });
	// The longer first, or its beginning would be taken for the link.
	return {
		language,
		subject,
		text,
		html: asHtml({ subject, text, language, links: [unsubscribe, link] }),
		unsubscribe,
	};
}

/** A letter on paper: its link is short enough to be typed, and `followed` is what its code says. */
export async function wordedLetter(
	site: Site,
	args: { wave: Wave; language: string; template: MessageTemplate; to: Addressee },
): Promise<{ readonly subject: string; readonly text: string; readonly link: string; readonly followed: string }> {
	const { place } = args.to;
	const token = place === null ? noToken : tokenOf(site, { wave: args.wave.id, place });
	const { ORIGIN } = site.env;
	const link = `${ORIGIN.replace(/^https:\/\//, '')}/i/${place === null ? noToken : tokenToType(token)}`;
	return { ...(await filledFor(site, { ...args, link })), link, followed: `${ORIGIN}/i/${token}` };
}

/** A template filled for somebody whose link is `link`. */
async function filledFor(
	site: Site,
	args: { wave: Wave; language: string; template: MessageTemplate; to: Addressee; link: string },
): Promise<{ subject: string; text: string }> {
	const { wave, language, template, to, link } = args;
	const { survey, instrumentVersion: version } = wave;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	return fillTemplate(template, {
		link,
		name: nameIn(to.name),
		survey: instrument === undefined ? survey : plainText(say(instrument.title, language)),
		'closing day': wave.closesOn === null ? '' : dayWords(wave.closesOn, language),
		organisation: site.env.SOUNDINGS_ORGANISATION,
		contact: site.env.SOUNDINGS_CONTACT,
		privacy: privacyWords(wave.identityMode, language),
		'opt out': `${link}/opt-out`,
	});
}

function dayWords(day: string, language: string): string {
	const format = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
	return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(new Date(`${day}T00:00:00Z`));
}
