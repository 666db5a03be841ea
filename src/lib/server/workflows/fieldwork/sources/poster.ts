import { estimateMinutes, plainText, say } from '#core/instrument/index.ts';
import { privacyWords } from '#core/messages/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { qrCodeOf, type QrCode } from '../../../accounts/qr-code.ts';
import type { Site } from '../../../site.ts';
import { findInstrument, findSource } from '../../../storage/index.ts';
import { linkOf, waveOfLink } from './sources-page.ts';

/** What a place's poster says, in one of the languages of the wave. */
export interface Poster {
	readonly kind: 'poster';
	readonly label: string;
	readonly language: string;
	readonly languages: readonly string[];
	readonly title: string;
	readonly purpose: string;
	readonly privacy: string;
	/** How long an interview takes, in minutes. */
	readonly minutes: number;
	readonly closesOn: string | null;
	readonly organisation: string;
	readonly contact: string;
	readonly link: string;
	readonly qr: QrCode;
}

/** The poster of a place. *no-open-link*: nobody can answer the survey's wave by an open link. */
export async function posterOf(
	site: Site,
	args: { survey: string; tag: string; language: string },
): Promise<Poster | { readonly kind: 'no-open-link' | 'unknown-source' }> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const source = await findSource(reader, args);
	if (source === undefined) return { kind: 'unknown-source' };
	const wave = await waveOfLink(site, args);
	const isOver = wave?.state === 'closed' || wave?.state === 'archived';
	if (wave?.identityMode !== 'anonymous' || isOver) return { kind: 'no-open-link' };
	const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	const language = wave.languages.find((code) => code === args.language) ?? wave.languages[0] ?? 'en';
	const link = linkOf(site, source);
	return {
		kind: 'poster',
		...{ label: source.label, language, languages: wave.languages, closesOn: wave.closesOn, link },
		title: plainText(say(instrument.title, language)),
		purpose: plainText(say(instrument.privacy.purpose, language)),
		privacy: privacyWords(wave.identityMode, language),
		minutes: Math.max(1, Math.round(estimateMinutes(instrument).typical)),
		organisation: site.env.SOUNDINGS_ORGANISATION,
		contact: site.env.SOUNDINGS_CONTACT,
		qr: await qrCodeOf(link),
	};
}
