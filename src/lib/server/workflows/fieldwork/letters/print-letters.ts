import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { MessageTemplate } from '#core/messages/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { qrCodeOf, type QrCode } from '../../../accounts/qr-code.ts';
import type { Site } from '../../../site.ts';
import { listLetters } from '../../../storage/index.ts';
import { ownWave } from '../messages/messages-page.ts';
import { languageFor, nobody, templateFor, wordedLetter } from '../messages/wording.ts';
import type { Addressee } from '../messages/wording.ts';

/** A letter as it is printed: who it is for, its words, and the code that leads where its link does. */
export interface PrintedLetter {
	readonly language: string;
	readonly name: string | null;
	readonly organisation: string | null;
	readonly from: string;
	readonly subject: string;
	readonly text: string;
	/** Where it stands in the text, so that it is never parted. */
	readonly link: string;
	readonly qr: QrCode;
}

const batch = 200;

/**
 * The letters of a run to those who have not answered since, or one *trial* in a language for nobody; some hundred people
 * are held at a time. Their tokens are made for them here and kept nowhere. Undefined for a wave that the survey does not
 * have, or that nobody is invited to.
 */
export async function lettersToPrint(
	site: Site,
	args: { survey: string; wave: WaveId; what: { readonly run: Date } | { readonly trial: string } },
): Promise<{ readonly wave: Wave; readonly letters: AsyncGenerator<PrintedLetter> } | undefined> {
	demand(site, 'field', args.survey);
	const wave = await ownWave(site, args);
	if (wave === undefined || wave.identityMode === 'anonymous') return undefined;
	return { wave, letters: lettersOf(site, wave, args.what) };
}

async function* lettersOf(
	site: Site,
	wave: Wave,
	what: { readonly run: Date } | { readonly trial: string },
): AsyncGenerator<PrintedLetter> {
	const templates = new Map<string, MessageTemplate>();
	const printed = async (to: Addressee): Promise<PrintedLetter> => {
		const language = languageFor(wave, to.language);
		const template = templates.get(language) ?? (await templateFor(site, { ...wave, kind: 'letter', language }));
		templates.set(language, template);
		const { followed, ...words } = await wordedLetter(site, { wave, language, template, to });
		const { name, organisation } = to;
		const from = site.env.SOUNDINGS_ORGANISATION;
		return { ...words, language, name, organisation, from, qr: await qrCodeOf(followed) };
	};
	if ('trial' in what) {
		yield await printed({ ...nobody, language: what.trial, organisation: 'Example House' });
		return;
	}
	for (let from = 0; ; from += batch) {
		const members = await listLetters(site.storage.reader, { wave: wave.id, at: what.run, from, most: batch });
		for (const member of members) {
			// By letter also those whose e-mail came back.
			if (member.state === 'ready' || member.state === 'bounced') yield await printed(member);
		}
		if (members.length < batch) return;
	}
}
